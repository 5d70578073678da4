#pragma once

#include "models/lists/indexedlistmodel.h"
#include "ui/panes/objecttreeview.h"

namespace Drover {

/// A long list (models/lists/indexedlistmodel.h) whose rows are chosen by check boxes, one by one, by group
/// or all: chosen and selected are the same. Owned by its pane; UI thread.
class ListView : public ObjectTreeView
{
    Q_OBJECT
public:
    explicit ListView(QWidget* parent = nullptr);

    /// Call once, instead of setModel().
    void setList(IndexedListModel* model);
    [[nodiscard]] int chosenCount() const { return m_chosen; }
    void chooseGroup(int headRow, bool chosen);

    void selectAll() override;
    void dataChanged(const QModelIndex& topLeft, const QModelIndex& bottomRight,
                     const QList<int>& roles = {}) override;

signals:
    void chosenChanged();

protected:
    void drawRow(QPainter* painter, const QStyleOptionViewItem& option,
                 const QModelIndex& index) const override;
    void drawBranches(QPainter* painter, const QRect& rect, const QModelIndex& index) const override;
    [[nodiscard]] QItemSelectionModel::SelectionFlags selectionCommand(const QModelIndex& index,
                                                                       const QEvent* event) const override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    [[nodiscard]] bool keepsPlace() const override;

private:
    void countChosen();
    [[nodiscard]] int chosenIn(int first, int last) const;
    [[nodiscard]] int headOf(int row) const;
    [[nodiscard]] bool isHead(const QModelIndex& index) const;
    [[nodiscard]] bool isOnCheck(const QPoint& at) const;
    void drawHead(QPainter& painter, const QRect& rect, int row, const GroupHead& head) const;

    IndexedListModel* m_list = nullptr;
    int m_chosen = 0;
};

} // namespace Drover
