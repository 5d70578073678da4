#include "models/objectkey.h"

using namespace Qt::StringLiterals;

namespace Drover {

QString clusterKey(const QString& name)
{
    return u"cluster/"_s + name;
}
QString roleKey(const QString& cluster, const QString& role)
{
    return u"role/"_s + cluster + u'/' + role;
}
QString machineKey(MachineId id)
{
    return u"machine/"_s + id.toString();
}
QString poolKey(const QString& name)
{
    return u"pool/"_s + name;
}

ObjectKey ObjectKey::parse(const QString& key)
{
    const QString kind = key.section(u'/', 0, 0);
    const QString rest = key.section(u'/', 1);
    if (kind == "cluster"_L1)
        return {.kind = Kind::Cluster, .name = rest};
    if (kind == "role"_L1)
        return {.kind = Kind::Role, .name = rest.section(u'/', 0, 0), .role = rest.section(u'/', 1)};
    if (kind == "machine"_L1)
        return {.kind = Kind::Machine, .machine = MachineId::fromString(rest)};
    if (kind == "pool"_L1)
        return {.kind = Kind::Pool, .name = rest};
    return {};
}

} // namespace Drover
