#include "engine/store/rows/cellimage.h"

#include <sqlite3.h>

namespace Drover::Rows {

QByteArray CellImage::of(const Sqlite::Statement& row, int column)
{
    CellImage image;
    switch (row.columnType(column)) {
    case SQLITE_INTEGER:
        image.bindInteger(0, row.integer(column));
        break;
    case SQLITE_FLOAT:
        image.bindReal(0, row.real(column));
        break;
    case SQLITE_TEXT:
        image.bindUtf8(0, row.bytes(column));
        break;
    case SQLITE_BLOB:
        image.bindBlob(0, row.bytes(column));
        break;
    default:
        break; // NULL, which no column may hold: equal to nothing that is expected
    }
    return image.m_bytes;
}

QString CellImage::text(const QByteArray& image)
{
    if (image.isEmpty())
        return QStringLiteral("nothing");
    constexpr qsizetype longest = 120;
    const QByteArray value = image.sliced(1);
    QString text = image.startsWith('b') ? QString::fromLatin1(value.toHex()) : QString::fromUtf8(value);
    if (text.size() > longest)
        text = text.first(longest) + QChar(0x2026);
    return image.startsWith('t') ? QLatin1Char('"') + text + QLatin1Char('"') : text;
}

} // namespace Drover::Rows
