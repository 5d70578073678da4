#include "engine/decide/commandrules.h"
#include "engine/decide/editrules.h"

#include "engine/content/params.h"

#include "engine/decide/address.h"

namespace Drover {

using namespace Qt::StringLiterals;

namespace {

void addBroker(Decider& d, const QString& name, const QString& description, const QJsonObject& params)
{
    Profile profile;
    profile.name = name;
    d.record(Events::ProfileSaved{profile, {}, d.reason, 0});
    Machine broker;
    broker.id = d.facts().newMachineId();
    broker.name = name;
    broker.kind = MachineKind::ResourceBroker;
    broker.description = description;
    broker.profiles = {name, u"resource-pool"_s, u"universal-application-broker-base"_s};
    broker.params = params;
    broker.runner = d.state().ledger().simulated ? RunnerKind::Simulated : RunnerKind::Local;
    broker.workOrderMode = true;
    broker.created = d.now();
    d.record(Events::MachineAdded{std::move(broker)});
}

bool isMachineName(const QString& name)
{
    return isValidName(name) && !name.contains(u'/') && !name.startsWith(u'.');
}

} // namespace

Result<Receipt> decideCommand(Decider& d, const Commands::CreateDirectory& command)
{
    if (d.state().ledger().created)
        return fail(u"directory-exists"_s, u"the data directory has been set up already"_s,
                    u"use an empty directory"_s);
    d.record(Events::DirectoryCreated{command.simulated, command.seed, command.speed, {}});
    Pool pool;
    pool.name = u"default"_s;
    pool.description = u"the root of all pools"_s;
    pool.releaseActions.workflow = u"universal-decommission"_s;
    d.record(Events::PoolSaved{pool, {}});

    addBroker(d, u"pool-broker"_s, u"allocates machines from pools"_s, {});
    return Receipt{0, {}, {}, u"data directory set up"_s};
}

Result<Receipt> decideCommand(Decider& d, const Commands::CreateBroker& command)
{
    const QString object = u"resource-broker "_s + command.name;
    if (!isMachineName(command.name))
        return fail(u"name-invalid"_s, u"“%1” can't be a broker's name"_s.arg(command.name),
                    u"use letters, digits, dots, dashes and underscores"_s, object);
    if (d.state().machineNamed(command.name) || d.state().find<Profile>(command.name) ||
        d.content().profile(command.name))
        return fail(u"name-taken"_s,
                    u"there is a machine, cluster, broker or profile %1 already"_s.arg(command.name),
                    u"choose another name"_s, object);
    addBroker(d, command.name, command.description, {});
    QJsonObject params = command.params;
    params.insert(u"broker-pool/pool"_s, command.pool.isEmpty() ? u"default"_s : command.pool);
    if (const Result<bool> set = editParams(d, *d.state().machineNamed(command.name), params, {}); !set)
        return tl::make_unexpected(set.error());
    return Receipt{0, {}, {}, u"broker %1 created"_s.arg(command.name)};
}

Result<RunnerKind> runnerOf(const Decider& d, const QString& machine, const QJsonObject& params)
{
    const QString object = u"machine "_s + machine;
    const bool simulated = d.state().ledger().simulated;
    const QString named = params.value("access/runner"_L1).toString();
    const RunnerKind fallback = simulated                               ? RunnerKind::Simulated
                                : params.contains("access/ssh-host"_L1) ? RunnerKind::Ssh
                                                                        : RunnerKind::Local;
    const RunnerKind runner =
        named.isEmpty() ? fallback : enumFrom<RunnerKind>(named).value_or(RunnerKind::Engine);
    if (runner == RunnerKind::Engine)
        return fail(u"runner-unknown"_s, u"machine %1 names the runner “%2”"_s.arg(machine, named),
                    u"use simulated, local or ssh"_s, object);
    if (simulated != (runner == RunnerKind::Simulated))
        return fail(
            u"runner-mismatch"_s,
            simulated
                ? u"machine %1 asks for the %2 runner, but this data directory is simulated"_s.arg(
                      machine, enumText(runner))
                : u"machine %1 asks for the simulated runner, but this data directory is real"_s.arg(machine),
            u"use another data directory (--data)"_s, object);
    return runner;
}

namespace {

Result<> checkRow(const Decider& d, const Commands::MachineRow& row, const Machine* known)
{
    const QString object = u"machine "_s + row.name;
    if (!isMachineName(row.name))
        return fail(u"name-invalid"_s, u"“%1” can't be a machine's name"_s.arg(row.name),
                    u"use letters, digits, dots, dashes and underscores"_s, object);
    if (!row.address.isEmpty() && !isAddress(row.address))
        return fail(u"address-invalid"_s,
                    u"machine %1 has the address “%2”, which is no IP address"_s.arg(row.name, row.address),
                    u"write an IPv4 or IPv6 address"_s, object);
    if (known && known->kind != MachineKind::Machine)
        return fail(u"name-taken"_s, u"“%1” is a %2"_s.arg(row.name, enumText(known->kind)),
                    u"choose another name"_s, object);
    const QString pool = row.pool.isEmpty() ? u"default"_s : row.pool;
    if (!d.state().find<Pool>(pool))
        return fail(u"pool-unknown"_s,
                    u"machine %1 names pool %2, which does not exist"_s.arg(row.name, pool),
                    u"create it: drover pool create "_s + pool, object);
    if (known && !row.pool.isEmpty() && known->pool != row.pool)
        return fail(
            u"pool-change"_s,
            u"machine %1 is in pool %2; an import can't move it to %3"_s.arg(row.name, known->pool, row.pool),
            u"leave the pool out"_s, object);
    for (const QString& profile : row.profiles) {
        if (const Result<> good = checkProfile(d, profile, object, known ? known->cluster : QString()); !good)
            return good;
    }
    return checkParams(d, object, {}, row.params, {}).map_error([&](const Error& error) {
        return Error{error.code, u"%1: %2"_s.arg(object, error.text), error.remedy, object};
    });
}

/// Changes a machine that is there already to what its row says; was there anything to change? Error: what
/// the edit is refused for, or `locked`.
Result<bool> updateKnown(Decider& d, const Commands::MachineRow& row, const Machine& known)
{
    const MachineId id = known.id;
    Events::MachineFields fields;
    if (!row.description.isEmpty())
        fields.description = row.description;
    if (!row.address.isEmpty())
        fields.address = row.address;
    // As with params, a row adds and changes, and takes nothing away.
    fields.profiles = known.profiles;
    for (const QString& profile : row.profiles) {
        if (!known.profiles.contains(profile))
            fields.profiles->append(profile);
    }
    const Result<bool> edited = editFields(d, known, fields);
    if (!edited)
        return edited;
    const Result<bool> set = editParams(d, *d.machine(id), row.params, {});
    if (!set)
        return set;
    const bool changed = *edited || *set;
    if (changed && d.machine(id)->lock.locked)
        return tl::make_unexpected(lockedError(*d.machine(id)));
    return changed;
}

} // namespace

Result<Receipt> decideCommand(Decider& d, const Commands::ImportMachines& command)
{
    QMap<QString, QString> addresses; // address → machine
    for (const auto& [id, machine] : d.state().all<Machine>()) {
        if (!machine.address.isEmpty())
            addresses.insert(machine.address, machine.name);
    }
    int added = 0;
    int changed = 0;
    for (const Commands::MachineRow& row : command.machines) {
        const Machine* known = d.state().machineNamed(row.name);
        if (!known && !row.uuid.isEmpty())
            known = d.state().find<Machine>(MachineId::fromString(row.uuid));
        if (const Result<> checked = checkRow(d, row, known); !checked)
            return tl::make_unexpected(checked.error());
        const QString holder = addresses.value(row.address);
        // Simulated and local machines may share this computer's address; other ones may not share any.
        if (!row.address.isEmpty() && !holder.isEmpty() && holder != (known ? known->name : row.name) &&
            !isLoopback(row.address))
            return fail(u"address-taken"_s,
                        u"machine %1 has the address %2 of machine %3"_s.arg(row.name, row.address, holder),
                        u"give each machine an address of its own"_s, u"machine "_s + row.name);
        const Result<RunnerKind> runner = runnerOf(d, row.name, row.params);
        if (!runner)
            return tl::make_unexpected(runner.error());
        if (!row.address.isEmpty())
            addresses.insert(row.address, row.name);
        if (known) {
            const Result<bool> differs = updateKnown(d, row, *known);
            if (!differs)
                return tl::make_unexpected(differs.error());
            changed += *differs ? 1 : 0;
            continue;
        }
        Machine machine;
        machine.id = row.uuid.isEmpty() ? d.facts().newMachineId() : MachineId::fromString(row.uuid);
        if (!machine.id.isSet())
            return fail(u"uuid-invalid"_s, u"machine %1 has the uuid “%2”"_s.arg(row.name, row.uuid),
                        u"leave it out to get a new one"_s, u"machine "_s + row.name);
        machine.name = row.name;
        machine.description = row.description;
        machine.address = row.address;
        machine.profiles = row.profiles;
        machine.params = row.params;
        machine.runner = *runner;
        machine.pool = row.pool.isEmpty() ? u"default"_s : row.pool;
        machine.poolStatus = PoolStatus::Joining;
        machine.created = d.now();
        const MachineId id = machine.id;
        d.record(Events::MachineAdded{std::move(machine)});
        joinPool(d, *d.machine(id));
        ++added;
    }
    return Receipt{0,
                   {},
                   {},
                   u"%1 machines added, %2 changed, %3 as before"_s.arg(added).arg(changed).arg(
                       command.machines.size() - added - changed)};
}

} // namespace Drover
