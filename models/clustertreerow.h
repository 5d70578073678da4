#pragma once

#include "models/clusterstate.h"
#include "models/lists/sortcolumns.h"
#include "models/modelwords.h"
#include "models/roles.h"

#include <QVariant>

namespace Drover {

enum class ClusterColumn { Name, State, Stage, Progress, Ready, Mode, Version, Health, Activity };
inline constexpr int ClusterColumnCount = int(ClusterColumn::Activity) + 1;

/// What one row of the clusters tree shows, as meaning; compared to find out whether it changed. A value.
struct ClusterTreeRow
{
    RowKind kind = RowKind::None;
    QString key;
    QString name;
    QString sortName;
    QString secondary;
    StateFigure state;
    QString stage;
    double progress = -1;
    int ready = -1; ///< -1: not a row that counts
    int desired = 0;
    bool failed = false;
    bool hasMode = false;
    bool workOrderMode = false;
    QString version;
    Status health = Status::None;
    Instant activity;
    bool operator==(const ClusterTreeRow&) const = default;
};

[[nodiscard]] ClusterTreeRow clusterTreeRow(const QString& cluster, const ClusterState& state);
[[nodiscard]] ClusterTreeRow roleTreeRow(const QString& cluster, const RoleState& state);
[[nodiscard]] ClusterTreeRow memberTreeRow(const Machine& machine, const MemberState& state);

/// Strict order by the columns; equal ones by name.
[[nodiscard]] bool rowBefore(const ClusterTreeRow& a, const ClusterTreeRow& b, const SortColumns& columns);
[[nodiscard]] QVariant rowData(const ClusterTreeRow& row, ClusterColumn column, int role,
                               const ModelWords& words, Instant now);

} // namespace Drover
