#pragma once

#include "models/timeline/timelinesearch.h"

#include <QObject>
#include <QTimer>

namespace Drover {

class TimelineModel;

/// A search in a timeline that goes on while the timeline changes: counted anew at most four times a second.
/// Long timelines are searched on a thread of the pool, and the answer comes later. Owned by the view; UI
/// thread.
class TimelineFinder : public QObject
{
    Q_OBJECT
public:
    explicit TimelineFinder(const TimelineModel* model, QObject* parent = nullptr);

    /// An empty text finds nothing.
    void setText(const QString& text);
    [[nodiscard]] bool isActive() const { return !m_text.isEmpty(); }
    [[nodiscard]] const TimelineMatches& matches() const { return m_matches; }
    /// Number of the chosen match, from 0; -1 = none.
    [[nodiscard]] int current() const { return m_current; }
    /// Chooses the next (1) or previous (-1) match, going round; from a moment when none was chosen yet.
    void step(int direction, Instant from);
    /// Looks again.
    void find();

    static constexpr qsizetype searchedAtOnce = 50'000; ///< bars

signals:
    void changed(); ///< the matches, or which one is chosen

private:
    void take(const TimelineMatches& matches);

    const TimelineModel* m_model;
    int m_generation = 0;
    QString m_text;
    TimelineMatches m_matches;
    qint64 m_currentId = 0;
    int m_current = -1;
    QTimer m_again;
};

} // namespace Drover
