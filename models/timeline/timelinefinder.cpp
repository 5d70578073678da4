#include "models/timeline/timelinefinder.h"

#include "models/timeline/timelinemodel.h"

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
        if (isActive())
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
    m_matches = isActive() ? findSpans(m_model->scene(), m_text) : TimelineMatches();
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
