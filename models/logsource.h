#pragma once

#include "models/status.h"

#include <QList>
#include <QString>
#include <optional>

namespace Drover {

/// The eight colours of a terminal, as far as a program asked for one.
enum class LogColor : quint8 { Plain, Black, Red, Green, Yellow, Blue, Magenta, Cyan, White };

/// A stretch of a line that a program coloured.
struct LogRun
{
    int from = 0;
    int length = 0;
    LogColor color = LogColor::Plain;
    bool bold = false;
    bool operator==(const LogRun&) const = default;
};

/// One line as it is shown: without line end and control characters.
struct LogLine
{
    QString time; ///< shown dim in front; may be empty
    QString text;
    std::optional<Tone> tone = {}; ///< of the text; nothing = plain
    QList<LogRun> runs = {};       ///< over `text`, in order; what lies between is plain
};

/// Where a LogView takes its lines from. Lines come at the end, and at the beginning while the source is not
/// complete. Owned by whoever made it, outlives the view's use; UI thread.
class LogSource
{
public:
    virtual ~LogSource() = default;

    [[nodiscard]] virtual qint64 lineCount() const = 0;
    /// Answers at once; an empty line where there is none, or where it must be fetched first.
    [[nodiscard]] virtual LogLine line(qint64 number) const = 0;
    /// Whether line() has it now. If not it is fetched, and the view told to refresh.
    [[nodiscard]] virtual bool isThere(qint64) const { return true; }
    /// No more lines come at the beginning.
    [[nodiscard]] virtual bool isComplete() const { return true; }
};

} // namespace Drover
