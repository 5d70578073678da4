#pragma once

#include <QCheckBox>

namespace Drover {

/// A yes or no as a switch of 30×16. To assistive technology it is a check box. Owned by its parent.
class Toggle : public QCheckBox
{
    Q_OBJECT
public:
    explicit Toggle(QWidget* parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    [[nodiscard]] bool hitButton(const QPoint& at) const override { return rect().contains(at); }
};

} // namespace Drover
