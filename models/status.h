#pragma once

#include <QtGlobal>

namespace Drover {

/// The seven families of meaning a thing can be shown in; `ui/theme` gives each its colours. A value; any
/// thread.
enum class Tone : quint8 { Ok, Run, Bad, Warn, Hold, Wipe, Idle };
inline constexpr int ToneCount = 7;

/// What one bar of a timeline means. Order is not severity; see severityOf(). A value; any thread.
enum class BarState : quint8 {
    Queued,
    Running,
    Succeeded,
    Failed,
    Retrying, ///< running, attempt 2 or later
    SucceededAfterRetry,
    BackOff, ///< the pause between two attempts
    AtGate,
    WaitingForPerson,
    Paused,
    Cancelled,
    Skipped,
    Predicted,
    PredictedWait,
    Destroying, ///< running, but taking away: release, wipe
};
inline constexpr int BarStateCount = 15;

/// Everything that is shown as one icon and one word: jobs, pool statuses, clusters, health, work orders,
/// checks. Models answer it under StatusRole; `ui/text/statustext.h` and `ui/theme/statuslook.h` turn it into
/// words and looks.
enum class Status : quint8 {
    None, ///< nothing to say: an em dash
    // Jobs, tasks, stages
    Queued,
    Running,
    Succeeded,
    Failed,
    Retrying,
    SucceededAfterRetry,
    BackOff,
    AtGate,
    WaitingForPerson,
    Paused,
    Cancelled,
    Skipped,
    Predicted,
    PredictedWait,
    Lost,
    Stopping,
    // Work orders
    Created,
    Incomplete,
    Finished,
    // Pool statuses
    Joining,
    Free,
    Building,
    InUse,
    Destroying,
    Leaving,
    HoldJoin,
    HoldBuild,
    HoldDestroy,
    HoldLeave,
    // Clusters
    Draft,
    Provisioning,
    Resizing,
    Updating,
    Ready,
    Destroyed,
    // Health
    Healthy,
    Degraded,
    Unhealthy,
    Unknown,
    // Check results and refusals
    Passed,
    Warning,
    Error,
    Refused,
};
inline constexpr int StatusCount = int(Status::Refused) + 1;

[[nodiscard]] Status statusOf(BarState state);

/// How much a state must be seen when many share one pixel column; more is worse (tokens.md §7, "Density").
[[nodiscard]] int severityOf(BarState state);

/// The bar still grows: its end is now.
[[nodiscard]] bool isLive(BarState state);

/// Drawn only right of now.
[[nodiscard]] bool isPredicted(BarState state);

} // namespace Drover
