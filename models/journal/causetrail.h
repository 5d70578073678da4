#pragma once

#include "engine/api/engine.h"
#include "models/journal/eventcause.h"

#include <QHash>
#include <QObject>
#include <optional>

namespace Drover {

/// One step on the way to an event: an earlier event, the command at the beginning, the event itself, or what
/// it led to.
struct CauseStep
{
    enum class Kind : quint8 { Asked, Away, Earlier, Shown, Effects };
    Kind kind = Kind::Earlier;
    EventRecord event;                             ///< of Earlier and Shown; the first of Effects
    std::optional<Answers::CommandRecord> command; ///< of Asked
    qint64 count = 0;                              ///< of Effects: how many
    Instant until;                                 ///< of Effects: when the last happened
};

/// Why an event happened, traced back through the journal step by step, and what it led to first. Reads what
/// it needs of the history, around each step only. Owned by the journal's pane; UI thread.
class CauseTrail : public QObject
{
    Q_OBJECT
public:
    explicit CauseTrail(Engine& engine, QObject* parent = nullptr);

    /// Begins anew; the steps come one after the other.
    void show(const EventRecord& event);
    void clear();
    /// The earliest first.
    [[nodiscard]] QList<CauseStep> steps() const;
    [[nodiscard]] bool isComplete() const { return !m_asking; }
    /// Position of the event before the shown one on its way; 0: none.
    [[nodiscard]] qint64 causeSeq() const;
    [[nodiscard]] qint64 effectSeq() const { return m_effect.event.seq; }

    static constexpr int mostSteps = 6;

signals:
    void changed();

private:
    using Taken = std::function<void(const QList<EventRecord>&)>;

    void ask(Queries::FindEvents query, Taken taken);
    void readAround(const EventRecord& event, std::function<void()> then);
    void stepBack();
    void prepend(const EventRecord& event);
    void finish();
    void findEffect();
    void lookForward(qint64 after, int pages);
    void setEffect(qint64 first, qint64 last);
    [[nodiscard]] EventLookup lookup() const;

    Engine& m_engine;
    QHash<qint64, EventRecord> m_known;
    QList<CauseStep> m_back; ///< the latest first; begins with the shown one
    CauseStep m_effect;
    bool m_asking = false;
    int m_generation = 0;
};

} // namespace Drover
