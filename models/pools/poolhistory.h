#pragma once

#include "engine/api/engine.h"
#include "models/pools/poolpast.h"

#include <QObject>
#include <QTimer>

namespace Drover {

class Replica;

/// Reads what a window of time did to the pools' machines, from now back, and goes on with what happens.
/// Reads only while it is shown, and no farther than `mostPages` answers. Owned by the pools pane; UI thread.
class PoolHistory : public QObject
{
    Q_OBJECT
public:
    PoolHistory(Engine& engine, const Replica& replica, QObject* parent = nullptr);

    void setShown(bool shown);
    void setWindow(Duration window);
    [[nodiscard]] Duration window() const { return m_window; }
    [[nodiscard]] const PoolPast& past() const { return m_past; }
    /// From here on all is known; unset: nothing yet.
    [[nodiscard]] Instant knownFrom() const { return m_knownFrom; }
    /// The window's beginning, or where the journal or the reading ends.
    [[nodiscard]] Instant from() const;
    [[nodiscard]] bool isReading() const { return m_reading; }

    static constexpr int mostPages = 100;
    static constexpr int refreshMs = 1000;

signals:
    void changed();

private:
    void restart();
    void readOlder();
    void readNewer();

    Engine& m_engine;
    const Replica& m_replica;
    PoolPast m_past;
    Duration m_window = std::chrono::hours(24);
    Instant m_knownFrom;
    bool m_shown = false;
    bool m_started = false;
    bool m_reading = false;
    bool m_readingNewer = false;
    bool m_atBeginning = false;
    int m_pages = 0;
    qint64 m_low = 0;  ///< everything from here …
    qint64 m_high = 0; ///< … to here was looked at
    int m_generation = 0;
    QTimer m_tick;
};

} // namespace Drover
