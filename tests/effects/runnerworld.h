#pragma once

#include "engine/effects/localrunner.h"

#include <QHash>
#include <QList>
#include <QTemporaryDir>
#include <memory>
#include <mutex>
#include <optional>

namespace Drover {

/// A data directory with a real runner and a real shepherd on it, and what the runner said. The test's thread
/// asks; the runner's thread tells.
class RunnerWorld
{
public:
    explicit RunnerWorld(qint64 outputLimit = qint64{256} << 20, const QStringList& shepherdArguments = {});
    /// Ends the shepherd too.
    ~RunnerWorld();

    [[nodiscard]] LocalRunner& runner() { return *m_runner; }
    /// As if the console were killed: the runner goes without a word to anybody, what it said is forgotten.
    void dropRunner();
    void openRunner();

    /// A run of one shell script as machine `m1`.
    static RunRequest shell(const QString& key, const QByteArray& script);
    void start(const QString& key, const QByteArray& script) { m_runner->start(shell(key, script)); }

    [[nodiscard]] std::optional<RunOutcome> outcome(const QString& key);
    [[nodiscard]] int outcomes(const QString& key);
    [[nodiscard]] std::optional<ProbeAnswer> probed(const QString& key);
    [[nodiscard]] QList<Observation> observations(const QString& key, Observation::Kind kind);

    [[nodiscard]] QString path(const QString& name = {}) const;
    [[nodiscard]] QByteArray output(const QString& key) const;
    [[nodiscard]] QByteArray file(const QString& name) const;
    [[nodiscard]] pid_t pidIn(const QString& name) const; ///< 0 when the file holds none yet
    [[nodiscard]] pid_t shepherd() const;                 ///< 0 when none runs

private:
    struct Said
    {
        std::mutex mutex;
        QList<RunOutcome> outcomes;
        QList<Observation> observations;
        QHash<QString, ProbeAnswer> probed;
    };

    QTemporaryDir m_directory;
    qint64 m_outputLimit;
    QStringList m_arguments;
    std::unique_ptr<Said> m_said;
    std::unique_ptr<LocalRunner> m_runner;
};

/// The process exists and is no zombie.
bool isAlive(pid_t pid);

} // namespace Drover
