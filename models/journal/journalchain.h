#pragma once

#include "engine/api/engine.h"

#include <QObject>

namespace Drover {

/// Whether the journal is what was written: checks its chain of hashes from the first event when somebody
/// asks for it, some thousand events at a time, so that other questions about the past are answered
/// meanwhile. Owned by the journal's pane; UI thread.
class JournalChain : public QObject
{
    Q_OBJECT
public:
    enum class State { NotChecked, Checking, Verified, Broken, Unreadable };

    explicit JournalChain(Engine& engine, QObject* parent = nullptr);

    /// From the beginning; nothing while it goes on.
    void verify();
    void stop();
    [[nodiscard]] State state() const { return m_state; }
    /// The last event that was checked and holds, and when that happened.
    [[nodiscard]] qint64 checkedTo() const { return m_seen; }
    [[nodiscard]] Instant checkedAt() const { return m_at; }
    [[nodiscard]] qint64 firstBad() const { return m_firstBad; }
    /// What is wrong with it, or why it can't be read.
    [[nodiscard]] QString problem() const { return m_problem; }

    /// The links of an event and of those beside it, checked; `done` is called once, empty when they can't be
    /// read.
    void links(qint64 seq, QObject* context, std::function<void(const QList<Answers::ChainLink>&)> done);

signals:
    void changed();

private:
    void checkOn();
    void take(const Answers::Chain& chain);

    Engine& m_engine;
    State m_state = State::NotChecked;
    qint64 m_seen = 0;
    Instant m_at;
    qint64 m_firstBad = 0;
    QString m_problem;
    int m_generation = 0;
};

} // namespace Drover
