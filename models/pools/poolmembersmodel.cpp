#include "models/pools/poolmembersmodel.h"

#include "engine/core/transitions.h"
#include "models/memberstate.h"
#include "models/objectkey.h"
#include "models/pools/poolhistory.h"
#include "models/replica.h"
#include "models/shortstage.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

QString rackOf(const Machine& machine)
{
    return machine.params.value("location/rack"_L1).toString();
}

/// What needs a person first, then what is under way, then what rests.
int rankOf(PoolStatus status)
{
    static constexpr PoolStatus order[] = {
        PoolStatus::HoldJoin,   PoolStatus::HoldBuild, PoolStatus::HoldDestroy, PoolStatus::HoldLeave,
        PoolStatus::Destroying, PoolStatus::Building,  PoolStatus::Joining,     PoolStatus::Leaving,
        PoolStatus::InUse,      PoolStatus::Free};
    return int(std::ranges::find(order, status) - std::begin(order));
}

QString clustersOf(const QList<const Machine*>& machines)
{
    constexpr int named = 2;
    QMap<QString, int> counts;
    for (const Machine* machine : machines) {
        if (!machine->cluster.isEmpty())
            ++counts[machine->cluster];
    }
    QStringList names = counts.keys();
    std::ranges::stable_sort(names, std::greater(), [&](const QString& name) { return counts.value(name); });
    QStringList texts;
    for (const QString& name : names.first(std::min<qsizetype>(named, names.size())))
        texts.append(u"%1 %2"_s.arg(name).arg(counts.value(name)));
    return texts.join(u", "_s) + (names.size() > named ? u" …"_s : QString());
}

} // namespace

PoolMembersModel::PoolMembersModel(const Replica& replica, const PoolHistory& history, ModelWords words,
                                   QObject* parent)
    : KeyedTreeModel(ColumnCount, parent), m_replica(replica), m_history(history), m_words(std::move(words)),
      m_follower(replica, [this](const ReplicaChanges& changes) {
          if (changes.snapshot || !changes.machines.isEmpty())
              refreshSoon();
      })
{
    constexpr int patience = 250;
    m_soon.setSingleShot(true);
    m_soon.setInterval(patience);
    connect(&m_soon, &QTimer::timeout, this, &PoolMembersModel::refresh);
    connect(&history, &PoolHistory::changed, this, &PoolMembersModel::refreshSoon);
    m_clock.setInterval(1000);
    connect(&m_clock, &QTimer::timeout, this, [this] {
        for (int group = 0; group < rowCount(); ++group) {
            const QModelIndex at = index(group, 0);
            if (rowCount(at) > 0)
                emit dataChanged(index(0, Since, at), index(rowCount(at) - 1, Since, at));
        }
    });
    m_clock.start();
}

void PoolMembersModel::refreshSoon()
{
    if (!m_soon.isActive())
        m_soon.start();
}

void PoolMembersModel::show(const QString& pool)
{
    if (pool == m_pool)
        return;
    m_pool = pool;
    m_only.reset();
    refresh();
}

void PoolMembersModel::setGrouping(PoolGrouping grouping)
{
    m_grouping = grouping;
    refresh();
}

void PoolMembersModel::setOnly(std::optional<PoolStatus> status)
{
    m_only = status;
    refresh();
}

bool PoolMembersModel::isShown(const Machine& machine) const
{
    if (machine.kind != MachineKind::Machine || machine.pool != m_pool)
        return false;
    if (m_only)
        return machine.poolStatus == *m_only;
    const bool rests = machine.poolStatus == PoolStatus::InUse || machine.poolStatus == PoolStatus::Free;
    return m_grouping != PoolGrouping::Status || !rests;
}

QString PoolMembersModel::groupOf(const Machine& machine) const
{
    switch (m_grouping) {
    case PoolGrouping::Status:
        return u"%1 %2"_s.arg(rankOf(machine.poolStatus)).arg(enumText(machine.poolStatus));
    case PoolGrouping::Cluster:
        return machine.cluster;
    case PoolGrouping::Rack:
        return rackOf(machine);
    }
    return {};
}

PoolMemberRow PoolMembersModel::rowFor(const Machine& machine) const
{
    PoolMemberRow row{.kind = PoolMemberRow::Kind::Machine,
                      .name = machine.name,
                      .aside = {},
                      .status = statusOf(machine.poolStatus),
                      .rack = rackOf(machine),
                      .why = {},
                      .since = m_history.past().since(machine.id),
                      .count = 0,
                      .key = machineKey(machine.id)};
    if (!machine.sequence.runnable() && !machine.sequence.stopReason.isEmpty())
        row.why = machine.sequence.stopReason;
    else if (!machine.sequence.complete && !machine.sequence.stage.isEmpty())
        row.why = shortStage(machine.sequence.stage);
    else if (!machine.cluster.isEmpty())
        row.why = machine.cluster + u" / "_s + machine.memberName;
    if (machine.poolStatus == PoolStatus::Free && machine.freeSince.isSet())
        row.since = machine.freeSince;
    return row;
}

TreeSpec<PoolMemberRow> PoolMembersModel::groupSpec(const QString& group,
                                                    QList<const Machine*> machines) const
{
    std::ranges::sort(machines, {}, [](const Machine* machine) {
        return std::pair(rankOf(machine->poolStatus), naturalKey(machine->name));
    });
    TreeSpec<PoolMemberRow> spec{.key = u"group/"_s + group, .row = {}, .children = {}};
    spec.row = {.kind = PoolMemberRow::Kind::Group,
                .name = m_grouping == PoolGrouping::Status ? QString() : group,
                .aside = m_grouping == PoolGrouping::Cluster ? QString() : clustersOf(machines),
                .status = m_grouping == PoolGrouping::Status ? statusOf(machines.constFirst()->poolStatus)
                                                             : Status::None,
                .rack = {},
                .why = {},
                .since = {},
                .count = int(machines.size()),
                .key = {}};
    for (const Machine* machine : machines.first(std::min<qsizetype>(mostShown, machines.size())))
        spec.children.append({.key = machineKey(machine->id), .row = rowFor(*machine), .children = {}});
    if (machines.size() > mostShown) {
        PoolMemberRow more;
        more.kind = PoolMemberRow::Kind::More;
        more.count = int(machines.size()) - mostShown;
        spec.children.append({.key = u"more/"_s + group, .row = more, .children = {}});
    }
    return spec;
}

void PoolMembersModel::refresh()
{
    QMap<QString, QList<const Machine*>> groups;
    for (const auto& [id, machine] : m_replica.machines()) {
        if (isShown(machine))
            groups[groupOf(machine)].append(&machine);
    }
    QStringList names = groups.keys();
    std::ranges::sort(names, {}, [](const QString& name) { return naturalKey(name); });
    QList<TreeSpec<PoolMemberRow>> specs;
    for (const QString& name : std::as_const(names))
        specs.append(groupSpec(name, groups.value(name)));
    sync(specs);
}

QList<MachineId> PoolMembersModel::machinesOf(const QModelIndex& group) const
{
    const QString key = keyAt(group);
    QList<const Machine*> machines;
    for (const auto& [id, machine] : m_replica.machines()) {
        if (isShown(machine) && u"group/"_s + groupOf(machine) == key)
            machines.append(&machine);
    }
    std::ranges::sort(machines, {}, [](const Machine* machine) { return naturalKey(machine->name); });
    QList<MachineId> ids;
    for (const Machine* machine : machines)
        ids.append(machine->id);
    return ids;
}

QVariant PoolMembersModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const PoolMemberRow& row = rowAt(index);
    const bool group = row.kind == PoolMemberRow::Kind::Group;
    switch (role) {
    case Qt::DisplayRole:
        switch (Column(index.column())) {
        case Name:
            return row.name;
        case Place:
            return row.rack;
        case Why:
            return row.why;
        case Since:
            return row.since.isSet() ? m_words.duration(m_replica.now() - row.since) : QString();
        case ColumnCount:
            break;
        }
        return {};
    case Qt::ToolTipRole:
        return index.column() == Why ? row.why : QString();
    case Qt::TextAlignmentRole:
        return index.column() == Since ? QVariant(int(Qt::AlignRight | Qt::AlignVCenter)) : QVariant();
    case StatusRole:
        return index.column() == Name && row.status != Status::None ? QVariant(int(row.status)) : QVariant();
    case ToneRole:
        // Told by the group already, but a held machine's reason is what one looks for.
        return index.column() == Why && row.status >= Status::HoldJoin && row.status <= Status::HoldLeave
                   ? QVariant(int(Tone::Hold))
                   : QVariant();
    case FigureRole:
        return !group && index.column() != Why;
    case DimRole:
        return index.column() == Place || index.column() == Since;
    case SecondaryTextRole:
        return group && index.column() == Name ? row.aside : QString();
    case ObjectKeyRole:
        return row.key;
    case MemberKindRole:
        return int(row.kind);
    case CountRole:
        return row.count;
    default:
        return {};
    }
}

} // namespace Drover
