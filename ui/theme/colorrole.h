#pragma once

#include "models/status.h"

namespace Drover {

/// Every colour of the window, by what it is for. Values are in theme.cpp; nothing else names a colour.
enum class ColorRole : quint8 {
    Bg0,      ///< window gaps, page ground
    Bg1,      ///< trees, tables, logs, lanes
    Bg2,      ///< bars, docks, headers, cards
    Bg3,      ///< buttons, tool tips, segmented controls
    Bg4,      ///< hover
    Zebra,    ///< alternate rows
    Line,     ///< hairlines, grid
    Line2,    ///< button borders, panel edges
    Ctl,      ///< border of every editable field and check box
    Tx1,      ///< text
    Tx2,      ///< secondary text
    Tx3,      ///< labels, axis text, placeholders
    Tx4,      ///< disabled text and empty marks only
    Acc,      ///< link, focus ring, now-line
    AccFill,  ///< primary button, flags, checked boxes
    AccTx,    ///< text on AccFill
    Sel,      ///< selection with focus
    Sel2,     ///< selected lane, active navigation item and step
    SelLine,  ///< selection bar, brush, tab underline
    Crit,     ///< critical path outline, finish mark
    Future,   ///< wash right of now
    WarnEdge, ///< top edge of a retried bar
    Find,     ///< search matches in the timeline
    Cell,     ///< InUse cell in the fleet map
    QueuedDensity,
    Ok,
    OkBar,
    OkBar2,
    OkOn,
    OkTint,
    Run,
    RunBar,
    RunBar2,
    RunOn,
    RunTint,
    Bad,
    BadBar,
    BadBar2,
    BadOn,
    BadTint,
    Warn,
    WarnBar,
    WarnBar2,
    WarnOn,
    WarnTint,
    Hold,
    HoldBar,
    HoldBar2,
    HoldOn,
    HoldTint,
    Wipe,
    WipeBar,
    WipeBar2,
    WipeOn,
    WipeTint,
    Idle,
    IdleBar,
    IdleBar2,
    IdleOn,
    IdleTint,
};
inline constexpr int ColorRoleCount = int(ColorRole::IdleTint) + 1;

/// The five colours of a family: words and icons, bar fill, strong fill, text on the fill, ground of chips.
enum class TonePart : quint8 { Text, Bar, Bar2, On, Tint };

[[nodiscard]] constexpr ColorRole roleOf(Tone tone, TonePart part)
{
    return ColorRole(int(ColorRole::Ok) + 5 * int(tone) + int(part));
}

static_assert(roleOf(Tone::Bad, TonePart::Tint) == ColorRole::BadTint);
static_assert(roleOf(Tone::Idle, TonePart::Tint) == ColorRole::IdleTint);

} // namespace Drover
