#include "ui/text/commandtitle.h"

#include "ui/text/words.h"

#include "models/journal/eventmeaning.h"

#include <QCoreApplication>

namespace Drover {

namespace {

struct CommandWords
{
    Q_DECLARE_TR_FUNCTIONS(Drover::Commands)
};

struct CommandTextOf
{
    QString operator()(const Commands::CreateDirectory&) const
    {
        return CommandWords::tr("Make the data directory");
    }
    QString operator()(const Commands::LoadContent&) const { return CommandWords::tr("Load content"); }
    QString operator()(const Commands::ImportMachines& c) const
    {
        return CommandWords::tr("Import %n machines", nullptr, int(c.machines.size()));
    }
    QString operator()(const Commands::SavePool& c) const
    {
        return c.create ? CommandWords::tr("Make pool %1").arg(c.pool.name)
                        : CommandWords::tr("Change pool %1").arg(c.pool.name);
    }
    QString operator()(const Commands::DeletePool& c) const
    {
        return CommandWords::tr("Delete pool %1").arg(c.pool);
    }
    QString operator()(const Commands::MoveMachines& c) const
    {
        const int machines = c.machines.isEmpty() ? c.count : int(c.machines.size());
        switch (c.move) {
        case PoolMove::Add:
            return CommandWords::tr("Add %n machines to pool %1", nullptr, machines).arg(c.pool);
        case PoolMove::Remove:
            return CommandWords::tr("Remove %n machines from pool %1", nullptr, machines).arg(c.pool);
        case PoolMove::Allocate:
            return CommandWords::tr("Allocate %n machines of pool %1", nullptr, machines).arg(c.pool);
        case PoolMove::Release:
            return CommandWords::tr("Release %n machines of pool %1", nullptr, machines).arg(c.pool);
        }
        return {};
    }
    QString operator()(const Commands::CreateBroker& c) const
    {
        return CommandWords::tr("Make broker %1").arg(c.name);
    }
    QString operator()(const Commands::EditProfile& c) const
    {
        return c.create ? CommandWords::tr("Make profile %1").arg(c.profile)
                        : CommandWords::tr("Change profile %1").arg(c.profile);
    }
    QString operator()(const Commands::DeleteProfile& c) const
    {
        return CommandWords::tr("Delete profile %1").arg(c.profile);
    }
    QString operator()(const Commands::UndoChange& c) const
    {
        return CommandWords::tr("Undo event %1").arg(c.seq);
    }
    QString operator()(const Commands::SetParams& c) const
    {
        const int params = int(c.set.size() + c.unset.size());
        return pluralText(params, CommandWords::tr("Set 1 param of %1"),
                          CommandWords::tr("Set %1 params of %2"))
            .arg(c.machine.isEmpty() ? c.profile : c.machine);
    }
    QString operator()(const Commands::EditMachine& c) const
    {
        return CommandWords::tr("Edit %1").arg(c.machine);
    }
    QString operator()(const Commands::DeleteMachine& c) const
    {
        return CommandWords::tr("Delete %1").arg(c.machine);
    }
    QString operator()(const Commands::RetryMachine& c) const
    {
        return CommandWords::tr("Retry %1").arg(c.machine);
    }
    QString operator()(const Commands::ReturnMachine& c) const
    {
        return c.accept ? CommandWords::tr("Accept %1 as free").arg(c.machine)
                        : CommandWords::tr("Return %1").arg(c.machine);
    }
    QString operator()(const Commands::LockMachine& c) const
    {
        return c.lock ? CommandWords::tr("Lock %1").arg(c.machine)
                      : CommandWords::tr("Unlock %1").arg(c.machine);
    }
    QString operator()(const Commands::StartWorkflow& c) const
    {
        return CommandWords::tr("Start workflow %1 on %2").arg(c.workflow, c.machine);
    }
    QString operator()(const Commands::CreateWorkOrder& c) const
    {
        if (c.eachMember)
            return CommandWords::tr("Run blueprint %1 on each member of %2").arg(c.blueprint, c.target);
        return c.targets.isEmpty()
                   ? CommandWords::tr("Run blueprint %1 on %2").arg(c.blueprint, c.target)
                   : CommandWords::tr("Run blueprint %1 on %n targets", nullptr, int(c.targets.size()))
                         .arg(c.blueprint);
    }
    QString operator()(const Commands::CancelWorkOrder& c) const
    {
        return CommandWords::tr("Cancel %1").arg(c.workOrder.toString());
    }
    QString operator()(const Commands::CancelJob& c) const
    {
        return CommandWords::tr("Cancel %1").arg(c.job.toString());
    }
    QString operator()(const Commands::StartOperation& c) const
    {
        switch (c.request.kind) {
        case OperationKind::Provision:
            return CommandWords::tr("Provision %1").arg(c.request.cluster);
        case OperationKind::Destroy:
            return CommandWords::tr("Destroy %1").arg(c.request.cluster);
        case OperationKind::Resize:
            return CommandWords::tr("Resize %1").arg(c.request.cluster);
        case OperationKind::Update:
            return CommandWords::tr("Update %1").arg(c.request.cluster);
        case OperationKind::RunBlueprint:
            return CommandWords::tr("Run a blueprint on %1").arg(c.request.cluster);
        }
        return {};
    }
    QString operator()(const Commands::PauseOperation& c) const
    {
        return CommandWords::tr("Pause %1").arg(c.operation.toString());
    }
    QString operator()(const Commands::ResumeOperation& c) const
    {
        return CommandWords::tr("Resume %1").arg(c.operation.toString());
    }
    QString operator()(const Commands::RetryOperation& c) const
    {
        return CommandWords::tr("Retry %1").arg(c.operation.toString());
    }
    QString operator()(const Commands::AbortOperation& c) const
    {
        return CommandWords::tr("Abort %1").arg(c.operation.toString());
    }
};

} // namespace

QString commandTitle(const Command& command)
{
    return std::visit(CommandTextOf(), command);
}

QString commandOriginText(const CommandRequest& request)
{
    const QString who = actorName(request.actor);
    if (request.via == QLatin1StringView("console"))
        return CommandWords::tr("%1 in the console").arg(who);
    if (request.via == QLatin1StringView("cli"))
        return CommandWords::tr("%1 at the command line").arg(who);
    return request.via.isEmpty() ? who : CommandWords::tr("%1 over %2").arg(who, request.via);
}

} // namespace Drover
