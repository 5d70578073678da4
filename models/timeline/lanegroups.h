#pragma once

#include "models/timeline/timelinescene.h"

#include <functional>

namespace Drover {

/// By what the members of a timeline are put together. Stage shows each stage's part of every member below
/// the stage, in the order in which the run came to them.
enum class TimelineGrouping { Role, Stage, Batch, Rack, None };

/// A member's lane with what it can be grouped by.
struct GroupedMember
{
    TimelineLane lane;
    QString role;
    QString rack;
    int batch = -1;    ///< from 0; -1 = in none
    bool gone = false; ///< it is no longer a member
};

/// What is written on a group's head.
struct GroupTitle
{
    QString key;
    QString title;
    QString subtitle;
    Status status = Status::None;
};

/// What a head says, asked for when a group has members: `name` is the role, rack or stage, `index` the
/// batch.
using GroupTitles = std::function<GroupTitle(const QString& name, int index, int members)>;

/// Heads with their members below; each member once (with Stage: once in each of its stages). Members keep
/// their order; those that belong nowhere come last, without a head.
[[nodiscard]] QList<TimelineLane> groupLanes(const QList<GroupedMember>& members, TimelineGrouping grouping,
                                             const TimelineTexts& texts, const GroupTitles& titles);

/// A lane for each task of the member, in the order in which they began, with all attempts and the back-offs
/// between them.
[[nodiscard]] QList<TimelineLane> taskLanes(const TimelineLane& member, const TimelineTexts& texts);

} // namespace Drover
