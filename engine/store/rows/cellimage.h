#pragma once

#include "engine/store/rows/columns.h"

namespace Drover::Rows {

/// The stored form of a cell, to be compared byte by byte: SQLite's type and the bytes. A sink for bindCell.
class CellImage
{
public:
    template <class Member>
    [[nodiscard]] static QByteArray of(const Member& value)
    {
        CellImage image;
        QByteArray scratch;
        bindCell(image, 0, value, scratch);
        return image.m_bytes;
    }
    [[nodiscard]] static QByteArray of(const Sqlite::Statement& row, int column);
    /// For people: what stands in the cell, shortened.
    [[nodiscard]] static QString text(const QByteArray& image);

    void bindInteger(int, qint64 value) { m_bytes = 'i' + QByteArray::number(value); }
    void bindReal(int, double value)
    {
        m_bytes = 'r' + QByteArray::number(value, 'g', QLocale::FloatingPointShortest);
    }
    void bindText(int, QStringView value) { m_bytes = 't' + value.toUtf8(); }
    void bindUtf8(int, QByteArrayView value) { m_bytes = QByteArray(1, 't').append(value); }
    void bindStaticUtf8(int, QByteArrayView value) { bindUtf8(0, value); }
    void bindBlob(int, QByteArrayView value) { m_bytes = QByteArray(1, 'b').append(value); }

private:
    QByteArray m_bytes;
};

} // namespace Drover::Rows
