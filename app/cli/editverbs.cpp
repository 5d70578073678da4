#include "app/cli/arguments.h"
#include "app/cli/carryout.h"
#include "app/cli/waiting.h"

using namespace Qt::StringLiterals;

namespace Drover::Verbs {

ExitCode saveProfile(Session& session, const SaveProfile& options)
{
    const auto params = keyValues(options.params + options.assignments, u"--param"_s);
    if (!params)
        return session.terminal().refuse(params.error());
    if (!options.create && params->isEmpty() && options.unset.isEmpty() && !options.description)
        return session.terminal().refuse({u"usage"_s, u"profile set %1 changes nothing"_s.arg(options.name),
                                          u"say KEY=VALUE, --unset KEY or --description"_s,
                                          u"profile "_s + options.name});
    return carryOut(
        session,
        Commands::EditProfile{options.name, options.create, options.description, *params, options.unset},
        options.reason);
}

ExitCode deleteProfile(Session& session, const NamedChange& options)
{
    return carryOut(session, Commands::DeleteProfile{options.name}, options.reason);
}

ExitCode saveBroker(Session& session, const SaveBroker& options)
{
    Terminal& terminal = session.terminal();
    auto params = keyValues(options.params, u"--param"_s);
    if (!params)
        return terminal.refuse(params.error());
    if (options.create)
        return carryOut(session,
                        Commands::CreateBroker{options.name, options.description.value_or(QString()),
                                               options.pool.value_or(QString()), *params},
                        options.reason);
    const auto replica = session.replica();
    if (!replica)
        return terminal.refuse(replica.error());
    const Machine* broker = (*replica)->machineNamed(options.name);
    if (!broker || broker->kind != MachineKind::ResourceBroker)
        return terminal.refuse({u"broker-unknown"_s, u"there is no broker %1"_s.arg(options.name),
                                u"make it: drover broker create %1 --pool POOL"_s.arg(options.name),
                                u"resource-broker "_s + options.name});
    if (options.pool)
        params->insert(u"broker-pool/pool"_s, *options.pool);
    if (params->isEmpty() && options.unset.isEmpty() && !options.description)
        return terminal.refuse({u"usage"_s, u"broker set %1 changes nothing"_s.arg(options.name),
                                u"say --pool, --param KEY=VALUE, --unset KEY or --description"_s,
                                u"resource-broker "_s + options.name});
    return carryOut(session,
                    Commands::EditMachine{options.name, {}, options.description, {}, *params, options.unset},
                    options.reason);
}

ExitCode runBlueprint(Session& session, const RunBlueprint& options)
{
    Terminal& terminal = session.terminal();
    const auto params = keyValues(options.params, u"--param"_s);
    if (!params)
        return terminal.refuse(params.error());
    const auto receipt = session.submit(
        Commands::CreateWorkOrder{options.target, options.blueprint, *params, options.eachMember, {}},
        options.reason);
    if (!receipt)
        return terminal.refuse(receipt.error());
    if (options.wait)
        return waitForOrders(session, *receipt);
    QStringList ids;
    for (const WorkOrderId id : receipt->workOrders)
        ids.append(id.toString());
    terminal.print(QJsonObject{{u"accepted"_s, true},
                               {u"seq"_s, receipt->seq},
                               {u"note"_s, receipt->note},
                               {u"workOrders"_s, QJsonArray::fromStringList(ids)}},
                   [&] { return receipt->note + u'\n'; });
    if (session.ownsEngine())
        terminal.note(acceptedNote());
    return ExitCode::Done;
}

ExitCode cancelWorkOrder(Session& session, const NamedChange& options)
{
    const WorkOrderId id = WorkOrderId::fromString(options.name);
    if (!id.isSet())
        return session.terminal().refuse(
            {u"work-order-unknown"_s, u"%1 is not a work order's id"_s.arg(options.name),
             u"`drover get work-orders` lists them: wo-1, wo-2, …"_s, u"work-order "_s + options.name});
    return carryOut(session, Commands::CancelWorkOrder{id}, options.reason);
}

ExitCode undo(Session& session, const NamedChange& options)
{
    bool isNumber = false;
    QString text = options.name;
    const qint64 seq = (text.startsWith(u'#') ? text.remove(0, 1) : text).toLongLong(&isNumber);
    if (!isNumber || seq <= 0)
        return session.terminal().refuse(
            {u"event-unknown"_s, u"%1 is not an event's number"_s.arg(options.name),
             u"`drover get events --limit 20` lists them"_s, u"event "_s + options.name});
    return carryOut(session, Commands::UndoChange{seq}, options.reason);
}

} // namespace Drover::Verbs
