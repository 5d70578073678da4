#include "models/attention.h"

#include "engine/core/transitions.h"
#include "models/objectkey.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

AttentionItem attentionOfMachine(const Replica& replica, const Machine& machine)
{
    const bool isCluster = machine.kind == MachineKind::Cluster;
    AttentionItem item{.key = isCluster ? clusterKey(machine.name) : machineKey(machine.id),
                       .place = machine.isMember() ? machine.cluster : machine.pool,
                       .name = machine.isMember() ? machine.memberName : machine.name,
                       .status = memberState(replica, machine).state.status,
                       .task = {},
                       .detail = machine.sequence.stopReason};
    const bool held = isHeld(machine.poolStatus);
    // Of a member its failure is told, of what goes back to its pool that it is kept.
    if (held && !(machine.isMember() && machine.sequence.stop == Stop::Failed))
        item.status = statusOf(machine.poolStatus);
    if (!machine.lock.locked && !machine.sequence.runnable())
        item.help = AttentionHelp::RetryMachine;
    else if (!machine.lock.locked && !machine.isMember() && held)
        item.help = AttentionHelp::ReturnMachine;
    const Job* job = replica.newestJob(machine.id);
    if (!job || job->state != JobState::Failed)
        return item;
    item.task = job->task;
    item.exitCode = job->exitCode;
    item.attempt = job->attempt;
    item.since = job->ended;
    item.job = job->id;
    if (item.detail.isEmpty() || item.detail.startsWith(job->task))
        item.detail = job->message;
    return item;
}

AttentionItem attentionOfOperation(const Operation& operation)
{
    const bool paused = operation.state == OperationState::Paused;
    return {.key = clusterKey(operation.cluster),
            .place = {},
            .name = operation.cluster,
            .status = paused ? Status::Paused : Status::WaitingForPerson,
            .task = {},
            .detail = operation.why.text,
            .since = operation.why.since,
            .help = paused ? AttentionHelp::ResumeOperation : AttentionHelp::RetryOperation};
}

bool isForgotten(const Replica& replica, const Machine& machine)
{
    return machine.lock.locked && replica.now() - machine.lock.since >= lockRemembered;
}

/// Nobody has to care for what is being taken apart.
bool isSick(const Machine& machine)
{
    const bool leaves = machine.draining || machine.poolStatus == PoolStatus::Destroying;
    return machine.health == Health::Unhealthy && !leaves;
}

/// What neither failed nor is held, and yet nobody should forget.
bool isUnwell(const Replica& replica, const Machine& machine)
{
    return !replica.troubled().contains(machine.id) && (isForgotten(replica, machine) || isSick(machine));
}

AttentionItem attentionOfUnwell(const Replica& replica, const Machine& machine)
{
    const bool forgotten = isForgotten(replica, machine);
    const bool unhealthy = isSick(machine);
    const bool isCluster = machine.kind == MachineKind::Cluster;
    AttentionItem item{.key = isCluster ? clusterKey(machine.name) : machineKey(machine.id),
                       .place = machine.isMember() ? machine.cluster
                                : isCluster        ? QString()
                                                   : machine.pool,
                       .name = machine.isMember() ? machine.memberName : machine.name,
                       .status = Status::Unhealthy,
                       .task = {},
                       .detail = {}};
    item.locked = forgotten;
    if (forgotten) {
        item.detail = machine.lock.owner + u": "_s + machine.lock.reason;
        item.since = machine.lock.since;
        item.help = AttentionHelp::UnlockMachine;
        if (!unhealthy)
            item.status = Status::Paused;
        return item;
    }
    // What its pool could give away is kept back; a member is a matter of its cluster.
    if (!machine.lock.locked && machine.kind == MachineKind::Machine && !machine.isMember())
        item.help = AttentionHelp::LockMachine;
    if (const Job* job = replica.newestJob(machine.id)) {
        item.job = job->id;
        item.since = job->ended;
        item.detail = job->message.section(u'\n', 0, 0);
    }
    return item;
}

int attentionRank(const AttentionItem& item)
{
    if (item.locked)
        return 4;
    if (item.status == Status::Unhealthy)
        return 3;
    if (item.status == Status::Failed)
        return 0;
    return item.place.isEmpty() ? 1 : 2;
}

/// Clusters whose own failure or member's failure is told.
QSet<QString> toldClusters(const Replica& replica)
{
    QSet<QString> told;
    for (const MachineId& id : replica.troubled()) {
        const Machine* machine = replica.machine(id);
        if (machine->sequence.stop == Stop::Failed)
            told.insert(machine->kind == MachineKind::Cluster ? machine->name : machine->cluster);
    }
    return told;
}

bool asks(const Operation& operation, const QSet<QString>& told)
{
    return operation.state == OperationState::Paused ||
           (operation.state == OperationState::NeedsAttention && !told.contains(operation.cluster));
}

} // namespace

QList<AttentionItem> attentionItems(const Replica& replica)
{
    QList<AttentionItem> items;
    for (const MachineId& id : replica.troubled())
        items.append(attentionOfMachine(replica, *replica.machine(id)));
    const QSet<QString> told = toldClusters(replica);
    for (const auto& [id, operation] : replica.operations()) {
        if (asks(operation, told))
            items.append(attentionOfOperation(operation));
    }
    for (const MachineId& id : replica.unwell()) {
        const Machine& machine = *replica.machine(id);
        if (isUnwell(replica, machine))
            items.append(attentionOfUnwell(replica, machine));
    }
    std::stable_sort(items.begin(), items.end(), [](const AttentionItem& a, const AttentionItem& b) {
        return attentionRank(a) != attentionRank(b) ? attentionRank(a) < attentionRank(b) : a.since > b.since;
    });
    return items;
}

int attentionCount(const Replica& replica)
{
    const QSet<QString> told = toldClusters(replica);
    const auto asking = std::ranges::count_if(replica.operations(),
                                              [&](const auto& each) { return asks(each.second, told); });
    const auto unwell = std::ranges::count_if(
        replica.unwell(), [&](MachineId id) { return isUnwell(replica, *replica.machine(id)); });
    return int(qsizetype(replica.troubled().size()) + asking + unwell);
}

} // namespace Drover
