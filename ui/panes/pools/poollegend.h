#pragma once

#include <QWidget>

namespace Drover {

/// What the segments of a pool's bar are, in the order in which they stand, and the mark of its minimum.
/// Owned by its pane; UI thread.
class PoolLegend : public QWidget
{
    Q_OBJECT
public:
    explicit PoolLegend(QWidget* parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
};

} // namespace Drover
