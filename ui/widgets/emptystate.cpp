#include "ui/widgets/emptystate.h"

#include "ui/widgets/controls.h"
#include "ui/widgets/iconlabel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace Drover {

EmptyState::EmptyState(QWidget* parent)
    : QWidget(parent), m_icon(new IconLabel(IconName::Info, ColorRole::Tx3, 28, this)),
      m_title(makeLabel(QString(), FontRole::BodyStrong, ColorRole::Tx1, this)),
      m_text(makeLabel(QString(), FontRole::Secondary, ColorRole::Tx2, this)), m_actions(new QHBoxLayout)
{
    m_title->setObjectName(u"title"_s);
    m_title->setAlignment(Qt::AlignCenter);
    m_title->setWordWrap(true);
    m_text->setObjectName(u"text"_s);
    m_text->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    m_text->setWordWrap(true);
    m_text->setMaximumWidth(340);
    m_actions->setSpacing(8);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(0);
    column->addStretch(4);
    column->addWidget(m_icon, 0, Qt::AlignHCenter);
    column->addSpacing(12);
    column->addWidget(m_title);
    column->addSpacing(4);
    auto* textRow = new QHBoxLayout;
    textRow->addStretch();
    textRow->addWidget(m_text, 10);
    textRow->addStretch();
    column->addLayout(textRow);
    column->addSpacing(16);
    auto* actionRow = new QHBoxLayout;
    actionRow->addStretch();
    actionRow->addLayout(m_actions);
    actionRow->addStretch();
    column->addLayout(actionRow);
    column->addStretch(5);
}

void EmptyState::setMessage(IconName icon, ColorRole iconColor, const QString& title, const QString& text)
{
    m_icon->setIcon(icon, iconColor);
    m_title->setText(title);
    m_text->setText(text);
    setAccessibleName(title);
    setAccessibleDescription(text);
}

QPushButton* EmptyState::addAction(const QString& name, const QString& text, IconName icon, bool primary)
{
    QPushButton* button =
        makeButton(name, text, icon, primary ? ButtonKind::Primary : ButtonKind::Plain, this);
    m_actions->addWidget(button);
    return button;
}

void EmptyState::clearActions()
{
    while (QLayoutItem* item = m_actions->takeAt(0)) {
        delete item->widget();
        delete item;
    }
}

} // namespace Drover
