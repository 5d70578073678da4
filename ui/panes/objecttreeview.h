#pragma once

#include "models/lists/sortcolumns.h"

#include <QSet>
#include <QTreeView>

class QMenu;
class QPushButton;

namespace Drover {

class HeldRows;
class ListHeader;

/// A tree or list with our rows: guides for the depth, an own indent per depth, single letters left to the
/// pane's keys, columns that can be chosen, moved and sorted by, a menu that copies rows. Rows never move
/// under the pointer: while it rests on them changes of place wait, where the model can (HeldRows), and a
/// button says how many; what is scrolled to stays where it is. Owned by its pane; UI thread.
class ObjectTreeView : public QTreeView
{
    Q_OBJECT
public:
    explicit ObjectTreeView(QWidget* parent = nullptr);

    /// A model that can be ordered by several columns (SortsByColumns) gets a head that does so.
    void setModel(QAbstractItemModel* model) override;
    /// For such a model.
    void setSortColumns(const SortColumns& columns);
    [[nodiscard]] const SortColumns& sortColumns() const;
    [[nodiscard]] ListHeader* listHeader() const;

    void doItemsLayout() override;

    /// Selects and shows the row; nothing when it is selected already. Doesn't emit objectChosen.
    void showRow(const QModelIndex& index);

    /// What somebody asked for anew (a filter, a view) begins at its top.
    void showTop();

    /// The pane says which columns have room just now; what the person has hidden stays hidden anyway.
    void setColumnFits(int column, bool fits);
    /// The person's choice. The first column holds the names and always stays.
    void setColumnWanted(int column, bool wanted);
    /// Choice, order, widths and sorting of the columns, for the settings.
    [[nodiscard]] QStringList columnState() const;
    /// Nothing happens when it is of another set of columns.
    void setColumnState(const QStringList& state);
    /// As the pane has made them.
    void resetColumns();

    /// Opens the menu of the columns there.
    void openColumnMenu(const QPoint& at);
    /// Fills in what copies rows: the one at `index`, if any, and the whole list.
    void fillCopyMenu(QMenu& menu, const QModelIndex& index);

signals:
    /// The user went to a row, by mouse or keyboard; `key` is its ObjectKeyRole.
    void objectChosen(const QString& key);
    /// The menu of the current row is about to open: what belongs to the object is added by the window.
    void menuOpens(QMenu* menu);
    /// The user scrolled; `key` is that of the first row in view.
    void scrolled(const QString& key);

protected:
    void contextMenuEvent(QContextMenuEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void drawRow(QPainter* painter, const QStyleOptionViewItem& option,
                 const QModelIndex& index) const override;
    void drawBranches(QPainter* painter, const QRect& rect, const QModelIndex& index) const override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void scrollContentsBy(int dx, int dy) override;
    bool viewportEvent(QEvent* event) override;
    /// Rows that come, go or move just now do so by themselves: what is in view shall stay there.
    [[nodiscard]] virtual bool keepsPlace() const { return !m_asked; }

private:
    void followTextScale();
    void notePlace();
    void fillColumnMenu(QMenu& menu);
    void arrangeColumn(int column);
    [[nodiscard]] HeldRows* heldRows() const;
    void tellWaiting(int waiting);
    void placeWaiting();

    double m_textScale;                ///< that the columns are made for
    SortsByColumns* m_sorts = nullptr; ///< the model, when it is one
    QPushButton* m_waiting;
    bool m_showing = false;
    bool m_asked = false;                                   ///< somebody asks for another order
    QList<std::pair<QPersistentModelIndex, int>> m_anchors; ///< rows in view, and where they stand
    QSet<int> m_unwanted;
    QSet<int> m_unfitting;
    QStringList m_firstState; ///< as the pane has made it
};

} // namespace Drover
