#include "ui/panes/pools/pooldetail.h"

#include "models/memberstate.h"
#include "models/objectkey.h"
#include "models/replica.h"
#include "ui/objectnames.h"
#include "ui/panes/machines/bulkresult.h"
#include "ui/panes/pools/capacitychart.h"
#include "ui/panes/pools/pooldelegates.h"
#include "ui/panes/pools/poolhead.h"
#include "ui/panes/pools/transitionview.h"
#include "ui/text/modelwordstext.h"
#include "ui/text/words.h"
#include "ui/theme/statuslook.h"
#include "ui/widgets/card.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/segmentedcontrol.h"
#include "ui/wizards/bulkdialog.h"

#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QShortcut>
#include <QStackedLayout>
#include <QTreeView>
#include <QVBoxLayout>
#include <numeric>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

constexpr int cardHigh = 220;
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

PoolDetail::PoolDetail(const WindowContext& context, EditActions& edits, QWidget* parent)
    : QWidget(parent), m_context(context), m_history(context.engine, context.replica),
      m_membersModel(context.replica, m_history, modelWords()),
      m_allocationsModel(context.replica, m_history, modelWords(),
                         [this](Instant at) {
                             const bool today =
                                 at.ms() / 86'400'000 == m_context.replica.now().ms() / 86'400'000;
                             return today ? clockText(at) : clockText(at, ClockPrecision::Days);
                         }),
      m_transitionsModel(context.replica, m_history, modelWords()),
      m_follower(context.replica,
                 [this](const ReplicaChanges& changes) {
                     if (changes.snapshot || changes.pools.contains(m_pool))
                         updateCounts();
                 }),
      m_head(new PoolHead(context, edits, this))
{
    setObjectName(ObjectNames::poolsDetail);
    setAccessibleName(tr("Pool"));
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(m_head);
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
    pair(buildTransitions(), 80, buildMembers(), 52);
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

    connect(&m_history, &PoolHistory::changed, this, &PoolDetail::updateHistory);
}

Card* PoolDetail::buildTransitions()
{
    auto* card = new Card(IconName::Workflow, tr("Transitions"), this);
    card->setSubtitle(tr("what runs when a machine changes status"));
    m_flow = new TransitionView(card);
    connect(m_flow, &TransitionView::chosen, this, &PoolDetail::filterBy);
    card->body()->addWidget(m_flow);
    card->body()->addWidget(makeLine(card));
    QTreeView* table = makeCardTree(ObjectNames::poolsActions, tr("What runs at each transition"), card);
    table->setRootIsDecorated(false);
    table->setModel(&m_transitionsModel);
    table->setItemDelegate(new TransitionDelegate(table));
    table->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    // All four show, however low the window is: nobody scrolls a list of four.
    table->setMinimumHeight(table->header()->sizeHint().height() +
                            PoolTransitionsModel::RowCount * table->sizeHintForRow(0));
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
    m_members->setHeaderHidden(true);
    m_members->setIndentation(16);
    m_members->setModel(&m_membersModel);
    m_members->setItemDelegate(new PoolMemberDelegate(m_members));
    m_members->header()->setStretchLastSection(false);
    m_members->header()->setSectionResizeMode(PoolMembersModel::Why, QHeaderView::Stretch);
    m_members->header()->resizeSection(PoolMembersModel::Name, 136);
    m_members->header()->resizeSection(PoolMembersModel::Place, 56);
    m_members->header()->resizeSection(PoolMembersModel::Since, 76);
    // What a group or a rest has to say goes across the columns.
    connect(&m_membersModel, &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex& parent, int first, int last) {
                for (int row = first; row <= last; ++row) {
                    const PoolMemberRow* shown = m_membersModel.rowOf(m_membersModel.index(row, 0, parent));
                    m_members->setFirstColumnSpanned(row, parent,
                                                     shown && shown->kind != PoolMemberRow::Kind::Machine);
                }
                expandHolds();
                showMembers();
            });
    connect(&m_membersModel, &QAbstractItemModel::rowsRemoved, this, &PoolDetail::showMembers);
    const auto key = [this](const QKeyCombination& keys, int step) {
        auto* shortcut = new QShortcut(keys, m_members, nullptr, nullptr, Qt::WidgetShortcut);
        connect(shortcut, &QShortcut::activated, this, [this, step] { goToGroup(step); });
    };
    key(Qt::CTRL | Qt::Key_Right, 1);
    key(Qt::CTRL | Qt::Key_Left, -1);
    connect(m_members, &QTreeView::activated, this, [this](const QModelIndex& index) {
        const PoolMemberRow* row = m_membersModel.rowOf(index);
        if (row && row->kind == PoolMemberRow::Kind::Machine)
            emit objectRequested(row->key);
    });
    m_nobody = new EmptyState(m_membersCard);
    m_nobody->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Ignored); // it takes no room from others
    m_membersStack = new QStackedLayout;
    m_membersStack->addWidget(m_members);
    m_membersStack->addWidget(m_nobody);
    m_membersCard->body()->addLayout(m_membersStack, 1);
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
    auto* nothing = new EmptyState(m_allocationsCard);
    nothing->setMessage(
        IconName::Broker, ColorRole::Tx3, tr("Nothing was taken in this time"),
        tr("When a broker or a person allocates machines, each is told here with the reason."));
    m_allocationsStack = new QStackedLayout;
    m_allocationsStack->addWidget(m_allocations);
    m_allocationsStack->addWidget(nothing);
    m_allocationsCard->body()->addLayout(m_allocationsStack, 1);
    return m_allocationsCard;
}

void PoolDetail::showPool(const QString& pool)
{
    if (pool == m_pool)
        return;
    m_pool = pool;
    m_head->showPool(pool);
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

/// The group after or before the one that one stands in, round and round.
void PoolDetail::goToGroup(int step)
{
    const int groups = m_membersModel.rowCount();
    if (groups == 0)
        return;
    QModelIndex at = m_members->currentIndex();
    while (at.parent().isValid())
        at = at.parent();
    const int row = at.isValid() ? (at.row() + step + groups) % groups : 0;
    const QModelIndex group = m_membersModel.index(row, 0);
    m_members->expand(group);
    m_members->setCurrentIndex(group);
}

void PoolDetail::filterBy(std::optional<PoolStatus> status)
{
    m_membersModel.setOnly(status);
    expandHolds();
    updateCounts();
}

void PoolDetail::updateCounts()
{
    const PoolCounts counts = m_context.replica.poolCounts(m_pool);
    const int total = std::accumulate(counts.begin(), counts.end(), 0);
    const int freeNow = counts[std::size_t(PoolStatus::Free)];
    const int held = heldOf(counts);
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
    showMembers();
    updateHistory();
}

void PoolDetail::showMembers()
{
    if (m_membersModel.rowCount() > 0) {
        m_membersStack->setCurrentWidget(m_members);
        return;
    }
    const PoolCounts counts = m_context.replica.poolCounts(m_pool);
    if (std::accumulate(counts.begin(), counts.end(), 0) == 0)
        m_nobody->setMessage(IconName::Machines, ColorRole::Tx3, tr("No machines in this pool"),
                             tr("“Add machines…” above takes Free ones of other pools."));
    else if (m_membersModel.only())
        m_nobody->setMessage(statusLook(statusOf(*m_membersModel.only())).icon, ColorRole::Tx3,
                             tr("None is %1 now").arg(enumText(*m_membersModel.only())),
                             tr("Press the box once more to see all."));
    else
        m_nobody->setMessage(IconName::StateOk, ColorRole::Ok, tr("All machines are at rest"),
                             tr("None comes, goes, is built, wiped or on hold. Press InUse or Free to see "
                                "who they are."));
    m_membersStack->setCurrentWidget(m_nobody);
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
    m_allocationsStack->setCurrentIndex(m_allocationsModel.count() > 0 ? 0 : 1);
    m_allocationsCard->setSubtitle(m_allocationsModel.count() > 0
                                       ? pluralText(m_allocationsModel.count(),
                                                    tr("1 machine, why it was chosen"),
                                                    tr("%1 machines, why each was chosen"))
                                       : QString());
}

void PoolDetail::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_history.setShown(true);
    m_membersModel.setFollowing(true);
    m_follower.setFollowing(true);
}

void PoolDetail::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    m_history.setShown(false);
    m_membersModel.setFollowing(false);
    m_follower.setFollowing(false);
}

} // namespace Drover
