#include "app/cli/arguments.h"
#include "app/cli/carryout.h"
#include "app/cli/verbs.h"
#include "app/cli/waiting.h"

using namespace Qt::StringLiterals;

namespace Drover::Verbs {

namespace {

Result<OperationId> operationNamed(const QString& text)
{
    const OperationId id = OperationId::fromString(text);
    if (!id.isSet())
        return fail(u"operation-unknown"_s, u"%1 is not an operation's id"_s.arg(text),
                    u"`drover get operations` lists them: op-1, op-2, …"_s, u"operation "_s + text);
    return id;
}

} // namespace

ExitCode changeOperation(Session& session, const ChangeOperation& options)
{
    const auto id = operationNamed(options.operation);
    if (!id)
        return session.terminal().refuse(id.error());
    const auto until = moment(options.until, u"--until"_s);
    if (!until)
        return session.terminal().refuse(until.error());
    Command command;
    OperationState wanted = OperationState::Finished;
    switch (options.verb) {
    case OperationVerb::Pause:
        command = Commands::PauseOperation{*id, *until};
        break;
    case OperationVerb::Resume:
        command = Commands::ResumeOperation{*id};
        break;
    case OperationVerb::Retry:
        command = Commands::RetryOperation{*id};
        break;
    case OperationVerb::Abort:
        command = Commands::AbortOperation{*id, options.keep};
        wanted = OperationState::Aborted;
        break;
    }
    if (options.plan) {
        const auto trial = session.attempt(command, options.reason);
        if (!trial)
            return session.terminal().refuse(trial.error());
        session.terminal().print(
            QJsonObject{{u"operation"_s, id->toString()}, {u"note"_s, trial->note}},
            [&] { return u"if you abort it: %1; nothing is changed yet\n"_s.arg(trial->note); });
        return ExitCode::Done;
    }
    auto receipt = session.submit(command, options.reason);
    if (!receipt)
        return session.terminal().refuse(receipt.error());
    if (options.wait)
        return waitForOperation(session, *id, receipt->seq, wanted);
    receipt->operation = *id;
    return reportOperation(session, *receipt, receipt->note.isEmpty() ? u"accepted"_s : receipt->note);
}

ExitCode cancelJob(Session& session, const CancelJob& options)
{
    const JobId id = JobId::fromString(options.job);
    if (!id.isSet())
        return session.terminal().refuse({u"job-unknown"_s, u"%1 is not a job's id"_s.arg(options.job),
                                          u"`drover get jobs` lists them: j-1, j-2, …"_s,
                                          u"job "_s + options.job});
    return carryOut(session, Commands::CancelJob{id}, options.reason,
                    u"job %1 is being cancelled"_s.arg(id.toString()));
}

ExitCode changeMachine(Session& session, const ChangeMachine& options)
{
    const QString& name = options.machine;
    const auto until = moment(options.until, u"--until"_s);
    if (!until)
        return session.terminal().refuse(until.error());
    switch (options.verb) {
    case MachineVerb::Delete:
        return carryOut(session, Commands::DeleteMachine{name}, options.reason,
                        u"machine %1 is deleted"_s.arg(name));
    case MachineVerb::Retry:
        return carryOut(session, Commands::RetryMachine{name}, options.reason,
                        u"machine %1 tries again"_s.arg(name));
    case MachineVerb::Return:
        return carryOut(session, Commands::ReturnMachine{name, options.accept}, options.reason,
                        u"machine %1 goes back to its pool"_s.arg(name));
    case MachineVerb::Lock:
        return carryOut(session, Commands::LockMachine{name, true, *until}, options.reason,
                        u"machine %1 is locked"_s.arg(name));
    case MachineVerb::Unlock:
        return carryOut(session, Commands::LockMachine{name, false, {}}, options.reason,
                        u"machine %1 is unlocked"_s.arg(name));
    }
    return ExitCode::Refused;
}

ExitCode setMachine(Session& session, const SetMachine& options)
{
    const auto params = keyValues(options.params + options.assignments, u"--param"_s);
    if (!params)
        return session.terminal().refuse(params.error());
    const bool edits = options.address || options.description || options.profiles;
    const bool sets = !params->isEmpty() || !options.unset.isEmpty();
    if (!edits && !sets)
        return session.terminal().refuse(
            {u"usage"_s, u"machine set %1 changes nothing"_s.arg(options.machine),
             u"say --param KEY=VALUE, --unset KEY, --address, --description or --profile"_s,
             u"machine "_s + options.machine});
    const QString done = u"machine %1 is changed"_s.arg(options.machine);
    // One command: a value that does not fit must leave the rest as it was, too.
    return carryOut(session,
                    Commands::EditMachine{options.machine, options.address, options.description,
                                          options.profiles, *params, options.unset},
                    options.reason, done);
}

} // namespace Drover::Verbs
