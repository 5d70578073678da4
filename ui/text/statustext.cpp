#include "ui/text/statustext.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

struct StatusWords
{
    Q_DECLARE_TR_FUNCTIONS(Drover::Status)
};

} // namespace

QString statusText(Status status)
{
    switch (status) {
    case Status::None:
        return u"—"_s;
    case Status::Queued:
        return StatusWords::tr("Queued");
    case Status::Running:
        return StatusWords::tr("Running");
    case Status::Succeeded:
        return StatusWords::tr("Succeeded");
    case Status::Failed:
        return StatusWords::tr("Failed");
    case Status::Retrying:
        return StatusWords::tr("Retrying");
    case Status::SucceededAfterRetry:
        return StatusWords::tr("Succeeded after retry");
    case Status::BackOff:
        return StatusWords::tr("Back-off");
    case Status::AtGate:
        return StatusWords::tr("At gate");
    case Status::WaitingForPerson:
        return StatusWords::tr("Waiting for a person");
    case Status::Paused:
        return StatusWords::tr("Paused");
    case Status::Cancelled:
        return StatusWords::tr("Cancelled");
    case Status::Skipped:
        return StatusWords::tr("Skipped");
    case Status::Predicted:
        return StatusWords::tr("Predicted");
    case Status::PredictedWait:
        return StatusWords::tr("Predicted wait");
    case Status::Lost:
        return StatusWords::tr("Lost");
    case Status::Stopping:
        return StatusWords::tr("Stopping");
    case Status::Created:
        return StatusWords::tr("Created");
    case Status::Incomplete:
        return StatusWords::tr("Incomplete");
    case Status::Finished:
        return StatusWords::tr("Finished");
    case Status::Joining:
        return StatusWords::tr("Joining");
    case Status::Free:
        return StatusWords::tr("Free");
    case Status::Building:
        return StatusWords::tr("Building");
    case Status::InUse:
        return StatusWords::tr("InUse");
    case Status::Destroying:
        return StatusWords::tr("Destroying");
    case Status::Leaving:
        return StatusWords::tr("Leaving");
    case Status::HoldJoin:
        return StatusWords::tr("HoldJoin");
    case Status::HoldBuild:
        return StatusWords::tr("HoldBuild");
    case Status::HoldDestroy:
        return StatusWords::tr("HoldDestroy");
    case Status::HoldLeave:
        return StatusWords::tr("HoldLeave");
    case Status::Draft:
        return StatusWords::tr("Draft");
    case Status::Provisioning:
        return StatusWords::tr("Provisioning");
    case Status::Resizing:
        return StatusWords::tr("Resizing");
    case Status::Updating:
        return StatusWords::tr("Updating");
    case Status::Ready:
        return StatusWords::tr("Ready");
    case Status::Destroyed:
        return StatusWords::tr("Destroyed");
    case Status::Healthy:
        return StatusWords::tr("Healthy");
    case Status::Degraded:
        return StatusWords::tr("Degraded");
    case Status::Unhealthy:
        return StatusWords::tr("Unhealthy");
    case Status::Unknown:
        return StatusWords::tr("Unknown");
    case Status::Passed:
        return StatusWords::tr("Passed");
    case Status::Warning:
        return StatusWords::tr("Warning");
    case Status::Error:
        return StatusWords::tr("Error");
    case Status::Refused:
        return StatusWords::tr("Refused");
    }
    Q_UNREACHABLE();
}

QString operationText(OperationKind kind)
{
    switch (kind) {
    case OperationKind::Provision:
        return StatusWords::tr("Provision");
    case OperationKind::Resize:
        return StatusWords::tr("Resize");
    case OperationKind::Update:
        return StatusWords::tr("Update");
    case OperationKind::Destroy:
        return StatusWords::tr("Destroy");
    case OperationKind::RunBlueprint:
        return StatusWords::tr("Blueprint");
    }
    Q_UNREACHABLE();
}

QString operationText(OperationState state)
{
    switch (state) {
    case OperationState::Queued:
        return StatusWords::tr("queued");
    case OperationState::Running:
        return StatusWords::tr("running");
    case OperationState::Paused:
        return StatusWords::tr("paused");
    case OperationState::NeedsAttention:
        return StatusWords::tr("needs attention");
    case OperationState::Finished:
        return StatusWords::tr("finished");
    case OperationState::Failed:
        return StatusWords::tr("failed");
    case OperationState::Aborted:
        return StatusWords::tr("aborted");
    }
    Q_UNREACHABLE();
}

} // namespace Drover
