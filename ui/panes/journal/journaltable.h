#pragma once

#include "ui/delegates/rowdelegate.h"

#include <QTableView>

namespace Drover {

/// A table of rows of 24 that is as long as the journal: fixed heights, no vertical header, whole rows
/// selected, one after the other. Owned by its pane; UI thread.
class JournalTable : public QTableView
{
    Q_OBJECT
public:
    explicit JournalTable(QWidget* parent = nullptr);

    void setModel(QAbstractItemModel* model) override;
    [[nodiscard]] int hoveredRow() const { return m_hovered; }
    /// First and last row of the selection; {-1, -1} when nothing is selected.
    [[nodiscard]] std::pair<int, int> selectedRows() const;
    /// First and last row in view; {-1, -1} when there is none.
    [[nodiscard]] std::pair<int, int> rowsInView() const;

signals:
    void openRequested(const QModelIndex& index); ///< Enter or a double click
    void currentRowChanged(int row);
    void rowsInViewChanged();

protected:
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void keyboardSearch(const QString& search) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    void rowsInserted(const QModelIndex& parent, int start, int end) override;
    void rowsAboutToBeRemoved(const QModelIndex& parent, int start, int end) override;
    void scrollContentsBy(int dx, int dy) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void hover(int row);

    int m_hovered = -1;
};

/// The journal's cells: figures and dim text as everywhere; the event with its icon, the kind's name dim,
/// then its words.
class JournalDelegate final : public RowDelegate
{
    Q_OBJECT
public:
    explicit JournalDelegate(JournalTable* table);

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override;
    void paintCell(QPainter& painter, const QRectF& area, const QModelIndex& index) const override;
    [[nodiscard]] int contentWidth(const QModelIndex& index) const override;

private:
    void paintEvent(QPainter& painter, const QRectF& area, const QModelIndex& index) const;
    void paintCause(QPainter& painter, const QRectF& area, const QModelIndex& index) const;

    JournalTable* m_table;
};

} // namespace Drover
