#include "models/content/sidebyside.h"

namespace Drover {

namespace {

/// What is put into a row as one: a rendered line, or the folded lines of an include.
struct Unit
{
    int line = 0; ///< of the template
    CodeRow row;
};

QList<Unit> unitsOf(const RenderedText& text, const QSet<QString>& open)
{
    QList<Unit> units;
    qsizetype include = 0;
    for (int i = 0; i < text.lines.size(); ++i) {
        const int number = i + 1;
        while (include < text.included.size() &&
               text.included.at(include).first + text.included.at(include).count <= number)
            ++include;
        const IncludedLines* block =
            include < text.included.size() && text.included.at(include).first <= number
                ? &text.included.at(include)
                : nullptr;
        Unit unit{text.lines.at(i), {.right = number}};
        if (block && block->first == number)
            unit.row.included = block->name;
        if (block && block->first == number && block->count > 1 && !open.contains(block->name)) {
            unit.row.folded = block->count;
            i += block->count - 1;
        }
        units.append(unit);
    }
    return units;
}

} // namespace

QStringList codeLines(const QString& text)
{
    QStringList lines = text.split(u'\n');
    if (lines.last().isEmpty())
        lines.removeLast();
    return lines;
}

QList<CodeRow> alignCode(const RenderedText& text, int templateLines, const QSet<QString>& open)
{
    const QList<Unit> units = unitsOf(text, open);
    QList<CodeRow> rows;
    int next = 1;        // the first line of the template that has no row yet
    qsizetype ahead = 0; // the first unit from here on whose line has no row yet
    for (qsizetype i = 0; i < units.size(); ++i) {
        CodeRow row = units.at(i).row;
        while (next < units.at(i).line)
            rows.append(CodeRow{.left = next++});
        for (ahead = std::max(ahead, i + 1); ahead < units.size() && units.at(ahead).line < next; ++ahead) {
        }
        const int wanted = ahead < units.size() ? units.at(ahead).line : templateLines + 1;
        const bool own = units.at(i).line == next;
        if ((own || next < wanted) && next <= templateLines)
            row.left = next++;
        rows.append(row);
    }
    while (next <= templateLines)
        rows.append(CodeRow{.left = next++});
    return rows;
}

} // namespace Drover
