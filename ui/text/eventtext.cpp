#include "ui/text/eventtext.h"

#include "engine/core/edits.h"
#include "engine/core/transitions.h"
#include "models/journal/eventcause.h"
#include "models/shortstage.h"
#include "models/timeline/jobspans.h"
#include "ui/text/words.h"

#include <QCoreApplication>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

struct EventWords
{
    Q_DECLARE_TR_FUNCTIONS(Drover::Events)
};

using namespace Events;

/// A few names, and how many more.
QString fewText(const QStringList& names)
{
    constexpr int few = 3;
    const QString shown = names.first(std::min<qsizetype>(few, names.size())).join(u", "_s);
    return names.size() > few ? EventWords::tr("%1 and %2 more").arg(shown).arg(names.size() - few) : shown;
}

QString operationVerb(OperationKind kind)
{
    switch (kind) {
    case OperationKind::Provision:
        return EventWords::tr("provision");
    case OperationKind::Resize:
        return EventWords::tr("resize");
    case OperationKind::Update:
        return EventWords::tr("update");
    case OperationKind::Destroy:
        return EventWords::tr("destroy");
    case OperationKind::RunBlueprint:
        return EventWords::tr("run of a blueprint");
    }
    return {};
}

QString waitText(const SequenceWaiting& e)
{
    switch (e.wait) {
    case Wait::None:
        return EventWords::tr("waits no longer");
    case Wait::Retry:
        return EventWords::tr("waits before the next attempt, until %1").arg(clockText(e.until));
    case Wait::Incomplete:
        return EventWords::tr("task is not done yet, asks again at %1").arg(clockText(e.until));
    case Wait::Reboot:
        return EventWords::tr("waits for the reboot");
    case Wait::PowerOff:
        return EventWords::tr("waits for the power to go off");
    case Wait::Gate:
        return EventWords::tr("waits at gate %1").arg(e.waitFor);
    }
    return {};
}

QString stopText(Stop stop)
{
    switch (stop) {
    case Stop::None:
        return EventWords::tr("goes on");
    case Stop::Failed:
        return EventWords::tr("stopped by a failure");
    case Stop::Stopped:
        return EventWords::tr("stopped as its task asked");
    case Stop::Paused:
        return EventWords::tr("paused");
    case Stop::StopAt:
        return EventWords::tr("stopped where it was told to");
    case Stop::SingleStep:
        return EventWords::tr("stopped after one step");
    }
    return {};
}

QString endText(const JobEnded& e)
{
    switch (e.end) {
    case JobEnd::Open:
    case JobEnd::Exited:
        break;
    case JobEnd::Signalled:
        return EventWords::tr("died by a signal");
    case JobEnd::TimedOut:
        return EventWords::tr("timed out");
    case JobEnd::Cancelled:
        return EventWords::tr("was cancelled");
    case JobEnd::Lost:
        return EventWords::tr("was lost");
    case JobEnd::NotStarted:
        return EventWords::tr("could not be started");
    case JobEnd::BadOutput:
        return EventWords::tr("gave bad output");
    case JobEnd::OutputLimit:
        return EventWords::tr("printed too much");
    }
    switch (e.state) {
    case JobState::Failed:
        return EventWords::tr("failed, exit %1").arg(e.exitCode);
    case JobState::Incomplete:
        return EventWords::tr("is not done yet");
    case JobState::Created:
    case JobState::Running:
    case JobState::Finished:
        break;
    }
    // What the engine does itself has no beginning of its own.
    if (!e.started.isSet())
        return EventWords::tr("finished");
    return EventWords::tr("finished in %1").arg(preciseDurationText(e.ended - e.started));
}

struct TextOf
{
    QString task;

    [[nodiscard]] QString jobName(JobId job) const
    {
        return task.isEmpty() ? job.toString() : entryLabel(task);
    }

    QString operator()(const DirectoryCreated& e) const
    {
        return e.simulated ? EventWords::tr("data directory made, simulated with seed %1").arg(e.seed)
                           : EventWords::tr("data directory made");
    }
    QString operator()(const ContentLoaded& e) const
    {
        return EventWords::tr("content pack %1 %2 loaded").arg(e.pack, e.version);
    }
    QString operator()(const PoolSaved& e) const
    {
        return e.before ? EventWords::tr("pool changed") : EventWords::tr("pool made");
    }
    QString operator()(const PoolRemoved&) const { return EventWords::tr("pool deleted"); }
    QString operator()(const ProfileSaved& e) const
    {
        return pluralText(e.profile.params.size(), EventWords::tr("profile saved, 1 param"),
                          EventWords::tr("profile saved, %1 params"));
    }
    QString operator()(const ProfileRemoved&) const { return EventWords::tr("profile removed"); }
    QString operator()(const ParamsChanged& e) const
    {
        if (e.set.isEmpty())
            return EventWords::tr("removed %1").arg(fewText(e.removed));
        return e.removed.isEmpty()
                   ? EventWords::tr("set %1").arg(fewText(e.set.keys()))
                   : EventWords::tr("set %1; removed %2").arg(fewText(e.set.keys()), fewText(e.removed));
    }
    QString operator()(const MachineAdded& e) const
    {
        switch (e.machine.kind) {
        case MachineKind::Machine:
            return EventWords::tr("machine added to %1").arg(e.machine.pool);
        case MachineKind::Cluster:
            return EventWords::tr("cluster made");
        case MachineKind::ResourceBroker:
            return EventWords::tr("broker made");
        }
        return {};
    }
    QString operator()(const MachineEdited& e) const
    {
        QStringList names;
        for (const EditedValue& value : editedValues(e))
            names.append(value.name);
        return EventWords::tr("edited %1").arg(fewText(names));
    }
    QString operator()(const MachineRemoved&) const { return EventWords::tr("removed"); }
    QString operator()(const LockChanged& e) const
    {
        return e.lock.locked ? EventWords::tr("locked") : EventWords::tr("unlocked");
    }
    QString operator()(const WorkflowStarted& e) const
    {
        return e.from.isEmpty()
                   ? EventWords::tr("workflow %1, %2 entries").arg(e.workflow).arg(e.tasks.size())
                   : EventWords::tr("workflow %1 after %2").arg(e.workflow, e.from);
    }
    QString operator()(const WorkflowCompleted& e) const
    {
        return EventWords::tr("workflow %1 complete").arg(e.workflow);
    }
    QString operator()(const SequenceMoved& e) const
    {
        return EventWords::tr("stage %1").arg(shortStage(e.stage));
    }
    QString operator()(const TasksReplaced& e) const
    {
        return EventWords::tr("%1 put in %2").arg(e.by, fewText(e.inserted));
    }
    QString operator()(const SequenceWaiting& e) const { return waitText(e); }
    QString operator()(const SequenceResumed&) const { return EventWords::tr("goes on"); }
    QString operator()(const SequenceStopped& e) const { return stopText(e.stop); }
    QString operator()(const SequenceRetried&) const { return EventWords::tr("tried again"); }
    QString operator()(const ErrorHandlersRun& e) const
    {
        return e.ended ? EventWords::tr("error handlers ended")
                       : EventWords::tr("error handlers run: %1").arg(fewText(e.tasks));
    }
    QString operator()(const JobCreated& e) const
    {
        const QString name = entryLabel(e.job.task);
        return e.job.attempt > 1 ? EventWords::tr("%1 begins, attempt %2").arg(name).arg(e.job.attempt)
                                 : EventWords::tr("%1 begins").arg(name);
    }
    QString operator()(const JobRedelivered& e) const
    {
        return EventWords::tr("%1 runs anew, run %2").arg(jobName(e.job)).arg(e.run);
    }
    QString operator()(const JobCancelRequested& e) const
    {
        return EventWords::tr("%1 is to be cancelled").arg(jobName(e.job));
    }
    QString operator()(const JobEnded& e) const { return jobName(e.job) + u' ' + endText(e); }
    QString operator()(const CallbackRaised& e) const { return EventWords::tr("callback %1").arg(e.action); }
    QString operator()(const PoolStatusChanged& e) const
    {
        return EventWords::tr("%1 to %2, %3").arg(enumText(e.from), enumText(e.to), e.pool);
    }
    QString operator()(const PoolChanged& e) const
    {
        return EventWords::tr("pool %1 to %2").arg(e.from, e.to);
    }
    QString operator()(const MemberAdded& e) const
    {
        return EventWords::tr("%1 of %2, role %3").arg(e.member, e.cluster, e.role);
    }
    QString operator()(const MemberDraining& e) const
    {
        return e.draining ? EventWords::tr("draining") : EventWords::tr("no longer draining");
    }
    QString operator()(const MemberRemoved& e) const
    {
        return EventWords::tr("no longer %1 of %2").arg(e.member, e.cluster);
    }
    QString operator()(const WorkOrderModeChanged& e) const
    {
        return e.on ? EventWords::tr("work-order mode on") : EventWords::tr("work-order mode off");
    }
    QString operator()(const WorkOrderCreated& e) const
    {
        return EventWords::tr("%1 on %2").arg(e.workOrder.blueprint, e.workOrder.targetName);
    }
    QString operator()(const WorkOrderStarted& e) const
    {
        return EventWords::tr("started, %1 entries").arg(e.tasks.size());
    }
    QString operator()(const WorkOrderEnded& e) const
    {
        return EventWords::tr("ended: %1").arg(enumText(e.state));
    }
    QString operator()(const OperationCreated& e) const
    {
        return EventWords::tr("%1 of %2, plan %3")
            .arg(operationVerb(e.operation.kind), e.operation.cluster, e.operation.plan.left(8));
    }
    QString operator()(const OperationStateChanged& e) const
    {
        // The same state with another reason: the reason is told beside it.
        return e.from == e.to ? EventWords::tr("still %1").arg(enumText(e.to))
                              : EventWords::tr("%1 to %2").arg(enumText(e.from), enumText(e.to));
    }
    QString operator()(const OperationStepStarted& e) const
    {
        return EventWords::tr("step %1 %2 begins").arg(e.step + 1).arg(enumText(e.stepKind));
    }
    QString operator()(const OperationStepFinished& e) const
    {
        return EventWords::tr("step %1 %2 done").arg(e.step + 1).arg(enumText(e.stepKind));
    }
    QString operator()(const OperationProgressed& e) const
    {
        return EventWords::tr("progress %1").arg(ofText(e.done, e.total));
    }
    QString operator()(const OperationDecided& e) const
    {
        return EventWords::tr("decided: %1").arg(e.why.code);
    }
    QString operator()(const OperationAmended& e) const
    {
        return EventWords::tr("%1 takes the place of %2").arg(e.in.name, e.out.name);
    }
    QString operator()(const OperationAborting&) const { return EventWords::tr("is being aborted"); }
    QString operator()(const GateDeclared& e) const
    {
        return EventWords::tr("gate declared, needs %1 of %2").arg(e.gate.needed).arg(e.gate.counted);
    }
    QString operator()(const GateArrived& e) const { return EventWords::tr("%1 arrived").arg(e.member); }
    QString operator()(const GateDeparted& e) const
    {
        return EventWords::tr("%1 has left and counts no more").arg(e.member);
    }
    QString operator()(const GateOpened& e) const { return EventWords::tr("opened by %1").arg(e.by); }
    QString operator()(const GateUnreachable& e) const
    {
        return e.held.isEmpty() ? EventWords::tr("can open again")
                                : EventWords::tr("can't open: %1 held").arg(fewText(e.held));
    }
    QString operator()(const GateRemoved&) const { return EventWords::tr("gate removed"); }
};

/// The rule that made what was due.
struct RuleOf
{
    QString operator()(const JobCreated&) const { return EventWords::tr("schedule: its next entry"); }
    QString operator()(const JobEnded&) const { return EventWords::tr("schedule: done by the engine"); }
    QString operator()(const SequenceResumed&) const { return EventWords::tr("schedule: the wait is over"); }
    QString operator()(const WorkOrderStarted&) const { return EventWords::tr("schedule: its turn"); }
    QString operator()(const OperationStepStarted&) const
    {
        return EventWords::tr("schedule: the step's turn");
    }
    QString operator()(const GateOpened&) const { return EventWords::tr("schedule: enough arrived"); }
    template <class E>
    QString operator()(const E&) const
    {
        return EventWords::tr("schedule");
    }
};

} // namespace

QString eventText(const EventRecord& record, const QString& task)
{
    const QString text = std::visit(TextOf{task}, record.event);
    const qint64 undone = undoneBy(record.event);
    return undone > 0 ? EventWords::tr("%1, undoes #%2").arg(text).arg(undone) : text;
}

QStringList eventCells(const EventRecord& record, const Replica& replica)
{
    return {QString::number(record.seq),
            record.at.toString(),
            record.actor,
            record.subject,
            eventKind(record.event),
            eventText(record, eventTask(replica, record.event)),
            eventReason(record.event),
            record.cause};
}

QStringList eventCellNames()
{
    return {u"seq"_s, u"at"_s, u"actor"_s, u"subject"_s, u"kind"_s, u"text"_s, u"reason"_s, u"cause"_s};
}

QString eventJsonLine(const EventRecord& record)
{
    return QString::fromUtf8(QJsonDocument(eventDocument(record)).toJson(QJsonDocument::Compact)) + u'\n';
}

QString eventTimeText(Instant at, Instant now)
{
    constexpr qint64 day = 86'400'000;
    const QString time = clockText(at, ClockPrecision::Seconds);
    return at.ms() / day == now.ms() / day ? time : clockText(at, ClockPrecision::Days) + u' ' + time;
}

QString actorText(const QString& actor)
{
    switch (actorKind(actor)) {
    case ActorKind::Person:
        return EventWords::tr("%1, a person").arg(actorName(actor));
    case ActorKind::Job:
        return EventWords::tr("%1, a job").arg(actorName(actor));
    case ActorKind::Rule:
        return EventWords::tr("rule %1").arg(actorName(actor));
    case ActorKind::Engine:
        break;
    }
    return EventWords::tr("the engine");
}

QString ruleText(const Event& event)
{
    return std::visit(RuleOf(), event);
}

QString causeText(const EventRecord& record, qint64 cause, const QString& task)
{
    QString words;
    switch (causeKind(record.cause)) {
    case CauseKind::Asked:
        words = actorKind(record.actor) == ActorKind::Person
                    ? EventWords::tr("command of %1").arg(actorName(record.actor))
                    : EventWords::tr("command");
        break;
    case CauseKind::Reported:
        words = task.isEmpty() ? record.cause : record.cause + u' ' + entryLabel(task);
        break;
    case CauseKind::Due:
        words = ruleText(record.event);
        break;
    case CauseKind::Away:
        words = EventWords::tr("engine was away");
        break;
    }
    return cause > 0 ? countText(cause) + u' ' + words : words;
}

JournalWords journalWords()
{
    return {.event = &eventText,
            .time = &eventTimeText,
            .cause = &causeText,
            .folded = [](qint64 first, qint64 last) {
                return EventWords::tr("%1 alike, %2 – %3")
                    .arg(countText(last - first + 1), countText(first), countText(last));
            }};
}

} // namespace Drover
