#pragma once

#include "models/timeline/timelinescene.h"
#include "ui/timeline/timeaxis.h"

#include <QFrame>

namespace Drover {

/// What one bar, gate or failure is, beside the pointer. Owned by the canvas; UI thread.
class TimelineTooltip : public QFrame
{
    Q_OBJECT
public:
    explicit TimelineTooltip(QWidget* parent);

    /// `why`: what a bar that waits waits for; may be empty.
    void showSpan(const TimelineScene& scene, const TimelineLane& lane, const TimelineSpan& span,
                  const TimeAxis& axis, const QString& why, QPoint globalAt);
    void showGate(const TimelineScene& scene, const TimelineGate& gate, const TimeAxis& axis,
                  QPoint globalAt);
    void showFailure(const TimelineLane& lane, QPoint globalAt);
    void showWhy(const QString& title, Status status, const QString& why, QPoint globalAt);
    /// A stretch of idle time that is drawn short.
    void showFold(TimeRange fold, const TimeAxis& axis, QPoint globalAt);
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
