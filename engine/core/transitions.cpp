#include "engine/core/transitions.h"

namespace Drover {

std::span<const Move<PoolStatus>> poolMoves()
{
    using enum PoolStatus;
    static constexpr Move<PoolStatus> moves[] = {
        {Joining, Free},           {Joining, HoldJoin},   {HoldJoin, Joining},     {HoldJoin, Free},
        {Free, Building},          {Free, InUse},         {Free, Leaving},         {Building, InUse},
        {Building, HoldBuild},     {HoldBuild, Building}, {HoldBuild, Destroying}, {HoldBuild, InUse},
        {Building, Destroying},    {InUse, Destroying},   {Destroying, Free},      {Destroying, HoldDestroy},
        {HoldDestroy, Destroying}, {HoldDestroy, Free},   {Leaving, HoldLeave},    {HoldLeave, Leaving},
        {HoldLeave, Joining},      {Leaving, Joining},    {Leaving, Free},         {HoldLeave, Free},
        {Free, Joining},           {InUse, Free},         {Building, Free},        {HoldBuild, Free},
    };
    return moves;
}

std::span<const Move<JobState>> jobMoves()
{
    using enum JobState;
    static constexpr Move<JobState> moves[] = {
        {Created, Running}, {Created, Failed},     {Created, Finished},   {Running, Finished},
        {Running, Failed},  {Running, Incomplete}, {Incomplete, Running}, {Incomplete, Failed},
    };
    return moves;
}

std::span<const Move<WorkOrderState>> workOrderMoves()
{
    using enum WorkOrderState;
    static constexpr Move<WorkOrderState> moves[] = {
        {Created, Running},   {Created, Cancelled},  {Running, Finished},   {Running, Failed},
        {Running, Cancelled}, {Running, Incomplete}, {Incomplete, Running}, {Incomplete, Cancelled},
    };
    return moves;
}

std::span<const Move<OperationState>> operationMoves()
{
    using enum OperationState;
    static constexpr Move<OperationState> moves[] = {
        {Queued, Running},
        {Queued, Aborted},
        {Queued, Paused},
        {Running, Paused},
        {Running, NeedsAttention},
        {Running, Finished},
        {Running, Failed},
        {Running, Aborted},
        {Paused, Running},
        {Paused, Aborted},
        {NeedsAttention, Running},
        {NeedsAttention, Paused},
        {NeedsAttention, Aborted},
        {NeedsAttention, Failed},
        {Paused, NeedsAttention},
        // Before it has begun: its plan is made again each time it may go.
        {Queued, NeedsAttention},
        {NeedsAttention, Queued},
        {Paused, Queued},
    };
    return moves;
}

SequenceState sequenceState(const Sequence& sequence, bool workOrderMode)
{
    if (workOrderMode)
        return SequenceState::ServiceReady;
    if (sequence.tasks.isEmpty())
        return SequenceState::Idle;
    if (sequence.complete)
        return SequenceState::Complete;
    if (!sequence.runnable())
        return SequenceState::Stopped;
    if (sequence.job.isSet())
        return SequenceState::Running;
    return sequence.wait == Wait::None ? SequenceState::Ready : SequenceState::Waiting;
}

std::span<const Move<SequenceState>> sequenceMoves()
{
    using enum SequenceState;
    static constexpr Move<SequenceState> moves[] = {
        {Idle, Ready},         {Ready, Running},    {Ready, Waiting},         {Ready, Stopped},
        {Ready, Complete},     {Running, Ready},    {Running, Waiting},       {Running, Stopped},
        {Running, Complete},   {Waiting, Ready},    {Waiting, Running},       {Waiting, Stopped},
        {Stopped, Ready},      {Complete, Ready},   {Complete, ServiceReady}, {ServiceReady, Complete},
        {ServiceReady, Ready}, {Stopped, Complete}, {Idle, ServiceReady},     {ServiceReady, Idle},
        {Complete, Idle},      {Ready, Idle},       {Stopped, Idle},          {Running, Idle},
    };
    return moves;
}

GateState gateState(const Gate& gate)
{
    if (gate.isOpen())
        return GateState::Open;
    return gate.unreachable.isEmpty() ? GateState::Closed : GateState::Unreachable;
}

std::span<const Move<GateState>> gateMoves()
{
    using enum GateState;
    static constexpr Move<GateState> moves[] = {
        {Closed, Open}, {Closed, Unreachable}, {Unreachable, Closed}, {Unreachable, Open}};
    return moves;
}

PoolStatus settledStatus(PoolStatus status)
{
    switch (status) {
    case PoolStatus::Joining:
    case PoolStatus::HoldJoin:
    case PoolStatus::Free:
    case PoolStatus::Destroying:
    case PoolStatus::HoldDestroy:
    case PoolStatus::Leaving:
    case PoolStatus::HoldLeave:
        return PoolStatus::Free;
    case PoolStatus::Building:
    case PoolStatus::HoldBuild:
    case PoolStatus::InUse:
        return PoolStatus::InUse;
    }
    return status;
}

PoolStatus heldStatus(PoolStatus status)
{
    switch (status) {
    case PoolStatus::Joining:
        return PoolStatus::HoldJoin;
    case PoolStatus::Building:
        return PoolStatus::HoldBuild;
    case PoolStatus::Destroying:
        return PoolStatus::HoldDestroy;
    case PoolStatus::Leaving:
        return PoolStatus::HoldLeave;
    case PoolStatus::HoldJoin:
    case PoolStatus::Free:
    case PoolStatus::HoldBuild:
    case PoolStatus::InUse:
    case PoolStatus::HoldDestroy:
    case PoolStatus::HoldLeave:
        return status;
    }
    return status;
}

PoolStatus resumedStatus(PoolStatus status)
{
    switch (status) {
    case PoolStatus::HoldJoin:
        return PoolStatus::Joining;
    case PoolStatus::HoldBuild:
        return PoolStatus::Building;
    case PoolStatus::HoldDestroy:
        return PoolStatus::Destroying;
    case PoolStatus::HoldLeave:
        return PoolStatus::Leaving;
    case PoolStatus::Joining:
    case PoolStatus::Free:
    case PoolStatus::Building:
    case PoolStatus::InUse:
    case PoolStatus::Destroying:
    case PoolStatus::Leaving:
        return status;
    }
    return status;
}

bool isHeld(PoolStatus status)
{
    return resumedStatus(status) != status;
}

} // namespace Drover
