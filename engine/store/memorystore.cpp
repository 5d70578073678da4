#include "engine/store/memorystore.h"

#include <algorithm>

namespace Drover {

namespace {

/// The newest `limit` objects of a table for which `wanted` holds, newest first.
template <class T, class Wanted>
QList<T> newest(const Table<T>& table, int limit, Wanted&& wanted)
{
    QList<T> list;
    for (auto it = table.rbegin(); it != table.rend() && list.size() < limit; ++it) {
        if (wanted(it->second))
            list.append(it->second);
    }
    return list;
}

} // namespace

Result<State> MemoryStore::load()
{
    State state;
    // Operations first: whether a machine may run depends on them.
    for (const auto& [key, operation] : std::get<Table<Operation>>(m_live))
        state.restore(operation);
    const auto restore = [&state]<class Key, class T>(const std::map<Key, T>& table) {
        if constexpr (!std::is_same_v<T, Operation>) {
            for (const auto& [key, object] : table)
                state.restore(object);
        }
    };
    std::apply([&](const auto&... tables) { (restore(tables), ...); }, m_live);
    state.markAll();
    return state;
}

template <class T>
void MemoryStore::take(const Draft& draft)
{
    draft.forEachTouched<T>([&](const typename T::Key& key, const T* current, const T*) {
        if (current)
            std::get<Table<T>>(m_live).insert_or_assign(key, *current);
        else
            std::get<Table<T>>(m_live).erase(key);
    });
}

Result<> MemoryStore::commit(const TurnRecord& turn)
{
    if (m_failure)
        return tl::make_unexpected(*m_failure);
    for (const EventRecord& record : turn.events) {
        if (m_events.contains(record.seq)) {
            return fail(QStringLiteral("store-damaged"),
                        QStringLiteral("the journal already has an event %1.").arg(record.seq));
        }
    }
    for (const EventRecord& record : turn.events)
        m_events.emplace(record.seq, record);
    for (const StoredCommand& command : turn.commands)
        m_commands.try_emplace(command.id, command);
    for (const StoredPack& pack : turn.packs)
        m_packs.try_emplace(pack.hash, pack);
    if (!turn.draft)
        return {};
    std::apply(
        [&]<class... Tables_>(const Tables_&...) { (take<typename Tables_::mapped_type>(*turn.draft), ...); },
        m_live);
    for (const auto& any : turn.draft->retired()) {
        std::visit(
            [&]<class T>(const T& object) {
                std::get<Table<T>>(m_ended).insert_or_assign(object.key(), object);
            },
            any);
    }
    return {};
}

Result<std::optional<StoredCommand>> MemoryStore::findCommand(const QString& id)
{
    const auto it = m_commands.find(id);
    return it == m_commands.end() ? std::nullopt : std::optional(it->second);
}

Result<StoredPack> MemoryStore::pack(const QString& hash)
{
    const auto it = m_packs.find(hash);
    if (it == m_packs.end())
        return tl::make_unexpected(packUnknown(hash));
    return it->second;
}

Result<QList<Job>> MemoryStore::endedJobs(const JobFilter& filter)
{
    const auto& ended = std::get<Table<Job>>(m_ended);
    if (!filter.ids.isEmpty())
        return newest<Job>(ended, int(filter.ids.size()),
                           [&](const Job& job) { return filter.ids.contains(job.id); });
    return newest<Job>(ended, filter.limit, [&](const Job& job) {
        return (!filter.machine.isSet() || job.machine == filter.machine) &&
               (filter.cluster.isEmpty() || job.cluster == filter.cluster) &&
               (!filter.before.isSet() || job.id < filter.before);
    });
}

Result<QList<Operation>> MemoryStore::endedOperations(const QString& cluster, int limit)
{
    return newest<Operation>(std::get<Table<Operation>>(m_ended), limit, [&](const Operation& operation) {
        return cluster.isEmpty() || operation.cluster == cluster;
    });
}

Result<QList<Plan>> MemoryStore::endedPlans(const QList<OperationId>& operations)
{
    return newest<Plan>(std::get<Table<Plan>>(m_ended), int(operations.size()),
                        [&](const Plan& plan) { return operations.contains(plan.operation); });
}

Result<QList<WorkOrder>> MemoryStore::endedWorkOrders(MachineId target, int limit)
{
    return newest<WorkOrder>(std::get<Table<WorkOrder>>(m_ended), limit, [&](const WorkOrder& order) {
        return !target.isSet() || order.target == target;
    });
}

Result<QList<EventRecord>> MemoryStore::events(const EventFilter& filter)
{
    const bool backwards = filter.before != 0 && filter.after == 0;
    const auto wanted = [&](const EventRecord& record) {
        return filter.subject.isEmpty() || record.subject == filter.subject;
    };
    const auto first = m_events.upper_bound(filter.after);
    const auto last = filter.before == 0 ? m_events.end() : m_events.lower_bound(filter.before);
    QList<EventRecord> records;
    if (!backwards) {
        for (auto it = first; it != m_events.end() && (filter.before == 0 || it->first < filter.before) &&
                              records.size() < filter.limit;
             ++it) {
            if (wanted(it->second))
                records.append(it->second);
        }
        return records;
    }
    for (auto it = std::make_reverse_iterator(last); it != m_events.rend() && records.size() < filter.limit;
         ++it) {
        if (wanted(it->second))
            records.append(it->second);
    }
    std::reverse(records.begin(), records.end());
    return records;
}

Result<Store::EventPage> MemoryStore::searchEvents(const EventFilter& filter, const QList<EventTerm>& terms)
{
    const EventMatcher matcher(terms);
    const bool backwards = filter.before != 0 && filter.after == 0;
    EventPage page;
    int looked = 0;
    // False: enough for one call.
    const auto look = [&](const EventRecord& record) {
        if (looked == searchedAtOnce || page.events.size() == filter.limit)
            return false;
        ++looked;
        page.seen = record.seq;
        const EventMatcher::Row row{eventKind(record.event), record.actor, record.subject, record.cause,
                                    [&] { return Json::toText(record.event); }};
        if ((filter.subject.isEmpty() || record.subject == filter.subject) && matcher.matches(row))
            page.events.append(record);
        return true;
    };
    const auto first = m_events.upper_bound(filter.after);
    const auto last = filter.before == 0 ? m_events.end() : m_events.lower_bound(filter.before);
    page.done = true;
    if (!backwards) {
        for (auto it = first; it != last && page.done; ++it)
            page.done = look(it->second);
        return page;
    }
    for (auto it = std::make_reverse_iterator(last); it != m_events.rend() && page.done; ++it)
        page.done = look(it->second);
    std::reverse(page.events.begin(), page.events.end());
    return page;
}

// Nothing can be changed behind its back: what is there holds, and there is no hash to show.
Result<QList<ChainLink>> MemoryStore::chain(qint64 after, int limit)
{
    QList<ChainLink> links;
    for (auto it = m_events.upper_bound(after); it != m_events.end() && links.size() < limit; ++it)
        links.append({it->first, it->second.at, {}, {}});
    return links;
}

Result<qint64> MemoryStore::positionAt(Instant moment)
{
    const auto it =
        std::ranges::find_if(m_events, [&](const auto& each) { return each.second.at >= moment; });
    if (it != m_events.end())
        return it->first;
    return m_events.empty() ? 1 : m_events.rbegin()->first + 1;
}

Store::Sizes MemoryStore::sizes() const
{
    return {};
}

} // namespace Drover
