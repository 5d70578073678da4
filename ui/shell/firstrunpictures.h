#pragma once

class QWidget;

namespace Drover {

/// What each way to begin looks like, painted by the code of the fleet map, the timeline and the racks.
/// Decoration: the card says in words what it shows. Owned by the caller.
[[nodiscard]] QWidget* makeFleetPicture();
[[nodiscard]] QWidget* makeTimelinePicture();
[[nodiscard]] QWidget* makeRackPicture();

} // namespace Drover
