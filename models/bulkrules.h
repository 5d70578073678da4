#pragma once

#include "models/replica.h"

namespace Drover {

/// What can be done to many machines at once.
enum class BulkVerb { Retry, Return, Lock, Unlock, RunWorkflow, RunBlueprint, Delete };
inline constexpr int BulkVerbCount = int(BulkVerb::Delete) + 1;

/// Why a machine of the list is left out, known before anything is sent. In the order in which a bar tells
/// them.
enum class BulkHindrance {
    None,
    Locked,
    NotLocked,
    NothingToRetry,
    IsMember,
    NotHeld,
    InUse,
    Busy,
    TakesWorkOrders,
    TakesWorkflows,
    Draining
};
inline constexpr int BulkHindranceCount = int(BulkHindrance::Draining) + 1;

/// The same conditions under which the engine would take the command; it may still refuse for what the window
/// can't know.
[[nodiscard]] BulkHindrance bulkHindrance(const Machine& machine, BulkVerb verb);

/// What a verb would do to a choice of machines: how many, and how many are left out for what.
struct BulkOutlook
{
    int possible = 0;
    std::array<int, BulkHindranceCount> leftOut{}; ///< by BulkHindrance
};
/// For each verb. Cost: linear.
[[nodiscard]] std::array<BulkOutlook, BulkVerbCount> bulkOutlooks(const Replica& replica,
                                                                  const QList<MachineId>& machines);

/// What a verb has to know beside the machines; most need nothing.
struct BulkRun
{
    QString name;        ///< the workflow or blueprint
    QJsonObject params;  ///< of a blueprint
    QStringList secrets; ///< names of those of them that are never written down
    Instant until;       ///< of a lock: when it ends by itself
};

/// The `drover` command line that does the same to one machine; empty when the command line has no such verb.
[[nodiscard]] QString bulkCommandLine(BulkVerb verb, const QString& machine, const QString& reason,
                                      const BulkRun& run = {});

} // namespace Drover
