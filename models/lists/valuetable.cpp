#include "models/lists/valuetable.h"

#include <algorithm>

namespace Drover {

namespace {

/// The beginning of a key as numbers that compare as it does, as far as they differ.
struct Beginning
{
    quint64 first = 0;
    quint64 second = 0;
    quint32 value = 0;
};

quint64 packed(QStringView text)
{
    quint64 bytes = 0;
    for (qsizetype i = 0; i < 8; ++i)
        bytes = bytes << 8 | (i < text.size() ? std::min<quint64>(text.at(i).unicode(), 0xff) : 0);
    return bytes;
}

} // namespace

void ValueTable::reserve(int texts)
{
    m_values.reserve(texts);
    m_texts.reserve(std::size_t(texts));
    m_keys.reserve(std::size_t(texts));
}

quint32 ValueTable::valueOf(const QString& text)
{
    auto& [place, recent] = m_recent[(quintptr(text.constData()) >> 4) % m_recent.size()];
    if (place == text.constData() && recent < m_texts.size() && m_texts[recent].constData() == place &&
        m_texts[recent].size() == text.size())
        return recent;
    const qsizetype before = m_values.size();
    quint32& value = m_values[text];
    if (m_values.size() != before) {
        value = quint32(m_texts.size());
        m_texts.push_back(text);
        m_keys.push_back(m_keyOf(text));
    }
    place = text.constData();
    recent = value;
    return value;
}

/// Those from `first` on. Most keys differ early, and to look for them all over the memory takes longest.
std::vector<quint32> ValueTable::inOrderFrom(quint32 first) const
{
    std::vector<Beginning> beginnings;
    beginnings.reserve(m_keys.size() - first);
    for (quint32 value = first; value < m_keys.size(); ++value) {
        const QStringView key = m_keys[value];
        beginnings.push_back({packed(key), packed(key.mid(8)), value});
    }
    std::sort(beginnings.begin(), beginnings.end(), [this](const Beginning& a, const Beginning& b) {
        if (a.first != b.first)
            return a.first < b.first;
        if (a.second != b.second)
            return a.second < b.second;
        const int order = m_keys[a.value].compare(m_keys[b.value]);
        return order != 0 ? order < 0 : a.value < b.value;
    });
    std::vector<quint32> values;
    values.reserve(beginnings.size());
    for (const Beginning& each : beginnings)
        values.push_back(each.value);
    return values;
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
    const std::vector<quint32> fresh = inOrderFrom(quint32(before));
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
