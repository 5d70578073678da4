#pragma once

#include <QString>
#include <QStringList>

namespace Drover {

/// The candidate that someone who wrote `word` most likely meant (edit distance, case ignored); empty when
/// none is near enough to be a help. Pure; any thread.
[[nodiscard]] QString nearestWord(const QString& word, const QStringList& candidates);

/// "did you mean \"x\"?" or, when nothing is near, "known are a, b, c"; empty without candidates.
[[nodiscard]] QString suggestion(const QString& word, const QStringList& candidates);

} // namespace Drover
