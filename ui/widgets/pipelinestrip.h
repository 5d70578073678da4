#pragma once

#include "models/status.h"
#include "ui/access/widgetaccess.h"
#include "ui/theme/colorrole.h"

#include <QList>
#include <QString>
#include <QWidget>

namespace Drover {

/// One stage on the way of a machine or cluster.
struct PipelineStep
{
    QString name;     ///< short: "linux-install"
    QString fullName; ///< tool tip
    Status status = Status::Queued;
    bool gate = false;
    bool operator==(const PipelineStep&) const = default;
};

/// Where a machine stands among its stages: circles on a line with names below. As many names as fit, the
/// current one always. Owned by its parent; UI thread.
class PipelineStrip : public QWidget, public AccessParts
{
    Q_OBJECT
public:
    explicit PipelineStrip(QWidget* parent = nullptr);

    /// `current` is an index, -1 = none.
    void setSteps(const QList<PipelineStep>& steps, int current);
    [[nodiscard]] QSize sizeHint() const override { return {340, 52}; }
    [[nodiscard]] int accessPartCount() const override { return int(m_steps.size()); }
    [[nodiscard]] AccessPart accessPart(int index) const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    [[nodiscard]] double centreOf(int step) const;
    void drawStep(class QPainter& painter, int step) const;
    void drawNames(class QPainter& painter) const;
    void drawSpread(class QPainter& painter, double gap) const;
    [[nodiscard]] ColorRole nameColor(int step) const;

    QList<PipelineStep> m_steps;
    int m_current = -1;
};

} // namespace Drover
