#pragma once

#include "models/timeline/spanindex.h"

#include <QObject>
#include <QTimer>
#include <memory>
#include <vector>

namespace Drover {

/// Holds the scene that a TimelineView shows and says what of it changed. Owned by whoever fills it; UI
/// thread.
///
/// Two ways to fill it: setScene() with the whole scene (it finds out by itself which lanes differ; lists
/// that are shared with the old scene cost nothing), or upsertSpan() and setLanes() for single changes of
/// large scenes.
class TimelineModel : public QObject
{
    Q_OBJECT
public:
    explicit TimelineModel(QObject* parent = nullptr);

    [[nodiscard]] const TimelineScene& scene() const { return m_scene; }
    [[nodiscard]] const TimelineLane& lane(int index) const { return m_scene.lanes.at(index); }
    /// -1 when there is no such lane.
    [[nodiscard]] int laneOf(const QString& key) const { return m_laneOfKey.value(key, -1); }
    /// Built at the first question after a change.
    [[nodiscard]] const SpanIndex& index(int lane) const;
    /// Counts the changes of a lane: what was painted of an older number is stale.
    [[nodiscard]] quint32 revision(int lane) const { return m_caches[std::size_t(lane)].revision; }
    [[nodiscard]] TimeRange extent() const { return m_extent; }
    /// Place of each stage number in the run, by when it was first seen; for bands.
    [[nodiscard]] const std::vector<int>& stageOrder() const;

    void setScene(TimelineScene scene);
    /// Idle stretches are drawn short; on at first.
    void setFolding(bool on);
    [[nodiscard]] bool folds() const { return m_folds; }
    /// Null when nothing is folded. The same as long as the same stretches are folded.
    [[nodiscard]] const std::shared_ptr<const TimeFold>& fold() const { return m_fold; }
    /// Shows the critical path; on at first. That of scenes that bring none is found, at most twice a second.
    void setFindingPath(bool on);
    [[nodiscard]] bool findsPath() const { return m_findsPath; }
    void setNow(Instant now);
    /// Adds the span or replaces the one with its id, keeping the order. False when the lane is unknown.
    bool upsertSpan(const QString& laneKey, const TimelineSpan& span);
    /// Replaces lanes by those with their keys; unknown ones are left out. `texts` has what they name. The
    /// extent only grows here, and idle time is folded anew a little later: it takes a look at every bar.
    void setLanes(const QList<TimelineLane>& lanes, const TimelineTexts& texts);
    void setGates(QList<TimelineGate> gates);
    /// For labels of spans that are about to be added.
    [[nodiscard]] int intern(const QString& text) { return m_scene.texts.intern(text); }

signals:
    void lanesReset();          ///< lanes came, went or moved
    void laneChanged(int lane); ///< what one lane shows changed
    void marksChanged();        ///< gates, critical path, finish, titles
    void nowChanged();
    void extentChanged();
    void foldChanged();

private:
    struct LaneCache
    {
        quint32 revision = 0;
        bool built = false;
        SpanIndex index;
    };

    void touchLane(int lane);
    void updateExtent();
    void updateFold();
    void findPath();
    void settle();
    [[nodiscard]] bool sameLanes(const QList<TimelineLane>& lanes) const;

    TimelineScene m_scene;
    QHash<QString, int> m_laneOfKey;
    mutable std::vector<LaneCache> m_caches;
    mutable std::vector<int> m_stageOrder;
    mutable bool m_stageOrderBuilt = false;
    TimeRange m_extent;
    std::shared_ptr<const TimeFold> m_fold;
    bool m_folds = true;
    bool m_findsPath = true;
    bool m_bringsPath = false; ///< the scene's path is its maker's
    QTimer m_settle;           ///< till path and fold are looked for again
    quint32 m_nextRevision = 1;
};

} // namespace Drover
