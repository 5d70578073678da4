#pragma once

#include "engine/core/eventfields.h"
#include "engine/core/gate.h"
#include "engine/core/operation.h"

/// What happened to operations and to the gates of their clusters.
namespace Drover::Events {

struct OperationCreated
{
    Operation operation;
    Plan plan;
    DROVER_EVENT(OperationCreated, DROVER_FIELD(OperationCreated, operation),
                 DROVER_FIELD(OperationCreated, plan))
};

struct OperationStateChanged
{
    OperationId operation;
    OperationState from = OperationState::Queued;
    OperationState to = OperationState::Running;
    Why why;
    bool again = false; ///< a person's retry: machines that were given up so far may be chosen again
    Instant until;      ///< set when `to` is Paused and the pause ends by itself
    DROVER_EVENT(OperationStateChanged, DROVER_FIELD(OperationStateChanged, operation),
                 DROVER_FIELD(OperationStateChanged, from), DROVER_FIELD(OperationStateChanged, to),
                 DROVER_FIELD(OperationStateChanged, why), DROVER_FIELD(OperationStateChanged, again),
                 DROVER_FIELD(OperationStateChanged, until))
};

struct OperationStepStarted
{
    OperationId operation;
    int step = 0;
    StepKind stepKind = StepKind::CreateCluster;
    WorkOrderId order;
    DROVER_EVENT(OperationStepStarted, DROVER_FIELD(OperationStepStarted, operation),
                 DROVER_FIELD(OperationStepStarted, step), DROVER_FIELD(OperationStepStarted, stepKind),
                 DROVER_FIELD(OperationStepStarted, order))
};

struct OperationStepFinished
{
    OperationId operation;
    int step = 0;
    StepKind stepKind = StepKind::CreateCluster;
    DROVER_EVENT(OperationStepFinished, DROVER_FIELD(OperationStepFinished, operation),
                 DROVER_FIELD(OperationStepFinished, step), DROVER_FIELD(OperationStepFinished, stepKind))
};

struct OperationProgressed
{
    OperationId operation;
    int done = 0;
    int total = 0;
    DROVER_EVENT(OperationProgressed, DROVER_FIELD(OperationProgressed, operation),
                 DROVER_FIELD(OperationProgressed, done), DROVER_FIELD(OperationProgressed, total))
};

/// A decision that starts nothing by itself but must be explainable: who was refused, what is waited for.
struct OperationDecided
{
    OperationId operation;
    Why why;
    DROVER_EVENT(OperationDecided, DROVER_FIELD(OperationDecided, operation),
                 DROVER_FIELD(OperationDecided, why))
};

/// A machine of the plan was swapped for another of the same filter.
struct OperationAmended
{
    OperationId operation;
    PlanMachine out;
    PlanMachine in;
    DROVER_EVENT(OperationAmended, DROVER_FIELD(OperationAmended, operation),
                 DROVER_FIELD(OperationAmended, out), DROVER_FIELD(OperationAmended, in))
};

struct OperationAborting
{
    OperationId operation;
    bool keep = false;
    QString reason;
    DROVER_EVENT(OperationAborting, DROVER_FIELD(OperationAborting, operation),
                 DROVER_FIELD(OperationAborting, keep), DROVER_FIELD(OperationAborting, reason))
};

struct GateDeclared
{
    Gate gate;
    DROVER_EVENT(GateDeclared, DROVER_FIELD(GateDeclared, gate))
};

struct GateArrived
{
    QString cluster;
    QString gate;
    QString member;
    DROVER_EVENT(GateArrived, DROVER_FIELD(GateArrived, cluster), DROVER_FIELD(GateArrived, gate),
                 DROVER_FIELD(GateArrived, member))
};
/// A member that had arrived is gone, or on its way out: it counts no more.
struct GateDeparted
{
    QString cluster;
    QString gate;
    QString member;
    DROVER_EVENT(GateDeparted, DROVER_FIELD(GateDeparted, cluster), DROVER_FIELD(GateDeparted, gate),
                 DROVER_FIELD(GateDeparted, member))
};

struct GateOpened
{
    QString cluster;
    QString gate;
    QString by; ///< the member that made it, or who opened it by hand
    DROVER_EVENT(GateOpened, DROVER_FIELD(GateOpened, cluster), DROVER_FIELD(GateOpened, gate),
                 DROVER_FIELD(GateOpened, by))
};

struct GateUnreachable
{
    QString cluster;
    QString gate;
    QStringList held; ///< empty: reachable again
    DROVER_EVENT(GateUnreachable, DROVER_FIELD(GateUnreachable, cluster), DROVER_FIELD(GateUnreachable, gate),
                 DROVER_FIELD(GateUnreachable, held))
};

struct GateRemoved
{
    QString cluster;
    QString gate;
    DROVER_EVENT(GateRemoved, DROVER_FIELD(GateRemoved, cluster), DROVER_FIELD(GateRemoved, gate))
};

} // namespace Drover::Events
