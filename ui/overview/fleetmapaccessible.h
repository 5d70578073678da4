#pragma once

namespace Drover {

class FleetMap;

/// What assistive technology finds in the map: a cell for every machine, in the order of the map, with what
/// it is in one sentence, its place on the screen and an action that opens it. Made on demand. The first map
/// calls it.
void installFleetMapAccessibility();
/// The keyboard stands on another cell.
void tellFleetFocus(FleetMap& map);

} // namespace Drover
