#include "models/clustertreerow.h"

#include "models/objectkey.h"
#include "models/shortstage.h"

#include <tuple>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

RowKind kindOfRole(const QString& role, bool votes)
{
    if (votes || role == "control-plane"_L1)
        return RowKind::ControlPlane;
    return role == "worker"_L1 ? RowKind::Worker : RowKind::Role;
}

QVariant rowText(const ClusterTreeRow& row, ClusterColumn column, const ModelWords& words, Instant now)
{
    switch (column) {
        using enum ClusterColumn;
    case Name:
        return row.name;
    case State:
        return words.state(row.state);
    case Stage:
        return row.stage.isEmpty() ? row.kind == RowKind::Cluster ? u"—"_s : QString()
                                   : shortStage(row.stage);
    case Progress:
        return {};
    case Ready:
        return row.ready < 0 ? QString() : words.of(row.ready, row.desired);
    case Mode:
        if (!row.hasMode)
            return {};
        return row.workOrderMode ? u"WorkOrder"_s : u"Workflow"_s;
    case Version:
        return row.version.isEmpty() && row.kind == RowKind::Cluster ? u"—"_s : row.version;
    case Health:
        return {};
    case Activity:
        if (!row.activity.isSet())
            return row.kind == RowKind::Cluster || row.kind == RowKind::Machine ? u"—"_s : QString();
        return words.age(row.activity > now ? Duration(0) : now - row.activity);
    }
    return {};
}

} // namespace

ClusterTreeRow clusterTreeRow(const QString& name, const ClusterState& state)
{
    return {.kind = RowKind::Cluster,
            .key = clusterKey(name),
            .name = name,
            .sortName = naturalKey(name),
            .state = state.state,
            .stage = state.stage,
            .progress = state.progress,
            .ready = state.ready,
            .desired = state.desired,
            .failed = state.failed > 0,
            .hasMode = true,
            .workOrderMode = state.workOrderMode,
            .version = state.version,
            .health = state.health,
            .activity = state.activity};
}

ClusterTreeRow roleTreeRow(const QString& cluster, const RoleState& state)
{
    return {.kind = kindOfRole(state.role, state.votes),
            .key = roleKey(cluster, state.role),
            .name = state.role,
            .sortName = state.role,
            .state = state.state,
            .progress = state.progress,
            .ready = state.ready,
            .desired = state.desired,
            .failed = state.failed > 0};
}

ClusterTreeRow memberTreeRow(const Machine& machine, const MemberState& state)
{
    return {.kind = RowKind::Machine,
            .key = machineKey(machine.id),
            .name = machine.memberName.isEmpty() ? machine.name : machine.memberName,
            .sortName = naturalKey(machine.memberName),
            .secondary = machine.name,
            .state = state.state,
            .stage = state.stage,
            .progress = state.progress,
            .failed = state.failed,
            .health = state.health,
            .activity = state.activity};
}

bool rowBefore(const ClusterTreeRow& a, const ClusterTreeRow& b, const SortColumns& columns)
{
    const int order = compareBy(columns, [&](int column) {
        switch (ClusterColumn(column)) {
            using enum ClusterColumn;
        case State:
            return compareValues(a.state.status, b.state.status);
        case Stage:
            return compareValues(a.stage, b.stage);
        case Progress:
            return compareValues(a.progress, b.progress);
        case Ready:
            return compareValues(a.ready, b.ready);
        case Mode:
            return compareValues(a.workOrderMode, b.workOrderMode);
        case Version:
            return compareValues(naturalKey(a.version), naturalKey(b.version));
        case Health:
            return compareValues(a.health, b.health);
        case Activity:
            // The column shows an age: ascending = the most recent first.
            return compareValues(b.activity, a.activity);
        case Name:
            return compareValues(a.sortName, b.sortName);
        }
        return 0;
    });
    // Names may be the same for a while; keys never are.
    return order != 0 ? order < 0 : std::tie(a.sortName, a.key) < std::tie(b.sortName, b.key);
}

QVariant rowData(const ClusterTreeRow& row, ClusterColumn column, int role, const ModelWords& words,
                 Instant now)
{
    using enum ClusterColumn;
    const bool isRole = row.kind != RowKind::Cluster && row.kind != RowKind::Machine;
    switch (role) {
    case Qt::DisplayRole:
        return rowText(row, column, words, now);
    case Qt::AccessibleTextRole: // of what is drawn without words
        return column == Health && !isRole               ? QVariant(words.state({row.health}))
               : column == Progress && row.progress >= 0 ? QVariant(u"%1 %"_s.arg(int(100 * row.progress)))
                                                         : QVariant();
    case Qt::ToolTipRole:
        return column == Stage                              ? row.stage
               : column == Name && !row.secondary.isEmpty() ? QVariant(row.name + u" · "_s + row.secondary)
                                                            : QVariant();
    case Qt::TextAlignmentRole:
        if (column == Ready || column == Activity)
            return int(Qt::AlignRight | Qt::AlignVCenter);
        return {};
    case StatusRole:
        if (column == State)
            return int(row.state.status);
        if (column == Health && !isRole)
            return int(row.health);
        return {};
    case StatusTextRole:
        return column == State ? QVariant(words.state(row.state)) : QVariant();
    case ToneRole:
        if (column == Progress)
            return int(row.failed && row.kind == RowKind::Machine ? Tone::Bad
                       : row.state.status == Status::Destroying   ? Tone::Wipe
                       : row.progress >= 1                        ? Tone::Ok
                                                                  : Tone::Run);
        return {};
    case ProgressRole:
        return column == Progress && row.progress >= 0 ? QVariant(row.progress) : QVariant();
    case KindRole:
        if (column == Mode && row.hasMode)
            return int(row.workOrderMode ? RowKind::WorkOrder : RowKind::Workflow);
        return column == Name ? QVariant(int(row.kind)) : QVariant();
    case SecondaryTextRole:
        return column == Name && !row.secondary.isEmpty() ? QVariant(row.secondary) : QVariant();
    case ObjectKeyRole:
        return row.key;
    case EmphasisRole:
        return column == Name && row.kind == RowKind::Cluster;
    case FigureRole:
        return column == Ready || column == Version || column == Activity;
    case DimRole:
        return column == Activity || rowText(row, column, words, now).toString() == u"—"_s;
    default:
        return {};
    }
}

} // namespace Drover
