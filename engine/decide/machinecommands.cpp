#include "engine/decide/commandrules.h"

#include "engine/content/params.h"

#include "engine/decide/address.h"

namespace Drover {

using namespace Qt::StringLiterals;

namespace {

QString objectOf(const Machine& machine)
{
    return enumText(machine.kind) + u' ' + machine.name;
}

Receipt note(const QString& text)
{
    return Receipt{0, {}, {}, text};
}

} // namespace

Result<const Machine*> namedMachine(const Decider& d, const QString& name, bool evenLocked)
{
    const Machine* machine = d.state().findMachine(name);
    if (!machine)
        return fail(u"machine-unknown"_s, u"there is no machine, cluster or broker “%1”"_s.arg(name),
                    u"see: drover get machines"_s, u"machine "_s + name);
    if (machine->lock.locked && !evenLocked)
        return fail(
            u"locked"_s,
            u"%1 is locked by %2: %3"_s.arg(objectOf(*machine), machine->lock.owner, machine->lock.reason),
            u"drover machine unlock %1 --reason …"_s.arg(machine->name), objectOf(*machine));
    return machine;
}

Result<> needReason(const Decider& d, const QString& what)
{
    if (d.reason.trimmed().isEmpty())
        return fail(u"reason-missing"_s, u"%1 needs a reason"_s.arg(what), u"say why with --reason TEXT"_s);
    return {};
}

Result<Receipt> decideCommand(Decider& d, const Commands::SetParams& command)
{
    if (const Result<> fits = checkValues(d.content(), command.set); !fits)
        return tl::make_unexpected(fits.error());
    if (command.set.contains("cluster/members"_L1))
        return fail(u"param-derived"_s, u"cluster/members is derived and can't be set"_s);
    const auto before = [&command](const QJsonObject& params) {
        QJsonObject old;
        for (const QString& name : command.set.keys() + command.unset) {
            if (params.contains(name))
                old.insert(name, params.value(name));
        }
        return old;
    };
    if (!command.machine.isEmpty()) {
        const Result<const Machine*> machine = namedMachine(d, command.machine);
        if (!machine)
            return tl::make_unexpected(machine.error());
        d.record(Events::ParamsChanged{
            (*machine)->id, {}, command.set, command.unset, before((*machine)->params)});
        return note(u"%1: %2 params set, %3 removed"_s.arg((*machine)->name)
                        .arg(command.set.size())
                        .arg(command.unset.size()));
    }
    if (d.content().profile(command.profile) && !d.state().find<Profile>(command.profile))
        return fail(u"read-only"_s, u"profile %1 belongs to a content pack"_s.arg(command.profile),
                    u"set the param on the machine or cluster, or change the pack"_s,
                    u"profile "_s + command.profile);
    const Profile* profile = d.state().find<Profile>(command.profile);
    if (!profile) {
        if (!isValidName(command.profile))
            return fail(u"name-invalid"_s, u"“%1” can't be a profile's name"_s.arg(command.profile));
        Profile fresh;
        fresh.name = command.profile;
        d.record(Events::ProfileSaved{fresh});
        profile = d.state().find<Profile>(command.profile);
    }
    d.record(Events::ParamsChanged{{}, command.profile, command.set, command.unset, before(profile->params)});
    return note(u"profile %1: %2 params set, %3 removed"_s.arg(command.profile)
                    .arg(command.set.size())
                    .arg(command.unset.size()));
}

Result<Receipt> decideCommand(Decider& d, const Commands::EditMachine& command)
{
    const Result<const Machine*> machine = namedMachine(d, command.machine);
    if (!machine)
        return tl::make_unexpected(machine.error());
    if (command.address && !command.address->isEmpty() && !isAddress(*command.address))
        return fail(u"address-invalid"_s, u"“%1” is no IP address"_s.arg(*command.address), {},
                    objectOf(**machine));
    for (const QString& profile : command.profiles.value_or(QStringList())) {
        if (!d.content().profile(profile) && !d.state().find<Profile>(profile))
            return fail(u"profile-unknown"_s, u"profile %1 does not exist"_s.arg(profile), {},
                        objectOf(**machine));
    }
    if (!command.set.isEmpty() || !command.unset.isEmpty()) {
        const Commands::SetParams params{command.machine, {}, command.set, command.unset};
        if (const Result<Receipt> done = decideCommand(d, params); !done)
            return done;
    }
    const bool edits = command.address || command.description || command.profiles;
    if (edits)
        d.record(Events::MachineEdited{
            (*machine)->id, command.description, command.address, command.profiles, {}});
    return note(u"%1 changed"_s.arg(command.machine));
}

Result<Receipt> decideCommand(Decider& d, const Commands::DeleteMachine& command)
{
    const Result<const Machine*> found = namedMachine(d, command.machine);
    if (!found)
        return tl::make_unexpected(found.error());
    const Machine machine = **found;
    if (machine.kind == MachineKind::Cluster)
        return fail(u"cluster"_s, u"cluster %1 is not deleted but destroyed"_s.arg(machine.name),
                    u"drover cluster destroy %1 --confirm %1"_s.arg(machine.name), objectOf(machine));
    if (machine.isMember() || machine.poolAllocated)
        return fail(
            u"in-use"_s,
            u"machine %1 is %2%3"_s.arg(machine.name, enumText(machine.poolStatus),
                                        machine.isMember() ? u" in cluster "_s + machine.cluster : QString()),
            u"give it back first: drover machine return %1 --reason …"_s.arg(machine.name),
            objectOf(machine));
    if (machine.sequence.job.isSet())
        return fail(u"busy"_s, u"%1 runs a job"_s.arg(machine.name), u"wait for it or cancel it"_s,
                    objectOf(machine));
    d.record(Events::MachineRemoved{machine.id, machine.name, d.reason});
    return note(u"%1 deleted"_s.arg(machine.name));
}

Result<Receipt> decideCommand(Decider& d, const Commands::RetryMachine& command)
{
    const Result<const Machine*> machine = namedMachine(d, command.machine);
    if (!machine)
        return tl::make_unexpected(machine.error());
    QList<WorkOrderId> orders;
    if (const auto open = d.state().openOrders().find((*machine)->id); open != d.state().openOrders().end()) {
        for (const WorkOrderId id : open->second) {
            if (!d.order(id)->sequence.runnable())
                orders.append(id);
        }
    }
    const QString why = d.reason.isEmpty() ? u"retried by a person"_s : d.reason;
    for (const WorkOrderId id : orders)
        retrySequence(d, {(*machine)->id, id}, why);
    if ((*machine)->sequence.runnable() && !orders.isEmpty())
        return note(u"%1 goes on with %2"_s.arg(command.machine, orders.first().toString()));
    if ((*machine)->sequence.runnable())
        return fail(u"not-stopped"_s,
                    u"%1 is not stopped: there is nothing to retry"_s.arg(objectOf(**machine)), {},
                    objectOf(**machine));
    const QString entry = (*machine)->sequence.entry();
    retrySequence(d, {(*machine)->id, {}}, why);
    return note(u"%1 tries %2 again"_s.arg(command.machine, entry));
}

Result<Receipt> decideCommand(Decider& d, const Commands::ReturnMachine& command)
{
    const Result<const Machine*> found = namedMachine(d, command.machine);
    if (!found)
        return tl::make_unexpected(found.error());
    if (const Result<> reason = needReason(d, u"returning a machine"_s); !reason)
        return tl::make_unexpected(reason.error());
    const Machine& machine = **found;
    const QString object = objectOf(machine);
    if (machine.kind != MachineKind::Machine)
        return fail(u"not-a-machine"_s, u"%1 is no machine of a pool"_s.arg(object), {}, object);
    if (machine.sequence.job.isSet())
        return fail(u"busy"_s, u"%1 runs a job"_s.arg(machine.name),
                    u"wait for it or cancel it: drover job cancel %1"_s.arg(machine.sequence.job.toString()),
                    object);
    if (command.accept) {
        if (!isHeld(machine.poolStatus))
            return fail(u"not-held"_s,
                        u"machine %1 is %2; only a held one can be accepted as it is"_s.arg(
                            machine.name, enumText(machine.poolStatus)),
                        {}, object);
        if (machine.poolStatus == PoolStatus::HoldBuild)
            return fail(u"not-released"_s,
                        u"machine %1 was being built; it must go through the release"_s.arg(machine.name),
                        u"leave out --accept"_s, object);
        const QString name = machine.name;
        freeMachine(d, machine, FreeProof::Accepted, u"accepted by %1: %2"_s.arg(d.actor(), d.reason));
        return note(u"%1 is Free on your word"_s.arg(name));
    }
    if (machine.poolStatus == PoolStatus::HoldDestroy || machine.poolStatus == PoolStatus::HoldJoin ||
        machine.poolStatus == PoolStatus::HoldLeave) {
        retrySequence(d, {machine.id, {}}, d.reason);
        return note(u"%1 goes on with its transition"_s.arg(command.machine));
    }
    if (machine.isMember() && machine.poolStatus != PoolStatus::HoldBuild)
        return fail(u"member"_s,
                    u"machine %1 is a member of cluster %2, which may need it for its quorum"_s.arg(
                        machine.name, machine.cluster),
                    u"destroy the cluster, or let an operation remove the member"_s, object);
    if (!machine.poolAllocated)
        return fail(u"not-allocated"_s,
                    u"machine %1 is %2: there is nothing to give back"_s.arg(machine.name,
                                                                             enumText(machine.poolStatus)),
                    {}, object);
    releaseMachine(d, machine, d.reason);
    return note(u"%1 goes through its pool's release"_s.arg(command.machine));
}

Result<Receipt> decideCommand(Decider& d, const Commands::LockMachine& command)
{
    const Result<const Machine*> machine = namedMachine(d, command.machine, !command.lock);
    if (!machine)
        return tl::make_unexpected(machine.error());
    if (const Result<> reason = needReason(d, command.lock ? u"a lock"_s : u"an unlock"_s); !reason)
        return tl::make_unexpected(reason.error());
    if ((*machine)->lock.locked == command.lock)
        return note(u"%1 is not locked"_s.arg(command.machine));
    Lock lock;
    if (command.lock)
        lock = {true, d.reason, d.actor(), d.now()};
    d.record(Events::LockChanged{(*machine)->id, lock});
    return note(command.lock ? u"%1 locked"_s.arg(command.machine) : u"%1 unlocked"_s.arg(command.machine));
}

Result<Receipt> decideCommand(Decider& d, const Commands::StartWorkflow& command)
{
    const Result<const Machine*> machine = namedMachine(d, command.machine);
    if (!machine)
        return tl::make_unexpected(machine.error());
    const QString object = objectOf(**machine);
    if ((*machine)->workOrderMode)
        return fail(u"work-order-mode"_s, u"%1 is in work-order mode and takes no workflow"_s.arg(object),
                    u"run a blueprint on it"_s, object);
    if ((*machine)->isMember() || d.state().driver((*machine)->name))
        return fail(u"driven"_s, u"%1 is driven by its cluster's operation"_s.arg(object), {}, object);
    if ((*machine)->sequence.job.isSet())
        return fail(u"busy"_s, u"%1 runs a job"_s.arg(object), u"wait for it or cancel it"_s, object);
    if (const Result<> started = startWorkflow(d, (*machine)->id, command.workflow); !started)
        return tl::make_unexpected(started.error());
    return note(u"%1 starts %2"_s.arg(command.machine, command.workflow));
}

Result<Receipt> decideCommand(Decider& d, const Commands::CreateWorkOrder& command)
{
    const Result<const Machine*> target = namedMachine(d, command.target);
    if (!target)
        return tl::make_unexpected(target.error());
    if (const Result<> fits = checkValues(d.content(), command.params); !fits)
        return tl::make_unexpected(fits.error());
    if ((*target)->draining)
        return fail(
            u"draining"_s, u"%1 is being drained and takes no new work"_s.arg(objectOf(**target)),
            u"wait for the operation that takes cluster %1 apart, or abort it"_s.arg((*target)->cluster),
            objectOf(**target));
    const Result<WorkOrderId> order = createOrder(d, **target, command.blueprint, command.params);
    if (!order)
        return tl::make_unexpected(order.error());
    return Receipt{0, {}, *order, u"work order %1 queued"_s.arg(order->toString())};
}

Result<Receipt> decideCommand(Decider& d, const Commands::CancelWorkOrder& command)
{
    const WorkOrder* order = d.order(command.workOrder);
    if (!order)
        return fail(u"work-order-unknown"_s,
                    u"there is no open work order %1"_s.arg(command.workOrder.toString()));
    if (order->operation.isSet())
        return fail(
            u"driven"_s,
            u"%1 carries a step of %2"_s.arg(command.workOrder.toString(), order->operation.toString()),
            u"pause or abort the operation"_s);
    if (const Job* job = d.state().find<Job>(order->sequence.job)) {
        cancelJob(d, *job, d.reason);
        return note(u"%1 is being cancelled"_s.arg(command.workOrder.toString()));
    }
    endOrder(d, *order, WorkOrderState::Cancelled, d.reason);
    return note(u"%1 cancelled"_s.arg(command.workOrder.toString()));
}

Result<Receipt> decideCommand(Decider& d, const Commands::CancelJob& command)
{
    const Job* job = d.state().find<Job>(command.job);
    if (!job)
        return fail(u"job-unknown"_s, u"there is no open job %1"_s.arg(command.job.toString()),
                    u"see: drover get jobs"_s, u"job "_s + command.job.toString());
    const Machine& machine = *d.machine(job->machine);
    if (machine.lock.locked)
        return fail(u"locked"_s, u"%1 is locked"_s.arg(objectOf(machine)), u"unlock it first"_s,
                    objectOf(machine));
    cancelJob(d, *job, d.reason.isEmpty() ? u"cancelled by "_s + d.actor() : d.reason);
    return note(u"%1 is being cancelled"_s.arg(command.job.toString()));
}

} // namespace Drover
