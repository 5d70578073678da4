#include "models/status.h"

namespace Drover {

Status statusOf(BarState state)
{
    switch (state) {
    case BarState::Queued:
        return Status::Queued;
    case BarState::Running:
        return Status::Running;
    case BarState::Succeeded:
        return Status::Succeeded;
    case BarState::Failed:
        return Status::Failed;
    case BarState::Retrying:
        return Status::Retrying;
    case BarState::SucceededAfterRetry:
        return Status::SucceededAfterRetry;
    case BarState::BackOff:
        return Status::BackOff;
    case BarState::AtGate:
        return Status::AtGate;
    case BarState::WaitingForPerson:
        return Status::WaitingForPerson;
    case BarState::Paused:
        return Status::Paused;
    case BarState::Cancelled:
        return Status::Cancelled;
    case BarState::Skipped:
        return Status::Skipped;
    case BarState::Predicted:
        return Status::Predicted;
    case BarState::PredictedWait:
        return Status::PredictedWait;
    case BarState::Destroying:
        return Status::Destroying;
    }
    Q_UNREACHABLE();
}

int severityOf(BarState state)
{
    switch (state) {
    case BarState::Failed:
        return 14;
    case BarState::WaitingForPerson:
        return 13;
    case BarState::Retrying:
        return 12;
    case BarState::BackOff:
        return 11;
    case BarState::Paused:
        return 10;
    case BarState::AtGate:
        return 9;
    case BarState::Destroying:
        return 8;
    case BarState::Running:
        return 7;
    case BarState::Queued:
        return 6;
    case BarState::Cancelled:
        return 5;
    case BarState::SucceededAfterRetry:
        return 4;
    case BarState::Succeeded:
        return 3;
    case BarState::Skipped:
        return 2;
    case BarState::PredictedWait:
        return 1;
    case BarState::Predicted:
        return 0;
    }
    Q_UNREACHABLE();
}

bool isLive(BarState state)
{
    switch (state) {
    case BarState::Queued:
    case BarState::Running:
    case BarState::Retrying:
    case BarState::BackOff:
    case BarState::AtGate:
    case BarState::WaitingForPerson:
    case BarState::Paused:
    case BarState::Destroying:
        return true;
    case BarState::Succeeded:
    case BarState::Failed:
    case BarState::SucceededAfterRetry:
    case BarState::Cancelled:
    case BarState::Skipped:
    case BarState::Predicted:
    case BarState::PredictedWait:
        return false;
    }
    Q_UNREACHABLE();
}

bool isPredicted(BarState state)
{
    return state == BarState::Predicted || state == BarState::PredictedWait;
}

} // namespace Drover
