#pragma once

#include "models/status.h"
#include "ui/access/widgetaccess.h"

#include <QList>
#include <QWidget>

namespace Drover {

/// How many machines of a pool have one status.
struct PoolShare
{
    Status status = Status::Free;
    int count = 0;
    bool operator==(const PoolShare&) const = default;
};

/// A pool as one bar, 16 high: InUse, Building, Destroying, Hold, Leaving, Joining, Free (outline). Each
/// segment at least 2 px; a mark where Free would equal its minimum. Owned by its parent; UI thread.
class PoolBar : public QWidget, public AccessParts
{
    Q_OBJECT
public:
    explicit PoolBar(QWidget* parent = nullptr);

    void setShares(const QList<PoolShare>& shares, int leastFree);
    [[nodiscard]] QSize sizeHint() const override { return {288, 16}; }
    [[nodiscard]] int accessPartCount() const override { return int(m_shares.size()); }
    [[nodiscard]] AccessPart accessPart(int index) const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QList<PoolShare> m_shares;
    int m_leastFree = 0;
};

/// One segment, without its figure, for delegates and the legend. Hold* and Leaving are striped.
void drawPoolSegment(class QPainter& painter, const QRectF& rect, Status status);
/// The whole bar for delegates.
void drawPoolBar(class QPainter& painter, const QRectF& rect, const QList<PoolShare>& shares, int leastFree);

} // namespace Drover
