#pragma once

#include "app/cli/session.h"

namespace Drover {

/// Follows an operation until it has ended or needs a person: progress on the standard error, as a bar on a
/// terminal and as plain lines otherwise. `afterSeq` is the journal position from which its state counts.
/// Done when it ends in `wanted`; else Failed, with the reasons.
ExitCode waitForOperation(Session& session, OperationId id, qint64 afterSeq, OperationState wanted);

/// Follows the work orders of a receipt until all have ended. Done when all finished; else Failed, with what
/// became of the others.
ExitCode waitForOrders(Session& session, const Receipt& receipt);

/// What is said of work that nobody carries on yet.
[[nodiscard]] QString acceptedNote();

/// What a command that started or changed an operation prints: the operation, and whether somebody carries it
/// on.
ExitCode reportOperation(Session& session, const Receipt& receipt, const QString& what);

} // namespace Drover
