#pragma once

#include "engine/runtime/localengine.h"
#include "models/replica.h"

#include <QTemporaryDir>

namespace Drover::Bench {

/// An engine with the built-in content in a directory of its own, used as a client uses it. What goes wrong
/// ends the program with a message. Main thread.
class BenchEngine : public QObject
{
public:
    struct Options
    {
        bool simulated = true;
        int jobLimit = 64;
        QList<Commands::ContentFile> pack; ///< loaded after the built-in one
        QString directory; ///< of the data, which stays; empty: one that goes with this object
    };
    explicit BenchEngine(Options options);

    Receipt must(Command command);
    /// Sends them all, then waits for the answers.
    void mustAll(const QList<Command>& commands);
    /// Starts what is due, and returns when nothing is left to do (simulated directories).
    void settle();
    /// Follows the engine until it is so.
    void waitUntil(const std::function<bool(const Replica&)>& done);
    /// Closes the directory and opens it again: seconds.
    double reopen();
    [[nodiscard]] Engine& engine() { return *m_engine; }
    /// What waitUntil() has seen.
    [[nodiscard]] const Replica& replica() const { return *m_replica; }
    /// The jobs there have been so far.
    [[nodiscard]] qint64 jobs();

private:
    void open();
    [[nodiscard]] QFuture<Result<Receipt>> send(Command command);

    Options m_options;
    QTemporaryDir m_folder;
    std::unique_ptr<LocalEngine> m_engine;
    std::unique_ptr<Replica> m_replica;
    int m_commands = 0;
};

} // namespace Drover::Bench
