#include "engine/runtime/effectrunner.h"

namespace Drover {

using namespace Qt::StringLiterals;

namespace {

/// The job that an event (re)starts, or an unset id.
JobId startedBy(const Event& event)
{
    if (const auto* created = std::get_if<Events::JobCreated>(&event))
        return created->job.id;
    if (const auto* again = std::get_if<Events::JobRedelivered>(&event))
        return again->job;
    return {};
}

} // namespace

EffectRunner::EffectRunner(Executor* local, SimulatedRuns& simulated, JobRendering::Open open)
    : m_local(local), m_simulated(simulated), m_open(std::move(open))
{
}

void EffectRunner::setContent(const Content& content)
{
    m_rendering.emplace(content, m_open);
}

const Job* EffectRunner::jobOf(const State& state, const QString& key)
{
    const Job* job = state.find<Job>(JobId::fromString(QStringView(key).left(key.indexOf(u'.'))));
    return job && job->effectKey() == key ? job : nullptr;
}

void EffectRunner::failToPrepare(const Job& job, const Error& error, Instant now)
{
    Outcome outcome;
    outcome.effect = job.effectKey();
    outcome.job = job.id;
    outcome.end = JobEnd::NotStarted;
    outcome.code = 1;
    outcome.detail = error.text;
    outcome.ended = now;
    m_failed.append(outcome);
}

void EffectRunner::startSimulated(const State& state, const QList<EventRecord>& events, qsizetype from)
{
    for (qsizetype i = from; i < events.size(); ++i) {
        const EventRecord& record = events[i];
        if (const auto* cancel = std::get_if<Events::JobCancelRequested>(&record.event)) {
            const Job* job = state.find<Job>(cancel->job);
            if (job && job->runner == RunnerKind::Simulated)
                m_simulated.cancel(*job, record.at);
            continue;
        }
        const JobId id = startedBy(record.event);
        const Job* job = id.isSet() ? state.find<Job>(id) : nullptr;
        if (!job || job->runner != RunnerKind::Simulated || !job->isOpen())
            continue;
        const Result<PreparedJob> prepared = m_rendering->prepare(state, *job);
        if (prepared)
            m_simulated.start(*job, prepared->simulated, prepared->timeout, record.at, prepared->hash);
        else
            failToPrepare(*job, prepared.error(), record.at);
    }
}

void EffectRunner::startReal(const State& state, const Job& job)
{
    if (!m_local || job.runner == RunnerKind::Ssh) {
        failToPrepare(job,
                      {u"runner-unavailable"_s,
                       u"there is no %1 runner in this engine"_s.arg(enumText(job.runner)),
                       {},
                       {}},
                      state.ledger().at);
        return;
    }
    Result<PreparedJob> prepared = m_rendering->prepare(state, job);
    if (!prepared) {
        failToPrepare(job, prepared.error(), state.ledger().at);
        return;
    }
    RunRequest request;
    request.key = job.effectKey();
    request.machine = job.machineName;
    request.environment = JobRendering::environmentOf(state, job);
    request.secrets = prepared->secrets;
    request.timeout = prepared->timeout;
    request.hash = prepared->hash;
    for (const RenderedAction& action : prepared->actions) {
        if (action.path.isEmpty())
            request.scripts.append({action.name, action.contents});
        else
            request.files.append({action.path, action.contents});
    }
    if (request.scripts.isEmpty())
        request.scripts.append({job.task, QByteArrayLiteral("#!/bin/sh\nexit 0\n")});
    m_local->start(std::move(request));
}

void EffectRunner::carryOut(const State& state, const QList<EventRecord>& events)
{
    for (const EventRecord& record : events) {
        if (const auto* cancel = std::get_if<Events::JobCancelRequested>(&record.event)) {
            const Job* job = state.find<Job>(cancel->job);
            if (m_local && job && job->runner == RunnerKind::Local)
                m_local->cancel(job->effectKey());
            continue;
        }
        if (const auto* waiting = std::get_if<Events::SequenceWaiting>(&record.event)) {
            restart(state, waiting->machine, waiting->wait);
            continue;
        }
        if (const auto* removed = std::get_if<Events::MachineRemoved>(&record.event)) {
            if (m_local)
                m_local->leave(removed->name);
            continue;
        }
        const JobId id = startedBy(record.event);
        const Job* job = id.isSet() ? state.find<Job>(id) : nullptr;
        if (job && job->isOpen() && job->runner != RunnerKind::Simulated && job->runner != RunnerKind::Engine)
            startReal(state, *job);
    }
}

void EffectRunner::restart(const State& state, MachineId id, Wait wait)
{
    const Machine* machine = state.find<Machine>(id);
    const bool goes = wait == Wait::Reboot || wait == Wait::PowerOff;
    if (m_local && goes && machine && machine->runner == RunnerKind::Local)
        m_local->restart(machine->id.toString());
}

void EffectRunner::recover(const State& state)
{
    m_simulated.clear();
    if (m_local) {
        QStringList machines;
        for (const auto& [id, machine] : state.all<Machine>())
            machines.append(machine.name);
        m_local->keepOnly(machines);
    }
    // A restart that was committed and perhaps not begun: ending processes twice does no harm.
    for (const auto& [at, runner] : state.timers())
        restart(state, runner.machine, state.sequence(runner)->wait);
    for (const auto& [key, intent] : state.all<Intent>()) {
        const Job* job = state.find<Job>(intent.job);
        if (!job)
            continue;
        if (intent.runner == RunnerKind::Simulated) {
            const Result<PreparedJob> prepared = m_rendering->prepare(state, *job);
            if (prepared)
                m_simulated.start(*job, prepared->simulated, prepared->timeout, intent.opened,
                                  prepared->hash);
            else
                failToPrepare(*job, prepared.error(), state.ledger().at);
            if (intent.kind == IntentKind::Cancel)
                m_simulated.cancel(*job, state.ledger().at);
        } else if (m_local) {
            m_local->probe({key, intent.opened});
        }
    }
}

void EffectRunner::probed(const State& state, const QString& key, ProbeAnswer answer)
{
    const Job* job = jobOf(state, key);
    if (!job)
        return;
    switch (answer) {
    case ProbeAnswer::NeverStarted:
        startReal(state, *job);
        break;
    case ProbeAnswer::CannotTell:
        m_unknown.append(key);
        return;
    case ProbeAnswer::Running:
    case ProbeAnswer::Ended:
    case ProbeAnswer::Lost:
        break;
    }
    const Intent* intent = state.find<Intent>(key);
    if (intent && intent->kind == IntentKind::Cancel && answer != ProbeAnswer::Ended &&
        answer != ProbeAnswer::Lost)
        m_local->cancel(key);
}

QStringList EffectRunner::secretsOf(const State& state, const QString& key) const
{
    const Job* job = jobOf(state, key);
    return job ? m_rendering->secretsOf(state, *job) : QStringList();
}

std::optional<Outcome> EffectRunner::outcomeOf(const State& state, const RunOutcome& run)
{
    const Job* job = jobOf(state, run.key);
    if (!job)
        return std::nullopt;
    Outcome outcome;
    outcome.effect = run.key;
    outcome.job = job->id;
    outcome.end = run.end;
    outcome.code = run.code;
    outcome.detail = run.detail;
    outcome.hash = run.hash;
    outcome.outputs = run.outputs;
    outcome.started = run.started;
    outcome.ended = run.ended;
    return outcome;
}

} // namespace Drover
