#include "ui/text/commandtext.h"

#include "models/journal/eventmeaning.h"

#include <QCoreApplication>

namespace Drover {

namespace {

struct CommandWords
{
    Q_DECLARE_TR_FUNCTIONS(Drover::Commands)
};

using namespace Commands;
using W = CommandWords;

struct TextOf
{
    QString operator()(const CreateDirectory&) const { return W::tr("Make the data directory"); }
    QString operator()(const LoadContent&) const { return W::tr("Load a content pack"); }
    QString operator()(const ImportMachines& c) const
    {
        return W::tr("Import %n machines", nullptr, int(c.machines.size()));
    }
    QString operator()(const SavePool& c) const
    {
        return c.create ? W::tr("Make pool %1").arg(c.pool.name) : W::tr("Change pool %1").arg(c.pool.name);
    }
    QString operator()(const SetParams& c) const
    {
        const int params = int(c.set.size() + c.unset.size());
        return W::tr("Set %n params of %1", nullptr, params).arg(c.machine.isEmpty() ? c.profile : c.machine);
    }
    QString operator()(const EditMachine& c) const { return W::tr("Edit %1").arg(c.machine); }
    QString operator()(const DeleteMachine& c) const { return W::tr("Delete %1").arg(c.machine); }
    QString operator()(const RetryMachine& c) const { return W::tr("Retry %1").arg(c.machine); }
    QString operator()(const ReturnMachine& c) const
    {
        return c.accept ? W::tr("Accept %1 as free").arg(c.machine) : W::tr("Return %1").arg(c.machine);
    }
    QString operator()(const LockMachine& c) const
    {
        return c.lock ? W::tr("Lock %1").arg(c.machine) : W::tr("Unlock %1").arg(c.machine);
    }
    QString operator()(const StartWorkflow& c) const
    {
        return W::tr("Start workflow %1 on %2").arg(c.workflow, c.machine);
    }
    QString operator()(const CreateWorkOrder& c) const
    {
        return W::tr("Run blueprint %1 on %2").arg(c.blueprint, c.target);
    }
    QString operator()(const CancelWorkOrder& c) const
    {
        return W::tr("Cancel %1").arg(c.workOrder.toString());
    }
    QString operator()(const CancelJob& c) const { return W::tr("Cancel %1").arg(c.job.toString()); }
    QString operator()(const StartOperation& c) const
    {
        switch (c.request.kind) {
        case OperationKind::Provision:
            return W::tr("Provision %1").arg(c.request.cluster);
        case OperationKind::Destroy:
            return W::tr("Destroy %1").arg(c.request.cluster);
        case OperationKind::Resize:
            return W::tr("Resize %1").arg(c.request.cluster);
        case OperationKind::Update:
            return W::tr("Update %1").arg(c.request.cluster);
        case OperationKind::RunBlueprint:
            return W::tr("Run a blueprint on %1").arg(c.request.cluster);
        }
        return {};
    }
    QString operator()(const PauseOperation& c) const
    {
        return W::tr("Pause %1").arg(c.operation.toString());
    }
    QString operator()(const ResumeOperation& c) const
    {
        return W::tr("Resume %1").arg(c.operation.toString());
    }
    QString operator()(const RetryOperation& c) const
    {
        return W::tr("Retry %1").arg(c.operation.toString());
    }
    QString operator()(const AbortOperation& c) const
    {
        return W::tr("Abort %1").arg(c.operation.toString());
    }
};

} // namespace

QString commandText(const Command& command)
{
    return std::visit(TextOf(), command);
}

QString commandOriginText(const CommandRequest& request)
{
    const QString who = actorName(request.actor);
    if (request.via == QLatin1StringView("console"))
        return W::tr("%1 in the console").arg(who);
    if (request.via == QLatin1StringView("cli"))
        return W::tr("%1 at the command line").arg(who);
    return request.via.isEmpty() ? who : W::tr("%1 over %2").arg(who, request.via);
}

} // namespace Drover
