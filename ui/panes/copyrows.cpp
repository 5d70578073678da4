#include "ui/panes/copyrows.h"

#include "models/roles.h"
#include "models/status.h"
#include "ui/text/statustext.h"
#include "ui/text/words.h"

#include <QAbstractItemModel>
#include <QHeaderView>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

QString cellWords(const QModelIndex& cell)
{
    QString text = cell.data().toString();
    if (text.isEmpty())
        text = cell.data(StatusTextRole).toString();
    if (const QVariant status = cell.data(StatusRole); text.isEmpty() && status.isValid())
        text = Status(status.toInt()) == Status::None ? QString() : statusText(Status(status.toInt()));
    if (const QVariant progress = cell.data(ProgressRole); text.isEmpty() && progress.isValid())
        text = percentText(progress.toDouble());
    if (const QString more = cell.data(SecondaryTextRole).toString(); !more.isEmpty())
        text += u' ' + more;
    // Figures are grouped with no-break spaces for the eye; a program wants plain ones.
    return text == u"—"_s ? QString() : text.replace(QChar::Nbsp, u' ');
}

QList<int> shownColumns(const QHeaderView& header)
{
    QList<int> columns;
    for (int visual = 0; visual < header.count(); ++visual) {
        const int column = header.logicalIndex(visual);
        if (!header.isSectionHidden(column))
            columns.append(column);
    }
    return columns;
}

void collect(const QAbstractItemModel& model, const QModelIndex& parent, QList<QModelIndex>& rows)
{
    for (int row = 0; row < model.rowCount(parent) && rows.size() < rowsCopied; ++row) {
        const QModelIndex index = model.index(row, 0, parent);
        if (!index.data(GroupRole).isValid())
            rows.append(index);
        collect(model, index, rows);
    }
}

QString csvCell(QString text)
{
    if (!text.contains(u',') && !text.contains(u'"') && !text.contains(u'\n'))
        return text;
    return u'"' + text.replace(u'"', u"\"\""_s) + u'"';
}

QString textCell(QString text)
{
    return text.replace(u'\t', u' ').replace(u'\n', u' ');
}

} // namespace

QString csvLine(const QStringList& cells)
{
    QStringList quoted;
    for (const QString& cell : cells)
        quoted.append(csvCell(cell));
    return quoted.join(u',') + u"\r\n"_s;
}

QString copyRows(const QAbstractItemModel& model, const QHeaderView& header, CopyForm form,
                 const QModelIndex& only)
{
    const QList<int> columns = shownColumns(header);
    QStringList heads;
    for (const int column : columns)
        heads.append(model.headerData(column, Qt::Horizontal).toString());
    QList<QModelIndex> rows;
    if (only.isValid())
        rows.append(only);
    else
        collect(model, {}, rows);
    if (form == CopyForm::Json) {
        QJsonArray list;
        for (const QModelIndex& row : std::as_const(rows)) {
            QJsonObject object;
            for (qsizetype i = 0; i < columns.size(); ++i)
                object.insert(heads.at(i), cellWords(row.siblingAtColumn(columns.at(i))));
            list.append(object);
        }
        return QString::fromUtf8(QJsonDocument(list).toJson());
    }
    const auto line = [form](QStringList cells) {
        if (form == CopyForm::Csv)
            return csvLine(cells);
        std::transform(cells.begin(), cells.end(), cells.begin(), &textCell);
        return QString(cells.join(u'\t') + u'\n');
    };
    // One row is a piece of text to paste; a list needs its heads.
    QString text = only.isValid() && form == CopyForm::Text ? QString() : line(heads);
    for (const QModelIndex& row : std::as_const(rows)) {
        QStringList cells;
        for (const int column : columns)
            cells.append(cellWords(row.siblingAtColumn(column)));
        text += line(cells);
    }
    return text;
}

} // namespace Drover
