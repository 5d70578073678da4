#include "ui/inspector/inspector.h"

#include "models/clusterstate.h"
#include "models/historyloader.h"
#include "models/selection.h"
#include "ui/inspector/counttabbar.h"
#include "ui/inspector/eventstab.h"
#include "ui/inspector/jobstab.h"
#include "ui/inspector/logtab.h"
#include "ui/inspector/paramstab.h"
#include "ui/inspector/summarydetails.h"
#include "ui/inspector/summarytab.h"
#include "ui/objectnames.h"
#include "ui/panes/panehead.h"
#include "ui/shell/objectactions.h"
#include "ui/text/modelwordstext.h"
#include "ui/text/words.h"
#include "ui/theme/iconcache.h"
#include "ui/widgets/card.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/elidedlink.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/flowrow.h"
#include "ui/widgets/shownwatch.h"
#include "ui/widgets/statuspill.h"

#include <QAction>
#include <QLabel>
#include <QPushButton>
#include <QStackedLayout>
#include <QTabBar>
#include <QTabWidget>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

/// Whoever presses these means to take something away.
bool takesAway(ObjectActions::Id id)
{
    return id == ObjectActions::Id::AbortOperation || id == ObjectActions::Id::Destroy;
}

/// Public, for the bar with counts can only be given before the first tab.
class CountTabWidget final : public QTabWidget
{
public:
    explicit CountTabWidget(QWidget* parent) : QTabWidget(parent) { setTabBar(new CountTabBar(this)); }
};

} // namespace

Inspector::Inspector(const WindowContext& context, ObjectActions& actions, QWidget* parent)
    : QWidget(parent), m_context(context), m_actions(actions), m_head(new QWidget(this)),
      m_icon(new QLabel(m_head)), m_name(new ElidedLabel(FontRole::PanelTitle, ColorRole::Tx1, m_head)),
      m_aside(new ElidedLabel(FontRole::Figure, ColorRole::Tx3, m_head)), m_state(new StatusPill(m_head)),
      m_parent(new ElidedLink(u"inspector/parent"_s, {}, FontRole::Secondary, m_head)),
      m_path(makeLabel({}, FontRole::Secondary, ColorRole::Tx3, m_head)), m_buttons(new QWidget(m_head)),
      m_tabs(new CountTabWidget(this)), m_tabBar(static_cast<CountTabBar*>(m_tabs->tabBar())),
      m_summary(new SummaryTab(context, this)), m_params(new ParamsTab(context, this)),
      m_jobs(new JobsTab(context, actions, this)), m_log(new LogTab(context, actions, this)),
      m_events(new EventsTab(context, this)), m_empty(new EmptyState(this)), m_stack(new QStackedLayout)
{
    setObjectName(ObjectNames::inspector);
    setAccessibleName(tr("Inspector"));
    setMinimumWidth(320);
    setMaximumWidth(560);
    buildHead();
    m_tabs->setObjectName(ObjectNames::inspectorTabs);
    m_tabs->setDocumentMode(true);
    m_tabs->setFocusPolicy(Qt::NoFocus); // its bar takes the keyboard
    m_tabs->tabBar()->setAccessibleName(tr("Tabs of the inspector"));
    m_tabs->tabBar()->setDrawBase(false);
    m_tabs->tabBar()->setUsesScrollButtons(false);
    m_tabs->setElideMode(Qt::ElideRight);
    m_tabs->addTab(m_summary, tr("Summary"));
    m_tabs->addTab(m_params, tr("Params"));
    m_tabs->addTab(m_jobs, tr("Jobs"));
    m_tabs->addTab(m_log, tr("Log"));
    m_tabs->addTab(m_events, tr("Events"));
    m_empty->setMessage(IconName::Info, ColorRole::Tx3, tr("Nothing selected"),
                        tr("Choose a cluster, a member, a machine or a pool."));

    auto* content = new QWidget(this);
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_head);
    column->addWidget(m_tabs, 1);
    m_stack->addWidget(content);
    m_stack->addWidget(m_empty);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addLayout(m_stack);

    connect(&context.selection, &Selection::objectChanged, this, &Inspector::showObject);
    connect(&context.replica, &Replica::applied, this, [this] {
        if (isVisible())
            refresh();
    });
    new ShownWatch(this, [this](bool shown) {
        if (shown)
            refresh();
    });
    connect(m_summary, &SummaryTab::logRequested, this, &Inspector::openLog);
    connect(m_jobs, &JobsTab::logRequested, this, &Inspector::openLog);
    connect(m_jobs, &JobsTab::countChanged, this, &Inspector::updateCounts);
    connect(m_params, &ParamsTab::countChanged, this, &Inspector::updateCounts);
    SummaryDetails* details = m_summary->details();
    details->setTail(&m_log->feed());
    connect(&m_log->feed(), &OutputFeed::changed, details, &SummaryDetails::tailChanged);
    connect(m_params, &ParamsTab::countChanged, details,
            [this, details] { details->setParams(m_params->params()); });
    connect(details, &SummaryDetails::logRequested, this, &Inspector::openLog);
    connect(details, &SummaryDetails::paramsRequested, this, [this] { m_tabs->setCurrentWidget(m_params); });
    connect(m_events, &EventsTab::journalRequested, this, &Inspector::journalRequested);
    auto* clock = new QTimer(this);
    connect(clock, &QTimer::timeout, this, [this] {
        if (m_tabs->currentWidget() != m_summary || !isVisible())
            return;
        m_summary->refresh();
        m_params->read();
    });
    clock->start(1000);
    showObject();
}

void Inspector::setEdits(EditActions& edits)
{
    m_params->setEdits(edits);
}

void Inspector::buildHead()
{
    m_head->setProperty("ground", u"panel"_s);
    m_head->setAttribute(Qt::WA_StyledBackground);
    auto* column = new QVBoxLayout(m_head);
    column->setContentsMargins(12, 8, 12, 6);
    column->setSpacing(4);
    auto* top = new QHBoxLayout;
    top->setSpacing(8);
    m_name->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    m_state->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    m_name->setObjectName(u"inspector/name"_s);
    m_state->setObjectName(u"inspector/state"_s);
    m_path->setObjectName(u"inspector/path"_s);
    top->addWidget(m_icon);
    top->addWidget(m_name);
    top->addWidget(m_aside, 1);
    top->addWidget(m_state);
    column->addLayout(top);
    auto* place = new QHBoxLayout;
    place->setSpacing(4);
    m_parent->setAccessibleName(tr("Cluster"));
    place->addWidget(m_parent);
    place->addWidget(m_path, 1);
    column->addLayout(place);
    connect(m_parent, &QPushButton::clicked, this,
            [this] { m_context.selection.select(clusterKey(m_parentCluster)); });
    auto* flow = new FlowRow(m_buttons);
    flow->setSpacing(6);
    QList<QAction*> offered = m_actions.objectActions();
    std::stable_partition(offered.begin(), offered.end(),
                          [](QAction* action) { return !takesAway(ObjectActions::idOf(action)); });
    for (QAction* action : std::as_const(offered)) {
        const ObjectActions::Id id = ObjectActions::idOf(action);
        const bool bad = takesAway(id);
        const QString name =
            ObjectNames::actionButton(ObjectNames::inspector, action->objectName().section(u'/', 1));
        QPushButton* button = makeActionButton(name, m_actions, id,
                                               bad ? ButtonKind::Destructive : ButtonKind::Plain, m_buttons);
        setButtonSize(button, ButtonSize::Small);
        flow->addWidget(button);
    }
    column->addWidget(m_buttons);
}

MachineId Inspector::machineOf(const ObjectKey& key) const
{
    if (key.kind == ObjectKey::Kind::Machine)
        return key.machine;
    const Machine* cluster =
        key.kind == ObjectKey::Kind::Cluster ? m_context.replica.cluster(key.name) : nullptr;
    return cluster ? cluster->id : MachineId();
}

void Inspector::showObject()
{
    const ObjectKey key = m_context.selection.object();
    const MachineId machine = machineOf(key);
    if (machine.isSet())
        m_context.history.wantMachine(machine);
    m_params->show(machine);
    if (isVisible())
        m_params->read();
    m_jobs->show(machine);
    m_log->show(machine);
    m_summary->show(key);
    m_events->show(key);
    m_tabs->setTabVisible(m_tabs->indexOf(m_events), key.kind != ObjectKey::Kind::Role);
    refresh();
}

void Inspector::openLog()
{
    if (m_tabs->isTabVisible(m_tabs->indexOf(m_log)))
        m_tabs->setCurrentWidget(m_log);
}

void Inspector::showTabs(bool runs)
{
    for (QWidget* tab : QList<QWidget*>{m_params, m_jobs, m_log})
        m_tabs->setTabVisible(m_tabs->indexOf(tab), runs);
}

void Inspector::updateCounts()
{
    m_tabBar->setCount(m_tabs->indexOf(m_params), m_params->count());
    m_tabBar->setCount(m_tabs->indexOf(m_jobs), m_jobs->count());
}

void Inspector::refresh()
{
    const Replica& replica = m_context.replica;
    const ObjectKey key = m_context.selection.object();
    IconName icon = IconName::Machines;
    QString path;
    m_parentCluster.clear();
    m_aside->setText({});
    m_state->show();
    bool found = true;
    switch (key.kind) {
    case ObjectKey::Kind::None:
        found = false;
        break;
    case ObjectKey::Kind::Cluster: {
        const Machine* cluster = replica.cluster(key.name);
        found = cluster != nullptr;
        if (!found)
            break;
        const ClusterState state = clusterState(replica, *cluster);
        icon = IconName::Clusters;
        m_name->setText(key.name);
        m_state->setStatus(state.state.status, stateText(state.state));
        path = tr("%1 of %2 ready").arg(state.ready).arg(state.desired);
        break;
    }
    case ObjectKey::Kind::Role: {
        found = replica.cluster(key.name) != nullptr;
        icon = roleVotes(replica, key.name, key.role) ? IconName::ControlPlane : IconName::Worker;
        m_name->setText(key.role);
        m_state->hide();
        m_parentCluster = key.name;
        break;
    }
    case ObjectKey::Kind::Machine: {
        const Machine* machine = replica.machine(key.machine);
        found = machine != nullptr;
        if (!found)
            break;
        const MemberState state = memberState(replica, *machine);
        m_name->setText(machine->memberName.isEmpty() ? machine->name : machine->memberName);
        m_aside->setText(machine->memberName.isEmpty() ? QString() : machine->name);
        m_state->setStatus(state.state.status, stateText(state.state));
        m_parentCluster = machine->isMember() ? machine->cluster : QString();
        path = machine->isMember()                            ? u"›  "_s + machine->role
               : machine->kind == MachineKind::ResourceBroker ? tr("Resource broker")
                                                              : tr("pool %1").arg(machine->pool);
        break;
    }
    case ObjectKey::Kind::Pool:
        found = replica.pools().contains(key.name);
        icon = IconName::Pools;
        m_name->setText(key.name);
        m_state->hide();
        path = tr("Pool");
        break;
    }
    m_stack->setCurrentIndex(found ? 0 : 1);
    if (!found) {
        const bool gone = key.kind != ObjectKey::Kind::None && replica.isReady();
        m_empty->setMessage(
            IconName::Info, ColorRole::Tx3, gone ? tr("It is gone") : tr("Nothing selected"),
            gone ? tr("What was selected here no longer exists; its jobs stay in the timeline.")
                 : tr("Choose a cluster, a member, a machine or a pool."));
        return;
    }
    m_icon->setPixmap(themeIcon(icon, ColorRole::Acc).pixmap(QSize(18, 18), devicePixelRatioF()));
    m_path->setText(path);
    m_parent->setFullText(m_parentCluster);
    m_parent->setVisible(!m_parentCluster.isEmpty());
    const QList<QAction*> offered = m_actions.objectActions();
    m_buttons->setVisible(std::any_of(offered.begin(), offered.end(),
                                      [](const QAction* action) { return action->isVisible(); }));
    showTabs(machineOf(key).isSet());
    m_summary->refresh();
    m_jobs->refresh();
    m_log->refresh();
    updateCounts();
}

} // namespace Drover
