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

/// A model that can be ordered by several columns at once; a view finds out by dynamic_cast and lets
/// Shift+click add one.
class SortsByColumns
{
public:
    virtual ~SortsByColumns() = default;
    virtual void setSortColumns(const SortColumns& columns) = 0;
};

} // namespace Drover
