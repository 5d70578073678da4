#pragma once

#include "models/fleet/fleetcells.h"

namespace Drover {

/// "InUse", "Hold*", "1.32.1 and older"; `versions` as in the scene.
[[nodiscard]] QString fleetStateText(FleetCellState state, const QStringList& versions);
/// The head of a group: its name, or that its machines have no rack or site.
[[nodiscard]] QString fleetGroupText(const FleetGroup& group, FleetGrouping grouping);
/// The lines of a machine's card: where it is and what it does there, its stage, why it stands still.
[[nodiscard]] QStringList fleetMachineLines(const Replica& replica, const Machine& machine);
/// One sentence for all of it: "w-17, r14-u33, unhealthy, InUse in glen-gpu-01, role worker".
[[nodiscard]] QString fleetMachineSentence(const Replica& replica, const Machine& machine);

} // namespace Drover
