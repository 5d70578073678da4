#pragma once

#include "models/memberstate.h"

#include <QFrame>

namespace Drover {

/// What one machine of the map is, beside its cell. Owned by the map; UI thread.
class FleetCard : public QFrame
{
    Q_OBJECT
public:
    explicit FleetCard(QWidget* map);

    /// `cell`: on the screen.
    void open(const Replica& replica, const Machine& machine, const QRect& cell);
    [[nodiscard]] const QStringList& lines() const { return m_lines; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_name;
    QString m_aside;
    Status m_status = Status::None;
    QStringList m_lines;
};

} // namespace Drover
