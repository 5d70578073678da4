#pragma once

#include "models/modelwords.h"
#include "models/timeline/lanegroups.h"

#include <QObject>
#include <QTimer>

namespace Drover {

class TimelineModel;

/// Makes the timeline of one cluster from the replica and keeps it: a lane for the cluster, groups of members
/// (by role at first), a lane for each member, also of those that are gone but left jobs, and its tasks where
/// they are asked for. Only lanes whose machines changed are made anew. Owned by whoever shows it; UI thread.
class TimelineBuilder : public QObject
{
    Q_OBJECT
public:
    TimelineBuilder(const Replica& replica, TimelineModel& model, ModelWords words,
                    QObject* parent = nullptr);

    /// Shows this cluster from now on; an empty name shows nothing.
    void showCluster(const QString& name);
    [[nodiscard]] QString cluster() const { return m_cluster; }
    void setGrouping(TimelineGrouping grouping);
    [[nodiscard]] TimelineGrouping grouping() const { return m_grouping; }
    /// What the members of this cluster can be grouped by: batches only where a plan has some.
    [[nodiscard]] QList<TimelineGrouping> groupings() const;
    /// Shows the tasks of a member below it, or no longer.
    void setExpanded(const QString& laneKey, bool expanded);
    /// The job behind a bar's id; unset for bars that are no job.
    [[nodiscard]] static JobId jobOfSpan(qint64 spanId) { return JobId{spanId}; }

signals:
    void clusterChanged(const QString& name);

private:
    void follow(const ReplicaChanges& changes);
    void build(const QSet<MachineId>& stale);
    void forget();
    [[nodiscard]] bool renew(const QSet<MachineId>& stale);
    void updateHeads();
    [[nodiscard]] GroupedMember groupedMember(MachineId id, const QList<const Gate*>& gates);
    [[nodiscard]] TimelineLane memberLane(const Machine* machine, MachineId id,
                                          const QList<const Gate*>& gates);
    void tellState(TimelineLane& clusterLane, const ClusterState& state) const;
    [[nodiscard]] GroupTitle titleOf(const ClusterState& state, const QString& name, int index,
                                     int members) const;
    [[nodiscard]] const Plan* batchPlan() const;
    [[nodiscard]] bool learnPast();
    void sortGone(QList<GroupedMember>& gone) const;

    const Replica& m_replica;
    TimelineModel& m_model;
    ModelWords m_words;
    QString m_cluster;
    TimelineTexts m_texts;
    QHash<MachineId, GroupedMember> m_lanes; ///< what each machine has, without the batch
    QHash<MachineId, PlanMachine> m_past;    ///< what plans say of machines that may be gone
    qsizetype m_pastOperations = 0;          ///< that m_past was made of
    QTimer m_heads;                          ///< till what is counted over all members is told again
    QSet<QString> m_expanded;
    std::optional<OperationState> m_driverState; ///< that the lanes were made under
    TimelineGrouping m_grouping = TimelineGrouping::Role;
};

} // namespace Drover
