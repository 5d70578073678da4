#include "ui/palette/palettesearch.h"

#include "models/clusterstate.h"
#include "models/commandtext.h"
#include "models/fuzzymatch.h"
#include "models/objectkey.h"
#include "models/replica.h"
#include "ui/text/words.h"

#include <algorithm>
#include <vector>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

/// Keeps the best `limit`, best first; of equals the first one stays first.
void keepBest(PaletteModel::Section& section, int limit)
{
    section.found = section.entries.size();
    std::stable_sort(section.entries.begin(), section.entries.end(),
                     [](const PaletteEntry& a, const PaletteEntry& b) { return a.score > b.score; });
    if (section.entries.size() > limit)
        section.entries.resize(limit);
}

/// By its title, or by a name of its own where that is nearer to what was typed. The title has the marks.
std::optional<FuzzyMatch> matchOf(const QString& typed, const QString& title, const QStringList& names)
{
    std::optional<FuzzyMatch> best = fuzzyMatch(typed, title);
    for (const QString& name : names) {
        const auto match = best ? fuzzyMatch(typed, name) : std::nullopt;
        if (match)
            best->score = std::max(best->score, match->score);
    }
    return best;
}

/// Its place first, so that a member is found by its cluster's name too.
QString titleOf(const Machine& machine)
{
    return machine.isMember() ? u"%1 / %2  %3"_s.arg(machine.cluster, machine.memberName, machine.name)
                              : machine.name;
}

} // namespace

PaletteModel::Section PaletteSearch::actions(const QList<PaletteEntry>& actions, const QString& typed,
                                             int limit, const QString& about)
{
    PaletteModel::Section section{about.isEmpty() ? tr("Do") : tr("Do with %1").arg(about), {}, 0};
    for (const PaletteEntry& action : actions) {
        if (!about.isEmpty() && action.about != about)
            continue;
        const auto match = matchOf(typed, action.title, {action.name});
        if (!match)
            continue;
        PaletteEntry entry = action;
        entry.marks = match->marks;
        // What takes away is never the first answer.
        entry.score = (typed.isEmpty() ? 0 : match->score) - (action.destructive ? 1000 : 0);
        section.entries.append(entry);
    }
    keepBest(section, limit);
    return section;
}

PaletteModel::Section PaletteSearch::objects(const Replica& replica, const QString& typed, int limit)
{
    PaletteModel::Section section{tr("Go to"), {}, 0};
    struct Candidate
    {
        int score = 0;
        QString title;
        QString key;
        IconName icon = IconName::Machines;
        QStringList names;
    };
    std::vector<Candidate> found;
    const auto add = [&](const QString& title, IconName icon, const QString& key, int bonus,
                         const QStringList& names = {}) {
        if (const auto match = matchOf(typed, title, names))
            found.push_back({match->score + bonus, title, key, icon, names});
    };
    const QStringList clusters = replica.clusterNames();
    for (const QString& name : clusters)
        add(name, IconName::Clusters, clusterKey(name), 8);
    for (const auto& [name, pool] : replica.pools())
        add(name, IconName::Pools, poolKey(name), 4);
    // Machines are many: they come when they are asked for.
    if (!typed.isEmpty()) {
        for (const auto& [id, machine] : replica.machines()) {
            if (machine.kind != MachineKind::Machine)
                continue;
            const QStringList names =
                machine.isMember() ? QStringList{machine.memberName, machine.name} : QStringList();
            add(titleOf(machine), IconName::Machines, machineKey(id), 0, names);
        }
    }
    section.found = qsizetype(found.size());
    const auto last = found.begin() + std::min<qsizetype>(limit, section.found);
    std::partial_sort(found.begin(), last, found.end(), [](const Candidate& a, const Candidate& b) {
        return a.score != b.score ? a.score > b.score : a.title < b.title;
    });
    for (auto it = found.begin(); it != last; ++it) {
        PaletteEntry entry = objectEntry(replica, it->title, it->icon, it->key);
        if (const auto match = matchOf(typed, it->title, it->names)) {
            entry.marks = match->marks;
            entry.score = typed.isEmpty() ? 0 : it->score;
        }
        section.entries.append(entry);
    }
    return section;
}

PaletteModel::Section PaletteSearch::recent(const Replica& replica, const QList<PaletteEntry>& actions,
                                            const QStringList& recent)
{
    PaletteModel::Section section{tr("Last used"), {}, 0};
    for (const QString& used : recent) {
        const auto action = std::ranges::find(actions, used, &PaletteEntry::title);
        const ObjectKey object = ObjectKey::parse(used);
        const Machine* machine = replica.machine(object.machine);
        if (action != actions.end())
            section.entries.append(*action);
        else if (object.kind == ObjectKey::Kind::Cluster && replica.cluster(object.name))
            section.entries.append(objectEntry(replica, object.name, IconName::Clusters, used));
        else if (object.kind == ObjectKey::Kind::Pool && replica.pools().contains(object.name))
            section.entries.append(objectEntry(replica, object.name, IconName::Pools, used));
        else if (object.kind == ObjectKey::Kind::Machine && machine)
            section.entries.append(objectEntry(replica, titleOf(*machine), IconName::Machines, used));
    }
    section.found = section.entries.size();
    return section;
}

PaletteEntry PaletteSearch::objectEntry(const Replica& replica, const QString& title, IconName icon,
                                        const QString& key)
{
    PaletteEntry entry{
        .icon = icon, .title = title, .hint = tr("Selects it; nothing starts."), .object = key};
    const ObjectKey object = ObjectKey::parse(key);
    if (object.kind == ObjectKey::Kind::Cluster) {
        const ClusterState state = clusterState(replica, *replica.cluster(object.name));
        entry.detail = tr("cluster, %1 ready").arg(ofText(state.ready, state.desired));
        entry.status = state.state.status;
        entry.command = u"drover describe cluster "_s + shellWord(object.name);
    } else if (object.kind == ObjectKey::Kind::Machine) {
        const Machine& machine = *replica.machine(object.machine);
        entry.detail = machine.pool.isEmpty() ? tr("machine") : tr("machine of pool %1").arg(machine.pool);
        entry.status = memberState(replica, machine).state.status;
        entry.command = u"drover describe machine "_s + shellWord(machine.name);
    } else {
        entry.detail = tr("pool");
        entry.command = u"drover pool status "_s + shellWord(object.name);
    }
    return entry;
}

} // namespace Drover
