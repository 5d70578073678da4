#include "ui/inspector/summarytab.h"

#include "models/clusterstates.h"
#include "models/selection.h"
#include "models/shortstage.h"
#include "models/stagesteps.h"
#include "models/timeline/jobspans.h"
#include "models/whywaits.h"
#include "ui/inspector/summarydetails.h"
#include "ui/objectnames.h"
#include "ui/text/eventtext.h"
#include "ui/text/modelwordstext.h"
#include "ui/text/statustext.h"
#include "ui/text/whytext.h"
#include "ui/text/words.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/pipelinestrip.h"
#include "ui/widgets/sectionhead.h"

#include <QLabel>
#include <QScrollBar>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace Drover {

SummaryTab::SummaryTab(const WindowContext& context, QWidget* parent)
    : QScrollArea(parent), m_context(context), m_pipeline(new PipelineStrip),
      m_why(makeLabel({}, FontRole::Body, ColorRole::Tx1, this)), m_facts(new FactGrid),
      m_sectionHead(new SectionHead({})), m_section(new FactGrid), m_details(new SummaryDetails)
{
    setObjectName(ObjectNames::inspectorSummary);
    prepareScrollArea(this, ScrollUse::Reading, tr("Summary"));
    auto* page = new QWidget(this);
    page->setProperty("ground", u"panel"_s);
    page->setAttribute(Qt::WA_StyledBackground);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* top = new QVBoxLayout;
    top->setContentsMargins(12, 12, 12, 12);
    top->setSpacing(10);
    m_pipeline->setObjectName(ObjectNames::inspectorPipeline);
    m_why->setObjectName(ObjectNames::inspectorWhy);
    m_why->setWordWrap(true);
    m_why->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_facts->setLabelWidth(88);
    m_section->setLabelWidth(88);
    top->addWidget(m_pipeline);
    top->addWidget(m_why);
    top->addWidget(m_facts);
    column->addLayout(top);
    column->addWidget(m_details);
    column->addWidget(m_sectionHead);
    auto* below = new QVBoxLayout;
    below->setContentsMargins(12, 8, 12, 12);
    below->addWidget(m_section);
    column->addLayout(below);
    column->addStretch();
    setWidget(page);
    // The link's own row may be made anew by what it leads to.
    connect(m_facts, &FactGrid::linkActivated, this, &SummaryTab::follow, Qt::QueuedConnection);
    connect(m_section, &FactGrid::linkActivated, this, &SummaryTab::follow, Qt::QueuedConnection);
}

void SummaryTab::show(const ObjectKey& object)
{
    m_object = object;
    verticalScrollBar()->setValue(0);
    m_details->setVisible(object.kind == ObjectKey::Kind::Machine || object.kind == ObjectKey::Kind::Cluster);
    refresh();
}

void SummaryTab::refresh()
{
    const Replica& replica = m_context.replica;
    switch (m_object.kind) {
    case ObjectKey::Kind::None:
        return;
    case ObjectKey::Kind::Cluster:
        if (const Machine* cluster = replica.cluster(m_object.name))
            showCluster(*cluster);
        return;
    case ObjectKey::Kind::Role:
        showRole(m_object.name, m_object.role);
        return;
    case ObjectKey::Kind::Machine:
        if (const Machine* machine = replica.machine(m_object.machine))
            showMachine(*machine);
        return;
    case ObjectKey::Kind::Pool:
        showPool(m_object.name);
        return;
    }
}

void SummaryTab::showPipeline(const Machine& machine)
{
    const StageWay way = stageWay(m_context.replica, machine);
    QList<PipelineStep> steps;
    for (const StageStep& step : way.steps)
        steps.append({step.gate ? tr("gate") : shortStage(step.stage), step.stage, step.status, step.gate});
    m_pipeline->setVisible(!steps.isEmpty());
    m_pipeline->setSteps(steps, way.current);
}

void SummaryTab::setWhy(const Machine& machine)
{
    const WhyWaits why = whyWaits(m_context.replica, machine);
    m_why->setText(whyText(why, m_context.replica.now()));
    m_why->setVisible(!m_why->text().isEmpty());
    using Code = WhyWaits::Code;
    const bool bad = why.code == Code::Failed || why.code == Code::GateUnreachable;
    const bool asks =
        why.code == Code::NeedsAttention || why.code == Code::Held || why.code == Code::StoppedByTask;
    setLabelColor(m_why, bad ? ColorRole::Bad : asks ? ColorRole::Warn : ColorRole::Tx1);
}

void SummaryTab::setSection(const QString& title, const QList<Fact>& facts)
{
    m_sectionHead->setTitle(title);
    m_sectionHead->setVisible(!facts.isEmpty());
    m_section->setVisible(!facts.isEmpty());
    m_section->setFacts(facts);
}

QList<Fact> SummaryTab::jobFacts(const Machine& machine) const
{
    const Replica& replica = m_context.replica;
    QList<Fact> facts;
    if (!machine.sequence.stage.isEmpty() && !machine.sequence.complete)
        facts.append(
            {.key = u"stage"_s, .label = tr("Stage"), .value = machine.sequence.stage, .figure = true});
    if (!machine.sequence.workflow.isEmpty())
        facts.append({.key = u"workflow"_s,
                      .label = tr("Workflow"),
                      .value = machine.sequence.workflow,
                      .figure = true});
    const Job* job = replica.newestJob(machine.id);
    if (!job)
        return facts;
    facts.append({.key = u"log/"_s + job->id.toString(),
                  .label = job->isOpen() ? tr("Job") : tr("Last job"),
                  .value = job->id.toString() + u"  "_s + entryLabel(job->task),
                  .figure = true,
                  .link = true});
    const Instant end = job->ended.isSet() ? job->ended : replica.now();
    QString result = stateText({statusOf(*job), job->attempt > 1 ? job->attempt : 0});
    if (const JobObservation* seen = job->isOpen() ? replica.observation(job->id) : nullptr) {
        if (seen->progress >= 0)
            result += u" · "_s + percentText(seen->progress / 100.0);
        if (!seen->status.isEmpty())
            result += u" · "_s + seen->status;
    }
    facts.append({.key = u"job-state"_s,
                  .label = {},
                  .value = result,
                  .aside = job->started.isSet() ? durationText(end - job->started) : QString(),
                  .status = statusOf(*job)});
    const QList<JobId> ids = replica.jobsOf(machine.id);
    int shown = 0;
    for (auto it = ids.rbegin(); it != ids.rend() && shown < 3; ++it) {
        const Job* earlier = replica.job(*it);
        if (!earlier || earlier->state != JobState::Failed || earlier->task != job->task)
            continue;
        const QString how =
            earlier->end == JobEnd::Exited ? tr("exit %1").arg(earlier->exitCode) : enumText(earlier->end);
        facts.append({.key = u"attempt-%1"_s.arg(earlier->attempt),
                      .label = tr("Attempt %1").arg(earlier->attempt),
                      .value = clockText(earlier->ended) + u"  "_s +
                               (earlier->message.isEmpty() ? how : earlier->message.section(u'\n', 0, 0)),
                      .aside = how,
                      .status = Status::Failed});
        ++shown;
    }
    return facts;
}

QList<Fact> SummaryTab::placeFacts(const Machine& machine) const
{
    QList<Fact> facts;
    if (machine.isMember()) {
        facts.append({.key = clusterKey(machine.cluster),
                      .label = tr("Cluster"),
                      .value = machine.cluster,
                      .link = true});
        facts.append({.key = u"role"_s, .label = tr("Role"), .value = machine.role});
    }
    if (!machine.pool.isEmpty()) {
        facts.append(
            {.key = poolKey(machine.pool), .label = tr("Pool"), .value = machine.pool, .link = true});
        facts.append({.key = u"pool-status"_s,
                      .label = tr("Pool status"),
                      .value = statusText(statusOf(machine.poolStatus)),
                      .status = statusOf(machine.poolStatus)});
    }
    if (machine.health == Health::Unknown)
        facts.append({.key = u"health"_s, .label = tr("Health"), .value = tr("not probed")});
    else
        facts.append({.key = u"health"_s,
                      .label = tr("Health"),
                      .value = statusText(statusOf(machine.health)),
                      .status = statusOf(machine.health)});
    facts.append({.key = u"mode"_s,
                  .label = tr("Mode"),
                  .value = machine.workOrderMode ? u"WorkOrder"_s : u"Workflow"_s});
    if (!machine.address.isEmpty())
        facts.append({.key = u"address"_s, .label = tr("Address"), .value = machine.address, .figure = true});
    facts.append(
        {.key = u"runner"_s, .label = tr("Runner"), .value = enumText(machine.runner), .figure = true});
    if (!machine.profiles.isEmpty())
        facts.append({.key = u"profiles"_s,
                      .label = tr("Profiles"),
                      .value = machine.profiles.join(u", "_s),
                      .figure = true});
    if (machine.lock.locked)
        facts.append({.key = u"locked"_s,
                      .label = tr("Locked"),
                      .value = machine.lock.reason,
                      .aside = clockText(machine.lock.since),
                      .status = Status::HoldBuild});
    if (!machine.description.isEmpty())
        facts.append({.key = u"description"_s, .label = tr("Description"), .value = machine.description});
    facts.append({.key = u"uuid"_s, .label = tr("Id"), .value = machine.id.toString(), .figure = true});
    return facts;
}

void SummaryTab::showMachine(const Machine& machine)
{
    showPipeline(machine);
    setWhy(machine);
    m_facts->setFacts(jobFacts(machine));
    setSection(tr("Place"), placeFacts(machine));
}

QList<Fact> SummaryTab::troubleFacts(const ClusterState& state) const
{
    QList<Fact> facts;
    for (const RoleState& role : state.roles) {
        for (const MachineId id : role.members) {
            const Machine* member = m_context.replica.machine(id);
            if (!member || facts.size() >= 12)
                continue;
            const MemberState& each = m_context.replica.clusterStates().member(id);
            const bool waits = each.state.status == Status::AtGate || each.state.status == Status::BackOff ||
                               each.state.status == Status::Retrying;
            if (each.failed || waits || member->health == Health::Unhealthy)
                facts.append({.key = machineKey(id),
                              .label = stateText(each.state),
                              .value = member->memberName,
                              .aside = member->name,
                              .link = true});
        }
    }
    return facts;
}

void SummaryTab::showCluster(const Machine& cluster)
{
    const Replica& replica = m_context.replica;
    const ClusterState& state = clusterState(replica, cluster);
    showPipeline(cluster);
    setWhy(cluster);
    QList<Fact> facts;
    const Operation* operation = replica.driver(cluster.name);
    if (!operation)
        operation = replica.lastEnded(cluster.name);
    if (operation) {
        facts.append(
            {.key = u"operation"_s,
             .label = tr("Operation"),
             .value = tr("%1, %2").arg(operationText(operation->kind), operationText(operation->state)),
             .aside = operation->id.toString()});
        if (operation->total > 0)
            facts.append({.key = u"operation-progress"_s,
                          .label = tr("Done"),
                          .value = ofText(operation->done, operation->total),
                          .figure = true});
        const Instant begun = operation->started.isSet() ? operation->started : operation->created;
        if (begun.isSet())
            facts.append(
                {.key = u"operation-time"_s,
                 .label = tr("Started"),
                 .value = dateTimeText(begun),
                 .aside = durationText((operation->ended.isSet() ? operation->ended : replica.now()) - begun),
                 .figure = true});
        facts.append({.key = u"operation-actor"_s,
                      .label = tr("By"),
                      .value = operation->reason.isEmpty()
                                   ? actorText(operation->actor)
                                   : tr("%1: “%2”").arg(actorText(operation->actor), operation->reason)});
    }
    facts.append({.key = u"ready"_s,
                  .label = tr("Ready"),
                  .value = ofText(state.ready, state.desired),
                  .figure = true});
    for (const RoleState& role : state.roles)
        facts.append({.key = roleKey(cluster.name, role.role),
                      .label = {},
                      .value = role.role,
                      .aside = ofText(role.ready, role.desired),
                      .link = true});
    for (const Gate* gate : replica.gatesOf(cluster.name)) {
        const QString arrived = QString::number(gate->arrived.size()) + u'/' + QString::number(gate->needed);
        facts.append({.key = u"gate/"_s + gate->name,
                      .label = tr("Gate"),
                      .value = gate->name,
                      .aside = gate->isOpen() ? tr("open %1").arg(clockText(gate->openedAt)) : arrived,
                      .status = gate->isOpen() ? Status::Passed : Status::AtGate});
    }
    if (state.health != Status::None)
        facts.append({.key = u"health"_s,
                      .label = tr("Health"),
                      .value = statusText(state.health),
                      .status = state.health});
    facts.append({.key = u"mode"_s,
                  .label = tr("Mode"),
                  .value = cluster.workOrderMode ? u"WorkOrder"_s : u"Workflow"_s});
    if (!cluster.application.isEmpty())
        facts.append(
            {.key = u"application"_s,
             .label = tr("Application"),
             .value = cluster.application + (state.version.isEmpty() ? QString() : u"  "_s + state.version),
             .figure = true});
    if (!cluster.broker.isEmpty())
        facts.append({.key = u"broker"_s, .label = tr("Broker"), .value = cluster.broker, .figure = true});
    m_facts->setFacts(facts);
    setSection(tr("Members to look at"), troubleFacts(state));
}

void SummaryTab::showRole(const QString& cluster, const QString& role)
{
    const Machine* object = m_context.replica.cluster(cluster);
    if (!object)
        return;
    m_pipeline->hide();
    m_why->hide();
    const ClusterState& state = clusterState(m_context.replica, *object);
    QList<Fact> facts{{.key = clusterKey(cluster), .label = tr("Cluster"), .value = cluster, .link = true}};
    QList<Fact> members;
    for (const RoleState& each : state.roles) {
        if (each.role != role)
            continue;
        facts.append({.key = u"ready"_s,
                      .label = tr("Ready"),
                      .value = ofText(each.ready, each.desired),
                      .figure = true});
        facts.append({.key = u"votes"_s,
                      .label = tr("Votes"),
                      .value = each.votes ? tr("yes, it keeps the quorum") : tr("no")});
        for (const MachineId id : each.members) {
            const Machine* member = m_context.replica.machine(id);
            members.append({.key = machineKey(id),
                            .label = stateText(m_context.replica.clusterStates().member(id).state),
                            .value = member->memberName,
                            .aside = member->name,
                            .link = true});
        }
    }
    m_facts->setFacts(facts);
    setSection(tr("Members"), members);
}

void SummaryTab::showPool(const QString& name)
{
    m_pipeline->hide();
    m_why->hide();
    const auto it = m_context.replica.pools().find(name);
    if (it == m_context.replica.pools().end())
        return;
    const Pool& pool = it->second;
    const auto counts = m_context.replica.poolCounts(name);
    QList<Fact> facts;
    if (!pool.description.isEmpty())
        facts.append({.key = u"description"_s, .label = tr("About"), .value = pool.description});
    if (!pool.parent.isEmpty())
        facts.append(
            {.key = poolKey(pool.parent), .label = tr("Parent"), .value = pool.parent, .link = true});
    if (pool.minFree > 0)
        facts.append({.key = u"minimum"_s,
                      .label = tr("Keep Free"),
                      .value = QString::number(pool.minFree),
                      .figure = true});
    for (std::size_t i = 0; i < counts.size(); ++i) {
        const Status status = statusOf(PoolStatus(i));
        if (counts[i] > 0)
            facts.append({.key = u"count/"_s + enumText(PoolStatus(i)),
                          .label = {},
                          .value = statusText(status),
                          .aside = countText(counts[i]),
                          .status = status});
    }
    m_facts->setFacts(facts);
    QList<Fact> transitions;
    const auto transition = [&](const QString& key, const QString& label, const PoolActions& actions) {
        QString what = actions.workflow.isEmpty() ? tr("nothing runs") : actions.workflow;
        if (!actions.addProfiles.isEmpty())
            what += u"  +"_s + actions.addProfiles.join(u" +"_s);
        if (!actions.removeProfiles.isEmpty())
            what += u"  −"_s + actions.removeProfiles.join(u" −"_s);
        transitions.append({.key = key, .label = label, .value = what, .figure = true});
    };
    transition(u"enter"_s, tr("Enter"), pool.enterActions);
    transition(u"allocate"_s, tr("Allocate"), pool.allocateActions);
    transition(u"release"_s, tr("Release"), pool.releaseActions);
    transition(u"exit"_s, tr("Exit"), pool.exitActions);
    setSection(tr("Transitions"), transitions);
}

void SummaryTab::follow(const QString& key)
{
    if (key.startsWith("log/"_L1)) {
        m_context.selection.selectJob(m_context.selection.key(), JobId::fromString(key.mid(4)));
        emit logRequested();
        return;
    }
    m_context.selection.select(key);
}

} // namespace Drover
