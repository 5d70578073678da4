#pragma once

#include "engine/effects/executor.h"

#include <memory>

namespace Drover {

class LocalRunnerLoop;

/// Runs tasks on this computer: one working directory per machine, the real interpreter, output straight into
/// its file. Jobs are children of drover-shepherd, so they go on when this object, or its whole process, is
/// gone; a later LocalRunner attaches to them by probe(). A thread of its own (std::thread, poll) does
/// everything; the sinks are called there. A job's processes end with its script; a daemon that is to stay
/// calls setsid and leaves the job's standard output alone.
class LocalRunner final : public Executor
{
public:
    struct Settings
    {
        QString dataDirectory;
        QString shepherdProgram; ///< empty: $DROVER_SHEPHERD, else beside this executable
        QStringList shepherdArguments;
        qint64 outputLimit = qint64{256} << 20; ///< bytes of output per job
    };

    LocalRunner(Settings settings, ExecutorSinks sinks);
    /// Ends the thread, not the jobs.
    ~LocalRunner() override;

    void start(RunRequest request) override;
    void cancel(const QString& key) override;
    void probe(const ProbeRequest& request) override;
    void forget(const QString& key) override;
    void leave(const QString& machine) override;
    void keepOnly(const QStringList& machines) override;
    void restart(const QString& machineUuid) override;

    /// Where a key's output is (outputreader.h reads it).
    static QString outputPath(const QString& dataDirectory, const QString& key);

private:
    std::unique_ptr<LocalRunnerLoop> m_loop;
};

} // namespace Drover
