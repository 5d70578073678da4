#include "models/lists/valuetable.h"

#include <algorithm>

namespace Drover {

quint32 ValueTable::valueOf(const QString& text)
{
    const auto known = m_values.constFind(text);
    if (known != m_values.cend())
        return *known;
    const auto value = quint32(m_texts.size());
    m_values.insert(text, value);
    m_texts.push_back(text);
    m_keys.push_back(m_keyOf(text));
    return value;
}

void ValueTable::settle()
{
    const auto before = m_inOrder.size();
    if (before == m_texts.size())
        return;
    const auto less = [this](quint32 a, quint32 b) {
        const int order = m_keys[a].compare(m_keys[b]);
        return order != 0 ? order < 0 : a < b;
    };
    std::vector<quint32> fresh;
    for (auto value = quint32(before); value < m_texts.size(); ++value)
        fresh.push_back(value);
    std::sort(fresh.begin(), fresh.end(), less);
    std::vector<quint32> merged;
    merged.reserve(m_texts.size());
    auto from = m_inOrder.begin();
    for (const quint32 value : fresh) {
        const auto to = std::lower_bound(from, m_inOrder.end(), value, less);
        merged.insert(merged.end(), from, to);
        merged.push_back(value);
        from = to;
    }
    merged.insert(merged.end(), from, m_inOrder.end());
    m_inOrder.swap(merged);
    m_ranks.resize(m_texts.size());
    for (std::size_t i = 0; i < m_inOrder.size(); ++i)
        m_ranks[m_inOrder[i]] = int(i);
}

} // namespace Drover
