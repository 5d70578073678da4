#pragma once

#include "engine/core/error.h"
#include "engine/core/instant.h"

#include <QFile>
#include <QString>
#include <optional>

namespace Drover {

/// A piece of a job's output as text.
struct OutputChunk
{
    qint64 offset = 0;  ///< of its first byte; beyond what was asked for when that lay in a gap
    qint64 next = 0;    ///< where to read on
    qint64 skipped = 0; ///< bytes before it that were dropped because of the output limit
    QString text;       ///< what is not UTF-8, and NUL, is U+FFFD

    bool operator==(const OutputChunk&) const = default;
};

/// Reads a job's output file, also while it is being written: `NAME.log`, with the gap that its limit made
/// (`NAME.gap`) and its index by time (`NAME.idx`). The files are 0600 and in clear; the values of secret
/// params were masked before they were written. Every call sees the present state of the files. Not
/// thread-safe.
class OutputReader
{
public:
    /// `path` ends in `.log`; see LocalRunner::outputPath().
    explicit OutputReader(const QString& path);

    /// Bytes written so far, gap included; 0 when there is no file (yet).
    [[nodiscard]] qint64 size() const;
    /// At most `limit` bytes from `offset` on. A character that is not whole yet stays for the next read
    /// unless `ended`: the job has ended and nothing more comes.
    [[nodiscard]] Result<OutputChunk> read(qint64 offset, qint64 limit, bool ended) const;

    struct Gap
    {
        qint64 offset = 0;
        qint64 length = 0;
    };
    [[nodiscard]] std::optional<Gap> gap() const;

    /// When the byte at `offset` had been written at the latest; nothing when the index does not tell.
    [[nodiscard]] std::optional<Instant> timeAt(qint64 offset) const;
    /// How long the output was at `moment` (a lower bound).
    [[nodiscard]] qint64 sizeAt(Instant moment) const;

private:
    QString m_path;
    QString m_base;
};

} // namespace Drover
