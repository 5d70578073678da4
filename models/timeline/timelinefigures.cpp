#include "models/timeline/timelinefigures.h"

#include "models/timeline/timelinesearch.h"

#include <algorithm>
#include <numeric>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

struct Measured
{
    int count = 0;
    int failed = 0;
    std::vector<qint64> lengths;
};

bool isWork(const TimelineSpan& span)
{
    return span.id != 0 && !isPredicted(span.state) && span.state != BarState::AtGate &&
           span.state != BarState::WaitingForPerson && span.state != BarState::Paused;
}

const QList<TimelineSpan>& workOf(const TimelineLane& lane)
{
    return lane.jobs.isEmpty() ? lane.spans : lane.jobs;
}

QString csvField(const QString& text)
{
    if (!text.contains(u',') && !text.contains(u'"') && !text.contains(u'\n'))
        return text;
    QString quoted = text;
    return u'"' + quoted.replace(u'"', u"\"\""_s) + u'"';
}

QString csvSeconds(Duration length)
{
    return QString::number(double(length.count()) / 1000.0, 'f', 3);
}

} // namespace

QList<TaskFigures> taskFigures(const TimelineScene& scene, TimeRange range, const QList<int>& lanes)
{
    QHash<int, Measured> byText;
    for (const int index : lanes) {
        const TimelineLane& lane = scene.lanes.at(index);
        if (lane.kind == LaneKind::Task)
            continue; // the member's own lane counts them
        for (const TimelineSpan& span : workOf(lane)) {
            // What took no time at all is at a point, not over a stretch.
            const Instant end = std::max(span.endAt(scene.now), span.start + Duration(1));
            if (!isWork(span) || !range.overlaps(span.start, end))
                continue;
            Measured& task = byText[span.label != 0 ? span.label : span.stage];
            ++task.count;
            if (span.state == BarState::Failed)
                ++task.failed;
            if (span.end.isSet())
                task.lengths.push_back((span.end - span.start).count());
        }
    }
    QList<TaskFigures> figures;
    QHash<QString, qint64> total;
    for (auto it = byText.begin(); it != byText.end(); ++it) {
        Measured& task = it.value();
        TaskFigures line{.name = scene.texts.text(it.key()),
                         .count = task.count,
                         .failed = task.failed,
                         .open = task.count - int(task.lengths.size())};
        if (!task.lengths.empty()) {
            std::ranges::sort(task.lengths);
            const qint64 sum = std::accumulate(task.lengths.begin(), task.lengths.end(), qint64(0));
            const std::size_t measured = task.lengths.size();
            line.least = Duration(task.lengths.front());
            line.most = Duration(task.lengths.back());
            line.mean = Duration(sum / qint64(measured));
            line.p95 = Duration(task.lengths[(measured * 95 + 99) / 100 - 1]);
            total[line.name] = sum;
        }
        figures.append(line);
    }
    std::ranges::sort(figures, [&total](const TaskFigures& a, const TaskFigures& b) {
        const qint64 totalA = total.value(a.name);
        const qint64 totalB = total.value(b.name);
        return totalA != totalB ? totalA > totalB : a.name < b.name;
    });
    return figures;
}

UsualLength usualLength(const TimelineScene& scene, const TimelineSpan& like)
{
    std::vector<qint64> lengths;
    for (const TimelineLane& lane : scene.lanes) {
        for (const TimelineSpan& span : lane.spans) {
            const bool ok = span.state == BarState::Succeeded || span.state == BarState::SucceededAfterRetry;
            if (ok && span.end.isSet() && span.stage == like.stage && span.label == like.label)
                lengths.push_back((span.end - span.start).count());
        }
    }
    if (lengths.empty())
        return {};
    const auto middle = lengths.begin() + qsizetype(lengths.size() / 2);
    std::ranges::nth_element(lengths, middle);
    return {Duration(*middle), int(lengths.size())};
}

QString figuresCsv(const QList<TaskFigures>& figures)
{
    QString csv = u"task,count,failed,open,min_s,mean_s,p95_s,max_s\n"_s;
    for (const TaskFigures& line : figures) {
        const QStringList fields{csvField(line.name),          QString::number(line.count),
                                 QString::number(line.failed), QString::number(line.open),
                                 csvSeconds(line.least),       csvSeconds(line.mean),
                                 csvSeconds(line.p95),         csvSeconds(line.most)};
        csv += fields.join(u',') + u'\n';
    }
    return csv;
}

QString sceneCsv(const TimelineScene& scene)
{
    QString csv = u"lane,machine,stage,task,attempt,state,start,end,seconds\n"_s;
    for (const TimelineLane& lane : scene.lanes) {
        if (lane.kind == LaneKind::Task || lane.kind == LaneKind::GroupHeader)
            continue;
        for (const TimelineSpan& span : workOf(lane)) {
            if (!isWork(span))
                continue;
            const bool ended = span.end.isSet();
            const QStringList fields{csvField(lane.title),
                                     csvField(lane.kind == LaneKind::Member ? lane.subtitle : QString()),
                                     csvField(scene.texts.text(span.stage)),
                                     csvField(scene.texts.text(span.label)),
                                     QString::number(span.attempt),
                                     stateKey(span.state),
                                     span.start.toString(),
                                     ended ? span.end.toString() : QString(),
                                     ended ? csvSeconds(span.end - span.start) : QString()};
            csv += fields.join(u',') + u'\n';
        }
    }
    return csv;
}

} // namespace Drover
