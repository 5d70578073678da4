#include "engine/core/applicationprofile.h"
#include "engine/core/json.h"
#include "models/forms/editforms.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

void addMissing(QJsonObject& params, const QJsonObject& more)
{
    for (auto it = more.constBegin(); it != more.constEnd(); ++it) {
        if (!params.contains(it.key()))
            params.insert(it.key(), it.value());
    }
}

/// All that a profile of a pack sets, with those that it nests.
void addProfile(QJsonObject& params, const FormContent& content, const QString& name, QStringList& seen)
{
    if (seen.contains(name))
        return;
    seen.append(name);
    const QJsonObject document = content.document(u"profiles"_s, name);
    addMissing(params, document.value("Params"_L1).toObject());
    const QJsonArray nested = document.value("Profiles"_L1).toArray();
    for (const QJsonValue each : nested)
        addProfile(params, content, each.toString(), seen);
}

bool isSecret(const FormContent& content, const QString& param, const QJsonValue& value)
{
    return content.document(u"params"_s, param).value("Secure"_L1).toBool() ||
           value.toObject().contains("$sealed"_L1);
}

/// What the template sets, secrets included.
QJsonObject templateParams(const FormContent& content, const ApplicationTemplate& from)
{
    QJsonObject params = from.changes;
    if (!params.contains("cluster/topology"_L1))
        params.insert(u"cluster/topology"_s, Json::toTree(from.topology));
    // Every cluster has what the generic application sets, and no member must get it.
    if (from.application == "base-cluster"_L1)
        return params;
    addMissing(params, from.own);
    QStringList seen;
    addProfile(params, content, applicationProfile(from.application), seen);
    return params;
}

} // namespace

EditForm templateForm(const ApplicationTemplate& from)
{
    EditForm form{.kind = FormKind::NewTemplate, .object = from.application};
    form.sections = {u"params"_s, u"profiles"_s};
    form.fields = [from](const FormContent& content, const ParamDraft&) {
        QList<ParamField> fields{
            nameField(), plainField(u"description"_s, u"object"_s, ParamField::Kind::Text, from.description)};
        const QJsonObject params = templateParams(content, from);
        for (auto it = params.constBegin(); it != params.constEnd(); ++it) {
            if (isSecret(content, it.key(), it.value()))
                continue;
            ParamField field = paramField(it.key(), content.document(u"params"_s, it.key()));
            field.section = u"template"_s;
            field.ownLayer = u"profile"_s;
            field.own = it.value();
            fields.append(field);
        }
        return fields;
    };
    form.leftOut = [from](const FormContent& content) {
        QStringList secrets = from.secrets;
        const QJsonObject params = templateParams(content, from);
        for (auto it = params.constBegin(); it != params.constEnd(); ++it) {
            if (isSecret(content, it.key(), it.value()) && !secrets.contains(it.key()))
                secrets.append(it.key());
        }
        return secrets;
    };
    form.command = [](const ParamDraft& draft, const Answer*) -> Result<Command> {
        QJsonObject set;
        for (const ParamField& field : draft.fields()) {
            if (field.isParam && !draft.isRemoved(field.name) && !draft.value(field.name).isNull())
                set.insert(field.name, draft.value(field.name));
        }
        return Commands::EditProfile{applicationProfile(draft.value(u"name"_s).toString()),
                                     true,
                                     draft.value(u"description"_s).toString(),
                                     set,
                                     {}};
    };
    return form;
}

} // namespace Drover
