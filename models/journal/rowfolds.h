#pragma once

#include <QtGlobal>
#include <vector>

namespace Drover {

/// Which places of a long list are shown as one row: runs of like things, folded. Places count from 0 at the
/// top; a row is a place or a folded run of them. A value.
class RowFolds
{
public:
    struct Run
    {
        qint64 first = 0; ///< places
        qint64 last = 0;
        [[nodiscard]] qint64 size() const { return last - first + 1; }
        bool operator==(const Run&) const = default;
    };

    void clear() { m_runs.clear(); }
    /// No place may be in another run.
    void fold(Run run);
    /// False: no run begins there.
    bool unfold(qint64 firstPlace);
    /// So many places came in front, or went from there when negative; runs that begin there go with them.
    void shift(qint64 places);

    [[nodiscard]] qint64 rowOf(qint64 place) const;
    [[nodiscard]] qint64 placeOf(qint64 row) const;
    /// The run that is shown in the row of this place; of one place when nothing is folded there.
    [[nodiscard]] Run runAt(qint64 place) const;
    /// Places that have no row of their own.
    [[nodiscard]] qint64 hidden() const;

private:
    struct Entry
    {
        Run run;
        qint64 hiddenBefore = 0; ///< by the runs above it
    };
    void count(std::size_t from);
    [[nodiscard]] std::size_t after(qint64 place) const;

    std::vector<Entry> m_runs; ///< in order of place
};

} // namespace Drover
