#pragma once

#include <QString>
#include <optional>

/// JSON Schema's `pattern` and `format` for texts of any length. What a match may cost is bounded, whatever
/// the pattern says: both come from files and scripts. Pure; any thread.
namespace Drover {

/// What is wrong with a pattern; empty when it is good.
[[nodiscard]] QString patternFault(const QString& pattern);

/// Is the pattern found in the text? Nothing when that would take more steps than are allowed.
[[nodiscard]] std::optional<bool> findPattern(const QString& pattern, const QString& text);

/// Is the text a `date`, `time` or `date-time`? Other formats say nothing about a text.
[[nodiscard]] bool fitsFormat(const QString& format, const QString& text);

} // namespace Drover
