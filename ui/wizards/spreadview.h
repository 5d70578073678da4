#pragma once

#include "engine/core/plan.h"
#include "ui/access/widgetaccess.h"

#include <QHash>
#include <QWidget>

namespace Drover {

/// Which racks the planned members stand in: a line per rack with a chip per member, voters with the crown,
/// and behind them what stays Free there. Racks with more than one voter are marked. Painted; owned by its
/// page; UI thread.
class SpreadView : public QWidget, public AccessParts
{
    Q_OBJECT
public:
    explicit SpreadView(QWidget* parent = nullptr);

    /// `free`: by rack, those that are taken among them.
    void setMachines(const QList<PlanMachine>& machines, const QHash<QString, int>& free);
    [[nodiscard]] int rackCount() const { return int(m_racks.size()); }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] int accessPartCount() const override { return rackCount(); }
    [[nodiscard]] AccessPart accessPart(int index) const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return {200, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    struct Rack
    {
        QString name;
        QList<PlanMachine> machines;
        int voters = 0;
        int free = 0; ///< of which the members are taken
    };
    void paintFree(class QPainter& painter, const Rack& rack, double y) const;
    [[nodiscard]] int chipsPerLine() const;
    [[nodiscard]] int linesOf(const Rack& rack) const;

    QList<Rack> m_racks;
};

} // namespace Drover
