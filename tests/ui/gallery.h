#pragma once

#include "models/logsource.h"

#include <QWidget>
#include <memory>

namespace Drover {

/// Every control and state of the design on one page of 1440×900, for the eye and for checks that hold for
/// all of them.
[[nodiscard]] std::unique_ptr<QWidget> makeGallery(const LogSource* source);

} // namespace Drover
