#pragma once

#include <QString>

class QAbstractItemModel;
class QHeaderView;
class QModelIndex;

namespace Drover {

enum class CopyForm {
    Text, ///< tab-separated, as spreadsheets and terminals take it
    Csv,  ///< RFC 4180
    Json  ///< an array of objects by column heading
};

/// The rows of a list or tree as text, columns as they are shown, hidden ones left out. What a cell shows as
/// an icon is said in its words. `only`: this row alone; invalid: all, children after their parents. At most
/// `rowsCopied`.
[[nodiscard]] QString copyRows(const QAbstractItemModel& model, const QHeaderView& header, CopyForm form,
                               const QModelIndex& only);

/// One line as RFC 4180 wants it, with its end.
[[nodiscard]] QString csvLine(const QStringList& cells);

inline constexpr int rowsCopied = 200'000;

} // namespace Drover
