#pragma once

#include "engine/api/engine.h"

#include <QHash>
#include <QObject>
#include <QTimer>

namespace Drover {

/// Events of the journal by their position, read from the history in blocks when they are wanted and
/// forgotten when others are: what it holds is bounded, however long the journal is. Owned by JournalModel;
/// UI thread.
class EventCache : public QObject
{
    Q_OBJECT
public:
    explicit EventCache(Engine& engine, QObject* parent = nullptr);

    /// Forgets everything. With terms, blocks hold only the events that meet them.
    void reset(const QList<EventTerm>& terms);
    /// Null while it is not read; then it is asked for, with the others of its block up to `newest`.
    [[nodiscard]] const EventRecord* read(qint64 seq, qint64 newest);
    /// The same without asking.
    [[nodiscard]] const EventRecord* peek(qint64 seq) const;
    void put(const EventRecord& record);

    static constexpr qint64 blockSize = 128;
    static constexpr qsizetype blocksKept = 96;

signals:
    void loaded(qint64 first, qint64 last); ///< positions that may have come
    void failed(const Drover::Error& error);

private:
    struct Block
    {
        QHash<qint64, EventRecord> events;
        qint64 askedTo = 0; ///< everything of it up to here was asked for
        quint64 used = 0;
    };

    void askWanted();
    void ask(qint64 block, qint64 to);
    void forgetOldest();

    Engine& m_engine;
    QList<EventTerm> m_terms;
    QHash<qint64, Block> m_blocks;
    QHash<qint64, qint64> m_wanted; ///< block → up to which position
    quint64 m_clock = 0;
    int m_generation = 0;
    QTimer m_soon; ///< what one look at the list wants is asked for together
};

} // namespace Drover
