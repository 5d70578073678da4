#include "models/journal/rowfolds.h"

#include <algorithm>

namespace Drover {

/// Index of the first run that begins behind a place.
std::size_t RowFolds::after(qint64 place) const
{
    const auto it = std::upper_bound(m_runs.begin(), m_runs.end(), place,
                                     [](qint64 at, const Entry& entry) { return at < entry.run.first; });
    return std::size_t(it - m_runs.begin());
}

void RowFolds::count(std::size_t from)
{
    for (std::size_t i = from; i < m_runs.size(); ++i)
        m_runs[i].hiddenBefore = i == 0 ? 0 : m_runs[i - 1].hiddenBefore + m_runs[i - 1].run.size() - 1;
}

void RowFolds::fold(Run run)
{
    const std::size_t at = after(run.first);
    m_runs.insert(m_runs.begin() + qptrdiff(at), {run});
    count(at);
}

bool RowFolds::unfold(qint64 firstPlace)
{
    const std::size_t at = after(firstPlace);
    if (at == 0 || m_runs[at - 1].run.first != firstPlace)
        return false;
    m_runs.erase(m_runs.begin() + qptrdiff(at) - 1);
    count(at - 1);
    return true;
}

void RowFolds::shift(qint64 places)
{
    for (Entry& entry : m_runs) {
        entry.run.first += places;
        entry.run.last += places;
    }
    std::erase_if(m_runs, [](const Entry& entry) { return entry.run.first < 0; });
    count(0);
}

RowFolds::Run RowFolds::runAt(qint64 place) const
{
    const std::size_t at = after(place);
    if (at > 0 && m_runs[at - 1].run.last >= place)
        return m_runs[at - 1].run;
    return {place, place};
}

qint64 RowFolds::rowOf(qint64 place) const
{
    const std::size_t at = after(place);
    if (at == 0)
        return place;
    const Entry& above = m_runs[at - 1];
    const qint64 hidden = std::min(place, above.run.last) - above.run.first;
    return place - above.hiddenBefore - hidden;
}

qint64 RowFolds::placeOf(qint64 row) const
{
    // The row of each run's first place grows with the runs.
    const auto it = std::upper_bound(m_runs.begin(), m_runs.end(), row, [](qint64 at, const Entry& entry) {
        return at < entry.run.first - entry.hiddenBefore;
    });
    if (it == m_runs.begin())
        return row;
    const Entry& above = *std::prev(it);
    const qint64 itsRow = above.run.first - above.hiddenBefore;
    return row == itsRow ? above.run.first : row + above.hiddenBefore + above.run.size() - 1;
}

qint64 RowFolds::hidden() const
{
    return m_runs.empty() ? 0 : m_runs.back().hiddenBefore + m_runs.back().run.size() - 1;
}

} // namespace Drover
