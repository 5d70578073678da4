#include "models/timeline/timelinefinder.h"

#include "models/timeline/timelinemodel.h"

#include <QFutureWatcher>
#include <QPromise>
#include <QThreadPool>
#include <memory>
#include <numeric>

namespace Drover {

namespace {

constexpr int kFindAgainMs = 250;

} // namespace

TimelineFinder::TimelineFinder(const TimelineModel* model, QObject* parent) : QObject(parent), m_model(model)
{
    m_again.setSingleShot(true);
    m_again.setInterval(kFindAgainMs);
    connect(&m_again, &QTimer::timeout, this, &TimelineFinder::find);
    connect(model, &TimelineModel::laneChanged, this, [this] {
        if (isActive() && !m_again.isActive())
            m_again.start();
    });
    // Lanes have moved: the numbers of the old matches mean nothing any more.
    connect(model, &TimelineModel::lanesReset, this, [this] {
        if (!isActive())
            return;
        m_matches = {};
        find();
    });
}

void TimelineFinder::setText(const QString& text)
{
    const QString trimmed = text.trimmed();
    if (trimmed == m_text)
        return;
    m_text = trimmed;
    m_currentId = 0;
    find();
}

void TimelineFinder::find()
{
    ++m_generation;
    const TimelineScene& scene = m_model->scene();
    const qsizetype bars =
        std::accumulate(scene.lanes.begin(), scene.lanes.end(), qsizetype(0),
                        [](qsizetype sum, const TimelineLane& lane) { return sum + lane.spans.size(); });
    if (!isActive() || bars <= searchedAtOnce) {
        take(isActive() ? findSpans(scene, m_text) : TimelineMatches());
        return;
    }
    // The scene's lists are shared, so that a copy costs nothing as long as nobody writes.
    auto promise = std::make_shared<QPromise<TimelineMatches>>();
    promise->start();
    auto* watcher = new QFutureWatcher<TimelineMatches>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher, generation = m_generation] {
        watcher->deleteLater();
        if (generation == m_generation && watcher->future().resultCount() > 0)
            take(watcher->result());
    });
    watcher->setFuture(promise->future());
    QThreadPool::globalInstance()->start([promise, scene, text = m_text] {
        promise->addResult(findSpans(scene, text));
        promise->finish();
    });
}

void TimelineFinder::take(const TimelineMatches& matches)
{
    m_matches = matches;
    m_current = m_currentId != 0 ? m_matches.indexOf(m_currentId) : -1;
    emit changed();
}

void TimelineFinder::step(int direction, Instant from)
{
    if (m_current >= 0)
        m_current = m_matches.next(m_current, direction);
    else
        m_current = direction > 0 ? m_matches.firstFrom(from) : m_matches.next(m_matches.firstFrom(from), -1);
    m_currentId = m_current >= 0 ? m_matches.found.at(m_current).id : 0;
    emit changed();
}

} // namespace Drover
