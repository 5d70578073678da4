#include "ui/panes/overviewpane.h"

#include "ui/overview/clustercards.h"
#include "ui/overview/fleetmap.h"
#include "ui/overview/overviewrows.h"
#include "ui/panes/panehead.h"
#include "ui/text/words.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"
#include "ui/widgets/card.h"
#include "ui/widgets/controls.h"

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

/// Sign, word and number of each state of the map.
class FleetLegend : public QWidget
{
public:
    explicit FleetLegend(QWidget* parent) : QWidget(parent)
    {
        setFixedHeight(32);
        setAccessibleName(OverviewPane::tr("Machines by state"));
    }
    void setCounts(const std::array<int, FleetCellStateCount>& counts)
    {
        if (counts == m_counts)
            return;
        m_counts = counts;
        QStringList spoken;
        for (int i = 0; i < FleetCellStateCount; ++i)
            spoken.append(u"%1 %2"_s.arg(word(FleetCellState(i))).arg(counts[std::size_t(i)]));
        setAccessibleDescription(spoken.join(u", "_s));
        update();
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        const Theme& theme = Theme::current();
        QPainter painter(this);
        painter.fillRect(QRect(0, 0, width(), 1), theme.color(ColorRole::Line));
        double x = 14;
        for (int i = 0; i < FleetCellStateCount; ++i) {
            const int count = m_counts[std::size_t(i)];
            const auto state = FleetCellState(i);
            FleetMap::drawCell(painter, QPointF(x, 11), state);
            const QString name = word(state);
            const int nameWide = textWidth(FontRole::Secondary, name);
            const QString figure = countText(count);
            drawText(painter, QRectF(x + 19, 0, nameWide + 1, height() + 1), Qt::AlignLeft | Qt::AlignVCenter,
                     name, FontRole::Secondary, theme.color(count > 0 ? ColorRole::Tx2 : ColorRole::Tx4));
            const int figureWide = textWidth(FontRole::Figure, figure);
            drawText(painter, QRectF(x + 25 + nameWide, 0, figureWide + 1, height() + 1),
                     Qt::AlignLeft | Qt::AlignVCenter, figure, FontRole::Figure,
                     theme.color(count > 0 ? ColorRole::Tx1 : ColorRole::Tx4));
            x += 25 + nameWide + figureWide + 18;
        }
    }

private:
    [[nodiscard]] static QString word(FleetCellState state)
    {
        switch (state) {
        case FleetCellState::InUse:
            return OverviewPane::tr("InUse");
        case FleetCellState::Free:
            return OverviewPane::tr("Free");
        case FleetCellState::Building:
            return OverviewPane::tr("Building");
        case FleetCellState::Joining:
            return OverviewPane::tr("Joining");
        case FleetCellState::Destroying:
            return OverviewPane::tr("Destroying");
        case FleetCellState::Leaving:
            return OverviewPane::tr("Leaving");
        case FleetCellState::Hold:
            return OverviewPane::tr("Hold*");
        case FleetCellState::Failed:
            return OverviewPane::tr("Failed");
        }
        Q_UNREACHABLE();
    }
    std::array<int, FleetCellStateCount> m_counts{};
};

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
    left->addWidget(buildMap(), 5);
    m_clusters = new ClusterCards(context, this);
    left->addWidget(m_clusters, 4);
    columns->addLayout(left, 1);
    columns->addWidget(buildSide());
    page->addLayout(columns, 1);
    setFocusProxy(m_map);
    m_soon.setSingleShot(true);
    m_soon.setInterval(overviewRest);
    connect(&m_soon, &QTimer::timeout, this, &OverviewPane::refresh);
    connect(&context.replica, &Replica::applied, this, &OverviewPane::refreshSoon);
    connect(&context.replica, &Replica::silentChanged, this, &OverviewPane::refreshSoon);
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
    QPushButton* provision = makeActionButton(QLatin1StringView("overview/provision"), m_actions,
                                              ObjectActions::Id::Provision, ButtonKind::Primary, head);
    row->addWidget(provision);
    return head;
}

QWidget* OverviewPane::buildMap()
{
    m_mapCard = new Card(IconName::Machines, tr("Fleet map"), this);
    m_map = new FleetMap(m_context.replica, m_mapCard);
    m_noMachines = makeLabel(tr("No machines yet: page Clusters says how to bring some in."), FontRole::Body,
                             ColorRole::Tx2, m_mapCard);
    m_noMachines->setAlignment(Qt::AlignCenter);
    m_legend = new FleetLegend(m_mapCard);
    m_mapCard->body()->addWidget(m_map, 1);
    m_mapCard->body()->addWidget(m_noMachines, 1);
    m_mapCard->body()->addWidget(m_legend);
    return m_mapCard;
}

QWidget* OverviewPane::buildSide()
{
    auto* side = new QWidget;
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(16);
    m_attentionCard = new Card(IconName::StateWarning, tr("Needs attention"), side);
    m_attention = new AttentionList(m_context, m_actions, m_attentionCard);
    m_attentionCard->body()->addWidget(m_attention);
    column->addWidget(m_attentionCard);
    m_operationCard = new Card(IconName::Activity, tr("Operations in progress"), side);
    m_operations = new OperationList(m_context, m_operationCard);
    m_operationCard->body()->addWidget(m_operations);
    column->addWidget(m_operationCard);
    auto* pools = new Card(IconName::Pools, tr("Pool capacity"), side);
    m_pools = new PoolCapacity(m_context, pools);
    pools->body()->addWidget(m_pools);
    column->addWidget(pools);
    column->addStretch(1);
    auto* scroll = new QScrollArea(this);
    prepareScrollArea(scroll, ScrollUse::Controls, tr("What goes on"));
    scroll->setFixedWidth(sideWidth);
    scroll->setWidget(side);
    for (QWidget* ground : QList<QWidget*>{side, scroll->viewport()})
        ground->setProperty("ground", u"page"_s);
    side->setAttribute(Qt::WA_StyledBackground);
    return scroll;
}

void OverviewPane::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    refresh();
}

void OverviewPane::refreshSoon()
{
    if (isVisible() && !m_soon.isActive())
        m_soon.start();
}

void OverviewPane::refresh()
{
    if (!isVisible())
        return;
    const Replica& replica = m_context.replica;
    const QList<FleetGroup> groups = fleetGroups(replica);
    m_map->setGroups(groups);
    m_map->setVisible(!groups.isEmpty());
    m_noMachines->setVisible(groups.isEmpty());
    static_cast<FleetLegend*>(m_legend)->setCounts(fleetCounts(groups));
    m_mapCard->setSubtitle(tr("%1 machines, one cell each").arg(countText(replica.machineCount())));
    int open = 0;
    for (const auto& [id, operation] : replica.operations())
        open += operation.isOpen() ? 1 : 0;
    m_total->setText(tr("Clusters %1, pools %2, open operations %3")
                         .arg(countText(replica.clusterNames().size()),
                              countText(qint64(replica.pools().size())), countText(open)));
    m_clusters->setVisible(m_clusters->cardCount() > 0);
    m_attention->refresh();
    m_attentionCard->setSubtitle(countText(replica.attention().size()));
    m_operations->refresh();
    m_operationCard->setSubtitle(countText(open));
    m_pools->refresh();
}

} // namespace Drover
