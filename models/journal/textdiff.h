#pragma once

#include <QJsonValue>
#include <QList>
#include <QStringList>

namespace Drover {

/// One line of a comparison. Line numbers count from 1; 0: the line is not on that side.
struct DiffLine
{
    enum class Kind : quint8 { Same, Removed, Added, Left }; ///< Left: `left` lines that are alike, left out
    Kind kind = Kind::Same;
    int before = 0;
    int after = 0;
    QString text;
    int left = 0;
    bool operator==(const DiffLine&) const = default;
};

/// Compares two texts line by line; of lines that are alike only `context` around each change stay. Longest
/// common subsequence; texts of more than `diffLines` lines each are told as removed and added whole. Pure.
[[nodiscard]] QList<DiffLine> textDiff(const QStringList& before, const QStringList& after, int context);
inline constexpr qsizetype diffLines = 1500;

/// A document as lines, one field or item each, keys sorted; without the outermost braces.
[[nodiscard]] QStringList documentLines(const QJsonObject& document);

} // namespace Drover
