#pragma once

#include <QWidget>

class QLabel;
class QSpinBox;
class QToolButton;

namespace Drover {

/// − n +, 136×40: a count that is set by eye. The number can be typed, arrow keys and wheel work. Owned by
/// its parent.
class Stepper : public QWidget
{
    Q_OBJECT
public:
    explicit Stepper(QWidget* parent = nullptr);

    void setRange(int least, int most);
    void setValue(int value);
    [[nodiscard]] int value() const;
    /// Names the field for tests and assistive technology; what is around it gets `…/less`, `…/more` and
    /// `…/stepper`.
    void setNames(const QString& objectName, const QString& accessibleName);

signals:
    void valueChanged(int value);

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void updateEnds();

    QSpinBox* m_field;
    QToolButton* m_less;
    QToolButton* m_more;
};

} // namespace Drover
