#include "ui/overview/overviewrows.h"

#include "models/clusterstate.h"
#include "models/objectkey.h"
#include "ui/text/statustext.h"
#include "ui/text/words.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/iconlabel.h"
#include "ui/widgets/minibar.h"
#include "ui/widgets/poolbar.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

QVBoxLayout* makeRowColumn(QWidget* list)
{
    auto* column = new QVBoxLayout(list);
    column->setContentsMargins(0, 4, 0, 4);
    column->setSpacing(0);
    return column;
}

IconName operationIcon(OperationKind kind)
{
    switch (kind) {
    case OperationKind::Provision:
        return IconName::Provision;
    case OperationKind::Resize:
        return IconName::Resize;
    case OperationKind::Update:
        return IconName::Update;
    case OperationKind::Destroy:
        return IconName::StateDestroying;
    case OperationKind::RunBlueprint:
        return IconName::Blueprint;
    }
    Q_UNREACHABLE();
}

} // namespace

OperationList::OperationList(const WindowContext& context, QWidget* parent)
    : QWidget(parent), m_context(context), m_column(makeRowColumn(this)),
      m_nothing(makeLabel({}, FontRole::Secondary, ColorRole::Tx3, this))
{
    setObjectName(u"overview/operations"_s);
    setAccessibleName(tr("Operations in progress"));
    m_nothing->setContentsMargins(12, 6, 12, 6);
    m_column->addWidget(m_nothing);
}

std::unique_ptr<OperationList::Row> OperationList::makeRow(int number)
{
    auto row = std::make_unique<Row>();
    row->widget = new QWidget(this);
    auto* line = new QHBoxLayout(row->widget);
    line->setContentsMargins(12, 3, 12, 4);
    line->setSpacing(9);
    row->icon = new IconLabel(IconName::StateRunning, ColorRole::Run, 15, row->widget);
    line->addWidget(row->icon, 0, Qt::AlignTop);
    auto* body = new QVBoxLayout;
    body->setSpacing(0);
    auto* words = new QHBoxLayout;
    words->setSpacing(8);
    row->cluster = makeButton(u"overview/operations/%1/show"_s.arg(number), {}, std::nullopt,
                              ButtonKind::Link, row->widget);
    row->cluster->setProperty("named", u"true"_s);
    words->addWidget(row->cluster);
    row->text = new ElidedLabel(FontRole::Secondary, ColorRole::Tx2, row->widget);
    words->addWidget(row->text, 1);
    row->started = makeLabel({}, FontRole::FigureSmall, ColorRole::Tx3, row->widget);
    words->addWidget(row->started);
    body->addLayout(words);
    auto* progress = new QHBoxLayout;
    progress->setSpacing(10);
    row->bar = new MiniBar(row->widget);
    progress->addWidget(row->bar, 1);
    row->percent = makeLabel({}, FontRole::Figure, ColorRole::Tx2, row->widget);
    row->percent->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    row->percent->setMinimumWidth(38);
    progress->addWidget(row->percent);
    body->addLayout(progress);
    line->addLayout(body, 1);
    return row;
}

void OperationList::fill(Row& row, const Operation& operation)
{
    const bool destroys = operation.kind == OperationKind::Destroy;
    row.icon->setIcon(operationIcon(operation.kind), destroys ? ColorRole::Wipe : ColorRole::Run);
    row.key = clusterKey(operation.cluster);
    row.cluster->setText(operation.cluster);
    row.cluster->setAccessibleName(tr("Show %1").arg(operation.cluster));
    const QString word = operationText(operation.kind);
    row.text->setText(operation.why.text.isEmpty() ? word : u"%1 · %2"_s.arg(word, operation.why.text));
    row.started->setText(operation.started.isSet()
                             ? tr("since %1").arg(clockText(operation.started, ClockPrecision::Minutes))
                             : tr("queued"));
    const double progress = operationProgress(m_context.replica, operation);
    row.percent->setText(progress >= 0 ? percentText(progress) : u"—"_s);
    row.bar->setValue(std::max(progress, 0.0));
    row.bar->setTone(destroys ? Tone::Wipe : Tone::Run);
}

void OperationList::refresh()
{
    QList<const Operation*> open;
    for (const auto& [id, operation] : m_context.replica.operations()) {
        if (operation.isOpen())
            open.append(&operation);
    }
    const qsizetype shown = std::min<qsizetype>(open.size(), rowsShown);
    while (qsizetype(m_rows.size()) < shown) {
        m_rows.push_back(makeRow(int(m_rows.size())));
        Row* row = m_rows.back().get();
        m_column->insertWidget(m_column->count() - 1, row->widget);
        connect(row->cluster, &QPushButton::clicked, this, [this, row] { emit objectChosen(row->key); });
    }
    for (qsizetype i = 0; i < qsizetype(m_rows.size()); ++i) {
        Row& row = *m_rows[std::size_t(i)];
        row.widget->setVisible(i < shown);
        if (i < shown)
            fill(row, *open.at(i));
    }
    m_nothing->setVisible(shown == 0 || open.size() > shown);
    m_nothing->setText(shown == 0 ? tr("No operation is open.") : tr("and %1 more").arg(open.size() - shown));
}

PoolCapacity::PoolCapacity(const WindowContext& context, QWidget* parent)
    : QWidget(parent), m_context(context), m_column(makeRowColumn(this))
{
    setObjectName(u"overview/capacity"_s);
    setAccessibleName(tr("Pool capacity"));
}

std::unique_ptr<PoolCapacity::Row> PoolCapacity::makeRow(int number)
{
    auto row = std::make_unique<Row>();
    row->widget = new QWidget(this);
    auto* body = new QVBoxLayout(row->widget);
    body->setContentsMargins(12, 4, 12, 5);
    body->setSpacing(2);
    auto* words = new QHBoxLayout;
    words->setSpacing(8);
    row->name = makeButton(u"overview/capacity/%1/show"_s.arg(number), {}, std::nullopt, ButtonKind::Link,
                           row->widget);
    row->name->setProperty("named", u"true"_s);
    words->addWidget(row->name);
    row->total = makeLabel({}, FontRole::Figure, ColorRole::Tx3, row->widget);
    words->addWidget(row->total);
    words->addStretch(1);
    row->icon = new IconLabel(IconName::StateOk, ColorRole::Ok, 13, row->widget);
    words->addWidget(row->icon);
    row->free = makeLabel({}, FontRole::Secondary, ColorRole::Tx2, row->widget);
    words->addWidget(row->free);
    body->addLayout(words);
    row->bar = new PoolBar(row->widget);
    body->addWidget(row->bar);
    row->rest = new ElidedLabel(FontRole::Label, ColorRole::Tx3, row->widget);
    body->addWidget(row->rest);
    return row;
}

void PoolCapacity::refresh()
{
    const Replica& replica = m_context.replica;
    std::size_t at = 0;
    for (const auto& [name, pool] : replica.pools()) {
        const std::array<int, 10> counts = replica.poolCounts(name);
        // A pool that only groups others holds nothing.
        if (pool.minFree == 0 &&
            std::all_of(counts.begin(), counts.end(), [](int count) { return count == 0; }))
            continue;
        if (at == m_rows.size()) {
            m_rows.push_back(makeRow(int(at)));
            Row* row = m_rows.back().get();
            m_column->addWidget(row->widget);
            connect(row->name, &QPushButton::clicked, this, [this, row] { emit objectChosen(row->key); });
        }
        Row& row = *m_rows[at++];
        int total = 0;
        QStringList rest;
        QList<PoolShare> shares;
        for (std::size_t i = 0; i < counts.size(); ++i) {
            total += counts[i];
            if (counts[i] > 0)
                shares.append({statusOf(PoolStatus(i)), counts[i]});
            if (counts[i] > 0 && PoolStatus(i) != PoolStatus::InUse && PoolStatus(i) != PoolStatus::Free)
                rest.append(u"%1 %2"_s.arg(statusText(statusOf(PoolStatus(i))), countText(counts[i])));
        }
        const int free = counts[std::size_t(PoolStatus::Free)];
        const bool low = free < pool.minFree;
        row.key = poolKey(name);
        row.name->setText(name);
        row.name->setAccessibleName(tr("Show pool %1").arg(name));
        row.total->setText(countText(total));
        row.icon->setVisible(pool.minFree > 0);
        row.icon->setIcon(low ? IconName::StateWarning : IconName::StateOk,
                          low ? ColorRole::Warn : ColorRole::Ok);
        row.free->setText(pool.minFree > 0 ? tr("Free %1, minimum %2").arg(free).arg(pool.minFree)
                                           : tr("Free %1").arg(free));
        setLabelColor(row.free, low ? ColorRole::Warn : ColorRole::Tx2);
        row.bar->setShares(shares, pool.minFree);
        row.rest->setText(rest.join(u", "_s));
        row.rest->setVisible(!rest.isEmpty());
        row.bar->setAccessibleName(row.free->text());
        row.widget->setVisible(true);
    }
    for (; at < m_rows.size(); ++at)
        m_rows[at]->widget->setVisible(false);
}

} // namespace Drover
