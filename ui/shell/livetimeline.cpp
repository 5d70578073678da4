#include "ui/shell/livetimeline.h"

#include "models/commandsender.h"
#include "models/historyloader.h"
#include "models/selection.h"
#include "models/whywaits.h"
#include "ui/text/modelwordstext.h"
#include "ui/text/whytext.h"
#include "ui/timeline/timelinecanvas.h"
#include "ui/timeline/timelineview.h"

#include <QTimer>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

constexpr qsizetype pastChoices = 20;

} // namespace

LiveTimeline::LiveTimeline(const WindowContext& context, QWidget* parent)
    : QWidget(parent), m_context(context), m_builder(context.replica, m_model, modelWords()),
      m_view(new TimelineView(&m_model, this))
{
    setObjectName(u"live-timeline"_s);
    setMinimumHeight(200);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(m_view);
    setFocusProxy(m_view);
    connect(&context.selection, &Selection::objectChanged, this, &LiveTimeline::showSelected);
    connect(&context.replica, &Replica::applied, this, [this](const ReplicaChanges& changes) {
        if (changes.snapshot || !changes.clusters.isEmpty())
            updateChoices();
        // Nothing was there to be chosen; now there is.
        const bool othersChoose = changes.snapshot && !m_context.replica.clusterNames().isEmpty();
        if (!othersChoose && m_builder.cluster().isEmpty() && !m_names.isEmpty())
            showCluster(m_names.constFirst());
        followWork();
    });
    connect(m_view, &TimelineView::choiceActivated, this,
            [this](const QString& key) { m_context.selection.select(key); });
    connect(m_view, &TimelineView::laneActivated, &context.selection, &Selection::select);
    connect(m_view, &TimelineView::spanActivated, this,
            [this](qint64 id) { openJob(TimelineBuilder::jobOfSpan(id), false); });
    connect(m_view, &TimelineView::logRequested, this,
            [this](qint64 id) { openJob(TimelineBuilder::jobOfSpan(id), true); });
    connect(m_view, &TimelineView::retryRequested, this, &LiveTimeline::retry);
    connect(m_view, &TimelineView::cancelRequested, this,
            [this](qint64 id) { emit cancelRequested(TimelineBuilder::jobOfSpan(id)); });
    connect(m_view, &TimelineView::expandRequested, &m_builder, &TimelineBuilder::setExpanded);
    connect(m_view, &TimelineView::groupingChosen, this, [this](TimelineGrouping grouping) {
        m_builder.setGrouping(grouping);
        // Stages times members are many lanes: their bands tell how the run went through them.
        if (grouping == TimelineGrouping::Stage)
            m_view->canvas()->setAllCollapsed(true);
        m_view->setGroupings(m_builder.groupings(), grouping);
    });
    m_view->canvas()->setWhy([this](const QString& key) { return whyOf(key); });
    // What was run before this console was opened comes in pages; the view opens on all of it.
    connect(&context.history, &HistoryLoader::clusterLoaded, this, [this](const QString& name) {
        if (name == m_builder.cluster())
            showAll();
    });
    // The present goes on between batches.
    auto* clock = new QTimer(this);
    connect(clock, &QTimer::timeout, this, [this] { m_model.setNow(m_context.replica.now()); });
    clock->start(100);
    updateChoices();
}

QString LiveTimeline::clusterOf(const ObjectKey& key) const
{
    switch (key.kind) {
    case ObjectKey::Kind::Cluster:
    case ObjectKey::Kind::Role:
        return key.name;
    case ObjectKey::Kind::Machine: {
        const Machine* machine = m_context.replica.machine(key.machine);
        return machine ? machine->kind == MachineKind::Cluster ? machine->name : machine->cluster : QString();
    }
    case ObjectKey::Kind::Pool:
    case ObjectKey::Kind::None:
        break;
    }
    return {};
}

void LiveTimeline::showSelected()
{
    const QString key = m_context.selection.key();
    const QString cluster = clusterOf(ObjectKey::parse(key));
    // A machine without a cluster leaves the timeline where it is: it may have been a member until just now.
    if (!cluster.isEmpty())
        showCluster(cluster);
    m_view->setSelectedLane(key);
}

void LiveTimeline::scrollTo(const QString& objectKey)
{
    if (clusterOf(ObjectKey::parse(objectKey)) == m_builder.cluster())
        m_view->canvas()->scrollToTop(objectKey);
}

void LiveTimeline::showCluster(const QString& name)
{
    if (name == m_builder.cluster())
        return;
    m_context.history.wantCluster(name);
    m_builder.showCluster(name);
    updateChoices();
    showAll();
}

/// The whole run; while something runs, with the present kept in view.
void LiveTimeline::showAll()
{
    m_view->fitAll();
    m_works = m_context.replica.driver(m_builder.cluster()) != nullptr;
    m_view->setFollow(m_works);
}

/// What begins on a cluster that is looked at is followed.
void LiveTimeline::followWork()
{
    const bool works = m_context.replica.driver(m_builder.cluster()) != nullptr;
    if (works && !m_works)
        m_view->setFollow(true);
    m_works = works;
}

void LiveTimeline::updateChoices()
{
    QStringList names = m_context.replica.clusterNames();
    const QString shown = m_builder.cluster();
    // Destroyed clusters can still be looked at.
    names += m_context.replica.pastClusterNames().mid(0, pastChoices);
    if (!shown.isEmpty() && !names.contains(shown))
        names.append(shown);
    if (names == m_names && !names.isEmpty() && m_view->property("shown").toString() == shown)
        return;
    m_names = names;
    m_view->setProperty("shown", shown);
    m_view->setGroupings(m_builder.groupings(), m_builder.grouping());
    QList<TimelineChoice> choices;
    for (const QString& name : std::as_const(names))
        choices.append({clusterKey(name), name});
    m_view->setChoices(choices, clusterKey(shown));
}

void LiveTimeline::openJob(JobId id, bool log)
{
    const Job* job = m_context.replica.job(id);
    if (!job)
        return;
    const Machine* machine = m_context.replica.machine(job->machine);
    const bool isCluster = machine && machine->kind == MachineKind::Cluster;
    m_context.selection.selectJob(isCluster ? clusterKey(machine->name) : machineKey(job->machine), id);
    if (log)
        emit logRequested();
}

QString LiveTimeline::whyOf(const QString& laneKey) const
{
    const ObjectKey key = ObjectKey::parse(laneKey);
    const Machine* machine = key.kind == ObjectKey::Kind::Cluster ? m_context.replica.cluster(key.name)
                                                                  : m_context.replica.machine(key.machine);
    return machine ? whyText(whyWaits(m_context.replica, *machine), m_context.replica.now()) : QString();
}

void LiveTimeline::retry(const QString& laneKey)
{
    const ObjectKey key = ObjectKey::parse(laneKey);
    const Machine* machine = key.kind == ObjectKey::Kind::Cluster ? m_context.replica.cluster(key.name)
                                                                  : m_context.replica.machine(key.machine);
    if (machine)
        m_context.sender.send(Commands::RetryMachine{machine->id.toString()}, {});
}

} // namespace Drover
