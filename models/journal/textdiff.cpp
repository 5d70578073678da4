#include "models/journal/textdiff.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <vector>

namespace Drover {

namespace {

using Kind = DiffLine::Kind;

/// Lengths of the longest common subsequences of the tails.
class CommonTails
{
public:
    CommonTails(const QStringList& before, const QStringList& after)
        : m_width(std::size_t(after.size()) + 1), m_lengths((std::size_t(before.size()) + 1) * m_width)
    {
        for (qsizetype i = before.size() - 1; i >= 0; --i) {
            for (qsizetype j = after.size() - 1; j >= 0; --j)
                at(i, j) =
                    before.at(i) == after.at(j) ? at(i + 1, j + 1) + 1 : std::max(at(i + 1, j), at(i, j + 1));
        }
    }
    int& at(qsizetype i, qsizetype j) { return m_lengths[std::size_t(i) * m_width + std::size_t(j)]; }

private:
    std::size_t m_width;
    std::vector<int> m_lengths;
};

QList<DiffLine> compared(const QStringList& before, const QStringList& after)
{
    QList<DiffLine> lines;
    qsizetype i = 0;
    qsizetype j = 0;
    const auto same = [&] {
        lines.append({Kind::Same, int(i) + 1, int(j) + 1, after.at(j), 0});
        ++i;
        ++j;
    };
    const auto removed = [&] { lines.append({Kind::Removed, int(i) + 1, 0, before.at(i), 0}), ++i; };
    const auto added = [&] { lines.append({Kind::Added, 0, int(j) + 1, after.at(j), 0}), ++j; };
    if (before.size() <= diffLines && after.size() <= diffLines) {
        CommonTails tails(before, after);
        while (i < before.size() && j < after.size()) {
            if (before.at(i) == after.at(j))
                same();
            else if (tails.at(i + 1, j) >= tails.at(i, j + 1))
                removed();
            else
                added();
        }
    }
    while (i < before.size())
        removed();
    while (j < after.size())
        added();
    return lines;
}

} // namespace

QList<DiffLine> textDiff(const QStringList& before, const QStringList& after, int context)
{
    const QList<DiffLine> all = compared(before, after);
    QList<bool> kept(all.size(), false);
    for (qsizetype i = 0; i < all.size(); ++i) {
        if (all.at(i).kind == Kind::Same)
            continue;
        for (qsizetype k = std::max<qsizetype>(0, i - context); k <= std::min(all.size() - 1, i + context);
             ++k)
            kept[k] = true;
    }
    QList<DiffLine> shown;
    for (qsizetype i = 0; i < all.size();) {
        qsizetype end = i;
        while (end < all.size() && !kept.at(end))
            ++end;
        // One line costs no more room than the note that it is left out.
        if (end - i == 1)
            shown.append(all.at(i));
        else if (end > i)
            shown.append({Kind::Left, 0, 0, {}, int(end - i)});
        i = end;
        for (; i < all.size() && kept.at(i); ++i)
            shown.append(all.at(i));
    }
    return shown;
}

QStringList documentLines(const QJsonObject& document)
{
    if (document.isEmpty())
        return {};
    QStringList lines = QString::fromUtf8(QJsonDocument(document).toJson(QJsonDocument::Indented))
                            .split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    lines.removeFirst();
    lines.removeLast();
    constexpr qsizetype indent = 4;
    for (QString& line : lines) {
        line.remove(0, indent);
        // A field that comes last must not look changed because another one follows it now.
        if (line.endsWith(QLatin1Char(',')))
            line.chop(1);
    }
    return lines;
}

} // namespace Drover
