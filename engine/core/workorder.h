#pragma once

#include "engine/core/machine.h"

namespace Drover {

enum class WorkOrderState { Created, Running, Incomplete, Failed, Finished, Cancelled };
DROVER_ENUM_NAMES(WorkOrderState, "created", "running", "incomplete", "failed", "finished", "cancelled")

/// One run of a Blueprint on one machine, cluster or broker in work-order mode: single-shot, and late-bound:
/// the blueprint is copied in when it goes from created to running. Owned by State while it is open.
struct WorkOrder
{
    using Key = WorkOrderId;

    WorkOrderId id;
    MachineId target;
    QString targetName;
    QString blueprint;
    QJsonObject params;
    QStringList profiles;
    OperationId operation; ///< the operation it carries a step of, if any
    WorkOrderState state = WorkOrderState::Created;
    QString reason; ///< why it was cancelled or failed
    Sequence sequence;
    Instant created;
    Instant started;
    Instant ended;

    [[nodiscard]] Key key() const { return id; }
    [[nodiscard]] bool isOpen() const
    {
        return state == WorkOrderState::Created || state == WorkOrderState::Running ||
               state == WorkOrderState::Incomplete;
    }

    static constexpr auto fields()
    {
        return std::tuple(field("id", &WorkOrder::id), field("target", &WorkOrder::target),
                          field("targetName", &WorkOrder::targetName),
                          field("blueprint", &WorkOrder::blueprint), field("params", &WorkOrder::params),
                          field("profiles", &WorkOrder::profiles), field("operation", &WorkOrder::operation),
                          field("state", &WorkOrder::state), field("reason", &WorkOrder::reason),
                          field("sequence", &WorkOrder::sequence), field("created", &WorkOrder::created),
                          field("started", &WorkOrder::started), field("ended", &WorkOrder::ended));
    }
    bool operator==(const WorkOrder&) const = default;
};

} // namespace Drover
