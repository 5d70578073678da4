#include "engine/core/apply.h"

namespace Drover {

namespace {

using namespace Events;

template <class E>
concept OnSequence = requires(E e)
{
    e.machine;
    e.workOrder;
};
template <class E>
concept OnMachine = requires(E e)
{
    {
        e.machine
        } -> std::convertible_to<MachineId>;
}
&&!OnSequence<E>;
template <class E>
concept OnOperation = requires(E e)
{
    e.operation;
}
&&!OnMachine<E>;
template <class E>
concept OnGate = requires(E e)
{
    e.cluster;
    e.gate;
};

QString ofMachine(const State& state, MachineId id)
{
    const Machine* machine = state.find<Machine>(id);
    return machine ? enumText(machine->kind) + QLatin1Char(' ') + machine->name
                   : QStringLiteral("machine ") + id.toString();
}

struct Subject
{
    const State& state;

    QString operator()(const DirectoryCreated&) const { return QStringLiteral("directory"); }
    QString operator()(const ContentLoaded& e) const { return QStringLiteral("content ") + e.pack; }
    QString operator()(const PoolSaved& e) const { return QStringLiteral("pool ") + e.pool.name; }
    QString operator()(const PoolRemoved& e) const { return QStringLiteral("pool ") + e.pool.name; }
    QString operator()(const ProfileSaved& e) const { return QStringLiteral("profile ") + e.profile.name; }
    QString operator()(const ProfileRemoved& e) const { return QStringLiteral("profile ") + e.profile; }
    QString operator()(const ParamsChanged& e) const
    {
        return e.machine.isSet() ? ofMachine(state, e.machine) : QStringLiteral("profile ") + e.profile;
    }
    QString operator()(const MachineAdded& e) const
    {
        return enumText(e.machine.kind) + QLatin1Char(' ') + e.machine.name;
    }
    QString operator()(const JobCreated& e) const { return ofMachine(state, e.job.machine); }
    QString operator()(const JobRedelivered& e) const { return ofJob(e.job); }
    QString operator()(const JobCancelRequested& e) const { return ofJob(e.job); }
    QString operator()(const JobEnded& e) const { return ofJob(e.job); }
    QString operator()(const WorkOrderCreated& e) const
    {
        return QStringLiteral("work-order ") + e.workOrder.id.toString();
    }
    QString operator()(const WorkOrderStarted& e) const
    {
        return QStringLiteral("work-order ") + e.workOrder.toString();
    }
    QString operator()(const WorkOrderEnded& e) const
    {
        return QStringLiteral("work-order ") + e.workOrder.toString();
    }
    QString operator()(const OperationCreated& e) const
    {
        return QStringLiteral("operation ") + e.operation.id.toString();
    }
    QString operator()(const GateDeclared& e) const { return QStringLiteral("gate ") + e.gate.key(); }
    template <OnSequence E>
    QString operator()(const E& e) const
    {
        return ofMachine(state, e.machine);
    }
    template <OnMachine E>
    QString operator()(const E& e) const
    {
        return ofMachine(state, e.machine);
    }
    template <OnOperation E>
    QString operator()(const E& e) const
    {
        return QStringLiteral("operation ") + e.operation.toString();
    }
    template <OnGate E>
    QString operator()(const E& e) const
    {
        return QStringLiteral("gate ") + Gate::keyOf(e.cluster, e.gate);
    }

    QString ofJob(JobId id) const
    {
        const Job* job = state.find<Job>(id);
        return job ? ofMachine(state, job->machine) : QStringLiteral("job ") + id.toString();
    }
};

} // namespace

QString subjectOf(const State& state, const Event& event)
{
    return std::visit(Subject{state}, event);
}

} // namespace Drover
