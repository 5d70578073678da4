#include "models/forms/editforms.h"

#include <QSet>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

/// The params that a blueprint sets itself and those that its tasks cannot do without.
QList<ParamField> blueprintParams(const FormContent& content, const QString& blueprint)
{
    const QJsonObject document = content.document(u"blueprints"_s, blueprint);
    const QJsonObject given = document.value("Params"_L1).toObject();
    QStringList names = given.keys();
    QSet<QString> required;
    for (const QJsonValue entry : document.value("Tasks"_L1).toArray()) {
        for (const QString& part : {u"RequiredParams"_s, u"OptionalParams"_s}) {
            const QJsonArray params = content.document(u"tasks"_s, entry.toString()).value(part).toArray();
            for (const QJsonValue param : params) {
                if (!names.contains(param.toString()))
                    names.append(param.toString());
                if (part == "RequiredParams"_L1)
                    required.insert(param.toString());
            }
        }
    }
    QList<ParamField> fields;
    for (const QString& name : std::as_const(names)) {
        ParamField field = paramField(name, content.document(u"params"_s, name));
        field.section = u"params"_s;
        if (given.contains(name)) {
            field.inherited = given.value(name);
            field.layer = u"blueprint"_s;
            field.source = blueprint;
        }
        field.required = false; // the target may have it: the engine knows
        fields.append(field);
    }
    return fields;
}

} // namespace

EditForm blueprintForm(const Replica& replica, const QStringList& targets)
{
    EditForm form{.kind = FormKind::RunBlueprint, .object = targets.join(u", "_s)};
    form.sections = {u"blueprints"_s, u"params"_s, u"tasks"_s};
    form.chooser = u"blueprint"_s;
    const Machine* only = targets.size() == 1 ? replica.machineNamed(targets.first()) : nullptr;
    const bool cluster = only && only->kind == MachineKind::Cluster;
    form.fields = [cluster](const FormContent& content, const ParamDraft& draft) {
        ParamField blueprint =
            plainField(u"blueprint"_s, u"object"_s, ParamField::Kind::Choice, QJsonValue());
        blueprint.required = true;
        blueprint.choices = content.names(u"blueprints"_s);
        QList<ParamField> fields{blueprint};
        if (cluster)
            fields.append(plainField(u"eachMember"_s, u"object"_s, ParamField::Kind::Boolean, false));
        return fields + blueprintParams(content, draft.value(u"blueprint"_s).toString());
    };
    form.command = [targets](const ParamDraft& draft, const Answer*) -> Result<Command> {
        QJsonObject params = draft.changes();
        params.remove(u"blueprint"_s);
        params.remove(u"eachMember"_s);
        const bool one = targets.size() == 1;
        return Commands::CreateWorkOrder{
            one ? targets.first() : QString(), draft.value(u"blueprint"_s).toString(), params,
            draft.value(u"eachMember"_s).toBool(), one ? QStringList() : targets};
    };
    return form;
}

EditForm importForm()
{
    EditForm form{.kind = FormKind::Import};
    form.fields = [](const FormContent&, const ParamDraft&) {
        ParamField text = plainField(u"inventory"_s, u"object"_s, ParamField::Kind::Text, QJsonValue());
        text.required = true;
        text.lines = 16;
        return QList<ParamField>{text};
    };
    form.prepare = [](const ParamDraft& draft) -> Query {
        return Queries::ReadInventory{{{u"inventory"_s, draft.value(u"inventory"_s).toString()}}};
    };
    form.command = [](const ParamDraft&, const Answer* prepared) -> Result<Command> {
        const auto* inventory = prepared ? std::get_if<Answers::Inventory>(prepared) : nullptr;
        if (!inventory)
            return fail(u"inventory-invalid"_s, u"the engine could not read it"_s);
        if (!inventory->problems.isEmpty())
            return fail(u"inventory-invalid"_s, inventory->problems.join(u'\n'));
        return Commands::ImportMachines{inventory->machines};
    };
    return form;
}

EditForm undoForm(const EventRecord& event)
{
    EditForm form{.kind = FormKind::Undo, .object = event.subject};
    form.wantsChange = false;
    form.fields = [](const FormContent&, const ParamDraft&) { return QList<ParamField>(); };
    form.command = [seq = event.seq](const ParamDraft&, const Answer*) -> Result<Command> {
        return Commands::UndoChange{seq};
    };
    return form;
}

} // namespace Drover
