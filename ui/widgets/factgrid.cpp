#include "ui/widgets/factgrid.h"

#include "ui/theme/statuslook.h"
#include "ui/theme/theme.h"
#include "ui/theme/themehub.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/elidedlink.h"
#include "ui/widgets/iconlabel.h"
#include "ui/widgets/layertag.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

constexpr int mostAside = 150;

} // namespace

FactGrid::FactGrid(QWidget* parent) : QWidget(parent), m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(8);
    m_grid->setVerticalSpacing(1);
    m_grid->setColumnMinimumWidth(0, 80);
    m_grid->setColumnStretch(1, 1);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    // Rows are as high and wide as their text.
    connect(&ThemeHub::instance(), &ThemeHub::changed, this, [this] {
        const QList<Fact> facts = m_facts;
        setFacts({});
        setFacts(facts);
    });
}

void FactGrid::setLabelWidth(int pixels)
{
    m_grid->setColumnMinimumWidth(0, pixels);
}

void FactGrid::setFacts(const QList<Fact>& facts)
{
    for (int row = 0; row < std::max(facts.size(), m_facts.size()); ++row) {
        const bool kept = row < facts.size() && row < m_facts.size() && facts.at(row) == m_facts.at(row);
        if (kept) {
            continue;
        }
        if (row < m_facts.size()) {
            clearRow(row);
        }
        if (row < facts.size()) {
            buildRow(row, facts.at(row));
        }
    }
    m_facts = facts;
}

void FactGrid::clearRow(int row)
{
    m_grid->setRowMinimumHeight(row, 0);
    for (int column = 0; column < 3; ++column) {
        QLayoutItem* item = m_grid->itemAtPosition(row, column);
        if (!item) {
            continue;
        }
        QWidget* widget = item->widget();
        m_grid->removeItem(item);
        delete item;
        delete widget;
    }
}

void FactGrid::buildRow(int row, const Fact& fact)
{
    // A squeezed page scrolls; its rows don't run into each other.
    m_grid->setRowMinimumHeight(row, lineHeight(FontRole::Secondary));
    QLabel* label = makeLabel(fact.label, FontRole::Secondary, ColorRole::Tx3, this);
    m_grid->addWidget(label, row, 0, fact.wrap ? Qt::AlignTop : Qt::Alignment());
    const FontRole font = fact.figure ? FontRole::Figure : FontRole::Secondary;
    auto* cell = new QWidget(this);
    auto* line = new QHBoxLayout(cell);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(6);
    ColorRole color = ColorRole::Tx1;
    if (fact.status) {
        const StatusLook look = statusLook(*fact.status);
        color = roleOf(look.tone, TonePart::Text);
        line->addWidget(new IconLabel(look.icon, color, 13, cell));
    }
    const QString spoken = fact.label.isEmpty() ? fact.value : u"%1: %2"_s.arg(fact.label, fact.value);
    if (fact.link && !fact.value.isEmpty()) {
        auto* link = new ElidedLink(fact.key, fact.value, font, cell);
        link->setAccessibleDescription(fact.label);
        line->addWidget(link);
        line->addStretch(1);
        connect(link, &QPushButton::clicked, this, [this, key = fact.key] { emit linkActivated(key); });
    } else if (fact.wrap) {
        QLabel* value = makeLabel(fact.value, font, color, cell);
        value->setObjectName(fact.key);
        value->setWordWrap(true);
        value->setAccessibleName(spoken);
        line->addWidget(value, 1);
    } else {
        auto* value = new ElidedLabel(font, color, cell);
        value->setObjectName(fact.key);
        value->setText(fact.value);
        value->setAccessibleName(spoken);
        value->setAccessibleDescription(fact.hint);
        value->setToolTip(fact.hint);
        line->addWidget(value, 1);
    }
    m_grid->addWidget(cell, row, 1, 1, fact.aside.isEmpty() ? 2 : 1);
    if (fact.aside.isEmpty())
        return;
    QWidget* aside = nullptr;
    if (fact.layer.isEmpty()) {
        auto* text = new ElidedLabel(FontRole::Figure, ColorRole::Tx2, this);
        text->setText(fact.aside);
        text->setAccessibleName(fact.aside);
        aside = text;
    } else {
        aside = new LayerTag(fact.layer, fact.aside, this);
    }
    aside->setMaximumWidth(std::min(aside->sizeHint().width(), textScaled(mostAside)));
    m_grid->addWidget(aside, row, 2, Qt::AlignRight);
}

} // namespace Drover
