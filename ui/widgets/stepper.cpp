#include "ui/widgets/stepper.h"

#include "ui/theme/paint.h"
#include "ui/theme/theme.h"
#include "ui/widgets/controls.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QSpinBox>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

/// A spin box without frame and arrows whose frame is the stepper's own.
class BareSpinBox final : public QSpinBox
{
public:
    explicit BareSpinBox(QWidget* parent) : QSpinBox(parent)
    {
        setButtonSymbols(QAbstractSpinBox::NoButtons);
        setFrame(false);
        setAlignment(Qt::AlignCenter);
        setStyleSheet(
            u"QSpinBox, QSpinBox:focus { border: 0; background: transparent; padding: 0; min-height: 30px; }"_s);
    }

protected:
    void focusInEvent(QFocusEvent* event) override
    {
        QSpinBox::focusInEvent(event);
        parentWidget()->update();
    }
    void focusOutEvent(QFocusEvent* event) override
    {
        QSpinBox::focusOutEvent(event);
        parentWidget()->update();
    }
};

} // namespace

Stepper::Stepper(QWidget* parent)
    : QWidget(parent), m_field(new BareSpinBox(this)),
      m_less(makeIconButton(u"less"_s, IconName::Minus, tr("One less"), this)),
      m_more(makeIconButton(u"more"_s, IconName::Plus, tr("One more"), this))
{
    m_field->setFont(themeFont(FontRole::FigureLarge));
    for (QToolButton* button : {m_less, m_more}) {
        button->setFixedSize(32, 32);
        button->setAutoRepeat(true);
        button->setFocusPolicy(Qt::NoFocus); // the field has the arrow keys
    }
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(4, 4, 4, 4);
    row->setSpacing(0);
    row->addWidget(m_less);
    row->addWidget(m_field, 1);
    row->addWidget(m_more);
    setFixedSize(136, 40);
    setFocusProxy(m_field);
    connect(m_less, &QToolButton::clicked, m_field, &QSpinBox::stepDown);
    connect(m_more, &QToolButton::clicked, m_field, &QSpinBox::stepUp);
    connect(m_field, &QSpinBox::valueChanged, this, [this](int value) {
        updateEnds();
        emit valueChanged(value);
    });
}

void Stepper::setRange(int least, int most)
{
    m_field->setRange(least, most);
    updateEnds();
}

void Stepper::setValue(int value)
{
    m_field->setValue(value);
}

int Stepper::value() const
{
    return m_field->value();
}

void Stepper::setNames(const QString& objectName, const QString& accessibleName)
{
    setObjectName(objectName + u"/stepper"_s);
    m_field->setObjectName(objectName);
    m_field->setAccessibleName(accessibleName);
    m_less->setObjectName(objectName + u"/less"_s);
    m_less->setAccessibleName(tr("%1, one less").arg(accessibleName));
    m_more->setObjectName(objectName + u"/more"_s);
    m_more->setAccessibleName(tr("%1, one more").arg(accessibleName));
}

void Stepper::updateEnds()
{
    m_less->setEnabled(isEnabled() && m_field->value() > m_field->minimum());
    m_more->setEnabled(isEnabled() && m_field->value() < m_field->maximum());
}

void Stepper::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::EnabledChange) {
        updateEnds();
    }
    QWidget::changeEvent(event);
}

void Stepper::paintEvent(QPaintEvent*)
{
    const Theme& theme = Theme::current();
    QPainter painter(this);
    drawBox(painter, rect(), 4, theme.color(ColorRole::Bg1),
            theme.color(isEnabled() ? ColorRole::Ctl : ColorRole::Line2));
    if (m_field->hasFocus()) {
        drawFocusRing(painter, rect(), 4);
    }
}

} // namespace Drover
