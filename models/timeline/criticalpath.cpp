#include "models/timeline/criticalpath.h"

#include <QSet>
#include <algorithm>

namespace Drover {

namespace {

/// A bar of the path.
struct At
{
    int lane = -1;
    int span = -1;
};

class PathFinder
{
public:
    explicit PathFinder(const TimelineScene& scene)
        : m_scene(scene), m_slack(std::max(Duration(2000), scene.extent().length() / 200))
    {
        for (int i = 0; i < scene.lanes.size(); ++i) {
            const LaneKind kind = scene.lanes.at(i).kind;
            if ((kind == LaneKind::Member || kind == LaneKind::Cluster) && scene.lanes.at(i).object.isEmpty())
                m_lanes.append(i);
        }
    }

    QList<CriticalRun> find()
    {
        QList<CriticalRun> runs;
        // Members that are shown in parts have no lane that a path could follow.
        if (std::ranges::all_of(m_lanes, [this](int lane) { return isCluster(lane); }))
            return runs;
        At at = last();
        Instant until;
        QSet<QPair<int, int>> seen;
        while (at.lane >= 0 && !seen.contains({at.lane, at.span})) {
            seen.insert({at.lane, at.span});
            const TimelineLane& lane = m_scene.lanes.at(at.lane);
            CriticalRun run{.laneKey = lane.key, .to = until.isSet() ? until : lane.spans.at(at.span).end};
            while (follows(at)) {
                --at.span;
                seen.insert({at.lane, at.span});
            }
            run.from = lane.spans.at(at.span).start;
            runs.prepend(run);
            at = handOver(at, until);
        }
        return runs;
    }

private:
    [[nodiscard]] const TimelineSpan& span(At at) const
    {
        return m_scene.lanes.at(at.lane).spans.at(at.span);
    }
    [[nodiscard]] bool isCluster(int lane) const { return m_scene.lanes.at(lane).kind == LaneKind::Cluster; }

    /// A bar of the cluster that only stands for its members' work.
    [[nodiscard]] bool isContainer(At at) const
    {
        if (!isCluster(at.lane))
            return false;
        const TimelineSpan& whole = span(at);
        const Instant end = whole.endAt(m_scene.now);
        return std::ranges::any_of(m_lanes, [&](int lane) {
            const QList<TimelineSpan>& spans = m_scene.lanes.at(lane).spans;
            if (isCluster(lane))
                return false;
            const auto inside = std::ranges::upper_bound(spans, whole.start, {}, &TimelineSpan::start);
            return inside != spans.end() && inside->start < end;
        });
    }

    [[nodiscard]] static bool isWork(const TimelineSpan& span)
    {
        return !isPredicted(span.state) && span.state != BarState::AtGate;
    }

    /// The bar before this one belongs to the same unbroken run.
    [[nodiscard]] bool follows(At at) const
    {
        if (at.span == 0)
            return false;
        const TimelineSpan& before = span({at.lane, at.span - 1});
        return isWork(before) && span(at).start - before.endAt(m_scene.now) <= m_slack &&
               !isContainer({at.lane, at.span - 1});
    }

    [[nodiscard]] At last() const
    {
        At found;
        for (const int lane : m_lanes) {
            const QList<TimelineSpan>& spans = m_scene.lanes.at(lane).spans;
            for (int i = int(spans.size()) - 1; i >= 0; --i) {
                if (!isWork(spans.at(i)))
                    continue;
                if (isContainer({lane, i}))
                    break;
                if (found.lane < 0 || later(spans.at(i), span(found)))
                    found = {lane, i};
                break;
            }
        }
        return found;
    }

    [[nodiscard]] bool later(const TimelineSpan& a, const TimelineSpan& b) const
    {
        if (a.end.isSet() && b.end.isSet())
            return a.end > b.end;
        return a.end.isSet() != b.end.isSet() ? b.end.isSet() : a.start < b.start;
    }

    /// Who had to be done before this bar, the first of its run, could begin; `until` = when it handed over.
    [[nodiscard]] At handOver(At at, Instant& until) const
    {
        const Instant start = span(at).start;
        until = {};
        if (at.span > 0 && span({at.lane, at.span - 1}).state == BarState::AtGate) {
            for (const TimelineGate& gate : m_scene.gates) {
                if (!gate.openedAt.isSet() || start + m_slack < gate.openedAt ||
                    gate.openedAt + m_slack < start)
                    continue;
                const auto peg = std::ranges::find(gate.pegs, gate.lastArriver, &GatePeg::member);
                const int lane = peg == gate.pegs.end() ? -1 : laneOf(peg->laneKey);
                const At opener = lane < 0 ? At{} : lastBefore(lane, gate.openedAt);
                if (opener.lane >= 0) {
                    until = std::min(span(opener).endAt(m_scene.now), gate.openedAt);
                    return opener;
                }
            }
        }
        At found;
        for (const int lane : m_lanes) {
            if (lane == at.lane)
                continue;
            const At candidate = lastEnded(lane, start + m_slack);
            if (candidate.lane >= 0 && (found.lane < 0 || span(candidate).end > span(found).end))
                found = candidate;
        }
        // What ended long before was another run.
        if (found.lane >= 0 && start - span(found).end > 5 * m_slack)
            return {};
        return found;
    }

    [[nodiscard]] int laneOf(const QString& key) const
    {
        const auto lane =
            std::ranges::find_if(m_lanes, [&](int i) { return m_scene.lanes.at(i).key == key; });
        return lane == m_lanes.end() ? -1 : *lane;
    }

    /// The last work that began before a moment.
    [[nodiscard]] At lastBefore(int lane, Instant at) const
    {
        const QList<TimelineSpan>& spans = m_scene.lanes.at(lane).spans;
        for (int i = int(std::ranges::lower_bound(spans, at, {}, &TimelineSpan::start) - spans.begin());
             i-- > 0;) {
            if (isWork(spans.at(i)))
                return {lane, i};
        }
        return {};
    }

    /// The last work that was over at a moment.
    [[nodiscard]] At lastEnded(int lane, Instant at) const
    {
        const QList<TimelineSpan>& spans = m_scene.lanes.at(lane).spans;
        for (int i = int(std::ranges::upper_bound(spans, at, {}, &TimelineSpan::start) - spans.begin());
             i-- > 0;) {
            if (isWork(spans.at(i)) && spans.at(i).end.isSet() && spans.at(i).end <= at &&
                !isContainer({lane, i}))
                return {lane, i};
        }
        return {};
    }

    const TimelineScene& m_scene;
    Duration m_slack; ///< between an end and what it lets begin: the engine's own time
    QList<int> m_lanes;
};

} // namespace

QList<CriticalRun> criticalPath(const TimelineScene& scene)
{
    return PathFinder(scene).find();
}

} // namespace Drover
