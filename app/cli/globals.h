#pragma once

#include <QString>

namespace Drover {

enum class OutputFormat { Table, Json, Yaml };

/// What every verb answers to the shell.
enum class ExitCode : int {
    Done = 0,
    Failed = 1,      ///< ended in failure or needs attention
    Refused = 2,     ///< wrong usage, or refused with a reason
    Unreachable = 3, ///< no engine could be reached
};

/// The options that stand before or after any verb.
struct Globals
{
    QString data; ///< the data directory; empty: the user's own
    OutputFormat format = OutputFormat::Table;
    bool quiet = false;
    QString logLevel = QStringLiteral("warning");
};

} // namespace Drover
