#pragma once

#include "engine/core/error.h"
#include "engine/effects/executor.h"
#include "engine/effects/shepherdwire.h"

#include <QString>

namespace Drover {

/// The files of local runs.
///   <data>/machines/NAME/   working directory of a machine
///   <data>/output/KEY.log   what a run prints (0600), with .idx and .gap beside it (outputreader.h)
///   <runtime>/run/KEY/      scripts (gone with the run), `outputs`, the run's $RS_OUTPUT, and `hash`, of
///   what ran
///                           (until the key is forgotten): in memory, because scripts and outputs may hold
///                           secrets
/// Used by one thread.
class RunWorkspace
{
public:
    explicit RunWorkspace(QString dataDirectory);
    void setRuntimeDirectory(const QString& directory) { m_runtime = directory; }

    /// A key as a file name: everything but letters, digits, `.`, `_` and `-` becomes %XX.
    static QString fileName(const QString& key);
    static QString outputPath(const QString& dataDirectory, const QString& key);

    /// Makes the directories below the data directory.
    [[nodiscard]] Result<> open() const;
    /// Writes everything a run needs; the message is the shepherd's `start`. On failure nothing stays behind.
    [[nodiscard]] Result<Wire::Message> prepare(const RunRequest& request, qint64 outputLimit) const;
    [[nodiscard]] bool isPrepared(const QString& key) const;

    [[nodiscard]] QString outputsPath(const QString& key) const;
    /// The run's $RS_OUTPUT, at most outputsLimit + 1 bytes; nothing when the file is gone, or is
    /// none any more.
    [[nodiscard]] std::optional<QByteArray> outputs(const QString& key) const;
    static constexpr qint64 outputsLimit = 1 << 20;
    /// RunRequest::hash, also of a run that an earlier process started; empty when its files are gone.
    [[nodiscard]] QString hash(const QString& key) const;

    void removeScripts(const QString& key) const;
    void removeAll(const QString& key) const;
    /// A machine's working directory, unless something is in it.
    void removeIfEmpty(const QString& machine) const;
    /// The same of every machine that is none of these.
    void keepOnly(const QStringList& machines) const;

private:
    [[nodiscard]] QString runDirectory(const QString& key) const;
    [[nodiscard]] QString machineDirectory(const QString& machine) const;
    [[nodiscard]] QString workingDirectory(const RunRequest& request) const;
    [[nodiscard]] Result<Wire::Message> write(const RunRequest& request, qint64 outputLimit) const;

    QString m_data;
    QString m_runtime;
    QMap<QString, QString> m_environment; ///< of every run
};

/// The program and arguments that the kernel would run for a script: its `#!` line, else /bin/sh. Made here,
/// so that scripts also run from a directory mounted noexec and a missing interpreter is told as such.
Result<QStringList> interpreterOf(const Script& script, const QString& path);

} // namespace Drover
