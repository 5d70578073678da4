#pragma once

#include "engine/core/tracecheck.h"
#include "engine/runtime/enginecore.h"
#include "engine/store/memorystore.h"

#include <memory>

namespace Drover {

/// A simulated data directory in memory at full speed, with the built-in content: what tests of the engine
/// work in.
class EngineWorld
{
public:
    struct Options
    {
        qint64 seed = 1;
        int machines = 12;
        QString releaseWorkflow = QStringLiteral("universal-decommission");
        SimulatedRuns::Fault fault;
        /// Few: a run is many turns, between which a test may give commands.
        qsizetype eventsPerTurn = EngineCore::Parts().eventsPerTurn;
        /// More packs: each a list of files, loaded after the built-in one.
        QList<QList<Commands::ContentFile>> packs;
    };
    explicit EngineWorld(Options options);

    /// Files below a folder of the source tree, with paths relative to it.
    [[nodiscard]] static QList<Commands::ContentFile> filesBelow(const QString& folder);

    EngineCore& core() { return *m_core; }
    const State& state() { return m_core->state(); }
    /// Carries a command out and runs until nothing is left to do; the test fails when it is refused.
    Receipt must(Command command, const QString& reason = QStringLiteral("test"));
    Result<Receipt> attempt(Command command, const QString& reason = QStringLiteral("test"));
    void run();
    /// Ends the core where it stands and opens the same store again, as after a crash.
    void reopen();
    /// The whole journal.
    [[nodiscard]] const QList<EventRecord>& journal() const { return m_journal; }
    /// The invariants that one state shows are checked after every turn, those of the trace after every
    /// event; empty while all hold.
    [[nodiscard]] const QStringList& violations() const { return m_violations; }
    /// The events of the largest turn so far.
    [[nodiscard]] qsizetype largestTurn() const { return m_largestTurn; }
    /// Turns that were committed with events.
    [[nodiscard]] qsizetype turns() const { return m_turns; }
    [[nodiscard]] MemoryStore& store() { return *m_store; }

    [[nodiscard]] static PlanRequest provision(const QString& cluster, int voters, int workers);
    [[nodiscard]] static PlanRequest destroy(const QString& cluster);

private:
    void open();
    void check(const QList<EventRecord>& events);

    Options m_options;
    MemoryStore* m_store = nullptr; ///< owned by the core
    std::unique_ptr<EngineCore> m_core;
    QList<EventRecord> m_journal;
    TraceCheck m_trace;
    QStringList m_violations;
    int m_command = 0;
    qsizetype m_largestTurn = 0;
    qsizetype m_turns = 0;
};

} // namespace Drover
