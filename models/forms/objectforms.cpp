#include "models/forms/editforms.h"

#include <QJsonArray>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace Drover {

ParamField plainField(const QString& name, const QString& section, ParamField::Kind kind,
                      const QJsonValue& value)
{
    ParamField field{.name = name, .description = {}, .section = section, .kind = kind};
    field.isParam = false;
    field.own = value;
    field.typeName = kind == ParamField::Kind::Integer ? u"integer"_s
                     : kind == ParamField::Kind::Json  ? u"object"_s
                     : kind == ParamField::Kind::List  ? u"array"_s
                                                       : u"string"_s;
    return field;
}

ParamField nameField()
{
    ParamField field = plainField(u"name"_s, u"object"_s, ParamField::Kind::Text, QJsonValue());
    field.required = true;
    field.pattern = u"^[A-Za-z0-9][A-Za-z0-9._-]*$"_s;
    return field;
}

namespace {

/// The engine keeps these in step with the membership itself.
bool isKept(const QString& param)
{
    return param == "cluster/members"_L1 || param == "cluster/tags"_L1 || param == "cluster/role"_L1 ||
           param == "cluster/member-name"_L1;
}

ParamField fieldOf(const FormContent& content, const QString& name)
{
    return paramField(name, content.document(u"params"_s, name));
}

/// A param with the layers that set it: the object's own, and what would count without it.
ParamField fieldOf(const FormContent& content, const Answers::ParamRow& row)
{
    ParamField field = fieldOf(content, row.name);
    field.inherited = QJsonValue();
    for (const Answers::ParamSource& source : row.chain) {
        if (source.layer == "machine"_L1) {
            field.own = source.value;
            continue;
        }
        field.inherited = source.value;
        field.layer = source.layer;
        field.source = source.name;
        break;
    }
    return field;
}

/// By name; those with the same first part of it stand together.
void arrange(QList<ParamField>& fields)
{
    for (ParamField& field : fields)
        field.section = field.name.contains(u'/') ? field.name.section(u'/', 0, 0) : u"general"_s;
    std::ranges::sort(fields, {}, [](const ParamField& f) { return std::pair(f.section, f.name); });
}

QList<ParamField> machineParams(const FormContent& content)
{
    QList<ParamField> fields;
    QSet<QString> known;
    for (const Answers::ParamRow& row : content.params.params) {
        known.insert(row.name);
        if (!isKept(row.name))
            fields.append(fieldOf(content, row));
    }
    for (const QString& name : content.names(u"params"_s)) {
        if (!known.contains(name) && !isKept(name))
            fields.append(fieldOf(content, name));
    }
    arrange(fields);
    return fields;
}

QList<ParamField> profileParams(const FormContent& content, const QJsonObject& own)
{
    QList<ParamField> fields;
    QStringList names = content.names(u"params"_s);
    for (const QString& name : own.keys()) {
        if (!names.contains(name))
            names.append(name);
    }
    for (const QString& name : std::as_const(names)) {
        if (isKept(name))
            continue;
        ParamField field = fieldOf(content, name);
        field.ownLayer = u"profile"_s;
        field.own = own.contains(name) ? own.value(name) : QJsonValue(QJsonValue::Undefined);
        fields.append(field);
    }
    arrange(fields);
    return fields;
}

QStringList profileNames(const FormContent& content, const std::map<QString, Profile>& writable)
{
    QStringList names = content.names(u"profiles"_s);
    for (const auto& [name, profile] : writable) {
        if (!names.contains(name))
            names.append(name);
    }
    names.sort();
    return names;
}

ParamField poolChoice(const Replica& replica, const QString& value)
{
    ParamField field = plainField(u"pool"_s, u"object"_s, ParamField::Kind::Choice, value);
    for (const auto& [name, pool] : replica.pools())
        field.choices.append(name);
    return field;
}

/// Those changes that are params.
QJsonObject paramChanges(const ParamDraft& draft)
{
    QJsonObject params = draft.changes();
    for (const QString& name : params.keys()) {
        const ParamField* field = draft.field(name);
        if (field && !field->isParam)
            params.remove(name);
    }
    return params;
}

template <class T>
std::optional<T> changed(const ParamDraft& draft, const QString& name, T value)
{
    return draft.isChanged(name) ? std::optional<T>(std::move(value)) : std::nullopt;
}

} // namespace

EditForm paramsForm(const Machine& machine)
{
    EditForm form{.kind = FormKind::Params, .object = machine.name};
    form.sections = {u"params"_s};
    form.effectiveOf = machine.id.toString();
    form.fields = [](const FormContent& content, const ParamDraft&) { return machineParams(content); };
    form.command = [name = machine.name](const ParamDraft& draft, const Answer*) -> Result<Command> {
        return Commands::SetParams{name, {}, draft.changes(), draft.removed()};
    };
    return form;
}

EditForm profileParamsForm(const Profile& profile)
{
    EditForm form{.kind = FormKind::ProfileParams, .object = profile.name};
    form.sections = {u"params"_s};
    form.fields = [profile](const FormContent& content, const ParamDraft&) {
        QList<ParamField> fields = profileParams(content, profile.params);
        fields.prepend(
            plainField(u"description"_s, u"object"_s, ParamField::Kind::Text, profile.description));
        return fields;
    };
    form.command = [name = profile.name](const ParamDraft& draft, const Answer*) -> Result<Command> {
        return Commands::EditProfile{
            name, false, changed(draft, u"description"_s, draft.value(u"description"_s).toString()),
            paramChanges(draft), draft.removed()};
    };
    return form;
}

EditForm machineForm(const Replica& replica, const Machine& machine)
{
    const bool broker = machine.kind == MachineKind::ResourceBroker;
    EditForm form{.kind = broker ? FormKind::Broker : FormKind::Machine, .object = machine.name};
    form.sections = {u"profiles"_s};
    form.fields = [&replica, machine, broker](const FormContent& content, const ParamDraft&) {
        QList<ParamField> fields;
        if (machine.kind == MachineKind::Machine)
            fields.append(plainField(u"address"_s, u"object"_s, ParamField::Kind::Text, machine.address));
        fields.append(plainField(u"description"_s, u"object"_s, ParamField::Kind::Text, machine.description));
        if (broker)
            fields.append(
                poolChoice(replica, machine.params.value("broker-pool/pool"_L1).toString(u"default"_s)));
        fields.append(plainField(u"profiles"_s, u"object"_s, ParamField::Kind::List,
                                 QJsonArray::fromStringList(machine.profiles)));
        fields.last().choices = profileNames(content, replica.profiles());
        return fields;
    };
    form.command = [name = machine.name](const ParamDraft& draft, const Answer*) -> Result<Command> {
        QJsonObject set;
        if (draft.isChanged(u"pool"_s))
            set.insert(u"broker-pool/pool"_s, draft.value(u"pool"_s));
        return Commands::EditMachine{
            name,
            changed(draft, u"address"_s, draft.value(u"address"_s).toString()),
            changed(draft, u"description"_s, draft.value(u"description"_s).toString()),
            changed(draft, u"profiles"_s, draft.texts(u"profiles"_s)),
            set,
            {}};
    };
    return form;
}

EditForm newBrokerForm(const Replica& replica)
{
    EditForm form{.kind = FormKind::NewBroker};
    form.fields = [&replica](const FormContent&, const ParamDraft&) {
        return QList<ParamField>{
            nameField(), plainField(u"description"_s, u"object"_s, ParamField::Kind::Text, QJsonValue()),
            poolChoice(replica, u"default"_s)};
    };
    form.command = [](const ParamDraft& draft, const Answer*) -> Result<Command> {
        return Commands::CreateBroker{draft.value(u"name"_s).toString(),
                                      draft.value(u"description"_s).toString(),
                                      draft.value(u"pool"_s).toString(),
                                      {}};
    };
    return form;
}

EditForm newProfileForm()
{
    EditForm form{.kind = FormKind::NewProfile};
    form.sections = {u"params"_s};
    form.fields = [](const FormContent& content, const ParamDraft&) {
        QList<ParamField> fields = profileParams(content, {});
        fields.prepend(plainField(u"description"_s, u"object"_s, ParamField::Kind::Text, QJsonValue()));
        fields.prepend(nameField());
        return fields;
    };
    form.command = [](const ParamDraft& draft, const Answer*) -> Result<Command> {
        return Commands::EditProfile{draft.value(u"name"_s).toString(),
                                     true,
                                     draft.value(u"description"_s).toString(),
                                     paramChanges(draft),
                                     {}};
    };
    return form;
}

} // namespace Drover
