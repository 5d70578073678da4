#include "ui/theme/statuslook.h"

namespace Drover {

StatusLook statusLook(Status status)
{
    switch (status) {
    case Status::None:
        return {Tone::Idle, IconName::StateUnknown};
    case Status::Queued:
    case Status::Created:
    case Status::Draft:
        return {Tone::Idle, IconName::StateQueued};
    case Status::Running:
    case Status::Provisioning:
    case Status::Resizing:
    case Status::Updating:
        return {Tone::Run, IconName::StateRunning};
    case Status::Succeeded:
    case Status::SucceededAfterRetry:
    case Status::Finished:
    case Status::Ready:
    case Status::Passed:
        return {Tone::Ok, IconName::StateOk};
    case Status::Failed:
    case Status::Error:
        return {Tone::Bad, IconName::StateFailed};
    case Status::Retrying:
        return {Tone::Warn, IconName::StateRetrying};
    case Status::BackOff:
        return {Tone::Warn, IconName::StateWaiting};
    case Status::AtGate:
    case Status::PredictedWait:
    case Status::Incomplete:
        return {Tone::Hold, IconName::StateWaiting};
    case Status::WaitingForPerson:
        return {Tone::Hold, IconName::StatePerson};
    case Status::Paused:
        return {Tone::Hold, IconName::StatePaused};
    case Status::Cancelled:
    case Status::Destroyed:
        return {Tone::Idle, IconName::StateCancelled};
    case Status::Skipped:
        return {Tone::Idle, IconName::StateSkipped};
    case Status::Predicted:
        return {Tone::Idle, IconName::StatePredicted};
    case Status::Lost:
        return {Tone::Bad, IconName::StateLost};
    case Status::Stopping:
        return {Tone::Warn, IconName::StatePaused};
    case Status::Joining:
        return {Tone::Idle, IconName::StateJoining};
    case Status::Free:
        return {Tone::Ok, IconName::StateFree};
    case Status::Building:
        return {Tone::Run, IconName::StateBuilding};
    case Status::InUse:
        return {Tone::Ok, IconName::StateInUse};
    case Status::Destroying:
        return {Tone::Wipe, IconName::StateDestroying};
    case Status::Leaving:
        return {Tone::Idle, IconName::StateLeaving};
    case Status::HoldJoin:
    case Status::HoldBuild:
    case Status::HoldDestroy:
    case Status::HoldLeave:
        return {Tone::Hold, IconName::StateHold};
    case Status::Healthy:
        return {Tone::Ok, IconName::HealthGood};
    case Status::Degraded:
    case Status::Warning:
        return {Tone::Warn, IconName::StateWarning};
    case Status::Unhealthy:
        return {Tone::Bad, IconName::HealthBad};
    case Status::Unknown:
        return {Tone::Idle, IconName::StateUnknown};
    case Status::Refused:
        return {Tone::Bad, IconName::StateCancelled};
    }
    Q_UNREACHABLE();
}

IconName barIcon(BarState state)
{
    switch (state) {
    case BarState::Queued:
        return IconName::BarQueued;
    case BarState::Running:
        return IconName::BarRunning;
    case BarState::Succeeded:
    case BarState::SucceededAfterRetry:
        return IconName::BarCheck;
    case BarState::Failed:
        return IconName::BarCross;
    case BarState::Retrying:
        return IconName::BarRetry;
    case BarState::BackOff:
    case BarState::AtGate:
    case BarState::PredictedWait:
        return IconName::BarWait;
    case BarState::WaitingForPerson:
        return IconName::StatePerson;
    case BarState::Paused:
        return IconName::BarPause;
    case BarState::Cancelled:
        return IconName::StateCancelled;
    case BarState::Skipped:
        return IconName::StateSkipped;
    case BarState::Predicted:
        return IconName::StatePredicted;
    case BarState::Destroying:
        return IconName::StateDestroying;
    }
    Q_UNREACHABLE();
}

Tone barTone(BarState state)
{
    return statusLook(statusOf(state)).tone;
}

IconName kindIcon(RowKind kind)
{
    switch (kind) {
    case RowKind::None:
        return IconName::StateUnknown;
    case RowKind::Cluster:
        return IconName::Clusters;
    case RowKind::ControlPlane:
        return IconName::ControlPlane;
    case RowKind::Worker:
    case RowKind::Role:
    case RowKind::Machine:
        return IconName::Machines;
    case RowKind::Pool:
    case RowKind::Profile:
        return IconName::Pools;
    case RowKind::Stage:
        return IconName::Stage;
    case RowKind::Job:
        return IconName::Log;
    case RowKind::Attempt:
        return IconName::Retry;
    case RowKind::Param:
        return IconName::Param;
    case RowKind::Workflow:
        return IconName::Workflow;
    case RowKind::WorkOrder:
        return IconName::WorkOrder;
    case RowKind::JournalEvent:
        return IconName::Journal;
    case RowKind::Broker:
        return IconName::Broker;
    case RowKind::Operation:
        return IconName::Activity;
    case RowKind::Gate:
        return IconName::Gate;
    case RowKind::Content:
        return IconName::Content;
    case RowKind::Directory:
        return IconName::Database;
    }
    Q_UNREACHABLE();
}

} // namespace Drover
