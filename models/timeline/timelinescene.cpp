#include "models/timeline/timelinescene.h"

#include "models/shortstage.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Drover {

TimelineTexts::TimelineTexts() : m_texts{QString()} {}

int TimelineTexts::intern(const QString& text)
{
    if (text.isEmpty()) {
        return 0;
    }
    if (const auto it = m_numbers.constFind(text); it != m_numbers.cend()) {
        return *it;
    }
    const int number = int(m_texts.size());
    m_texts.append(text);
    m_numbers.insert(text, number);
    return number;
}

QString TimelineTexts::text(int number) const
{
    return number > 0 && number < m_texts.size() ? m_texts.at(number) : QString();
}

int TimelineGate::arrived() const
{
    return int(std::ranges::count(pegs, true, &GatePeg::arrived));
}

QString TimelineScene::barText(const TimelineSpan& span) const
{
    if (span.label != 0) {
        return texts.text(span.label);
    }
    return shortStage(texts.text(span.stage));
}

TimeRange TimelineScene::extent() const
{
    TimeRange range;
    const auto include = [&range](Instant at) {
        if (!at.isSet()) {
            return;
        }
        if (!range.begin.isSet() || at < range.begin) {
            range.begin = at;
        }
        range.end = std::max(range.end, at);
    };
    for (const TimelineLane& lane : lanes) {
        if (lane.spans.isEmpty()) {
            continue;
        }
        include(lane.spans.constFirst().start);
        include(lane.spans.constLast().endAt(now));
        const auto open = std::find_if(lane.spans.rbegin(), lane.spans.rend(),
                                       [](const TimelineSpan& span) { return !isPredicted(span.state); });
        if (open != lane.spans.rend()) {
            include(open->endAt(now));
        }
    }
    if (!range.begin.isSet()) {
        return {};
    }
    for (const TimelineGate& gate : gates) {
        include(gate.openedAt.isSet() ? gate.openedAt : gate.predictedAt);
    }
    if (finish) {
        include(finish->at);
        include(finish->latest);
    }
    return range;
}

bool TimelineScene::isRunning() const
{
    return std::ranges::any_of(lanes, [](const TimelineLane& lane) {
        // Predictions come last; an open span is the last recorded one.
        const auto last = std::find_if(lane.spans.rbegin(), lane.spans.rend(),
                                       [](const TimelineSpan& span) { return !isPredicted(span.state); });
        return last != lane.spans.rend() && !last->end.isSet();
    });
}

namespace {

int* overviewCounter(OverviewBin& bin, BarState state)
{
    switch (state) {
    case BarState::Succeeded:
    case BarState::SucceededAfterRetry:
        return &bin.succeeded;
    case BarState::Running:
    case BarState::Retrying:
    case BarState::Destroying:
        return &bin.running;
    case BarState::Queued:
    case BarState::AtGate:
    case BarState::BackOff:
    case BarState::Paused:
    case BarState::WaitingForPerson:
        return &bin.queued;
    case BarState::Predicted:
        return &bin.predicted;
    case BarState::Failed:
    case BarState::Cancelled:
    case BarState::Skipped:
    case BarState::PredictedWait:
        return nullptr;
    }
    Q_UNREACHABLE();
}

} // namespace

QList<OverviewBin> overviewBins(const TimelineScene& scene, TimeRange range, int count, const TimeFold* fold)
{
    if (count <= 0 || range.isEmpty()) {
        return {};
    }
    QList<OverviewBin> bins(count + 1);
    OverviewBin* const data = bins.data();
    TimeScale scale{0, 1, fold};
    scale.originMs = scale.along(range.begin);
    scale.msPerPixel = (scale.along(range.end) - scale.originMs) / count;
    const auto binOf = [&](Instant at) { return int(std::clamp(scale.x(at), 0.0, double(count))); };
    // Steps first (+1 where a span begins, -1 behind its end), summed up afterwards: one visit per span.
    for (const TimelineLane& lane : scene.lanes) {
        if (lane.kind == LaneKind::Cluster || lane.kind == LaneKind::Task) {
            continue; // the members' bars are what is counted
        }
        for (const TimelineSpan& span : lane.spans) {
            const Instant end = span.endAt(scene.now);
            if (!range.overlaps(span.start, end)) {
                continue;
            }
            const int first = std::min(binOf(span.start), count - 1);
            if (int* from = overviewCounter(data[first], span.state)) {
                ++*from;
                --*overviewCounter(data[std::max(first + 1, binOf(end))], span.state);
            } else if (span.state == BarState::Failed) {
                ++data[std::min(binOf(end), count - 1)].failures;
            }
        }
    }
    for (int i = 1; i < count; ++i) {
        data[i].succeeded += data[i - 1].succeeded;
        data[i].running += data[i - 1].running;
        data[i].queued += data[i - 1].queued;
        data[i].predicted += data[i - 1].predicted;
    }
    bins.removeLast();
    return bins;
}

} // namespace Drover
