#include "engine/content/nearest.h"

#include <algorithm>
#include <vector>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

int editDistance(const QString& left, const QString& right)
{
    std::vector<int> row(static_cast<size_t>(right.size()) + 1);
    for (size_t column = 0; column < row.size(); ++column) {
        row[column] = static_cast<int>(column);
    }
    for (qsizetype i = 0; i < left.size(); ++i) {
        int diagonal = row[0];
        row[0] = static_cast<int>(i) + 1;
        for (qsizetype j = 0; j < right.size(); ++j) {
            const auto column = static_cast<size_t>(j) + 1;
            const int replaced = diagonal + (left[i] == right[j] ? 0 : 1);
            diagonal = row[column];
            row[column] = std::min({replaced, row[column] + 1, row[column - 1] + 1});
        }
    }
    return row.back();
}

} // namespace

QString nearestWord(const QString& word, const QStringList& candidates)
{
    const QString wanted = word.toLower();
    const qsizetype allowed = std::max<qsizetype>(2, word.size() / 3);
    QString best;
    int bestDistance = static_cast<int>(allowed) + 1;
    for (const QString& candidate : candidates) {
        if (std::abs(candidate.size() - word.size()) >= bestDistance) {
            continue;
        }
        if (const int distance = editDistance(wanted, candidate.toLower()); distance < bestDistance) {
            best = candidate;
            bestDistance = distance;
        }
    }
    return bestDistance < word.size() ? best : QString();
}

QString suggestion(const QString& word, const QStringList& candidates)
{
    if (const QString near = nearestWord(word, candidates); !near.isEmpty()) {
        return u"did you mean \"%1\"?"_s.arg(near);
    }
    constexpr qsizetype shown = 20;
    if (candidates.isEmpty() || candidates.size() > shown) {
        return {};
    }
    return u"known are "_s + candidates.join(u", "_s);
}

} // namespace Drover
