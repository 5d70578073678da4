#include "ui/widgets/segmentedcontrol.h"

#include "ui/access/widgetaccess.h"
#include "ui/text/words.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QStyle>
#include <QStyleOptionToolButton>
#include <QStylePainter>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

constexpr int kSegmentPadding = 11;
constexpr int kSegmentGap = 6;

class SegmentButton final : public QToolButton
{
public:
    using QToolButton::QToolButton;

    void setCountText(const QString& text)
    {
        m_count = text;
        setAccessibleName(text.isEmpty() ? this->text() : this->text() + u' ' + text);
        updateGeometry();
        update();
    }

    [[nodiscard]] QSize sizeHint() const override
    {
        const int count = m_count.isEmpty() ? 0 : kSegmentGap + textWidth(FontRole::FigureSmall, m_count);
        return {2 * kSegmentPadding + textWidth(FontRole::SecondaryMedium, text()) + count + 1, 28};
    }

    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent*) override
    {
        const Theme& theme = Theme::current();
        QStylePainter painter(this);
        QStyleOptionToolButton option;
        initStyleOption(&option);
        option.text.clear();
        painter.drawComplexControl(QStyle::CC_ToolButton, option);
        const bool strong = isChecked() || option.state.testFlag(QStyle::State_MouseOver);
        const QColor words = theme.color(!isEnabled() ? ColorRole::Tx4
                                         : strong     ? ColorRole::Tx1
                                                      : ColorRole::Tx2);
        QRectF area = QRectF(rect()).adjusted(kSegmentPadding, 0, -kSegmentPadding + 1, 0);
        drawText(painter, area, Qt::AlignLeft | Qt::AlignVCenter, text(), FontRole::SecondaryMedium, words);
        drawText(painter, area, Qt::AlignRight | Qt::AlignVCenter, m_count, FontRole::FigureSmall,
                 theme.color(isEnabled() ? ColorRole::Tx3 : ColorRole::Tx4));
    }

private:
    QString m_count;
};

} // namespace

SegmentedControl::SegmentedControl(QWidget* parent) : QWidget(parent), m_group(new QButtonGroup(this))
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(m_group, &QButtonGroup::idClicked, this, &SegmentedControl::currentChanged);
}

void SegmentedControl::addSegment(int id, const QString& name, const QString& text)
{
    auto* button = new SegmentButton(this);
    setAccessRole(button, QAccessible::RadioButton);
    button->setObjectName(name);
    button->setText(text);
    button->setAccessibleName(text);
    button->setCheckable(true);
    m_group->addButton(button, id);
    layout()->addWidget(button);
    if (m_group->buttons().size() == 1) {
        button->setChecked(true);
    }
    shapeEnds();
}

void SegmentedControl::clear()
{
    const QList<QAbstractButton*> buttons = m_group->buttons();
    for (QAbstractButton* button : buttons) {
        m_group->removeButton(button);
        delete button;
    }
}

void SegmentedControl::setCount(int id, int count)
{
    if (auto* button = static_cast<SegmentButton*>(m_group->button(id))) {
        button->setCountText(count < 0 ? QString() : countText(count));
    }
}

void SegmentedControl::setSegmentVisible(int id, bool visible)
{
    QAbstractButton* button = m_group->button(id);
    if (!button || button->isHidden() != visible)
        return;
    button->setVisible(visible);
    shapeEnds();
    updateGeometry();
}

void SegmentedControl::setCurrent(int id)
{
    if (QAbstractButton* button = m_group->button(id)) {
        button->setChecked(true);
    }
}

void SegmentedControl::shapeEnds()
{
    QList<QAbstractButton*> buttons = m_group->buttons();
    // One that was never shown yet is not hidden by anybody.
    buttons.removeIf([](const QAbstractButton* button) {
        return button->isHidden() && button->testAttribute(Qt::WA_WState_ExplicitShowHide);
    });
    for (qsizetype i = 0; i < buttons.size(); ++i) {
        const bool first = i == 0;
        const bool last = i == buttons.size() - 1;
        buttons.at(i)->setProperty("segment", first && last ? u"only"_s
                                              : first       ? u"first"_s
                                              : last        ? u"last"_s
                                                            : u"middle"_s);
        // The sheet reads the property only when it is applied anew.
        buttons.at(i)->style()->unpolish(buttons.at(i));
        buttons.at(i)->style()->polish(buttons.at(i));
    }
}

} // namespace Drover
