#pragma once

#include <QList>
#include <QString>
#include <optional>

namespace Drover {

/// How well a title answers what was typed, and which of its letters did. A value.
struct FuzzyMatch
{
    int score = 0;    ///< more is better
    QList<int> marks; ///< positions in the title, ascending
};

/// Every typed word must be found: whole, best at the start of a word, else its letters in order ("wp6" in
/// "wold-prod-06"). Case does not matter. Nothing typed fits everything. Pure.
[[nodiscard]] std::optional<FuzzyMatch> fuzzyMatch(const QString& typed, const QString& title);

} // namespace Drover
