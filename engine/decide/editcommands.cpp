#include "engine/decide/commandrules.h"
#include "engine/decide/editrules.h"

#include "engine/content/params.h"

namespace Drover {

using namespace Qt::StringLiterals;

namespace {

Result<Receipt> answer(const Result<bool>& edited, const QString& object, const QString& note)
{
    if (!edited)
        return tl::make_unexpected(edited.error());
    return Receipt{0, {}, {}, *edited ? note : u"%1 is so already: nothing changed"_s.arg(object)};
}

QString paramsNote(const QString& object, const QJsonObject& set, const QStringList& unset)
{
    return u"%1: %2 params set, %3 removed"_s.arg(object).arg(set.size()).arg(unset.size());
}

} // namespace

Result<Receipt> decideCommand(Decider& d, const Commands::SetParams& command)
{
    if (command.machine.isEmpty())
        return decideCommand(d,
                             Commands::EditProfile{command.profile, false, {}, command.set, command.unset});
    const Result<const Machine*> machine = namedMachine(d, command.machine);
    if (!machine)
        return tl::make_unexpected(machine.error());
    return answer(editParams(d, **machine, command.set, command.unset), objectOf(**machine),
                  paramsNote((*machine)->name, command.set, command.unset));
}

Result<Receipt> decideCommand(Decider& d, const Commands::EditMachine& command)
{
    const Result<const Machine*> found = namedMachine(d, command.machine);
    if (!found)
        return tl::make_unexpected(found.error());
    const Machine& machine = **found;
    const Result<bool> params = editParams(d, machine, command.set, command.unset);
    if (!params)
        return tl::make_unexpected(params.error());
    const Result<bool> fields =
        editFields(d, machine, {command.description, command.address, command.profiles, {}});
    return answer(fields.map([&](bool edited) { return edited || *params; }), objectOf(machine),
                  u"%1 changed"_s.arg(machine.name));
}

Result<Receipt> decideCommand(Decider& d, const Commands::EditProfile& command)
{
    // The site's own `global` comes to be when it is first written.
    const bool fresh =
        command.create || (command.profile == "global"_L1 && !d.state().find<Profile>(command.profile));
    if (fresh) {
        Profile profile;
        profile.name = command.profile;
        profile.description = command.description.value_or(QString());
        profile.params = command.set;
        if (const Result<> made = createProfile(d, profile); !made)
            return tl::make_unexpected(made.error());
        return Receipt{0, {}, {}, u"profile %1 created"_s.arg(command.profile)};
    }
    const Result<const Profile*> found = writableProfile(d, command.profile);
    if (!found)
        return tl::make_unexpected(found.error());
    const Result<bool> params = editParams(d, **found, command.set, command.unset);
    if (!params)
        return tl::make_unexpected(params.error());
    const Profile& now = **found;
    const bool described = command.description && *command.description != now.description;
    if (described) {
        Profile after = now;
        after.description = *command.description;
        d.record(Events::ProfileSaved{after, now, d.reason, d.undoes});
    }
    return answer(*params || described, u"profile "_s + command.profile,
                  paramsNote(u"profile "_s + command.profile, command.set, command.unset));
}

Result<Receipt> decideCommand(Decider& d, const Commands::DeleteProfile& command)
{
    const Result<const Profile*> profile = writableProfile(d, command.profile);
    if (!profile)
        return tl::make_unexpected(profile.error());
    if (const Result<> removed = removeProfile(d, **profile); !removed)
        return tl::make_unexpected(removed.error());
    return Receipt{0, {}, {}, u"profile %1 deleted"_s.arg(command.profile)};
}

} // namespace Drover
