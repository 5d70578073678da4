#pragma once

#include "models/modelwords.h"
#include "models/roles.h"

#include <QAbstractItemModel>
#include <QStringList>

namespace Drover::Testing {

/// Words for models in tests: short and without language.
[[nodiscard]] inline ModelWords plainWords()
{
    return {
        .state =
            [](const StateFigure& figure) {
                QString text = QStringLiteral("s%1").arg(int(figure.status));
                if (figure.part > 0 || figure.whole > 0)
                    text += QStringLiteral(" %1/%2").arg(figure.part).arg(figure.whole);
                return text;
            },
        .age = [](Duration age) { return QString::number(age.count() / 1000) + QStringLiteral("s"); },
        .duration =
            [](Duration duration) { return QString::number(duration.count() / 1000) + QStringLiteral("s"); },
        .count = [](qint64 count) { return QString::number(count); },
        .of = [](qint64 part, qint64 whole) { return QStringLiteral("%1/%2").arg(part).arg(whole); },
        .attempt = [](int number) { return QStringLiteral("attempt %1").arg(number); },
        .members = [](int count) { return QString::number(count); },
        .role =
            [](const RoleState& role) { return QStringLiteral("%1/%2").arg(role.ready).arg(role.desired); },
        .name = [](const char* key) { return QString::fromLatin1(key); }};
}

/// A model as indented lines: its shown columns, then status and progress where a row has them.
inline void appendLines(const QAbstractItemModel& model, const QModelIndex& parent, int depth,
                        QStringList& lines)
{
    for (int row = 0; row < model.rowCount(parent); ++row) {
        QStringList cells;
        for (int column = 0; column < model.columnCount(parent); ++column) {
            const QModelIndex cell = model.index(row, column, parent);
            QString text = cell.data().toString();
            if (const QVariant status = cell.data(StatusRole); status.isValid() && text.isEmpty())
                text = QStringLiteral("s%1").arg(status.toInt());
            if (const QVariant progress = cell.data(ProgressRole); progress.isValid())
                text = QStringLiteral("%1%").arg(int(progress.toDouble() * 100));
            cells.append(text);
        }
        while (!cells.isEmpty() && cells.constLast().isEmpty())
            cells.removeLast();
        lines.append(QString(depth * 2, QLatin1Char(' ')) + cells.join(QStringLiteral(" | ")));
        appendLines(model, model.index(row, 0, parent), depth + 1, lines);
    }
}

[[nodiscard]] inline QStringList modelLines(const QAbstractItemModel& model)
{
    QStringList lines;
    appendLines(model, {}, 0, lines);
    return lines;
}

} // namespace Drover::Testing
