#include "ui/panes/pools/pooldetail.h"

#include "models/memberstate.h"
#include "models/objectkey.h"
#include "models/replica.h"
#include "ui/objectnames.h"
#include "ui/panes/machines/bulkresult.h"
#include "ui/panes/pools/capacitychart.h"
#include "ui/panes/pools/pooldelegates.h"
#include "ui/panes/pools/transitionview.h"
#include "ui/text/modelwordstext.h"
#include "ui/text/words.h"
#include "ui/widgets/card.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/iconlabel.h"
#include "ui/widgets/segmentedcontrol.h"
#include "ui/widgets/statuspill.h"
#include "ui/wizards/bulkdialog.h"

#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QTreeView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

constexpr int cardHigh = 236;
constexpr int windows[] = {24, 24 * 7, 24 * 30}; // hours

QTreeView* makeCardTree(const QString& name, const QString& spoken, QWidget* parent)
{
    auto* tree = new QTreeView(parent);
    tree->setObjectName(name);
    tree->setAccessibleName(spoken);
    tree->setFrameShape(QFrame::NoFrame);
    tree->setUniformRowHeights(true);
    tree->setEditTriggers(QAbstractItemView::NoEditTriggers);
    tree->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    tree->header()->setMinimumSectionSize(32);
    return tree;
}

} // namespace

PoolDetail::PoolDetail(const WindowContext& context, QWidget* parent)
    : QWidget(parent), m_context(context), m_history(context.engine, context.replica),
      m_membersModel(context.replica, m_history, modelWords()),
      m_allocationsModel(context.replica, m_history, modelWords(),
                         [this](Instant at) {
                             const bool today =
                                 at.ms() / 86'400'000 == m_context.replica.now().ms() / 86'400'000;
                             return today ? clockText(at) : clockText(at, ClockPrecision::Days);
                         }),
      m_transitionsModel(context.replica, m_history, modelWords())
{
    setObjectName(ObjectNames::poolsDetail);
    setAccessibleName(tr("Pool"));
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(buildHead());
    all->addWidget(makeLine(this));
    auto* page = new QWidget(this);
    page->setProperty("ground", u"page"_s);
    page->setAttribute(Qt::WA_StyledBackground);
    auto* rows = new QVBoxLayout(page);
    rows->setContentsMargins(16, 12, 16, 12);
    rows->setSpacing(12);
    const auto pair = [rows](QWidget* left, int leftShare, QWidget* right, int rightShare) {
        auto* row = new QHBoxLayout;
        row->setSpacing(12);
        row->addWidget(left, leftShare);
        row->addWidget(right, rightShare);
        rows->addLayout(row, 1);
    };
    pair(buildTransitions(), 76, buildMembers(), 56);
    pair(buildCapacity(), 56, buildAllocations(), 76);
    auto* scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(page);
    all->addWidget(scroll, 1);
    m_result = new BulkResult(u"pools-pane/result"_s, this);
    connect(m_result, &BulkResult::machineChosen, this,
            [this](MachineId machine) { emit objectRequested(machineKey(machine)); });
    connect(m_result, &BulkResult::mendWanted, this,
            [this](BulkVerb verb, MachineId machine) { openBulk(verb, {machine}); });
    all->addWidget(m_result);

    connect(&context.replica, &Replica::applied, this, [this](const ReplicaChanges& changes) {
        if (changes.snapshot || changes.pools.contains(m_pool))
            updateCounts();
    });
    connect(&m_history, &PoolHistory::changed, this, &PoolDetail::updateHistory);
}

QWidget* PoolDetail::buildHead()
{
    auto* head = new QWidget(this);
    head->setProperty("ground", u"panel"_s);
    head->setAttribute(Qt::WA_StyledBackground);
    head->setFixedHeight(40);
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(12, 0, 12, 0);
    row->setSpacing(8);
    row->addWidget(new IconLabel(IconName::Pools, ColorRole::Acc, 16, head));
    m_name = new ElidedLabel(FontRole::PanelTitle, ColorRole::Tx1, head);
    m_family = makeLabel({}, FontRole::Secondary, ColorRole::Tx3, head);
    m_free = new StatusPill(head);
    m_held = new StatusPill(head);
    row->addWidget(m_name);
    row->addWidget(m_family);
    row->addWidget(m_free);
    row->addWidget(m_held);
    row->addStretch(1);
    return head;
}

Card* PoolDetail::buildTransitions()
{
    auto* card = new Card(IconName::Workflow, tr("Transitions"), this);
    card->setSubtitle(tr("what runs when a machine changes status"));
    card->setMinimumHeight(cardHigh);
    m_flow = new TransitionView(card);
    connect(m_flow, &TransitionView::chosen, this, &PoolDetail::filterBy);
    card->body()->addWidget(m_flow);
    card->body()->addWidget(makeLine(card));
    QTreeView* table = makeCardTree(ObjectNames::poolsActions, tr("What runs at each transition"), card);
    table->setRootIsDecorated(false);
    table->setModel(&m_transitionsModel);
    table->setItemDelegate(new TransitionDelegate(table));
    table->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    const auto width = [table](PoolTransitionsModel::Column column, int pixels) {
        table->header()->resizeSection(column, pixels);
    };
    width(PoolTransitionsModel::Action, 104);
    width(PoolTransitionsModel::Workflow, 160);
    width(PoolTransitionsModel::Profiles, 136);
    width(PoolTransitionsModel::Params, 140);
    table->header()->setStretchLastSection(true);
    card->body()->addWidget(table, 1);
    return card;
}

Card* PoolDetail::buildMembers()
{
    m_membersCard = new Card(IconName::Machines, tr("Machines by status"), this);
    m_membersCard->setMinimumHeight(cardHigh);
    m_grouping = new SegmentedControl(m_membersCard);
    m_grouping->setObjectName(ObjectNames::poolsGrouping);
    m_grouping->setAccessibleName(tr("Group machines by"));
    const auto segment = [this](PoolGrouping grouping, const QString& name, const QString& text) {
        m_grouping->addSegment(int(grouping), ObjectNames::actionButton(ObjectNames::poolsGrouping, name),
                               text);
    };
    segment(PoolGrouping::Status, u"status"_s, tr("Status"));
    segment(PoolGrouping::Cluster, u"cluster"_s, tr("Cluster"));
    segment(PoolGrouping::Rack, u"rack"_s, tr("Rack"));
    m_grouping->setCurrent(int(PoolGrouping::Status));
    connect(m_grouping, &SegmentedControl::currentChanged, this, [this](int id) {
        m_membersModel.setGrouping(PoolGrouping(id));
        updateCounts();
    });
    m_membersCard->addHeadWidget(m_grouping);

    m_members = makeCardTree(ObjectNames::poolsMembers, tr("Machines of the pool"), m_membersCard);
    m_members->setProperty("reading", u"true"_s); // it may be empty, and shows the keyboard all the same
    m_members->setHeaderHidden(true);
    m_members->setIndentation(16);
    m_members->setModel(&m_membersModel);
    m_members->setItemDelegate(new PoolMemberDelegate(m_members));
    m_members->header()->setStretchLastSection(false);
    m_members->header()->setSectionResizeMode(PoolMembersModel::Why, QHeaderView::Stretch);
    m_members->header()->resizeSection(PoolMembersModel::Name, 148);
    m_members->header()->resizeSection(PoolMembersModel::Place, 72);
    m_members->header()->resizeSection(PoolMembersModel::Since, 84);
    connect(&m_membersModel, &QAbstractItemModel::rowsInserted, this, &PoolDetail::expandHolds);
    connect(m_members, &QTreeView::activated, this, [this](const QModelIndex& index) {
        const PoolMemberRow* row = m_membersModel.rowOf(index);
        if (row && row->kind == PoolMemberRow::Kind::Machine)
            emit objectRequested(row->key);
    });
    m_membersCard->body()->addWidget(m_members, 1);
    m_membersCard->body()->addWidget(makeLine(m_membersCard));

    auto* foot = new QWidget(m_membersCard);
    foot->setFixedHeight(32);
    auto* row = new QHBoxLayout(foot);
    row->setContentsMargins(12, 0, 12, 0);
    row->setSpacing(12);
    m_rest = makeLabel({}, FontRole::Secondary, ColorRole::Tx2, foot);
    const auto link = [&](const QLatin1StringView& name, const QString& text) {
        QPushButton* button = makeButton(name, text, std::nullopt, ButtonKind::Link, foot);
        row->addWidget(button);
        return button;
    };
    row->addWidget(m_rest);
    row->addStretch(1);
    m_all = link(ObjectNames::poolsShowAll, tr("Show all"));
    connect(m_all, &QPushButton::clicked, this, [this] {
        m_flow->setChosen({});
        filterBy({});
    });
    m_retry = link(ObjectNames::poolsRetry, tr("Retry held…"));
    m_release = link(ObjectNames::poolsRelease, tr("Release hold…"));
    m_retry->setToolTip(tr("Try again the task at which each held machine of this pool stands"));
    m_release->setToolTip(tr("Take held machines back on your word that they are clean"));
    connect(m_retry, &QPushButton::clicked, this, [this] { openHeld(true); });
    connect(m_release, &QPushButton::clicked, this, [this] { openHeld(false); });
    m_membersCard->body()->addWidget(foot);
    return m_membersCard;
}

Card* PoolDetail::buildCapacity()
{
    m_capacityCard = new Card(IconName::Activity, tr("Capacity"), this);
    m_capacityCard->setMinimumHeight(cardHigh);
    auto* window = new SegmentedControl(m_capacityCard);
    window->setObjectName(ObjectNames::poolsWindow);
    window->setAccessibleName(tr("How far back"));
    const auto segment = [window](int hours, const QString& text) {
        window->addSegment(hours, ObjectNames::actionButton(ObjectNames::poolsWindow, QString::number(hours)),
                           text);
    };
    segment(windows[0], tr("24 h"));
    segment(windows[1], tr("7 d"));
    segment(windows[2], tr("30 d"));
    window->setCurrent(windows[0]);
    connect(window, &SegmentedControl::currentChanged, this,
            [this](int hours) { m_history.setWindow(std::chrono::hours(hours)); });
    m_capacityCard->addHeadWidget(window);
    m_chart = new CapacityChart(m_capacityCard);
    m_chart->setObjectName(ObjectNames::poolsChart);
    m_capacityCard->body()->addWidget(m_chart, 1);
    m_capacityCard->body()->addWidget(makeLine(m_capacityCard));
    m_capacityFoot = makeLabel({}, FontRole::Secondary, ColorRole::Tx2, m_capacityCard);
    m_capacityFoot->setContentsMargins(12, 0, 12, 0);
    m_capacityFoot->setFixedHeight(32);
    m_capacityCard->body()->addWidget(m_capacityFoot);
    return m_capacityCard;
}

Card* PoolDetail::buildAllocations()
{
    m_allocationsCard = new Card(IconName::Broker, tr("Allocations"), this);
    m_allocationsCard->setMinimumHeight(cardHigh);
    m_allocationsCard->setSubtitle(tr("why each machine was chosen"));
    m_allocations =
        makeCardTree(ObjectNames::poolsAllocations, tr("What was taken from the pool"), m_allocationsCard);
    m_allocations->setIndentation(12);
    m_allocations->setModel(&m_allocationsModel);
    m_allocations->setItemDelegate(new AllocationDelegate(m_allocations));
    const auto width = [this](PoolAllocationsModel::Column column, int pixels) {
        m_allocations->header()->resizeSection(column, pixels);
    };
    width(PoolAllocationsModel::Time, 108);
    width(PoolAllocationsModel::For, 172);
    width(PoolAllocationsModel::Machine, 112);
    m_allocations->header()->setStretchLastSection(true);
    // The newest request is open.
    connect(&m_allocationsModel, &QAbstractItemModel::rowsInserted, this, [this](const QModelIndex& parent) {
        if (!parent.isValid())
            m_allocations->expand(m_allocationsModel.index(0, 0));
    });
    connect(m_allocations, &QTreeView::activated, this, [this](const QModelIndex& index) {
        if (const QString key = index.data(ObjectKeyRole).toString(); !key.isEmpty())
            emit objectRequested(key);
    });
    m_allocationsCard->body()->addWidget(m_allocations, 1);
    return m_allocationsCard;
}

void PoolDetail::showPool(const QString& pool)
{
    if (pool == m_pool)
        return;
    m_pool = pool;
    m_flow->setChosen({});
    m_membersModel.show(pool);
    m_allocationsModel.show(pool);
    m_transitionsModel.show(pool);
    expandHolds();
    updateCounts();
    updateHistory();
}

/// Machines on hold wait for somebody: their groups are open from the start.
void PoolDetail::expandHolds()
{
    for (int row = 0; row < m_membersModel.rowCount(); ++row) {
        const QModelIndex group = m_membersModel.index(row, 0);
        const auto status = Status(group.data(StatusRole).toInt());
        if (m_membersModel.only() || (status >= Status::HoldJoin && status <= Status::HoldLeave))
            m_members->expand(group);
    }
}

void PoolDetail::filterBy(std::optional<PoolStatus> status)
{
    m_membersModel.setOnly(status);
    expandHolds();
    updateCounts();
}

void PoolDetail::updateCounts()
{
    const auto it = m_context.replica.pools().find(m_pool);
    const Pool pool = it == m_context.replica.pools().end() ? Pool{.name = m_pool} : it->second;
    const PoolCounts counts = m_context.replica.poolCounts(m_pool);
    int total = 0;
    for (const int count : counts)
        total += count;
    int children = 0;
    for (const auto& [name, each] : m_context.replica.pools())
        children += int(each.parent == m_pool);
    m_name->setText(m_pool);
    QStringList family;
    if (!pool.parent.isEmpty())
        family.append(tr("parent %1").arg(pool.parent));
    if (children > 0)
        family.append(children == 1 ? tr("1 child") : tr("%1 children").arg(children));
    m_family->setText(family.join(u", "_s));
    const int freeNow = counts[std::size_t(PoolStatus::Free)];
    const bool low = freeNow < pool.minFree;
    m_free->setTag(pool.minFree > 0
                       ? tr("Free %1, minimum %2").arg(countText(freeNow), countText(pool.minFree))
                       : tr("Free %1").arg(countText(freeNow)),
                   low ? IconName::StateWarning : IconName::StateOk, low ? Tone::Warn : Tone::Ok);
    const int held = heldOf(counts);
    m_held->setVisible(held > 0);
    m_held->setTag(tr("%1 on hold").arg(countText(held)), IconName::StateHold, Tone::Hold);
    m_flow->setCounts(counts);
    m_membersCard->setSubtitle(countText(total));
    m_rest->setText(m_membersModel.only()
                        ? tr("only %1").arg(enumText(*m_membersModel.only()))
                        : tr("at rest: InUse %1, Free %2")
                              .arg(countText(counts[std::size_t(PoolStatus::InUse)]), countText(freeNow)));
    m_all->setVisible(m_membersModel.only().has_value());
    const bool offered =
        held > 0 && !m_membersModel.only() && m_grouping->current() == int(PoolGrouping::Status);
    m_retry->setVisible(offered);
    m_release->setVisible(offered);
    updateHistory();
}

void PoolDetail::openHeld(bool retry)
{
    QList<MachineId> held;
    for (int row = 0; row < m_membersModel.rowCount(); ++row) {
        const QModelIndex group = m_membersModel.index(row, 0);
        const auto status = Status(group.data(StatusRole).toInt());
        if (status >= Status::HoldJoin && status <= Status::HoldLeave)
            held += m_membersModel.machinesOf(group);
    }
    if (!held.isEmpty())
        openBulk(retry ? BulkVerb::Retry : BulkVerb::Return, held);
}

void PoolDetail::openBulk(BulkVerb verb, const QList<MachineId>& machines)
{
    auto* dialog = new BulkDialog(
        std::make_unique<BulkModel>(m_context.replica, m_context.sender, verb, machines), window());
    connect(dialog, &QDialog::accepted, this, [this, dialog] { m_result->show(dialog->takeAction()); });
    dialog->open();
}

void PoolDetail::updateHistory()
{
    const auto it = m_context.replica.pools().find(m_pool);
    const Instant from = m_history.from();
    if (!m_history.knownFrom().isSet() || it == m_context.replica.pools().end()) {
        m_chart->setData({});
        m_capacityFoot->setText({});
        return;
    }
    const PoolPast& past = m_history.past();
    const PoolCounts counts = m_context.replica.poolCounts(m_pool);
    const QList<PoolPast::Step> steps = past.steps(m_pool, counts, from);
    m_chart->setData({.steps = steps,
                      .from = from,
                      .now = m_context.replica.now(),
                      .minimum = it->second.minFree,
                      .maximum = 0});
    const auto inUse = [](const PoolPast::Step& step) { return step.counts[std::size_t(PoolStatus::InUse)]; };
    const auto [least, most] = std::ranges::minmax(steps, {}, inUse);
    m_capacityCard->setSubtitle(tr("InUse %1 to %2").arg(countText(inUse(least)), countText(inUse(most))));
    const auto freeOf = [](const PoolPast::Step& step) { return step.counts[std::size_t(PoolStatus::Free)]; };
    QStringList figures{
        tr("lowest Free %1").arg(countText(freeOf(std::ranges::min(steps, {}, freeOf)))),
        tr("allocated %1")
            .arg(countText(past.countMoves(m_pool, PoolStatus::Free, PoolStatus::Building, from))),
        tr("released %1")
            .arg(countText(past.countMoves(m_pool, PoolStatus::InUse, PoolStatus::Destroying, from)))};
    if (const std::optional<Duration> wipe = past.medianOf(m_pool, PoolStatus::Destroying))
        figures.append(tr("release, median %1").arg(durationText(*wipe)));
    if (m_context.replica.now() - from < m_history.window() - std::chrono::minutes(1))
        figures.append(tr("known since %1").arg(clockText(from)));
    m_capacityFoot->setText(figures.join(u"   ·   "_s));
    m_allocationsCard->setSubtitle(
        m_allocationsModel.count() > 0
            ? tr("%1 machines, why each was chosen").arg(countText(m_allocationsModel.count()))
            : tr("nothing was taken in this time"));
}

void PoolDetail::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_history.setShown(true);
}

void PoolDetail::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    m_history.setShown(false);
}

} // namespace Drover
