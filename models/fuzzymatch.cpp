#include "models/fuzzymatch.h"

#include <QStringList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

constexpr int wholeTitle = 50; // besides what its words score
constexpr int wholeAtStart = 100;
constexpr int wholeAtWord = 80;
constexpr int wholeInside = 55;
constexpr int lettersInOrder = 20;
constexpr int gapCost = 3;

bool beginsWord(const QString& title, qsizetype at)
{
    return at == 0 || !title.at(at - 1).isLetterOrNumber();
}

std::optional<FuzzyMatch> matchWhole(const QString& word, const QString& title)
{
    qsizetype found = -1;
    for (qsizetype at = title.indexOf(word, 0, Qt::CaseInsensitive); at >= 0;
         at = title.indexOf(word, at + 1, Qt::CaseInsensitive)) {
        if (found < 0)
            found = at;
        if (beginsWord(title, at)) {
            found = at;
            break;
        }
    }
    if (found < 0)
        return std::nullopt;
    FuzzyMatch match{.score = found == 0                 ? wholeAtStart
                              : beginsWord(title, found) ? wholeAtWord
                                                         : wholeInside,
                     .marks = {}};
    for (int i = 0; i < word.size(); ++i)
        match.marks.append(int(found) + i);
    return match;
}

std::optional<FuzzyMatch> matchLetters(const QString& word, const QString& title)
{
    FuzzyMatch match{.score = lettersInOrder, .marks = {}};
    qsizetype from = 0;
    for (const QChar letter : word) {
        const qsizetype at = title.indexOf(letter, from, Qt::CaseInsensitive);
        if (at < 0)
            return std::nullopt;
        if (from > 0 && at > from)
            match.score -= beginsWord(title, at) ? 1 : gapCost + int(at - from);
        match.marks.append(int(at));
        from = at + 1;
    }
    // Letters strewn over the whole title are chance, not an answer.
    return match.score > 0 ? std::optional(match) : std::nullopt;
}

} // namespace

std::optional<FuzzyMatch> fuzzyMatch(const QString& typed, const QString& title)
{
    FuzzyMatch all;
    const QStringList words = typed.split(u' ', Qt::SkipEmptyParts);
    for (const QString& word : words) {
        std::optional<FuzzyMatch> match = matchWhole(word, title);
        if (!match)
            match = matchLetters(word, title);
        if (!match)
            return std::nullopt;
        all.score += match->score;
        all.marks += match->marks;
    }
    std::sort(all.marks.begin(), all.marks.end());
    all.marks.erase(std::unique(all.marks.begin(), all.marks.end()), all.marks.end());
    // Of two that match alike the shorter is nearer.
    all.score -= int(std::min<qsizetype>(title.size(), 60)) / 6;
    if (!words.isEmpty() && typed.trimmed().compare(title, Qt::CaseInsensitive) == 0)
        all.score += wholeTitle;
    return all;
}

} // namespace Drover
