#pragma once

#include "engine/api/engine.h"

#include <QObject>

namespace Drover {

/// Reads everything that some terms let through, in order of position, page by page, and hands each page on:
/// for a file of any length. One at a time. Owned by the journal's pane; UI thread.
class JournalExport : public QObject
{
    Q_OBJECT
public:
    explicit JournalExport(Engine& engine, QObject* parent = nullptr);

    /// False: what it was given can't be taken; it ends with that.
    using Taker = std::function<bool(const QList<EventRecord>&)>;
    /// Events up to `newest`.
    void start(const QList<EventTerm>& terms, qint64 newest, Taker taker);
    void stop();
    [[nodiscard]] bool isRunning() const { return m_running; }
    /// All of it was handed on.
    [[nodiscard]] bool isFinished() const { return m_finished; }
    [[nodiscard]] qint64 events() const { return m_events; } ///< handed on so far
    [[nodiscard]] qint64 seen() const { return m_seen; }     ///< position it has come to
    [[nodiscard]] qint64 newest() const { return m_newest; }

    static constexpr int pageSize = 2000;

signals:
    void progressed();
    void finished();
    void failed(const Drover::Error& error);

private:
    void askOn();

    Engine& m_engine;
    QList<EventTerm> m_terms;
    Taker m_taker;
    qint64 m_newest = 0;
    qint64 m_seen = 0;
    qint64 m_events = 0;
    bool m_running = false;
    bool m_finished = false;
    int m_generation = 0;
};

} // namespace Drover
