#pragma once

#include "models/lists/sortcolumns.h"

#include <QHeaderView>

namespace Drover {

/// The head of a list that is ordered by several columns: a click orders by one, Shift+click adds the next,
/// each wears its arrow and, when there are several, its number. With `checks` the first column has a box for
/// all rows. Owned by its view; UI thread.
class ListHeader : public QHeaderView
{
    Q_OBJECT
public:
    explicit ListHeader(QWidget* parent = nullptr);

    /// Off: the view's own sorting by one column.
    void setSortsByColumns(bool on);
    void setSortColumns(const SortColumns& columns);
    [[nodiscard]] const SortColumns& sortColumns() const { return m_sort; }
    void setHasChecks(bool checks);
    void setCheckState(Qt::CheckState state);

    static constexpr int checkWidth = 28;

signals:
    void sortColumnsChosen(const Drover::SortColumns& columns);
    void checkClicked();

protected:
    void paintSection(QPainter* painter, const QRect& rect, int section) const override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;

private:
    void sortBy(int column, bool further);
    [[nodiscard]] bool isOnCheck(const QPoint& at) const;

    SortColumns m_sort;
    Qt::CheckState m_check = Qt::Unchecked;
    bool m_sortsByColumns = false;
    bool m_checks = false;
    bool m_shift = false;
};

} // namespace Drover
