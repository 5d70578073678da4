#include "ui/shell/firstruncard.h"

#include "ui/widgets/card.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/iconlabel.h"
#include "ui/widgets/keycaps.h"

#include <QEvent>
#include <QLabel>
#include <QPushButton>
#include <QStyle>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

constexpr int pictureHeight = 124;
constexpr int footHeight = 56;

} // namespace

FirstRunCard::FirstRunCard(const QString& name, QWidget* picture, IconName icon, const QString& title,
                           int key, QWidget* parent)
    : QFrame(parent), m_text(makeLabel({}, FontRole::Body, ColorRole::Tx2, this)), m_lines(new QVBoxLayout),
      m_foot(new QHBoxLayout), m_aside(makeLabel({}, FontRole::Label, ColorRole::Tx3, this))
{
    setObjectName(name);
    setAccessibleName(title);
    setProperty("card", u"true"_s);
    setMinimumWidth(300);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(1, 1, 1, 1);
    column->setSpacing(0);
    picture->setParent(this);
    picture->setFixedHeight(pictureHeight);
    column->addWidget(picture);
    column->addWidget(makeLine(this));
    auto* head = new QHBoxLayout;
    head->setContentsMargins(16, 14, 16, 0);
    head->setSpacing(8);
    head->addWidget(new IconLabel(icon, ColorRole::Acc, 16, this));
    head->addWidget(makeLabel(title, FontRole::PanelTitle, ColorRole::Tx1, this), 1);
    head->addWidget(new KeyCaps(QString::number(key), this));
    column->addLayout(head);
    m_text->setWordWrap(true);
    m_text->setContentsMargins(16, 6, 16, 8);
    m_text->setMinimumHeight(54);
    m_text->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    column->addWidget(m_text);
    m_lines->setContentsMargins(16, 0, 16, 0);
    m_lines->setSpacing(2);
    column->addLayout(m_lines);
    column->addStretch(1);
    column->addSpacing(8);
    column->addWidget(makeLine(this));
    auto* foot = new QWidget(this);
    foot->setFixedHeight(footHeight);
    foot->setLayout(m_foot);
    m_foot->setContentsMargins(16, 0, 16, 0);
    m_foot->setSpacing(8);
    m_foot->addStretch(1);
    m_foot->addWidget(m_aside);
    column->addWidget(foot);
}

void FirstRunCard::setText(const QString& text)
{
    m_text->setText(text);
    setAccessibleDescription(text);
}

void FirstRunCard::setLines(const QList<FirstRunLine>& lines)
{
    while (QLayoutItem* item = m_lines->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (const FirstRunLine& line : lines) {
        auto* widget = new QWidget(this);
        widget->setFixedHeight(24);
        widget->setAccessibleName(line.text);
        widget->setAccessibleDescription(line.aside);
        auto* row = new QHBoxLayout(widget);
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(8);
        const ColorRole color = line.tone ? roleOf(*line.tone, TonePart::Text) : ColorRole::Tx3;
        row->addWidget(new IconLabel(line.icon, color, 14, widget));
        const bool bad = line.tone && (*line.tone == Tone::Bad || *line.tone == Tone::Warn);
        auto* text = new ElidedLabel(FontRole::Secondary, bad ? color : ColorRole::Tx1, widget);
        text->setText(line.text);
        row->addWidget(text, 1);
        row->addWidget(makeLabel(line.aside, FontRole::Label, ColorRole::Tx3, widget));
        m_lines->addWidget(widget);
    }
}

QPushButton* FirstRunCard::addButton(const QString& name, const QString& text, IconName icon)
{
    QPushButton* button = makeButton(name, text, icon, ButtonKind::Plain, this);
    setButtonSize(button, ButtonSize::Large);
    m_foot->insertWidget(m_foot->count() - 2, button);
    button->installEventFilter(this);
    if (!m_main)
        m_main = button;
    return button;
}

void FirstRunCard::setAside(const QString& text)
{
    m_aside->setText(text);
}

void FirstRunCard::setPrimary(bool on)
{
    setButtonKind(m_main, on ? ButtonKind::Primary : ButtonKind::Plain);
}

/// The card wears the focus of its buttons.
bool FirstRunCard::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut) {
        setProperty("card", event->type() == QEvent::FocusIn ? u"focus"_s : u"true"_s);
        style()->unpolish(this);
        style()->polish(this);
    }
    return QFrame::eventFilter(watched, event);
}

} // namespace Drover
