#include "app/cli/texttable.h"

#include "engine/core/json.h"

#include <QStringList>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace Drover {

QString plainText(const QJsonValue& value)
{
    switch (value.type()) {
    case QJsonValue::String:
        return value.toString().isEmpty() ? u"—"_s : value.toString().simplified();
    case QJsonValue::Bool:
        return value.toBool() ? u"yes"_s : u"no"_s;
    case QJsonValue::Double:
        return QString::fromUtf8(Json::toText(value));
    case QJsonValue::Array: {
        QStringList parts;
        const QJsonArray list = value.toArray();
        for (const QJsonValue item : list)
            parts.append(plainText(item));
        return parts.isEmpty() ? u"—"_s : parts.join(u", "_s);
    }
    case QJsonValue::Object:
        return QString::fromUtf8(Json::toText(value.toObject()));
    case QJsonValue::Null:
    case QJsonValue::Undefined:
        break;
    }
    return u"—"_s;
}

TextColumn columnOf(const QString& title, const QString& key, bool right)
{
    return {title, [key](const QJsonObject& row) { return plainText(row.value(key)); }, right};
}

QString tableText(const QList<TextColumn>& columns, const QJsonArray& rows)
{
    QList<QStringList> lines;
    QStringList heading;
    for (const TextColumn& column : columns)
        heading.append(column.title);
    lines.append(heading);
    for (const QJsonValue row : rows) {
        QStringList cells;
        for (const TextColumn& column : columns)
            cells.append(column.text(row.toObject()));
        lines.append(cells);
    }
    QList<qsizetype> widths(columns.size(), 0);
    for (const QStringList& cells : lines) {
        for (qsizetype i = 0; i < cells.size(); ++i)
            widths[i] = std::max(widths[i], cells.at(i).size());
    }
    QString out;
    for (const QStringList& cells : lines) {
        QString line;
        for (qsizetype i = 0; i < cells.size(); ++i) {
            const int width = int(widths.at(i));
            line +=
                columns.at(i).right ? cells.at(i).rightJustified(width) : cells.at(i).leftJustified(width);
            line += "  "_L1;
        }
        while (line.endsWith(u' '))
            line.chop(1);
        out += line + u'\n';
    }
    return out;
}

QString secondsText(double seconds)
{
    if (seconds < 60)
        return QString::number(seconds, 'f', 1) + u's';
    const auto whole = qint64(std::llround(seconds));
    const auto two = [](qint64 n) { return QString::number(n).rightJustified(2, u'0'); };
    if (whole < 3600)
        return u"%1m %2s"_s.arg(QString::number(whole / 60), two(whole % 60));
    return u"%1h %2m"_s.arg(QString::number(whole / 3600), two(whole / 60 % 60));
}

} // namespace Drover
