#pragma once

#include "models/status.h"
#include "ui/theme/icons.h"

#include <QString>

namespace Drover {

/// Colour and icon of a param layer (pages.md, "Layer colours"). A value.
struct LayerLook
{
    Tone tone = Tone::Idle;
    IconName icon = IconName::Param;
};

/// `layer` as the engine names it: work-order, machine, blueprint, stage, profile, global, default; `plan`
/// for what a form sets.
[[nodiscard]] LayerLook layerLook(const QString& layer);
/// "schema default" for `default`, else the source's own name.
[[nodiscard]] QString layerText(const QString& layer, const QString& name);

} // namespace Drover
