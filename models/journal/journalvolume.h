#pragma once

#include "engine/api/engine.h"

#include <QObject>
#include <QTimer>

namespace Drover {

class Replica;

/// How many events fell into each span of time, and how many of them were failures, over a window of time
/// around what is looked at. Counts come from positions at moments, so no event is read for them; failures
/// are searched for from the newest on, as far as `failurePages` answers go. Follows the replica; UI thread.
class JournalVolume : public QObject
{
    Q_OBJECT
public:
    struct Bin
    {
        Instant from;
        qint64 firstSeq = 0; ///< of the first event in it or after it
        qint64 events = 0;
        int failures = 0;
        bool searched = false; ///< whether its failures are known
        bool operator==(const Bin&) const = default;
    };

    JournalVolume(Engine& engine, const Replica& replica, QObject* parent = nullptr);

    /// Not shown, not asked for.
    void setShown(bool shown);
    /// So many bins have room.
    void setBinCount(int bins);
    /// The window comes to hold this moment.
    void lookAt(Instant moment);
    /// Oldest first; empty until the first answer.
    [[nodiscard]] const QList<Bin>& bins() const { return m_bins; }
    [[nodiscard]] Duration step() const { return m_step; }
    /// The bin of a position, -1 outside of the window.
    [[nodiscard]] int binOf(qint64 seq) const;
    [[nodiscard]] bool isFollowing() const { return m_following; }

    static constexpr int failurePages = 12;
    static constexpr int refreshMs = 2000;

signals:
    void changed();

private:
    void askBirth();
    void ask();
    void take(const QList<Instant>& moments, const QList<qint64>& positions);
    void searchFailures(Queries::FindEvents query, int pages);

    Engine& m_engine;
    const Replica& m_replica;
    QList<Bin> m_bins;
    Instant m_birth; ///< when the first event happened
    Instant m_end;   ///< of the window; unset: now
    Duration m_step{0};
    int m_count = 0;
    bool m_shown = false;
    bool m_following = true;
    int m_generation = 0;
    QTimer m_refresh;
};

} // namespace Drover
