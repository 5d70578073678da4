#pragma once

#include <QLayout>

namespace Drover {

/// Lays visible widgets out from left to right and goes on below where the line is full. Owned by its widget;
/// UI thread.
class FlowRow : public QLayout
{
    Q_OBJECT
public:
    explicit FlowRow(QWidget* parent);
    ~FlowRow() override;

    void addItem(QLayoutItem* item) override;
    [[nodiscard]] int count() const override { return int(m_items.size()); }
    [[nodiscard]] QLayoutItem* itemAt(int index) const override { return m_items.value(index); }
    QLayoutItem* takeAt(int index) override;
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override
    {
        return arrange(QRect(0, 0, width, 0), false);
    }
    [[nodiscard]] QSize sizeHint() const override { return minimumSize(); }
    [[nodiscard]] QSize minimumSize() const override;
    void setGeometry(const QRect& rect) override;

private:
    int arrange(const QRect& outer, bool move) const;

    QList<QLayoutItem*> m_items;
};

} // namespace Drover
