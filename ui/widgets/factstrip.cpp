#include "ui/widgets/factstrip.h"

#include "ui/widgets/controls.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/iconlabel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace Drover {

FactStrip::FactStrip(QWidget* parent) : QFrame(parent), m_row(new QHBoxLayout(this))
{
    setProperty("card", u"true"_s);
    setFixedHeight(58);
    m_row->setContentsMargins(0, 0, 0, 0);
    m_row->setSpacing(0);
}

void FactStrip::setItems(const QList<Item>& items)
{
    if (items == m_items)
        return;
    m_items = items;
    while (QLayoutItem* old = m_row->takeAt(0)) {
        delete old->widget();
        delete old;
    }
    for (const Item& item : items) {
        auto* cell = new QFrame(this);
        cell->setProperty("cell", m_row->count() == 0 ? u"first"_s : u"next"_s);
        cell->setAccessibleName(item.label);
        cell->setAccessibleDescription(item.value);
        auto* row = new QHBoxLayout(cell);
        row->setContentsMargins(16, 0, 12, 0);
        row->setSpacing(12);
        row->addWidget(new IconLabel(item.icon, ColorRole::Tx3, 16, cell));
        auto* texts = new QVBoxLayout;
        texts->setSpacing(0);
        texts->addStretch();
        texts->addWidget(makeLabel(item.label, FontRole::Label, ColorRole::Tx3, cell));
        auto* value =
            new ElidedLabel(item.figure ? FontRole::Figure : FontRole::Secondary, ColorRole::Tx1, cell);
        value->setElideMode(Qt::ElideMiddle);
        value->setText(item.value);
        texts->addWidget(value);
        texts->addStretch();
        row->addLayout(texts, 1);
        m_row->addWidget(cell, 1);
    }
}

} // namespace Drover
