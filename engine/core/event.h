#pragma once

#include "engine/core/json.h"
#include "engine/core/objectevents.h"
#include "engine/core/operationevents.h"
#include "engine/core/workevents.h"

#include <variant>

#undef DROVER_EVENT
#undef DROVER_FIELD

namespace Drover {

/// What happened, as values. Events carry results (the expanded list, the resolved value, fields before and
/// after), so that `apply` never has to ask content or a clock. A kind, once written, is never renamed;
/// fields only grow. The kinds stand by subject in the headers above; each says what it tells.
using Event =
    std::variant<Events::DirectoryCreated, Events::ContentLoaded, Events::PoolSaved, Events::PoolRemoved,
                 Events::ProfileSaved, Events::ProfileRemoved, Events::ParamsChanged, Events::MachineAdded,
                 Events::MachineEdited, Events::MachineRemoved, Events::LockChanged, Events::WorkflowStarted,
                 Events::WorkflowCompleted, Events::SequenceMoved, Events::TasksReplaced,
                 Events::SequenceWaiting, Events::SequenceResumed, Events::SequenceStopped,
                 Events::SequenceRetried, Events::ErrorHandlersRun, Events::JobCreated,
                 Events::JobRedelivered, Events::JobCancelRequested, Events::JobEnded, Events::CallbackRaised,
                 Events::PoolStatusChanged, Events::PoolChanged, Events::MemberAdded, Events::MemberDraining,
                 Events::MemberRemoved, Events::WorkOrderModeChanged, Events::WorkOrderCreated,
                 Events::WorkOrderStarted, Events::WorkOrderEnded, Events::OperationCreated,
                 Events::OperationStateChanged, Events::OperationStepStarted, Events::OperationStepFinished,
                 Events::OperationProgressed, Events::OperationDecided, Events::OperationAmended,
                 Events::OperationAborting, Events::GateDeclared, Events::GateArrived, Events::GateDeparted,
                 Events::GateOpened, Events::GateUnreachable, Events::GateRemoved>;

/// An event in its place in the journal.
struct EventRecord
{
    qint64 seq = 0;
    Instant at;
    QString actor;   ///< `user:NAME`, `job:ID`, `rule:NAME` or `engine`
    QString cause;   ///< what it follows from: a command's id, `j-12`, `op-3`, `timer`
    QString subject; ///< `machine web-1`, `operation op-3`, … as it was named then
    Event event;

    static constexpr auto fields()
    {
        return std::tuple(field("seq", &EventRecord::seq), field("at", &EventRecord::at),
                          field("actor", &EventRecord::actor), field("cause", &EventRecord::cause),
                          field("subject", &EventRecord::subject), field("event", &EventRecord::event));
    }
    bool operator==(const EventRecord&) const = default;
};

/// The kind's name as the journal holds it.
[[nodiscard]] inline QString eventKind(const Event& event)
{
    return std::visit([](const auto& e) { return QString(QLatin1String(e.kind)); }, event);
}

} // namespace Drover

// Read and written in one place (codecs.cpp): a sum of this size is dear to compile in every file that sends
// one.
namespace Drover::Json {
extern template void write(QByteArray&, const Machine&);
extern template void write(QByteArray&, const Job&);
extern template void write(QByteArray&, const WorkOrder&);
extern template void write(QByteArray&, const Plan&);
extern template void write(QByteArray&, const Operation&);
extern template void write(QByteArray&, const Event&);
extern template void write(QByteArray&, const EventRecord&);
extern template bool read(const QJsonValue&, Machine&);
extern template bool read(const QJsonValue&, Job&);
extern template bool read(const QJsonValue&, WorkOrder&);
extern template bool read(const QJsonValue&, Plan&);
extern template bool read(const QJsonValue&, Operation&);
extern template bool read(const QJsonValue&, Event&);
extern template bool read(const QJsonValue&, EventRecord&);
} // namespace Drover::Json
