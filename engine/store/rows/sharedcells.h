#pragma once

#include "engine/store/rows/columns.h"

#include <QHash>
#include <QSet>

namespace Drover::Rows {

/// Keeps once what the rows of a table have in common: names of stages, pools and roles, whole task lists. A
/// fleet's machines differ in little else than their names. Lives while a table is read.
class SharedCells
{
public:
    /// As readCell().
    template <class Member>
    [[nodiscard]] bool read(const Sqlite::Statement& row, int column, Member& value)
    {
        if constexpr (std::is_same_v<Member, QStringList>) {
            const QByteArrayView bytes = row.bytes(column);
            const auto known = m_lists.constFind(QByteArray::fromRawData(bytes.data(), bytes.size()));
            if (known != m_lists.constEnd()) {
                value = *known;
                return true;
            }
            if (!readCell(row, column, value))
                return false;
            for (QString& text : value)
                share(text);
            value.squeeze();
            m_lists.insert(bytes.toByteArray(), value);
            return true;
        } else {
            if (!readCell(row, column, value))
                return false;
            if constexpr (std::is_same_v<Member, QString>)
                share(value);
            return true;
        }
    }

private:
    void share(QString& text)
    {
        const auto known = m_texts.constFind(text);
        if (known != m_texts.constEnd()) {
            text = *known;
            return;
        }
        text.squeeze();
        m_texts.insert(text);
    }

    QSet<QString> m_texts;
    QHash<QByteArray, QStringList> m_lists; ///< by what is stored
};

} // namespace Drover::Rows
