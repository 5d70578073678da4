#pragma once

#include "models/status.h"
#include "models/timeline/timescale.h"

#include <QHash>
#include <QString>
#include <QStringList>
#include <optional>

namespace Drover {

/// The texts of a scene, each kept once: a million spans share a few dozen labels. Number 0 is the empty
/// text.
class TimelineTexts
{
public:
    TimelineTexts();

    [[nodiscard]] int intern(const QString& text);
    /// Empty for a number that was never given out.
    [[nodiscard]] QString text(int number) const;

private:
    QStringList m_texts;
    QHash<QString, int> m_numbers;
};

/// One bar: a job, a back-off, a wait, a prediction. Kept to 32 bytes.
struct TimelineSpan
{
    qint64 id = 0; ///< unique in the scene, stable over updates; 0 = nothing to open (back-offs, predictions)
    Instant start;
    Instant end;   ///< not set = open: it grows with now
    int label = 0; ///< text on the bar; 0 = the stage's name. See TimelineScene::texts
    int stage = 0; ///< full name of the stage or task
    quint16 attempt = 1;
    qint8 progress = -1; ///< percent, -1 = not known
    BarState state = BarState::Queued;

    [[nodiscard]] Instant endAt(Instant now) const { return end.isSet() ? end : std::max(start, now); }
    bool operator==(const TimelineSpan&) const = default;
};

/// A Task lane holds the attempts of one task of the member above it.
enum class LaneKind : quint8 { Cluster, GroupHeader, Member, Task };

/// The last failed job of a lane, told in the flag box right of its bar.
struct TimelineFailure
{
    qint64 spanId = 0;
    QString what;   ///< "flash-firmware failed, exit 3"
    QString detail; ///< first line of the error
    bool canRetry = false;
    bool operator==(const TimelineFailure&) const = default;
};

struct TimelineLane
{
    QString key;    ///< stable, unique in the scene
    QString object; ///< what is selected with it, shared with other views; empty = the key
    LaneKind kind = LaneKind::Member;
    int depth = 0; ///< lanes below a GroupHeader with a greater depth belong to it
    Status status = Status::None;
    QString title;
    QString subtitle;          ///< dim, at the right: machine, "2 of 3 ready", "64 %"
    QList<TimelineSpan> spans; ///< sorted by start; one lane runs one job at a time, so they don't overlap
    QList<TimelineSpan>
        jobs;                ///< the single jobs behind the bars, label = task; empty = the bars are the jobs
    bool expandable = false; ///< it has tasks that can be shown below it
    bool expanded = false;
    std::optional<TimelineFailure> failure;

    [[nodiscard]] const QString& objectKey() const { return object.isEmpty() ? key : object; }
    bool operator==(const TimelineLane&) const = default;
};

/// A counted member at a gate, one peg on the barrier.
struct GatePeg
{
    QString laneKey;
    QString member;
    bool arrived = false;
    bool operator==(const GatePeg&) const = default;
};

struct TimelineGate
{
    QString key;
    QString name; ///< "Quorum gate"
    int needed = 0;
    QList<GatePeg> pegs; ///< the counted members
    Instant openedAt;    ///< not set = closed
    Instant predictedAt; ///< while closed; not set = no prediction
    QString badgeLane;   ///< key of the group header that carries the badge
    QString firstLane;   ///< keys of the first and last lane the barrier goes through
    QString lastLane;
    QString lastArriver;

    [[nodiscard]] int arrived() const;
    bool operator==(const TimelineGate&) const = default;
};

/// Where the operation is predicted to end, or ended.
struct TimelineFinish
{
    QString laneKey;
    QString name;
    Instant at;
    Instant earliest; ///< 10 % and 90 %; not set when it has ended
    Instant latest;
    bool operator==(const TimelineFinish&) const = default;
};

/// A run of bars in one lane on the critical path; consecutive ones are joined at the hand-over.
struct CriticalRun
{
    QString laneKey;
    Instant from;
    Instant to; ///< not set = now
    bool operator==(const CriticalRun&) const = default;
};

/// All that one timeline shows, as values; made by whoever knows the operation, drawn by `ui/timeline`.
struct TimelineScene
{
    TimelineTexts texts;
    QList<TimelineLane> lanes;
    QList<TimelineGate> gates;
    QList<CriticalRun> criticalPath;
    std::optional<TimelineFinish> finish;
    QString title;   ///< what is shown: a cluster's name
    QString caption; ///< under the overview strip's label: "8 members by role"
    Instant now;

    /// Text for the bar: its label, or its stage without the prefix `universal-`.
    [[nodiscard]] QString barText(const TimelineSpan& span) const;
    [[nodiscard]] QString stageName(const TimelineSpan& span) const { return texts.text(span.stage); }
    /// From the first start to the last end, predictions and the ends of open spans (now) included; empty
    /// when there is nothing. What is over doesn't grow.
    [[nodiscard]] TimeRange extent() const;
    /// Some recorded span is open.
    [[nodiscard]] bool isRunning() const;
};

/// One bin of the overview strip: how many spans are in it, by what they mean, and how many jobs failed
/// there.
struct OverviewBin
{
    int succeeded = 0;
    int running = 0;
    int queued = 0;
    int predicted = 0;
    int failures = 0;
    bool operator==(const OverviewBin&) const = default;
};

/// `count` bins over the range, equal along the axis. Cost: one pass over all spans.
[[nodiscard]] QList<OverviewBin> overviewBins(const TimelineScene& scene, TimeRange range, int count,
                                              const TimeFold* fold = nullptr);

} // namespace Drover
