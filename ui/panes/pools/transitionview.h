#pragma once

#include "models/pools/poolpast.h"

#include <QWidget>
#include <map>
#include <optional>

namespace Drover {

class StatusBox;

/// How machines go through a pool: each status a box with its count, holds below; arrows are the pool's
/// transitions. Pressing a box filters by it, pressing it again shows all. Owned by the pool's detail; UI
/// thread.
class TransitionView : public QWidget
{
    Q_OBJECT
public:
    explicit TransitionView(QWidget* parent = nullptr);

    void setCounts(const PoolCounts& counts);
    void setChosen(std::optional<PoolStatus> status);
    [[nodiscard]] QSize sizeHint() const override { return {700, 104}; }

signals:
    void chosen(std::optional<PoolStatus> status);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    StatusBox* add(PoolStatus status, bool small);
    void arrange();
    [[nodiscard]] static QString arrowWord(PoolStatus from);
    [[nodiscard]] static int arrowLength(PoolStatus from);
    void arrow(class QPainter& painter, QPointF from, QPointF to, const QString& words) const;

    std::map<PoolStatus, StatusBox*> m_boxes;
    std::optional<PoolStatus> m_chosen;
};

} // namespace Drover
