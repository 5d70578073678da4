#pragma once

#include "models/timeline/timelinescene.h"

#include <QFrame>

namespace Drover {

/// What one bar, gate or failure is, beside the pointer. Owned by the canvas; UI thread.
class TimelineTooltip : public QFrame
{
    Q_OBJECT
public:
    explicit TimelineTooltip(QWidget* parent);

    void showSpan(const TimelineScene& scene, const TimelineLane& lane, const TimelineSpan& span,
                  QPoint globalAt);
    void showGate(const TimelineScene& scene, const TimelineGate& gate, QPoint globalAt);
    void showFailure(const TimelineLane& lane, QPoint globalAt);
    [[nodiscard]] QString plainText() const;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    struct Row
    {
        QString label;
        QString value;
    };
    void present(QPoint globalAt);

    QString m_title;
    Status m_status = Status::None;
    QString m_statusText;
    QList<Row> m_rows;
};

} // namespace Drover
