#pragma once

#include <QList>
#include <Qt>

namespace Drover {

struct SortColumn
{
    int column = 0;
    Qt::SortOrder order = Qt::AscendingOrder;
    bool operator==(const SortColumn&) const = default;
};
/// The first counts most.
using SortColumns = QList<SortColumn>;

/// Below, above or equal (-1, 1, 0) by the first of the columns that tells two rows apart. `compare` says the
/// same of one column, upwards.
template <class Compare>
int compareBy(const SortColumns& columns, Compare compare)
{
    for (const SortColumn& each : columns) {
        if (const int order = compare(each.column))
            return each.order == Qt::AscendingOrder ? order : -order;
    }
    return 0;
}
template <class T>
int compareValues(const T& a, const T& b)
{
    return a < b ? -1 : b < a ? 1 : 0;
}

/// A model that can be ordered by several columns at once; a view finds out by dynamic_cast and lets
/// Shift+click add one.
class SortsByColumns
{
public:
    virtual ~SortsByColumns() = default;
    virtual void setSortColumns(const SortColumns& columns) = 0;
};

} // namespace Drover
