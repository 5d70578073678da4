#include "models/timeline/timelinemodel.h"

#include "models/timeline/criticalpath.h"
#include "models/timeline/idletime.h"

#include <QElapsedTimer>
#include <algorithm>

namespace Drover {

namespace {

constexpr int kSettleMs = 500;

} // namespace

TimelineModel::TimelineModel(QObject* parent) : QObject(parent)
{
    m_settle.setSingleShot(true);
    m_settle.setInterval(kSettleMs);
    connect(&m_settle, &QTimer::timeout, this, &TimelineModel::settle);
}

void TimelineModel::setFindingPath(bool on)
{
    if (on == m_findsPath) {
        return;
    }
    m_findsPath = on;
    findPath();
    emit marksChanged();
}

void TimelineModel::settle()
{
    QElapsedTimer took;
    took.start();
    findPath();
    updateFold();
    // Of large scenes it takes a while: at most a twentieth of the time goes into it.
    m_settle.setInterval(std::max(kSettleMs, int(20 * took.elapsed())));
}

void TimelineModel::findPath()
{
    if (m_bringsPath) {
        return;
    }
    QList<CriticalRun> path = m_findsPath ? Drover::criticalPath(m_scene) : QList<CriticalRun>();
    if (path != m_scene.criticalPath) {
        m_scene.criticalPath = std::move(path);
        emit marksChanged();
    }
}

void TimelineModel::setFolding(bool on)
{
    m_folds = on;
    updateFold();
}

void TimelineModel::updateFold()
{
    std::shared_ptr<const TimeFold> fold;
    if (m_folds) {
        fold = std::make_shared<const TimeFold>(foldIdle(m_scene.lanes, m_extent, m_scene.now));
    }
    const bool same = fold && !fold->isEmpty() ? m_fold && *m_fold == *fold : !m_fold;
    if (!same) {
        m_fold = fold && !fold->isEmpty() ? std::move(fold) : nullptr;
        emit foldChanged();
    }
}

const SpanIndex& TimelineModel::index(int lane) const
{
    LaneCache& cache = m_caches[std::size_t(lane)];
    if (!cache.built) {
        cache.index = SpanIndex(m_scene.lanes.at(lane).spans);
        cache.built = true;
    }
    return cache.index;
}

const std::vector<int>& TimelineModel::stageOrder() const
{
    if (m_stageOrderBuilt) {
        return m_stageOrder;
    }
    // The longest of the first members has been through the most stages: its order is the run's.
    constexpr qsizetype looked = 64;
    const TimelineLane* longest = nullptr;
    for (qsizetype i = 0; i < std::min(looked, m_scene.lanes.size()); ++i) {
        const TimelineLane& lane = m_scene.lanes.at(i);
        if (lane.kind == LaneKind::Member && (!longest || lane.spans.size() > longest->spans.size())) {
            longest = &lane;
        }
    }
    m_stageOrder.clear();
    int next = 0;
    if (longest) {
        for (const TimelineSpan& span : longest->spans) {
            const std::size_t stage = std::size_t(std::max(0, span.stage));
            if (stage >= m_stageOrder.size()) {
                m_stageOrder.resize(stage + 1, -1);
            }
            if (m_stageOrder[stage] < 0) {
                m_stageOrder[stage] = next++;
            }
        }
    }
    std::ranges::replace(m_stageOrder, -1, next);
    m_stageOrderBuilt = true;
    return m_stageOrder;
}

bool TimelineModel::sameLanes(const QList<TimelineLane>& lanes) const
{
    return std::ranges::equal(lanes, m_scene.lanes, [](const TimelineLane& a, const TimelineLane& b) {
        return a.key == b.key && a.kind == b.kind && a.depth == b.depth;
    });
}

void TimelineModel::setScene(TimelineScene scene)
{
    const bool sameStructure = sameLanes(scene.lanes);
    const TimelineScene old = std::exchange(m_scene, std::move(scene));
    m_bringsPath = !m_scene.criticalPath.isEmpty();
    if (!m_bringsPath && m_findsPath) {
        // Where lanes only grew the old one will do until it is found anew.
        m_scene.criticalPath = sameStructure ? old.criticalPath : Drover::criticalPath(m_scene);
    }
    const bool marksDiffer = old.gates != m_scene.gates || old.criticalPath != m_scene.criticalPath ||
                             old.finish != m_scene.finish || old.title != m_scene.title ||
                             old.caption != m_scene.caption;
    const bool nowDiffers = old.now != m_scene.now;
    if (sameStructure) {
        for (int i = 0; i < m_scene.lanes.size(); ++i) {
            const TimelineLane& before = old.lanes.at(i);
            const TimelineLane& after = m_scene.lanes.at(i);
            if (!(before == after)) {
                touchLane(i);
            }
        }
    } else {
        m_laneOfKey.clear();
        m_caches.clear();
        m_caches.resize(std::size_t(m_scene.lanes.size()));
        for (int i = 0; i < m_scene.lanes.size(); ++i) {
            m_laneOfKey.insert(m_scene.lanes.at(i).key, i);
            m_caches[std::size_t(i)].revision = m_nextRevision++;
        }
        m_stageOrderBuilt = false;
        emit lanesReset();
    }
    if (marksDiffer) {
        emit marksChanged();
    }
    if (nowDiffers) {
        emit nowChanged();
    }
    updateExtent();
    updateFold();
    if (sameStructure && !m_settle.isActive()) {
        m_settle.start();
    }
}

void TimelineModel::setNow(Instant now)
{
    if (m_scene.now == now) {
        return;
    }
    m_scene.now = now;
    emit nowChanged();
    if (now > m_extent.end && !m_extent.isEmpty() && m_scene.isRunning()) {
        m_extent.end = now;
        emit extentChanged();
    }
}

bool TimelineModel::upsertSpan(const QString& laneKey, const TimelineSpan& span)
{
    const int lane = laneOf(laneKey);
    if (lane < 0) {
        return false;
    }
    QList<TimelineSpan>& spans = m_scene.lanes[lane].spans;
    // Changes concern the newest spans: look from the end.
    const auto old = std::find_if(spans.rbegin(), spans.rend(), [&span](const TimelineSpan& other) {
        return span.id != 0 && other.id == span.id;
    });
    if (old != spans.rend()) {
        if (*old == span) {
            return true;
        }
        spans.erase(std::prev(old.base()));
    }
    spans.insert(std::ranges::upper_bound(spans, span.start, {}, &TimelineSpan::start), span);
    touchLane(lane);
    const TimeRange before = m_extent;
    if (m_extent.isEmpty()) {
        updateExtent();
        return true;
    }
    m_extent.begin = std::min(m_extent.begin, span.start);
    m_extent.end = std::max(m_extent.end, span.endAt(m_scene.now));
    if (m_extent != before) {
        emit extentChanged();
    }
    return true;
}

void TimelineModel::setLanes(const QList<TimelineLane>& lanes, const TimelineTexts& texts)
{
    m_scene.texts = texts;
    TimeRange extent = m_extent;
    for (const TimelineLane& lane : lanes) {
        const int index = laneOf(lane.key);
        if (index < 0 || m_scene.lanes.at(index) == lane) {
            continue;
        }
        m_scene.lanes[index] = lane;
        touchLane(index);
        if (!lane.spans.isEmpty()) {
            const Instant begin = lane.spans.constFirst().start;
            extent.begin = extent.begin.isSet() ? std::min(extent.begin, begin) : begin;
            extent.end = std::max(extent.end, lane.spans.constLast().endAt(m_scene.now));
        }
    }
    if (extent != m_extent) {
        m_extent = extent;
        emit extentChanged();
    }
    if (!m_settle.isActive()) {
        m_settle.start();
    }
}

void TimelineModel::setGates(QList<TimelineGate> gates)
{
    if (gates != m_scene.gates) {
        m_scene.gates = std::move(gates);
        emit marksChanged();
    }
}

void TimelineModel::touchLane(int lane)
{
    LaneCache& cache = m_caches[std::size_t(lane)];
    cache.revision = m_nextRevision++;
    cache.built = false;
    if (std::size_t(lane) < 64) {
        m_stageOrderBuilt = false;
    }
    emit laneChanged(lane);
}

void TimelineModel::updateExtent()
{
    const TimeRange extent = m_scene.extent();
    if (extent != m_extent) {
        m_extent = extent;
        emit extentChanged();
    }
}

} // namespace Drover
