#pragma once

#include "models/status.h"

#include <QString>
#include <optional>

namespace Drover {

/// One line as it is shown: without line end and control characters.
struct LogLine
{
    QString time; ///< shown dim in front; may be empty
    QString text;
    std::optional<Tone> tone; ///< of the text; nothing = plain
};

/// Where a LogView takes its lines from. Lines are only added at the end; line() must answer at once (an
/// index over a file or memory), also for lines that are gone (an empty one). Owned by whoever made it,
/// outlives the view's use; UI thread.
class LogSource
{
public:
    virtual ~LogSource() = default;

    [[nodiscard]] virtual qint64 lineCount() const = 0;
    [[nodiscard]] virtual LogLine line(qint64 number) const = 0;
};

} // namespace Drover
