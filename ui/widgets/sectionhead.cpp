#include "ui/widgets/sectionhead.h"

#include "ui/theme/theme.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/elidedlabel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

namespace Drover {

SectionHead::SectionHead(const QString& title, QWidget* parent)
    : QWidget(parent), m_title(makeLabel(title, FontRole::LabelStrong, ColorRole::Tx2, this)),
      m_subtitle(new ElidedLabel(FontRole::Label, ColorRole::Tx3, this)), m_row(new QHBoxLayout(this))
{
    m_row->setContentsMargins(12, 0, 12, 0);
    m_row->setSpacing(8);
    m_row->addWidget(m_title);
    m_row->addWidget(m_subtitle, 1);
    setFixedHeight(28);
    setAccessibleName(title);
}

void SectionHead::setTitle(const QString& title)
{
    m_title->setText(title);
    setAccessibleName(title);
}

void SectionHead::setSubtitle(const QString& text)
{
    m_subtitle->setText(text);
}

QPushButton* SectionHead::addLink(const QString& name, const QString& text)
{
    QPushButton* link = makeButton(name, text, std::nullopt, ButtonKind::Link, this);
    link->setFont(themeFont(FontRole::LabelMedium));
    m_row->addWidget(link);
    return link;
}

void SectionHead::addWidget(QWidget* widget)
{
    m_row->addWidget(widget);
}

void SectionHead::paintEvent(QPaintEvent*)
{
    const Theme& theme = Theme::current();
    QPainter painter(this);
    painter.fillRect(rect(), theme.color(ColorRole::Bg2));
    painter.fillRect(QRect(0, 0, width(), 1), theme.color(ColorRole::Line));
    painter.fillRect(QRect(0, height() - 1, width(), 1), theme.color(ColorRole::Line));
}

} // namespace Drover
