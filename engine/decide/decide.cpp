#include "engine/decide/decide.h"

#include "engine/decide/commandrules.h"
#include "engine/decide/rules.h"

#include <chrono>

namespace Drover {

using namespace Qt::StringLiterals;

Result<Receipt> decide(Decider& decider, const CommandRequest& request)
{
    decider.reason = request.reason;
    decider.via = request.via;
    Result<Receipt> receipt = std::visit(
        [&decider](const auto& command) -> Result<Receipt> {
            using Type = std::decay_t<decltype(command)>;
            if constexpr (std::is_same_v<Type, Commands::LoadContent>)
                return fail(u"not-decided-here"_s,
                            u"content is read and checked before a turn takes it in"_s);
            else
                return decideCommand(decider, command);
        },
        request.command);
    if (receipt)
        fillPools(decider);
    return receipt;
}

void decide(Decider& decider, const Outcome& outcome)
{
    const Job* job = decider.state().find<Job>(outcome.job);
    if (!job || !job->isOpen() || job->effectKey() != outcome.effect)
        return;
    endJob(decider, *job, outcome);
    fillPools(decider);
}

namespace {

struct DueDecision
{
    Decider& d;

    void operator()(const Due::Timer& due) const
    {
        const Sequence* sequence = d.state().sequence(due.runner);
        if (!sequence || sequence->wait == Wait::None || sequence->waitUntil > d.now())
            return;
        // An incomplete job comes back as the same attempt; every other wait leads to the next entry.
        const Job* job = d.state().find<Job>(sequence->job);
        if (job && job->state == JobState::Incomplete)
            d.record(Events::JobRedelivered{job->id, job->run + 1});
        else
            d.record(
                Events::SequenceResumed{due.runner.machine, due.runner.workOrder, u"its wait is over"_s});
    }
    void operator()(const Due::LockEnd& due) const
    {
        const Machine* machine = d.machine(due.machine);
        if (machine && machine->lock.locked && machine->lock.until <= d.now())
            d.record(Events::LockChanged{
                due.machine, {}, u"its end, %1, has come"_s.arg(machine->lock.until.toString())});
    }
    void operator()(const Due::PauseEnd& due) const
    {
        const Operation* operation = d.state().find<Operation>(due.operation);
        if (operation && operation->state == OperationState::Paused && operation->pausedUntil <= d.now())
            resume(d, *operation, u"the pause's end, %1, has come"_s.arg(operation->pausedUntil.toString()));
    }
    void operator()(const Due::Advance& due) const
    {
        if (d.state().ready().contains(due.runner))
            advance(d, due.runner);
    }
    void operator()(const Due::PickUp& due) const
    {
        pickUp(d, due.machine);
        d.draft().settled(due.machine);
    }
    void operator()(const Due::Drive& due) const
    {
        // Taken off the list first: what the drive itself changes puts it on again only through a later look.
        drive(d, due.operation);
        d.draft().settled(due.operation);
    }
};

/// `3 h 10 min`.
QString spelled(Duration duration)
{
    const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(duration).count();
    if (minutes < 60)
        return u"%1 min"_s.arg(minutes);
    const auto hours = minutes / 60;
    return hours < 48 ? u"%1 h %2 min"_s.arg(hours).arg(minutes % 60) : u"%1 days"_s.arg(hours / 24);
}

} // namespace

void decide(Decider& decider, const DueItem& due)
{
    std::visit(DueDecision{decider}, due);
    fillPools(decider);
}

void decide(Decider& decider, const Absence& absence)
{
    QList<OperationId> open;
    for (const auto& [id, operation] : decider.state().all<Operation>()) {
        const bool underWay =
            operation.state == OperationState::Running || operation.state == OperationState::NeedsAttention;
        if (underWay && !operation.aborting)
            open.append(id);
    }
    for (const OperationId id : open) {
        setOperationState(
            decider, *decider.state().find<Operation>(id), OperationState::Paused,
            {u"away"_s,
             u"paused because nobody was here for %1; look how things stand, then resume it"_s.arg(
                 spelled(absence.away)),
             {},
             {}});
    }
}

} // namespace Drover
