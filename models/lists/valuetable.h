#pragma once

#include <QHash>
#include <QString>
#include <array>
#include <vector>

namespace Drover {

/// The different texts of one column, each once: rows keep small numbers instead of texts, and two rows are
/// compared by two ranks. Texts only come. A value.
class ValueTable
{
public:
    using KeyOf = QString (*)(const QString& text);
    /// `order`: what texts are put in order by.
    explicit ValueTable(KeyOf order) : m_keyOf(order) {}

    [[nodiscard]] KeyOf keyOf() const { return m_keyOf; }
    void reserve(int texts);
    /// The text's number; a new text gets the next.
    [[nodiscard]] quint32 valueOf(const QString& text);
    [[nodiscard]] const QString& text(quint32 value) const { return m_texts[value]; }
    [[nodiscard]] int size() const { return int(m_texts.size()); }
    /// Gives new texts their ranks; the order of those before stays.
    void settle();
    /// Valid for texts that were there at the last settle().
    [[nodiscard]] int rank(quint32 value) const { return m_ranks[value]; }
    [[nodiscard]] const std::vector<quint32>& inOrder() const { return m_inOrder; }

private:
    [[nodiscard]] std::vector<quint32> inOrderFrom(quint32 first) const;

    KeyOf m_keyOf;
    /// Columns of few words give the same strings again and again: numbers by where those keep their text.
    std::array<std::pair<const QChar*, quint32>, 16> m_recent{};
    QHash<QString, quint32> m_values;
    std::vector<QString> m_texts;
    std::vector<QString> m_keys;
    std::vector<quint32> m_inOrder;
    std::vector<int> m_ranks;
};

} // namespace Drover
