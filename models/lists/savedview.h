#pragma once

#include "models/lists/sortcolumns.h"

#include <QString>
#include <QStringList>
#include <optional>

namespace Drover {

/// A filter with a name, and how its rows are grouped and ordered. A value.
struct SavedView
{
    QString name;
    QString query;
    QString group;    ///< a filter's key; empty: no groups
    SortColumns sort; ///< empty: as it is
    bool operator==(const SavedView&) const = default;

    /// Name, query, group and sorting, for the settings.
    [[nodiscard]] QStringList toStrings() const;
    static constexpr int stringCount = 4;
    /// Nothing for what toStrings() can't have made.
    [[nodiscard]] static std::optional<SavedView> fromStrings(const QStringList& strings);
};

} // namespace Drover
