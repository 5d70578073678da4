#pragma once

#include "engine/core/operation.h"
#include "models/status.h"

#include <QString>

namespace Drover {

/// The word of a status, translated: "At gate", "HoldBuild". An em dash for Status::None.
[[nodiscard]] QString statusText(Status status);
[[nodiscard]] inline QString statusText(BarState state)
{
    return statusText(statusOf(state));
}

/// "Provision".
[[nodiscard]] QString operationText(OperationKind kind);
/// Within a sentence: "needs attention".
[[nodiscard]] QString operationText(OperationState state);

} // namespace Drover
