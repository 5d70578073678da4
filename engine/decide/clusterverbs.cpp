#include "engine/decide/rules.h"

#include "engine/operations/machinelayers.h"

namespace Drover {

using namespace Qt::StringLiterals;

namespace {

/// The verbs by which a cluster's workflow waits for its operation's step; they never choose anything
/// themselves.
bool isStepVerb(const QString& verb)
{
    static const QStringList verbs = {u"allocate-members"_s, u"add-params"_s,    u"start-members"_s,
                                      u"wait-for-members"_s, u"drain-members"_s, u"release-members"_s,
                                      u"rolling-update"_s};
    return verbs.contains(verb);
}

/// Those that bring a cluster to the members that it should have.
bool isSettling(const QString& verb)
{
    return isStepVerb(verb) && verb != "drain-members"_L1 && verb != "release-members"_L1 &&
           verb != "rolling-update"_L1;
}

/// Without an operation nobody chooses: a reevaluation goes through where nothing is to be changed, and says
/// so where something is.
void standAsTheyAre(Decider& d, const Job& job, const Machine& cluster)
{
    QStringList wanting;
    for (const TopologyRole& role : topologyOf(d.state(), d.content(), cluster)) {
        int members = 0;
        int settled = 0;
        for (const MachineId id : d.state().members(cluster.name)) {
            const Machine& member = *d.machine(id);
            if (member.role != role.role)
                continue;
            ++members;
            settled += member.sequence.complete && member.poolStatus == PoolStatus::InUse ? 1 : 0;
        }
        if (members != role.count)
            wanting.append(u"%1 %2 where its topology says %3"_s.arg(members).arg(role.role).arg(role.count));
        else if (settled != members)
            wanting.append(u"%1 of %2 %3 complete"_s.arg(settled).arg(members).arg(role.role));
    }
    if (wanting.isEmpty())
        return finishEngineJob(d, job);
    failEngineJob(d, job,
                  u"cluster %1 has %2; only an operation changes its members, and none drives it"_s.arg(
                      cluster.name, wanting.join(u", "_s)));
}

const Gate* namedGate(Decider& d, const Job& job)
{
    const QString name = d.param({job.machine, job.workOrder}, u"gate/name"_s).toString();
    return d.state().find<Gate>(Gate::keyOf(job.cluster, name));
}

void clusterAction(Decider& d, const Job& job, const QString& verb)
{
    const Machine& machine = *d.machine(job.machine);
    if (isStepVerb(verb)) {
        if (machine.kind != MachineKind::Cluster)
            return failEngineJob(d, job, u"%1 runs on clusters only"_s.arg(job.task));
        const Operation* driver = d.state().driver(machine.name);
        const WorkOrder* order = d.order(job.workOrder);
        if (!driver && order && !order->operation.isSet() && isSettling(verb))
            return standAsTheyAre(d, job, machine);
        // An order of somebody else's would wait for a step that never is its own.
        if (!driver || (order && order->operation != driver->id))
            return failEngineJob(
                d, job,
                u"no operation drives cluster %1 that %2 could wait for"_s.arg(machine.name, job.task));
        return; // the operation ends the job when its step is done
    }
    if (verb == "enter-work-order-mode"_L1) {
        finishEngineJob(d, job);
        return setWorkOrderMode(d, *d.machine(job.machine), true, job.task);
    }
    if (verb == "open-gate"_L1 || verb == "wait-for-gate"_L1) {
        const Gate* gate = namedGate(d, job);
        if (!gate)
            return failEngineJob(d, job, u"param gate/name names no gate of cluster %1"_s.arg(job.cluster));
        if (verb == "open-gate"_L1 && !gate->isOpen())
            openGate(d, *gate, job.machineName);
        const QString name = gate->name;
        // Who is counted reports and goes on: it would wait for itself.
        const bool counted = machine.isMember() && machine.role == gate->role;
        const bool closed = verb == "wait-for-gate"_L1 && !gate->isOpen() && !counted;
        finishEngineJob(d, job);
        // The entry itself is done; the sequence stands behind it until the gate opens.
        if (closed)
            d.record(Events::SequenceWaiting{job.machine, job.workOrder, Wait::Gate, {}, name});
        return;
    }
    failEngineJob(d, job, u"%1 is not available yet"_s.arg(job.task));
}

} // namespace

void runAction(Decider& d, const Job& job)
{
    const QString action = job.task.mid(7);
    const QString plugin = action.section(u':', 0, 0);
    const QString verb = action.section(u':', 1);
    if (plugin == "cluster"_L1)
        clusterAction(d, job, verb);
    else if (plugin == "pool"_L1)
        runPoolAction(d, job, verb);
    else
        failEngineJob(d, job, u"there is no plugin %1 for %2"_s.arg(plugin, job.task));
}

} // namespace Drover
