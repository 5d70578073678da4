#include "engine/operations/candidates.h"

#include "engine/operations/machinelayers.h"
#include "engine/operations/topology.h"

#include <QHash>
#include <algorithm>
#include <vector>

namespace Drover {

using namespace Qt::StringLiterals;

QString brokerPool(const State& state, const Content& content, const Machine& broker)
{
    const QString pool = paramOf(state, content, broker, u"broker-pool/pool"_s).toString();
    return pool.isEmpty() ? u"default"_s : pool;
}

QString ineligibleBecause(const Machine& machine, const QString& pool)
{
    if (machine.pool != pool)
        return u"other-pool"_s;
    if (machine.poolStatus != PoolStatus::Free)
        return u"not-free"_s;
    if (machine.lock.locked)
        return u"locked"_s;
    if (machine.health == Health::Unhealthy)
        return u"unhealthy"_s;
    const Sequence& sequence = machine.sequence;
    if (!sequence.tasks.isEmpty() && !sequence.complete)
        return u"busy"_s;
    return {};
}

bool matchesFilter(const State& state, const Content& content, const Machine& machine,
                   const QJsonObject& filter)
{
    for (auto it = filter.constBegin(); it != filter.constEnd(); ++it) {
        const QJsonValue actual = it.key() == "name"_L1      ? QJsonValue(machine.name)
                                  : it.key() == "address"_L1 ? QJsonValue(machine.address)
                                                             : paramOf(state, content, machine, it.key());
        const bool fits = it->isArray() ? it->toArray().contains(actual) : *it == actual;
        if (!fits)
            return false;
    }
    return true;
}

namespace {

struct Candidate
{
    const Machine* machine;
    std::size_t rack; ///< index into the racks
    bool used = false;
};

/// What a rack gives, and has given.
struct Rack
{
    QString name;
    int inUse = 0; ///< chosen from it, for any role
    // For the role that is being filled:
    int ofRole = 0;
    std::vector<std::size_t> fitting; ///< candidates, longest free first, of those looked at so far
    std::vector<int> ranks;           ///< theirs, among all that fit
    std::size_t next = 0;

    [[nodiscard]] bool isEmpty() const { return next >= fitting.size(); }
    [[nodiscard]] bool isFresh() const { return ofRole == 0 && inUse == 0; }
};

/// All that could be chosen, longest free first, each in its rack. A large pool has far more than a plan
/// takes: they are put in order, and looked at, only as far as the choice depends on it.
class Candidates
{
public:
    Candidates(const State& state, const Content& content) : m_state(state), m_content(content) {}

    void add(const Machine& machine) { m_unordered.push_back(&machine); }
    void close() { std::ranges::make_heap(m_unordered, isShorterFree); }
    [[nodiscard]] int count() const { return int(m_unordered.size() + m_ordered.size()); }

    /// Begins a role; answers how many fit it.
    int begin(const TopologyRole& role);
    /// The rack from which the next machine of the role comes, or null.
    [[nodiscard]] Rack* best();
    /// Takes the next machine of a rack.
    const Machine& take(Rack& rack);

private:
    [[nodiscard]] static bool isShorterFree(const Machine* a, const Machine* b)
    {
        return a->freeSince != b->freeSince ? b->freeSince < a->freeSince : b->name < a->name;
    }
    [[nodiscard]] bool fits(const Machine& machine) const
    {
        return matchesFilter(m_state, m_content, machine, m_filter);
    }
    bool order();
    Rack* lookAtNext();

    const State& m_state;
    const Content& m_content;
    std::vector<const Machine*> m_unordered; ///< a heap, longest free on top
    std::vector<Candidate> m_ordered;
    int m_used = 0;
    std::vector<Rack> m_racks;
    QHash<QString, std::size_t> m_rackAt;
    // For the role that is being filled:
    QJsonObject m_filter;
    std::size_t m_looked = 0; ///< so many of the ordered ones
    int m_fitting = 0;        ///< of those
};

int Candidates::begin(const TopologyRole& role)
{
    for (Rack& rack : m_racks) {
        rack.ofRole = 0;
        rack.next = 0;
        rack.fitting.clear();
        rack.ranks.clear();
    }
    m_filter = role.filter;
    m_looked = 0;
    m_fitting = 0;
    if (m_filter.isEmpty())
        return count() - m_used;
    const auto fitsUnused = [this](const Candidate& one) { return !one.used && fits(*one.machine); };
    return int(std::ranges::count_if(m_ordered, fitsUnused) +
               std::ranges::count_if(m_unordered, [this](const Machine* one) { return fits(*one); }));
}

/// Moves the longest free of the rest to the ordered ones; false when there is none.
bool Candidates::order()
{
    if (m_unordered.empty())
        return false;
    std::ranges::pop_heap(m_unordered, isShorterFree);
    const Machine& machine = *m_unordered.back();
    m_unordered.pop_back();
    const QString rack = rackOf(m_state, m_content, machine);
    const auto known = m_rackAt.constFind(rack);
    const std::size_t at = known != m_rackAt.constEnd() ? *known : m_racks.size();
    if (known == m_rackAt.constEnd()) {
        m_rackAt.insert(rack, at);
        m_racks.push_back({rack, 0, 0, {}, {}, 0});
    }
    m_ordered.push_back({&machine, at});
    return true;
}

/// Puts the next that fits into its rack, and answers that; null when there is no more.
Rack* Candidates::lookAtNext()
{
    while (m_looked < m_ordered.size() || order()) {
        const std::size_t at = m_looked++;
        const Candidate& candidate = m_ordered[at];
        if (candidate.used || !fits(*candidate.machine))
            continue;
        Rack& rack = m_racks[candidate.rack];
        rack.fitting.push_back(at);
        rack.ranks.push_back(++m_fitting);
        return &rack;
    }
    return nullptr;
}

Rack* Candidates::best()
{
    const auto precedes = [](const Rack& a, const Rack& b) {
        if (a.isEmpty() || b.isEmpty())
            return a.isEmpty() < b.isEmpty();
        const auto uses = [](const Rack& rack) { return std::pair(rack.ofRole, rack.inUse); };
        return uses(a) != uses(b) ? uses(a) < uses(b) : a.fitting[a.next] < b.fitting[b.next];
    };
    auto found = std::ranges::min_element(m_racks, precedes);
    const auto any = [&] { return found != m_racks.end() && !found->isEmpty(); };
    // None is better than a rack of which nothing was taken yet, and none that comes later precedes it.
    if (any() && found->isFresh())
        return &*found;
    while (Rack* rack = lookAtNext()) {
        if (rack->isFresh())
            return rack;
    }
    found = std::ranges::min_element(m_racks, precedes);
    return any() ? &*found : nullptr;
}

const Machine& Candidates::take(Rack& rack)
{
    Candidate& chosen = m_ordered[rack.fitting[rack.next]];
    chosen.used = true;
    ++m_used;
    ++rack.next;
    ++rack.ofRole;
    ++rack.inUse;
    return *chosen.machine;
}

/// Why the rack's next machine is chosen.
QString reasonFor(const Rack& rack, int of)
{
    const int rank = rack.ranks[rack.next];
    QString reason = u"Free, "_s;
    reason +=
        rank == 1 ? u"longest free of %1"_s.arg(of) : u"number %1 of %2 by time free"_s.arg(rank).arg(of);
    if (!rack.name.isEmpty()) {
        reason +=
            rack.ofRole == 0
                ? u"; first of its role in rack %1"_s.arg(rack.name)
                : u"; rack %1 holds %2 of its role, no rack holds fewer"_s.arg(rack.name).arg(rack.ofRole);
    }
    return reason;
}

} // namespace

Choice chooseMachines(const State& state, const Content& content, const QString& pool,
                      const QList<TopologyRole>& roles, const std::set<MachineId>& taken,
                      const QMap<QString, int>& numbers)
{
    Choice choice;
    Candidates candidates(state, content);
    for (const auto& [id, machine] : state.all<Machine>()) {
        if (machine.poolStatus != PoolStatus::Free || machine.kind != MachineKind::Machine ||
            machine.pool != pool)
            continue;
        ++choice.free;
        const QString why = ineligibleBecause(machine, pool);
        if (!why.isEmpty())
            choice.refused[why].append(machine.name);
        else if (!taken.contains(id))
            candidates.add(machine);
    }
    for (QStringList& names : choice.refused)
        names.sort();
    candidates.close();
    choice.eligible = candidates.count();

    for (const TopologyRole& role : roles) {
        const int of = candidates.begin(role);
        int number = numbers.value(role.role);
        for (int i = 0; i < role.count; ++i) {
            Rack* rack = candidates.best();
            if (!rack) {
                choice.missing.insert(role.role, role.count - i);
                break;
            }
            PlanMachine machine;
            machine.reason = reasonFor(*rack, of);
            machine.rack = rack->name;
            const Machine& chosen = candidates.take(*rack);
            machine.machine = chosen.id;
            machine.name = chosen.name;
            machine.role = role.role;
            machine.member = memberName(role.role, ++number);
            machine.votes = role.votes;
            choice.machines.append(machine);
        }
    }
    return choice;
}

} // namespace Drover
