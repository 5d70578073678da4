#include "ui/widgets/banner.h"

#include "ui/theme/iconcache.h"
#include "ui/theme/theme.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/elidedlabel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace Drover {

Banner::Banner(QWidget* parent)
    : QWidget(parent), m_title(makeLabel(QString(), FontRole::BodyStrong, ColorRole::Tx1, this)),
      m_text(new ElidedLabel(FontRole::Secondary, ColorRole::Tx2, this)), m_actions(new QHBoxLayout)
{
    m_title->setObjectName(u"title"_s);
    m_text->setObjectName(u"text"_s);
    m_actions->setSpacing(8);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(40, 0, 12, 0);
    row->setSpacing(12);
    row->addWidget(m_title);
    row->addWidget(m_text, 1);
    row->addLayout(m_actions);
    setFixedHeight(40);
}

void Banner::setMessage(Tone tone, IconName icon, const QString& title, const QString& text)
{
    m_tone = tone;
    m_icon = icon;
    m_title->setText(title);
    m_text->setText(text);
    setAccessibleName(title);
    setAccessibleDescription(text);
    update();
}

QPushButton* Banner::addAction(const QString& name, const QString& text)
{
    QPushButton* button = makeButton(name, text, std::nullopt, ButtonKind::Plain, this);
    m_actions->addWidget(button);
    return button;
}

void Banner::clearActions()
{
    while (QLayoutItem* item = m_actions->takeAt(0)) {
        delete item->widget();
        delete item;
    }
}

void Banner::paintEvent(QPaintEvent*)
{
    const Theme& theme = Theme::current();
    QPainter painter(this);
    painter.fillRect(rect(), theme.color(m_tone, TonePart::Tint));
    painter.fillRect(QRect(0, height() - 1, width(), 1), theme.color(m_tone, TonePart::Bar2));
    drawIcon(painter, QPointF(14, (height() - 16) / 2.0), m_icon, 16, theme.color(m_tone, TonePart::Text));
}

} // namespace Drover
