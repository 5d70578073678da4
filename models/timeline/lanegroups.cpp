#include "models/timeline/lanegroups.h"

#include <algorithm>
#include <map>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

/// Members in the order of their groups.
struct Group
{
    QString name;
    int index = -1;
    QList<TimelineLane> lanes;
};

QList<TimelineLane> withHeads(const QList<Group>& groups, const GroupTitles& titles)
{
    QList<TimelineLane> lanes;
    for (const Group& group : groups) {
        if (group.name.isEmpty() && group.index < 0) {
            lanes.append(group.lanes);
            continue;
        }
        const int members = int(std::ranges::count(group.lanes, LaneKind::Member, &TimelineLane::kind));
        const GroupTitle title = titles(group.name, group.index, members);
        lanes.append({.key = title.key,
                      .kind = LaneKind::GroupHeader,
                      .status = title.status,
                      .title = title.title,
                      .subtitle = title.subtitle});
        lanes.append(group.lanes);
    }
    return lanes;
}

/// The part of a lane that belongs to one stage.
TimelineLane stagePart(const TimelineLane& lane, int stage, const QString& name)
{
    TimelineLane part = lane;
    part.object = lane.objectKey();
    part.key = lane.key + u'#' + name;
    part.spans.clear();
    part.jobs.clear();
    part.expandable = part.expanded = false;
    bool here = false;
    for (const TimelineSpan& span : lane.spans) {
        // Waits and back-offs belong to the stage they follow.
        here = span.id != 0 ? span.stage == stage : here;
        if (here)
            part.spans.append(span);
    }
    for (const TimelineSpan& job : lane.jobs) {
        if (job.stage == stage)
            part.jobs.append(job);
    }
    const bool failedHere = lane.failure && std::ranges::any_of(part.jobs.isEmpty() ? part.spans : part.jobs,
                                                                [&](const TimelineSpan& s) {
                                                                    return s.id == lane.failure->spanId;
                                                                });
    if (!failedHere)
        part.failure.reset();
    return part;
}

QList<Group> byStage(const QList<GroupedMember>& members, const TimelineTexts& texts)
{
    std::map<int, Instant> begun; // stage → when the first member came to it
    for (const GroupedMember& member : members) {
        for (const TimelineSpan& span : member.lane.spans) {
            if (span.id == 0)
                continue;
            const auto [it, fresh] = begun.try_emplace(span.stage, span.start);
            it->second = std::min(it->second, span.start);
        }
    }
    std::vector<std::pair<Instant, int>> order;
    for (const auto& [stage, at] : begun)
        order.emplace_back(at, stage);
    std::ranges::stable_sort(order, {}, [](const auto& entry) { return entry.first; });
    QList<Group> groups;
    for (const auto& [at, stage] : order) {
        Group group{.name = texts.text(stage)};
        for (const GroupedMember& member : members) {
            TimelineLane part = stagePart(member.lane, stage, group.name);
            if (!part.spans.isEmpty())
                group.lanes.append(part);
        }
        groups.append(group);
    }
    return groups;
}

} // namespace

QList<TimelineLane> groupLanes(const QList<GroupedMember>& members, TimelineGrouping grouping,
                               const TimelineTexts& texts, const GroupTitles& titles)
{
    if (grouping == TimelineGrouping::Stage)
        return withHeads(byStage(members, texts), titles);
    QList<Group> groups;
    Group rest;
    for (const GroupedMember& member : members) {
        QList<TimelineLane> own{member.lane};
        if (member.lane.expanded)
            own.append(taskLanes(member.lane, texts));
        const QString name = grouping == TimelineGrouping::Role   ? member.role
                             : grouping == TimelineGrouping::Rack ? member.rack
                                                                  : QString();
        const int index = grouping == TimelineGrouping::Batch ? member.batch : -1;
        if (name.isEmpty() && index < 0) {
            rest.lanes.append(own);
            continue;
        }
        auto group = std::ranges::find_if(
            groups, [&](const Group& known) { return known.name == name && known.index == index; });
        if (group == groups.end()) {
            groups.append({.name = name, .index = index});
            group = std::prev(groups.end());
        }
        group->lanes.append(own);
    }
    if (grouping == TimelineGrouping::Batch)
        std::ranges::stable_sort(groups, {}, &Group::index);
    if (grouping == TimelineGrouping::Rack)
        std::ranges::stable_sort(groups, {}, &Group::name);
    groups.append(rest);
    return withHeads(groups, titles);
}

QList<TimelineLane> taskLanes(const TimelineLane& member, const TimelineTexts& texts)
{
    QList<TimelineLane> lanes;
    QHash<int, qsizetype> laneOfTask;
    for (const TimelineSpan& job : member.jobs) {
        auto it = laneOfTask.constFind(job.label);
        if (it == laneOfTask.cend()) {
            const QString task = texts.text(job.label);
            it = laneOfTask.insert(job.label, lanes.size());
            lanes.append({.key = member.key + u"/task/"_s + task,
                          .object = member.objectKey(),
                          .kind = LaneKind::Task,
                          .depth = member.depth + 1,
                          .title = task});
        }
        QList<TimelineSpan>& spans = lanes[*it].spans;
        if (!spans.isEmpty() && job.attempt > 1 && spans.constLast().end.isSet() &&
            spans.constLast().state == BarState::Failed && job.start > spans.constLast().end)
            spans.append({.start = spans.constLast().end,
                          .end = job.start,
                          .attempt = job.attempt,
                          .state = BarState::BackOff});
        spans.append(job);
    }
    return lanes;
}

} // namespace Drover
