#include "models/forms/editforms.h"
#include "models/memberstate.h"

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

/// Those that a person may run: Meta `reserved` says why the engine alone runs one.
QStringList openBlueprints(const FormContent& content)
{
    QStringList names = content.names(u"blueprints"_s);
    names.removeIf([&](const QString& name) {
        const QJsonObject meta = content.document(u"blueprints"_s, name).value("Meta"_L1).toObject();
        return !meta.value("reserved"_L1).toString().isEmpty();
    });
    return names;
}

/// What runs, and on what of the target; then the params that it takes.
QList<ParamField> orderFields(const FormContent& content, const ParamDraft& draft, bool cluster)
{
    ParamField blueprint = plainField(u"blueprint"_s, u"object"_s, ParamField::Kind::Choice, QJsonValue());
    blueprint.required = true;
    blueprint.choices = openBlueprints(content);
    QList<ParamField> fields{blueprint};
    if (cluster)
        fields.append(plainField(u"eachMember"_s, u"object"_s, ParamField::Kind::Boolean, false));
    return fields + blueprintParams(content, draft.value(u"blueprint"_s).toString());
}

Commands::CreateWorkOrder orderOf(const ParamDraft& draft)
{
    Commands::CreateWorkOrder order;
    order.params = draft.changes();
    for (const QString& plain : {u"target"_s, u"blueprint"_s, u"eachMember"_s})
        order.params.remove(plain);
    order.blueprint = draft.value(u"blueprint"_s).toString();
    order.eachMember = draft.value(u"eachMember"_s).toBool();
    return order;
}

bool isCluster(const Replica& replica, const QString& name)
{
    const Machine* machine = replica.machineNamed(name);
    return machine && machine->kind == MachineKind::Cluster;
}

} // namespace

QStringList orderTargets(const Replica& replica)
{
    using Ranked = std::pair<int, QString>;
    QMap<Ranked, QString> targets;
    for (const auto& [id, machine] : replica.machines()) {
        if (!machine.workOrderMode || machine.lock.locked)
            continue;
        const int rank = machine.kind == MachineKind::Cluster   ? 0
                         : machine.kind == MachineKind::Machine ? 2
                                                                : 1;
        targets.insert({rank, naturalKey(machine.name)}, machine.name);
    }
    return targets.values();
}

EditForm blueprintForm(const Replica& replica, const QStringList& targets)
{
    EditForm form{.kind = FormKind::RunBlueprint, .object = targets.join(u", "_s)};
    form.sections = {u"blueprints"_s, u"params"_s, u"tasks"_s};
    form.choosers = {u"blueprint"_s};
    const bool cluster = targets.size() == 1 && isCluster(replica, targets.first());
    form.fields = [cluster](const FormContent& content, const ParamDraft& draft) {
        return orderFields(content, draft, cluster);
    };
    form.command = [targets](const ParamDraft& draft, const Answer*) -> Result<Command> {
        Commands::CreateWorkOrder order = orderOf(draft);
        if (targets.size() == 1)
            order.target = targets.first();
        else
            order.targets = targets;
        return order;
    };
    return form;
}

EditForm orderForm(const Replica& replica, const QString& target)
{
    EditForm form{.kind = FormKind::NewOrder};
    form.sections = {u"blueprints"_s, u"params"_s, u"tasks"_s};
    form.choosers = {u"target"_s, u"blueprint"_s};
    form.fields = [&replica, target, targets = orderTargets(replica)](const FormContent& content,
                                                                      const ParamDraft& draft) {
        ParamField field = plainField(u"target"_s, u"object"_s, ParamField::Kind::Choice,
                                      target.isEmpty() ? QJsonValue() : QJsonValue(target));
        field.required = true;
        field.choices = targets;
        // Before the first fields are there the draft knows of no target.
        const QString chosen = draft.field(u"target"_s) ? draft.value(u"target"_s).toString() : target;
        return QList<ParamField>{field} + orderFields(content, draft, isCluster(replica, chosen));
    };
    form.command = [](const ParamDraft& draft, const Answer*) -> Result<Command> {
        Commands::CreateWorkOrder order = orderOf(draft);
        order.target = draft.value(u"target"_s).toString();
        return order;
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
