#include "ui/widgets/card.h"

#include "ui/theme/theme.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/iconlabel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

class Hairline final : public QWidget
{
public:
    explicit Hairline(QWidget* parent) : QWidget(parent) { setFixedHeight(1); }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter(this).fillRect(rect(), Theme::current().color(ColorRole::Line));
    }
};

} // namespace

Card::Card(IconName icon, const QString& title, QWidget* parent)
    : QFrame(parent), m_icon(icon), m_headBox(new QWidget(this)),
      m_mark(new IconLabel(icon, ColorRole::Tx2, 14, m_headBox)),
      m_title(makeLabel(title, FontRole::BodyStrong, ColorRole::Tx1, this)),
      m_subtitle(new ElidedLabel(FontRole::Secondary, ColorRole::Tx3, this)), m_head(new QHBoxLayout),
      m_body(new QVBoxLayout)
{
    setProperty("card", u"true"_s);
    setAccessibleName(title);
    m_headBox->setFixedHeight(35);
    m_headBox->setLayout(m_head);
    m_head->setContentsMargins(12, 0, 12, 0);
    m_head->setSpacing(8);
    m_head->addWidget(m_mark);
    m_head->addWidget(m_title);
    m_head->addWidget(m_subtitle, 1);
    m_body->setContentsMargins(0, 0, 0, 0);
    m_body->setSpacing(0);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(1, 1, 1, 1);
    column->setSpacing(0);
    column->addWidget(m_headBox);
    column->addWidget(makeLine(this));
    column->addLayout(m_body, 1);
}

void Card::setSubtitle(const QString& text)
{
    m_subtitle->setText(text);
}

void Card::setIconColor(ColorRole color)
{
    m_mark->setIcon(m_icon, color);
}

void Card::setRaisedHead()
{
    setProperty("card", u"page"_s);
    m_headBox->setProperty("ground", u"head"_s);
    m_headBox->setAttribute(Qt::WA_StyledBackground);
}

QPushButton* Card::addHeadLink(const QString& name, const QString& text)
{
    QPushButton* link = makeButton(name, text, std::nullopt, ButtonKind::Link, this);
    m_head->addWidget(link);
    return link;
}

void Card::addHeadWidget(QWidget* widget)
{
    m_head->addWidget(widget);
}

QWidget* makeLine(QWidget* parent)
{
    return new Hairline(parent);
}

} // namespace Drover
