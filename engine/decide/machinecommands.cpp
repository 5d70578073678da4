#include "engine/decide/commandrules.h"

#include "engine/content/params.h"

#include "engine/decide/address.h"

namespace Drover {

using namespace Qt::StringLiterals;

namespace {

Receipt note(const QString& text)
{
    return Receipt{0, {}, {}, text};
}

} // namespace

QString objectOf(const Machine& machine)
{
    return enumText(machine.kind) + u' ' + machine.name;
}

Error lockedError(const Machine& machine)
{
    return {u"locked"_s, u"%1 is %2"_s.arg(objectOf(machine), machine.lock.told()),
            u"drover machine unlock %1 --reason …"_s.arg(machine.name), objectOf(machine)};
}

Result<const Machine*> namedMachine(const Decider& d, const QString& name, bool evenLocked)
{
    const Machine* machine = d.state().findMachine(name);
    if (!machine)
        return fail(u"machine-unknown"_s, u"there is no machine, cluster or broker “%1”"_s.arg(name),
                    u"see: drover get machines"_s, u"machine "_s + name);
    if (machine->lock.locked && !evenLocked)
        return tl::make_unexpected(lockedError(*machine));
    return machine;
}

Result<> needReason(const Decider& d, const QString& what)
{
    if (d.reason.trimmed().isEmpty())
        return fail(u"reason-missing"_s, u"%1 needs a reason"_s.arg(what), u"say why with --reason TEXT"_s);
    return {};
}

Result<> checkEnd(const Decider& d, Instant until, const QString& object)
{
    if (until.isSet() && until <= d.now())
        return fail(u"end-past"_s, u"%1 is over: it is %2"_s.arg(until.toString(), d.now().toString()),
                    u"say a moment that is still to come"_s, object);
    return {};
}

QString untilText(Instant until)
{
    return until.isSet() ? u" until "_s + until.toString() : QString();
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
    if (machine.kind == MachineKind::ResourceBroker) {
        for (const auto& [id, cluster] : d.state().all<Machine>()) {
            if (cluster.kind == MachineKind::Cluster && cluster.broker == machine.name)
                return fail(u"in-use"_s, u"broker %1 serves cluster %2"_s.arg(machine.name, cluster.name),
                            u"destroy the cluster first"_s, objectOf(machine));
        }
    }
    d.record(Events::MachineRemoved{machine.id, machine.name, d.reason});
    // A broker's own profile goes with it.
    const Profile* own = d.state().find<Profile>(machine.name);
    if (own && machine.kind == MachineKind::ResourceBroker)
        d.record(Events::ProfileRemoved{machine.name, *own, d.reason, 0});
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
    const bool isCluster = (*machine)->kind == MachineKind::Cluster;
    const Operation* driver = d.state().driver(isCluster ? (*machine)->name : (*machine)->cluster);
    if (driver && driver->aborting && (isCluster || !isLeaving(**machine)))
        return fail(
            u"aborting"_s,
            u"%1 is being aborted, which takes %2 back"_s.arg(driver->id.toString(), objectOf(**machine)),
            u"wait for its end"_s, objectOf(**machine));
    const QString entry = (*machine)->sequence.entry();
    retrySequence(d, {(*machine)->id, {}}, why);
    const bool may = driver && !d.state().cluster(driver->cluster)->lock.locked;
    if (may && driver->state == OperationState::NeedsAttention && !driver->amendments.isEmpty())
        setRetried(d, *driver, why);
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
        if (machine.poolStatus == PoolStatus::HoldLeave) {
            enterNextPool(d, machine, u"accepted by %1: %2"_s.arg(d.actor(), d.reason));
            return note(u"%1 goes on to its next pool on your word"_s.arg(name));
        }
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
    if (const Result<> ahead = checkEnd(d, command.until, objectOf(**machine)); !ahead)
        return tl::make_unexpected(ahead.error());
    if ((*machine)->lock.locked == command.lock)
        return note(u"%1 is not locked"_s.arg(command.machine));
    if (!command.lock) {
        d.record(Events::LockChanged{(*machine)->id, {}, d.reason});
        return note(u"%1 unlocked"_s.arg(command.machine));
    }
    d.record(Events::LockChanged{(*machine)->id, {true, d.reason, d.actor(), d.now(), command.until}, {}});
    return note(u"%1 locked%2"_s.arg(command.machine, untilText(command.until)));
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

Result<Receipt> decideCommand(Decider& d, const Commands::CancelJob& command)
{
    const Job* job = d.state().find<Job>(command.job);
    if (!job)
        return fail(u"job-unknown"_s, u"there is no open job %1"_s.arg(command.job.toString()),
                    u"see: drover get jobs"_s, u"job "_s + command.job.toString());
    const Machine& machine = *d.machine(job->machine);
    if (machine.lock.locked)
        return tl::make_unexpected(lockedError(machine));
    cancelJob(d, *job, d.reason.isEmpty() ? u"cancelled by "_s + d.actor() : d.reason);
    return note(u"%1 is being cancelled"_s.arg(command.job.toString()));
}

} // namespace Drover
