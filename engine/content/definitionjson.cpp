#include "engine/content/definitionjson.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

void put(QJsonObject& object, const QString& key, const QString& text)
{
    if (!text.isEmpty()) {
        object.insert(key, text);
    }
}

void put(QJsonObject& object, const QString& key, const QStringList& list)
{
    if (!list.isEmpty()) {
        object.insert(key, QJsonArray::fromStringList(list));
    }
}

void put(QJsonObject& object, const QString& key, const QJsonObject& value)
{
    if (!value.isEmpty()) {
        object.insert(key, value);
    }
}

void put(QJsonObject& object, const QString& key, const QList<TemplateInfo>& templates)
{
    QJsonArray array;
    for (const TemplateInfo& info : templates) {
        QJsonObject one;
        put(one, u"Name"_s, info.name);
        put(one, u"Path"_s, info.path);
        put(one, u"ID"_s, info.id);
        put(one, u"Contents"_s, info.contents);
        put(one, u"Link"_s, info.link);
        put(one, u"Meta"_s, info.meta);
        array.append(one);
    }
    if (!array.isEmpty()) {
        object.insert(key, array);
    }
}

QJsonObject common(const Definition& def, const QString& nameKey)
{
    QJsonObject object{{nameKey, def.name}};
    put(object, u"Description"_s, def.description);
    put(object, u"Documentation"_s, def.documentation);
    put(object, u"Meta"_s, def.meta);
    return object;
}

} // namespace

QJsonObject toJson(const ParamDef& def)
{
    QJsonObject object = common(def, u"Name"_s);
    put(object, u"Schema"_s, def.schema);
    if (def.secure) {
        object.insert(u"Secure"_s, true);
    }
    return object;
}

QJsonObject toJson(const TemplateDef& def)
{
    QJsonObject object = common(def, u"ID"_s);
    object.insert(u"Contents"_s, def.contents);
    return object;
}

QJsonObject toJson(const TaskDef& def)
{
    QJsonObject object = common(def, u"Name"_s);
    put(object, u"Templates"_s, def.templates);
    put(object, u"RequiredParams"_s, def.requiredParams);
    put(object, u"OptionalParams"_s, def.optionalParams);
    put(object, u"Prerequisites"_s, def.prerequisites);
    return object;
}

QJsonObject toJson(const StageDef& def)
{
    QJsonObject object = common(def, u"Name"_s);
    put(object, u"Tasks"_s, def.tasks);
    put(object, u"Params"_s, def.params);
    put(object, u"Profiles"_s, def.profiles);
    put(object, u"RequiredParams"_s, def.requiredParams);
    put(object, u"OptionalParams"_s, def.optionalParams);
    put(object, u"Templates"_s, def.templates);
    put(object, u"BootEnv"_s, def.bootEnv);
    return object;
}

QJsonObject toJson(const WorkflowDef& def)
{
    QJsonObject object = common(def, u"Name"_s);
    put(object, u"Stages"_s, def.stages);
    return object;
}

QJsonObject toJson(const ProfileDef& def)
{
    QJsonObject object = common(def, u"Name"_s);
    put(object, u"Params"_s, def.params);
    put(object, u"Profiles"_s, def.profiles);
    return object;
}

QJsonObject toJson(const BlueprintDef& def)
{
    QJsonObject object = common(def, u"Name"_s);
    put(object, u"Tasks"_s, def.tasks);
    put(object, u"Params"_s, def.params);
    put(object, u"Profiles"_s, def.profiles);
    return object;
}

QJsonObject toJson(ContentKind kind, const Definition& definition)
{
    switch (kind) {
    case ContentKind::Param:
        return toJson(static_cast<const ParamDef&>(definition));
    case ContentKind::Template:
        return toJson(static_cast<const TemplateDef&>(definition));
    case ContentKind::Task:
        return toJson(static_cast<const TaskDef&>(definition));
    case ContentKind::Stage:
        return toJson(static_cast<const StageDef&>(definition));
    case ContentKind::Workflow:
        return toJson(static_cast<const WorkflowDef&>(definition));
    case ContentKind::Profile:
        return toJson(static_cast<const ProfileDef&>(definition));
    case ContentKind::Blueprint:
        return toJson(static_cast<const BlueprintDef&>(definition));
    }
    return {};
}

} // namespace Drover
