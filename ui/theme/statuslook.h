#pragma once

#include "models/roles.h"
#include "models/status.h"
#include "ui/theme/icons.h"

namespace Drover {

/// How a status looks: its family of colours and its icon (tokens.md §6). The word is statusText(). A value.
struct StatusLook
{
    Tone tone = Tone::Idle;
    IconName icon = IconName::StateUnknown;
};

[[nodiscard]] StatusLook statusLook(Status status);

/// The heavier sign inside a bar, drawn at 11…12 px.
[[nodiscard]] IconName barIcon(BarState state);
[[nodiscard]] Tone barTone(BarState state);

/// The mark in front of a name; nothing for RowKind::None.
[[nodiscard]] IconName kindIcon(RowKind kind);

} // namespace Drover
