#include "ui/panes/overviewpane.h"

#include "models/selection.h"
#include "ui/overview/attentionlist.h"
#include "ui/overview/clustercards.h"
#include "ui/overview/fleetlegend.h"
#include "ui/overview/fleetmap.h"
#include "ui/overview/overviewrows.h"
#include "ui/panes/panehead.h"
#include "ui/text/words.h"
#include "ui/widgets/card.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/segmentedcontrol.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace Drover {

namespace {

constexpr auto overviewRest = 150ms;
constexpr int sideWidth = 400;

/// More sites than fit side by side are better asked for in the list of machines.
constexpr int sitesMost = 6;

} // namespace

OverviewPane::OverviewPane(const WindowContext& context, ObjectActions& actions, QWidget* parent)
    : QWidget(parent), m_context(context), m_actions(actions)
{
    setObjectName(u"overview-pane"_s);
    setAccessibleName(tr("Overview"));
    setProperty("ground", u"page"_s);
    setAttribute(Qt::WA_StyledBackground);
    auto* page = new QVBoxLayout(this);
    page->setContentsMargins(16, 10, 16, 16);
    page->setSpacing(10);
    page->addWidget(buildHead());
    auto* columns = new QHBoxLayout;
    columns->setSpacing(16);
    auto* left = new QVBoxLayout;
    left->setSpacing(16);
    left->addWidget(buildMap(), 1);
    m_clusters = new ClusterCards(context, this);
    left->addWidget(m_clusters);
    buildEmpty();
    left->addWidget(m_noClusters, 1);
    columns->addLayout(left, 1);
    columns->addWidget(buildSide());
    page->addLayout(columns, 1);
    setFocusProxy(m_map);
    m_soon.setSingleShot(true);
    m_soon.setInterval(overviewRest);
    connect(&m_soon, &QTimer::timeout, this, &OverviewPane::refresh);
    connect(&context.replica, &Replica::applied, this, &OverviewPane::refreshSoon);
    connect(&context.replica, &Replica::silentChanged, this, &OverviewPane::refreshSoon);
    connect(&m_map->model(), &FleetMapModel::rearranged, this, [this] {
        showSites();
        showCounts();
    });
    connect(&m_map->model(), &FleetMapModel::cellsChanged, this, &OverviewPane::showCounts);
    connect(&context.selection, &Selection::objectChanged, this,
            [this] { m_map->setCurrentMachine(m_context.selection.object().machine); });
    connect(m_attention, &AttentionList::logWanted, this, &OverviewPane::logWanted);
    connect(m_map, &FleetMap::machineChosen, this,
            [this](MachineId id) { emit objectChosen(machineKey(id)); });
    connect(m_map, &FleetMap::groupChosen, this, &OverviewPane::objectChosen);
    connect(m_clusters, &ClusterCards::objectChosen, this, &OverviewPane::objectChosen);
    connect(m_attention, &AttentionList::objectChosen, this, &OverviewPane::objectChosen);
    connect(m_operations, &OperationList::objectChosen, this, &OverviewPane::objectChosen);
    connect(m_pools, &PoolCapacity::objectChosen, this, &OverviewPane::objectChosen);
}

QWidget* OverviewPane::buildHead()
{
    auto* head = new QWidget(this);
    head->setFixedHeight(36);
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(12);
    row->addWidget(makeLabel(tr("Overview"), FontRole::PageTitle, ColorRole::Tx1, head));
    m_total = makeLabel({}, FontRole::Body, ColorRole::Tx3, head);
    row->addWidget(m_total);
    row->addStretch(1);
    m_site = new SegmentedControl(head);
    m_site->setObjectName(u"overview/site"_s);
    m_site->setAccessibleName(tr("Site"));
    connect(m_site, &SegmentedControl::currentChanged, this, [this](int site) {
        FleetView view = m_map->model().view();
        view.site = m_sites.value(site - 1);
        m_map->model().setView(view);
    });
    row->addWidget(m_site);
    QPushButton* provision = makeActionButton(QLatin1StringView("overview/provision"), m_actions,
                                              ObjectActions::Id::Provision, ButtonKind::Primary, head);
    row->addWidget(provision);
    return head;
}

QWidget* OverviewPane::buildMap()
{
    m_mapCard = new Card(IconName::Machines, tr("Fleet map"), this);
    m_mapCard->setRaisedHead();
    m_map = new FleetMap(m_context.replica, m_mapCard);
    m_noMachines = new EmptyState(m_mapCard);
    m_noMachines->setMessage(IconName::Machines, ColorRole::Tx3, tr("No machines yet"),
                             tr("They come from an inventory file of yours, or from a simulated fleet in a "
                                "directory of its own."));
    QPushButton* steps = m_noMachines->addAction(QLatin1StringView("overview/first-steps"), tr("First steps"),
                                                 IconName::Play, true);
    connect(steps, &QPushButton::clicked, this, &OverviewPane::firstStepsRequested);
    m_legend = new FleetLegend(m_mapCard);
    buildControls();
    m_mapCard->body()->addWidget(m_map, 1);
    m_mapCard->body()->addWidget(m_noMachines, 1);
    m_mapCard->body()->addWidget(m_legend);
    return m_mapCard;
}

void OverviewPane::buildControls()
{
    const auto control = [this](const QString& name, const QString& spoken) {
        auto* made = new SegmentedControl(m_mapCard);
        made->setObjectName(name);
        made->setAccessibleName(spoken);
        m_mapCard->addHeadWidget(made);
        return made;
    };
    m_grouping = control(u"overview/grouping"_s, tr("Machines stand together by"));
    const auto group = [this](FleetGrouping grouping, const char* name, const QString& text) {
        m_grouping->addSegment(int(grouping), u"overview/grouping/"_s + QLatin1StringView(name), text);
    };
    group(FleetGrouping::Cluster, "cluster", tr("Cluster"));
    group(FleetGrouping::Pool, "pool", tr("Pool"));
    group(FleetGrouping::Rack, "rack", tr("Rack"));
    group(FleetGrouping::Site, "site", tr("Site"));
    m_colouring = control(u"overview/colouring"_s, tr("Cells show"));
    const auto colour = [this](FleetColouring colouring, const char* name, const QString& text) {
        m_colouring->addSegment(int(colouring), u"overview/colouring/"_s + QLatin1StringView(name), text);
    };
    colour(FleetColouring::PoolStatus, "pool-status", tr("Pool status"));
    colour(FleetColouring::Health, "health", tr("Health"));
    colour(FleetColouring::Version, "version", tr("Version"));
    const auto apply = [this] {
        FleetView view = m_map->model().view();
        view.grouping = FleetGrouping(m_grouping->current());
        view.colouring = FleetColouring(m_colouring->current());
        m_map->model().setView(view);
    };
    connect(m_grouping, &SegmentedControl::currentChanged, this, apply);
    connect(m_colouring, &SegmentedControl::currentChanged, this, apply);
}

void OverviewPane::buildEmpty()
{
    m_noClusters = new EmptyState(this);
    m_noClusters->setMessage(IconName::Clusters, ColorRole::Tx3, tr("No clusters yet"),
                             tr("Provision one from the machines that are Free. The plan is shown before "
                                "anything starts."));
    QPushButton* provision = m_noClusters->addAction(QLatin1StringView("overview/provision-first"),
                                                     tr("Provision…"), IconName::Provision, true);
    QAction* action = m_actions.action(ObjectActions::Id::Provision);
    provision->setEnabled(action->isEnabled());
    connect(action, &QAction::changed, provision,
            [action, provision] { provision->setEnabled(action->isEnabled()); });
    connect(provision, &QPushButton::clicked, action, &QAction::trigger);
}

/// One choice for each site; none when there is nothing to choose between.
void OverviewPane::showSites()
{
    const QStringList sites = fleetSites(m_context.replica);
    m_site->setVisible(sites.size() > 1 && sites.size() <= sitesMost);
    if (sites == m_sites)
        return;
    m_sites = sites;
    m_site->clear();
    m_site->addSegment(0, u"overview/site/all"_s, tr("All sites"));
    for (int i = 0; i < sites.size() && sites.size() <= sitesMost; ++i)
        m_site->addSegment(i + 1, u"overview/site/"_s + sites.at(i), sites.at(i));
    FleetView view = m_map->model().view();
    if (!sites.contains(view.site))
        view.site.clear();
    m_site->setCurrent(int(sites.indexOf(view.site)) + 1);
    m_map->model().setView(view);
}

void OverviewPane::showCounts()
{
    const FleetMapModel& model = m_map->model();
    m_legend->setCounts(fleetStates(model.view().colouring), model.scene().versions, model.counts());
    const bool any = !model.groups().isEmpty();
    m_map->setVisible(any);
    m_legend->setVisible(any);
    m_noMachines->setVisible(!any);
}

QWidget* OverviewPane::buildSide()
{
    auto* side = new QWidget;
    const auto makeCard = [side](IconName icon, const QString& title) {
        auto* card = new Card(icon, title, side);
        card->setRaisedHead();
        return card;
    };
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(16);
    m_attentionCard = makeCard(IconName::StateWarning, tr("Needs attention"));
    m_attention = new AttentionList(m_context, m_actions, m_attentionCard);
    m_attentionCard->body()->addWidget(m_attention);
    column->addWidget(m_attentionCard);
    m_operationCard = makeCard(IconName::Activity, tr("Operations in progress"));
    m_operations = new OperationList(m_context, m_operationCard);
    m_operationCard->body()->addWidget(m_operations);
    column->addWidget(m_operationCard);
    Card* pools = makeCard(IconName::Pools, tr("Pool capacity"));
    m_pools = new PoolCapacity(m_context, pools);
    pools->body()->addWidget(m_pools);
    column->addWidget(pools);
    column->addStretch(1);
    auto* scroll = new QScrollArea(this);
    prepareScrollArea(scroll, ScrollUse::Controls, tr("What goes on"));
    scroll->setFixedWidth(sideWidth);
    scroll->setWidget(side);
    // The page shows between the cards.
    for (QWidget* ground : QList<QWidget*>{side, scroll->viewport()})
        ground->setAutoFillBackground(false);
    return scroll;
}

void OverviewPane::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_map->model().setFollowing(true);
    m_clusters->setFollowing(true);
    m_map->setCurrentMachine(m_context.selection.object().machine);
    showSites();
    showCounts();
    refresh();
}

void OverviewPane::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    m_map->model().setFollowing(false);
    m_clusters->setFollowing(false);
}

void OverviewPane::refreshSoon()
{
    if (isVisible() && !m_soon.isActive())
        m_soon.start();
}

/// All but the map, which follows by itself.
void OverviewPane::refresh()
{
    if (!isVisible())
        return;
    const Replica& replica = m_context.replica;
    m_mapCard->setSubtitle(replica.machineCount() == 1
                               ? tr("1 machine")
                               : tr("%1 machines, 1 cell each").arg(countText(replica.machineCount())));
    int open = 0;
    for (const auto& [id, operation] : replica.operations())
        open += operation.isOpen() ? 1 : 0;
    const qint64 clusterCount = replica.clusterNames().size();
    const auto poolCount = qint64(replica.pools().size());
    m_total->setText(
        QStringList{clusterCount == 1 ? tr("1 cluster") : tr("%1 clusters").arg(countText(clusterCount)),
                    poolCount == 1 ? tr("1 pool") : tr("%1 pools").arg(countText(poolCount)),
                    open == 1 ? tr("1 open operation") : tr("%1 open operations").arg(countText(open))}
            .join(u", "_s));
    const bool clusters = m_clusters->cardCount() > 0;
    m_clusters->setVisible(clusters);
    m_noClusters->setVisible(!clusters && replica.machineCount() > 0);
    m_attention->refresh();
    m_attentionCard->setSubtitle(countText(m_attention->itemCount()));
    m_attentionCard->setIconColor(m_attention->itemCount() > 0 ? ColorRole::Warn : ColorRole::Tx2);
    m_operations->refresh();
    m_operationCard->setSubtitle(countText(open));
    m_pools->refresh();
}

} // namespace Drover
