#include "models/wizards/destroycontroller.h"

#include "models/commandtext.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Drover {

DestroyController::DestroyController(Engine& engine, const Replica& replica, CommandSender& sender,
                                     const QString& cluster, QObject* parent)
    : PlanController(engine, sender, parent), m_replica(replica)
{
    m_request.kind = OperationKind::Destroy;
    m_request.cluster = cluster;
}

int DestroyController::memberCount() const
{
    return plan() ? int(plan()->remove.size()) : int(m_replica.members(cluster()).size());
}

void DestroyController::setTypedName(const QString& typed)
{
    m_typed = typed;
    emit changed();
}

void DestroyController::setTypedWipes(const QString& typed)
{
    m_typedWipes = std::max(0, typed.trimmed().toInt());
    emit changed();
}

int DestroyController::charactersMissing() const
{
    return cluster().startsWith(m_typed) ? int(cluster().size() - m_typed.size()) : -1;
}

bool DestroyController::canStart() const
{
    return PlanController::canStart() && nameMatches() && wipesMatch() && !reason().isEmpty();
}

QString DestroyController::commandText() const
{
    QStringList words{u"drover"_s,          u"cluster"_s,   u"destroy"_s,
                      shellWord(cluster()), u"--confirm"_s, shellWord(cluster())};
    if (warnings() > 0 && acceptsWarnings())
        words << u"--accept-warnings"_s;
    if (m_typedWipes > 0)
        words << u"--confirm-wipe"_s << QString::number(m_typedWipes);
    if (!reason().isEmpty())
        words << u"--reason"_s << shellWord(reason());
    return words.join(u' ');
}

} // namespace Drover
