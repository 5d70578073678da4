#include "ui/overview/overviewrows.h"

#include "engine/core/transitions.h"
#include "models/clusterstate.h"
#include "models/selection.h"
#include "models/whywaits.h"
#include "ui/text/whytext.h"
#include "ui/text/words.h"
#include "ui/theme/statuslook.h"
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

QString operationWord(OperationKind kind)
{
    switch (kind) {
    case OperationKind::Provision:
        return OperationList::tr("Provision");
    case OperationKind::Resize:
        return OperationList::tr("Resize");
    case OperationKind::Update:
        return OperationList::tr("Update");
    case OperationKind::Destroy:
        return OperationList::tr("Destroy");
    case OperationKind::RunBlueprint:
        return OperationList::tr("Blueprint");
    }
    Q_UNREACHABLE();
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

AttentionList::AttentionList(const WindowContext& context, ObjectActions& actions, QWidget* parent)
    : QWidget(parent), m_context(context), m_actions(actions), m_column(makeRowColumn(this)),
      m_more(makeLabel({}, FontRole::Secondary, ColorRole::Tx3, this))
{
    setObjectName(u"overview/attention"_s);
    setAccessibleName(tr("Needs attention"));
    m_more->setContentsMargins(12, 6, 12, 6);
    m_column->addWidget(m_more);
}

std::unique_ptr<AttentionList::Row> AttentionList::makeRow(int number)
{
    auto row = std::make_unique<Row>();
    const QString name = u"overview/attention/%1"_s.arg(number);
    row->widget = new QWidget(this);
    auto* line = new QHBoxLayout(row->widget);
    line->setContentsMargins(12, 6, 12, 6);
    line->setSpacing(10);
    row->icon = new IconLabel(IconName::StateWarning, ColorRole::Warn, 16, row->widget);
    line->addWidget(row->icon, 0, Qt::AlignTop);
    auto* texts = new QVBoxLayout;
    texts->setSpacing(1);
    row->name = makeButton(name + u"/show"_s, tr("Show"), std::nullopt, ButtonKind::Link, row->widget);
    texts->addWidget(row->name, 0, Qt::AlignLeft);
    row->why = new ElidedLabel(FontRole::Secondary, ColorRole::Tx2, row->widget);
    texts->addWidget(row->why);
    line->addLayout(texts, 1);
    row->help = makeButton(name + u"/help"_s, tr("Retry"), std::nullopt, ButtonKind::Plain, row->widget);
    setButtonSize(row->help, ButtonSize::Small);
    line->addWidget(row->help);
    return row;
}

/// The same conditions as ObjectActions has for what is selected.
std::optional<ObjectActions::Id> AttentionList::helpFor(const QString& key) const
{
    const Replica& replica = m_context.replica;
    const ObjectKey object = ObjectKey::parse(key);
    if (object.kind == ObjectKey::Kind::Cluster) {
        const Operation* driver = replica.driver(object.name);
        if (driver && driver->state == OperationState::NeedsAttention)
            return ObjectActions::Id::RetryOperation;
        if (driver && driver->state == OperationState::Paused)
            return ObjectActions::Id::ResumeOperation;
        return std::nullopt;
    }
    const Machine* machine = replica.machine(object.machine);
    if (!machine || machine->lock.locked)
        return std::nullopt;
    if (!machine->sequence.runnable())
        return ObjectActions::Id::RetryMachine;
    if (!machine->isMember() && isHeld(machine->poolStatus))
        return ObjectActions::Id::ReturnMachine;
    return std::nullopt;
}

void AttentionList::fill(Row& row, const QString& key)
{
    const Replica& replica = m_context.replica;
    const ObjectKey object = ObjectKey::parse(key);
    const bool isCluster = object.kind == ObjectKey::Kind::Cluster;
    const Machine* subject = isCluster ? replica.cluster(object.name) : replica.machine(object.machine);
    if (!subject)
        return;
    const StateFigure state =
        isCluster ? clusterState(replica, *subject).state : memberState(replica, *subject).state;
    const StatusLook look = statusLook(state.status);
    const bool quiet = look.tone == Tone::Ok || look.tone == Tone::Run;
    row.icon->setIcon(quiet ? IconName::StateWarning : look.icon,
                      quiet ? ColorRole::Warn : roleOf(look.tone, TonePart::Text));
    const QString name = isCluster || !subject->isMember()
                             ? subject->name
                             : u"%1 / %2"_s.arg(subject->cluster, subject->memberName);
    row.name->setText(name);
    row.name->setAccessibleName(tr("Show %1").arg(name));
    row.why->setText(whyText(whyWaits(replica, *subject), replica.now()));
    row.key = key;
    row.action = helpFor(key);
    row.help->setVisible(row.action.has_value());
    if (row.action) {
        const QString word = m_actions.action(*row.action)->text();
        row.help->setText(word);
        row.help->setAccessibleName(u"%1 %2"_s.arg(word, name));
        row.help->setEnabled(!replica.isSilent());
    }
}

void AttentionList::help(const Row& row)
{
    m_context.selection.select(row.key);
    if (row.action && m_actions.action(*row.action)->isEnabled())
        m_actions.action(*row.action)->trigger();
}

void AttentionList::refresh()
{
    const QStringList keys = m_context.replica.attention();
    const qsizetype shown = std::min<qsizetype>(keys.size(), rowsShown);
    while (qsizetype(m_rows.size()) < shown) {
        m_rows.push_back(makeRow(int(m_rows.size())));
        Row* row = m_rows.back().get();
        m_column->insertWidget(m_column->count() - 1, row->widget);
        connect(row->name, &QPushButton::clicked, this, [this, row] { emit objectChosen(row->key); });
        connect(row->help, &QPushButton::clicked, this, [this, row] { help(*row); });
    }
    for (qsizetype i = 0; i < qsizetype(m_rows.size()); ++i) {
        Row& row = *m_rows[std::size_t(i)];
        row.widget->setVisible(i < shown);
        if (i < shown)
            fill(row, keys.at(i));
    }
    m_more->setVisible(shown == 0 || keys.size() > shown);
    m_more->setText(shown == 0 ? tr("Nothing waits for you.")
                               : tr("%1 more: the bell above leads through all.").arg(keys.size() - shown));
}

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
    line->setContentsMargins(12, 6, 12, 7);
    line->setSpacing(10);
    row->icon = new IconLabel(IconName::StateRunning, ColorRole::Run, 15, row->widget);
    line->addWidget(row->icon, 0, Qt::AlignTop);
    auto* body = new QVBoxLayout;
    body->setSpacing(4);
    auto* words = new QHBoxLayout;
    words->setSpacing(8);
    row->cluster = makeButton(u"overview/operations/%1/show"_s.arg(number), {}, std::nullopt,
                              ButtonKind::Link, row->widget);
    words->addWidget(row->cluster);
    row->text = new ElidedLabel(FontRole::Secondary, ColorRole::Tx2, row->widget);
    words->addWidget(row->text, 1);
    row->percent = makeLabel({}, FontRole::Figure, ColorRole::Tx2, row->widget);
    words->addWidget(row->percent);
    body->addLayout(words);
    row->bar = new MiniBar(row->widget);
    body->addWidget(row->bar);
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
    const QString word = operationWord(operation.kind);
    row.text->setText(operation.why.text.isEmpty() ? word : u"%1 · %2"_s.arg(word, operation.why.text));
    const double progress = operationProgress(m_context.replica, operation);
    row.percent->setText(progress >= 0 ? percentText(progress) : u"—"_s);
    row.bar->setValue(std::max(progress, 0.0));
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
    body->setContentsMargins(12, 6, 12, 7);
    body->setSpacing(4);
    auto* words = new QHBoxLayout;
    words->setSpacing(8);
    row->name = makeButton(u"overview/capacity/%1/show"_s.arg(number), {}, std::nullopt, ButtonKind::Link,
                           row->widget);
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
    return row;
}

void PoolCapacity::refresh()
{
    const Replica& replica = m_context.replica;
    std::size_t at = 0;
    for (const auto& [name, pool] : replica.pools()) {
        if (at == m_rows.size()) {
            m_rows.push_back(makeRow(int(at)));
            Row* row = m_rows.back().get();
            m_column->addWidget(row->widget);
            connect(row->name, &QPushButton::clicked, this, [this, row] { emit objectChosen(row->key); });
        }
        Row& row = *m_rows[at++];
        const std::array<int, 10> counts = replica.poolCounts(name);
        int total = 0;
        QList<PoolShare> shares;
        for (std::size_t i = 0; i < counts.size(); ++i) {
            total += counts[i];
            if (counts[i] > 0)
                shares.append({statusOf(PoolStatus(i)), counts[i]});
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
        row.bar->setAccessibleName(row.free->text());
        row.widget->setVisible(true);
    }
    for (; at < m_rows.size(); ++at)
        m_rows[at]->widget->setVisible(false);
}

} // namespace Drover
