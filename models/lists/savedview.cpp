#include "models/lists/savedview.h"

using namespace Qt::StringLiterals;

namespace Drover {

QStringList SavedView::toStrings() const
{
    QStringList columns;
    for (const SortColumn& each : sort)
        columns.append(u"%1,%2"_s.arg(each.column).arg(int(each.order)));
    return {name, query, group, columns.join(u';')};
}

std::optional<SavedView> SavedView::fromStrings(const QStringList& strings)
{
    if (strings.size() != stringCount || strings.at(0).trimmed().isEmpty())
        return std::nullopt;
    SavedView view{.name = strings.at(0), .query = strings.at(1), .group = strings.at(2), .sort = {}};
    const QStringList columns = strings.at(3).split(u';', Qt::SkipEmptyParts);
    for (const QString& each : columns) {
        bool isNumber = false;
        const int column = each.section(u',', 0, 0).toInt(&isNumber);
        if (!isNumber || column < 0)
            return std::nullopt;
        view.sort.append(
            {column, each.section(u',', 1, 1) == u"1"_s ? Qt::DescendingOrder : Qt::AscendingOrder});
    }
    return view;
}

} // namespace Drover
