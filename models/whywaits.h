#pragma once

#include "models/clusterstate.h"

namespace Drover {

/// Why something does not go on just now, as meaning; `ui/text/whytext.h` makes the sentence.
struct WhyWaits
{
    enum class Code {
        Nothing,         ///< it does not wait
        Working,         ///< a job runs: `object` is its task
        Stopping,        ///< its job was asked to stop
        AtGate,          ///< `object` the gate, `part` of `whole` arrived, `names` still awaited
        GateUnreachable, ///< the same; `names` are held
        BackOff,         ///< `until`; `part` = the attempt that comes
        Incomplete,      ///< asks again `until`
        Reboot,
        PowerOff,
        Failed, ///< `text` says what; a person must retry
        StoppedByTask,
        PausedByPerson,
        StopAt,
        SingleStep,
        Held,   ///< its pool's transition failed: `object` is the status
        Locked, ///< `text` the reason, `object` who
        OperationPaused,
        OperationQueued, ///< behind `object`
        NeedsAttention,  ///< `text` is the operation's own sentence
        OperationRuns,   ///< the operation's step goes on: `text`
        WaitsForSlot,    ///< `part` of `whole` jobs run
        WaitsForStart,   ///< allocated, its pipeline has not begun
        Service,         ///< complete, in work-order mode
        Complete,
        FreeInPool, ///< not in a cluster: `object` is the pool
    };
    Code code = Code::Nothing;
    QString object;
    QString text;
    QStringList names;
    int part = 0;
    int whole = 0;
    Instant until;
    bool operator==(const WhyWaits&) const = default;
};

/// Of a machine, cluster or broker.
[[nodiscard]] WhyWaits whyWaits(const Replica& replica, const Machine& machine);

} // namespace Drover
