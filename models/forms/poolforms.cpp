#include "models/forms/editforms.h"

#include "engine/core/json.h"
#include "models/pools/poolrules.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

QStringList poolNames(const Replica& replica, const QString& but)
{
    QStringList names;
    for (const auto& [name, pool] : replica.pools()) {
        if (name != but)
            names.append(name);
    }
    return names;
}

ParamField optionalChoice(const QString& name, const QString& section, const QString& value,
                          const QStringList& choices)
{
    ParamField field = plainField(name, section, ParamField::Kind::Choice, value);
    field.choices = choices;
    field.mayBeEmpty = true;
    return field;
}

ParamField number(const QString& name, const QString& section, int value, int least)
{
    ParamField field = plainField(name, section, ParamField::Kind::Integer, value);
    field.least = least;
    return field;
}

ParamField list(const QString& name, const QString& section, const QStringList& value,
                const QStringList& choices = {})
{
    ParamField field = plainField(name, section, ParamField::Kind::List, QJsonArray::fromStringList(value));
    field.choices = choices;
    return field;
}

void addTransition(QList<ParamField>& fields, const QString& name, const PoolActions& actions,
                   const QStringList& workflows, const QStringList& profiles)
{
    const QString path = name + u'/';
    fields.append(optionalChoice(path + u"workflow"_s, name, actions.workflow, workflows));
    fields.append(list(path + u"addProfiles"_s, name, actions.addProfiles, profiles));
    fields.append(list(path + u"removeProfiles"_s, name, actions.removeProfiles));
    fields.append(plainField(path + u"addParameters"_s, name, ParamField::Kind::Json, actions.addParameters));
    fields.append(list(path + u"removeParameters"_s, name, actions.removeParameters));
}

PoolActions actionsOf(const ParamDraft& draft, const QString& name)
{
    const QString path = name + u'/';
    return {draft.value(path + u"workflow"_s).toString(), draft.texts(path + u"addProfiles"_s),
            draft.value(path + u"addParameters"_s).toObject(), draft.texts(path + u"removeProfiles"_s),
            draft.texts(path + u"removeParameters"_s)};
}

QList<ParamField> poolFields(const Replica& replica, const Pool& pool, const FormContent& content)
{
    const QStringList others = poolNames(replica, pool.name);
    const QStringList workflows = content.names(u"workflows"_s);
    QStringList profiles = content.names(u"profiles"_s);
    for (const auto& [name, profile] : replica.profiles())
        profiles.append(name);
    QList<ParamField> fields{
        plainField(u"description"_s, u"object"_s, ParamField::Kind::Text, pool.description)};
    if (pool.name != "default"_L1)
        fields.append(optionalChoice(u"parent"_s, u"object"_s, pool.parent, others));
    fields.append(number(u"minFree"_s, u"auto-fill"_s, pool.minFree, 0));
    fields.append(plainField(u"enabled"_s, u"auto-fill"_s, ParamField::Kind::Boolean, pool.autoFill.enabled));
    fields.append(number(u"maxFree"_s, u"auto-fill"_s, pool.autoFill.maxFree, 0));
    fields.append(optionalChoice(u"acquirePool"_s, u"auto-fill"_s, pool.autoFill.acquirePool, others));
    fields.append(optionalChoice(u"returnPool"_s, u"auto-fill"_s, pool.autoFill.returnPool, others));
    addTransition(fields, u"enter"_s, pool.enterActions, workflows, profiles);
    addTransition(fields, u"exit"_s, pool.exitActions, workflows, profiles);
    addTransition(fields, u"allocate"_s, pool.allocateActions, workflows, profiles);
    addTransition(fields, u"release"_s, pool.releaseActions, workflows, profiles);
    return fields;
}

Pool editedPool(Pool pool, const ParamDraft& draft)
{
    pool.description = draft.value(u"description"_s).toString();
    pool.parent = draft.value(u"parent"_s).toString();
    pool.minFree = draft.value(u"minFree"_s).toInt();
    pool.autoFill = {draft.value(u"enabled"_s).toBool(), draft.value(u"maxFree"_s).toInt(),
                     draft.value(u"acquirePool"_s).toString(), draft.value(u"returnPool"_s).toString()};
    pool.enterActions = actionsOf(draft, u"enter"_s);
    pool.exitActions = actionsOf(draft, u"exit"_s);
    pool.allocateActions = actionsOf(draft, u"allocate"_s);
    pool.releaseActions = actionsOf(draft, u"release"_s);
    return pool;
}

QStringList movable(const Replica& replica, PoolMove move, const QString& pool)
{
    QStringList names;
    for (const auto& [id, machine] : replica.machines()) {
        if (mayMove(machine, move, pool))
            names.append(machine.name);
    }
    names.sort();
    return names;
}

FormKind kindOf(PoolMove move)
{
    switch (move) {
    case PoolMove::Add:
        return FormKind::AddMachines;
    case PoolMove::Remove:
        return FormKind::RemoveMachines;
    case PoolMove::Allocate:
        return FormKind::AllocateMachines;
    case PoolMove::Release:
        return FormKind::ReleaseMachines;
    }
    return FormKind::AddMachines;
}

} // namespace

EditForm poolForm(const Replica& replica, const Pool& pool)
{
    EditForm form{.kind = FormKind::Pool, .object = pool.name};
    form.sections = {u"workflows"_s, u"profiles"_s};
    form.fields = [&replica, pool](const FormContent& content, const ParamDraft&) {
        return poolFields(replica, pool, content);
    };
    form.command = [pool](const ParamDraft& draft, const Answer*) -> Result<Command> {
        return Commands::SavePool{editedPool(pool, draft), false, pool};
    };
    return form;
}

EditForm newPoolForm(const Replica& replica, const QString& parent)
{
    EditForm form{.kind = FormKind::NewPool};
    form.sections = {u"workflows"_s, u"profiles"_s};
    form.fields = [&replica, parent](const FormContent& content, const ParamDraft&) {
        Pool fresh;
        fresh.parent = parent;
        // What the root does to its machines is the start of what a new pool does.
        if (const auto root = replica.pools().find(u"default"_s); root != replica.pools().end())
            fresh.releaseActions.workflow = root->second.releaseActions.workflow;
        QList<ParamField> fields = poolFields(replica, fresh, content);
        fields.prepend(nameField());
        return fields;
    };
    form.command = [](const ParamDraft& draft, const Answer*) -> Result<Command> {
        Pool pool = editedPool({}, draft);
        pool.name = draft.value(u"name"_s).toString();
        return Commands::SavePool{pool, true, {}};
    };
    return form;
}

EditForm moveForm(const Replica& replica, PoolMove move, const QString& pool, const QStringList& machines)
{
    EditForm form{.kind = kindOf(move), .object = pool};
    form.wantsChange = machines.isEmpty();
    const bool workflow = move == PoolMove::Allocate || move == PoolMove::Release;
    if (workflow)
        form.sections = {u"workflows"_s};
    form.fields = [&replica, move, pool, machines, workflow](const FormContent& content, const ParamDraft&) {
        QList<ParamField> fields{list(u"machines"_s, u"machines"_s, machines, movable(replica, move, pool)),
                                 number(u"count"_s, u"count"_s, 0, 0)};
        ParamField minimum = number(u"minimum"_s, u"count"_s, 0, 0);
        minimum.own = QJsonValue();
        fields.append(minimum);
        fields.append(plainField(u"filter"_s, u"count"_s, ParamField::Kind::Json, QJsonObject()));
        if (workflow)
            fields.append(optionalChoice(u"workflow"_s, u"override"_s, {}, content.names(u"workflows"_s)));
        return fields;
    };
    form.command = [move, pool](const ParamDraft& draft, const Answer*) -> Result<Command> {
        Commands::MoveMachines command{move, pool, draft.texts(u"machines"_s)};
        command.count = draft.value(u"count"_s).toInt();
        if (draft.isChanged(u"minimum"_s) && draft.value(u"minimum"_s).isDouble())
            command.minimum = draft.value(u"minimum"_s).toInt();
        command.filter = draft.value(u"filter"_s).toObject();
        command.actions.workflow = draft.value(u"workflow"_s).toString();
        return command;
    };
    return form;
}

} // namespace Drover
