#include "app/cli/history.h"

#include "engine/content/nearest.h"

#include <limits>

using namespace Qt::StringLiterals;

namespace Drover::History {

namespace {

constexpr int pageSize = 1000;

int wanted(const Verbs::Get& get)
{
    return get.limit > 0 ? get.limit : std::numeric_limits<int>::max();
}

/// The machine that `--machine` names; unset without it.
Result<MachineId> machineFilter(Session& session, const Verbs::Get& get)
{
    if (get.machine.isEmpty())
        return MachineId();
    const auto machine = findMachine(session, get.machine);
    if (!machine)
        return tl::make_unexpected(machine.error());
    return machine->id;
}

} // namespace

Result<Machine> findMachine(Session& session, const QString& nameOrUuid)
{
    const auto replica = session.replica();
    if (!replica)
        return tl::make_unexpected(replica.error());
    if (const Machine* machine = (*replica)->machineNamed(nameOrUuid))
        return *machine;
    if (const Machine* machine = (*replica)->machine(MachineId::fromString(nameOrUuid)))
        return *machine;
    QStringList names;
    for (const auto& [id, machine] : (*replica)->machines())
        names.append(machine.name);
    names.sort();
    return fail(u"machine-unknown"_s, u"there is no machine, cluster or broker %1"_s.arg(nameOrUuid),
                suggestion(nameOrUuid, names), u"machine "_s + nameOrUuid);
}

Result<QList<Job>> jobs(Session& session, const Verbs::Get& get)
{
    Queries::FindJobs query;
    const auto machine = machineFilter(session, get);
    if (!machine)
        return tl::make_unexpected(machine.error());
    query.machine = *machine;
    query.cluster = get.cluster;
    for (const QString& name : get.names)
        query.ids.append(JobId::fromString(name));
    QList<Job> found;
    while (found.size() < wanted(get)) {
        query.limit = int(qMin<qsizetype>(pageSize, wanted(get) - found.size()));
        const auto page = session.ask<Answers::Jobs>(query);
        if (!page)
            return tl::make_unexpected(page.error());
        found += page->jobs;
        if (!page->more || page->jobs.isEmpty())
            break;
        query.before = page->jobs.last().id;
    }
    return found;
}

Result<QList<Operation>> operations(Session& session, const Verbs::Get& get)
{
    const auto answer = session.ask<Answers::Operations>(Queries::FindOperations{get.cluster, wanted(get)});
    if (!answer)
        return tl::make_unexpected(answer.error());
    return answer->operations;
}

Result<QList<WorkOrder>> workOrders(Session& session, const Verbs::Get& get)
{
    const auto target = machineFilter(session, get);
    if (!target)
        return tl::make_unexpected(target.error());
    const auto answer = session.ask<Answers::WorkOrders>(Queries::FindWorkOrders{*target, wanted(get)});
    if (!answer)
        return tl::make_unexpected(answer.error());
    return answer->workOrders;
}

Result<QList<EventRecord>> events(Session& session, const Verbs::Get& get)
{
    Queries::FindEvents query;
    query.subject = get.subject;
    QList<EventRecord> found;
    if (get.limit > 0 && get.after == 0) {
        query.before = std::numeric_limits<qint64>::max();
        query.limit = get.limit;
        const auto last = session.ask<Answers::Events>(query);
        if (!last)
            return tl::make_unexpected(last.error());
        return last->events;
    }
    query.after = get.after;
    while (found.size() < wanted(get)) {
        query.limit = int(qMin<qsizetype>(pageSize, wanted(get) - found.size()));
        const auto page = session.ask<Answers::Events>(query);
        if (!page)
            return tl::make_unexpected(page.error());
        found += page->events;
        if (!page->more || page->events.isEmpty())
            break;
        query.after = page->events.last().seq;
    }
    return found;
}

} // namespace Drover::History
