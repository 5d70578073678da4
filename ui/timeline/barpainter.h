#pragma once

#include "models/timeline/timelinelayout.h"

#include <QColor>
#include <QPainter>

namespace Drover {

/// Draws one bar by its state and the level of detail (tokens.md §6, §7). Free functions over values; UI
/// thread.

/// What is written on a bar.
struct BarText
{
    QString label;      ///< with its attempt number; empty = icon only
    QString brief;      ///< where there is no room for the label: the attempt's number
    bool whole = false; ///< absent rather than elided
};

/// The label: "2 · linux-install", "linux-install 83 %".
[[nodiscard]] BarText barText(const TimelineScene& scene, const TimelineSpan& span);

/// `rect` is on whole pixels, without the 1 px gap to the next bar.
void drawBar(QPainter& painter, const QRectF& rect, BarState state, DetailLevel level, const BarText& text);

/// Icon and label only, at the left end of what is in view of a long bar.
void drawBarLabel(QPainter& painter, const QRectF& rect, BarState state, const BarText& text);

/// Colour of a state where there are only pixels: density lanes, overview, bands. `even` picks the stage's
/// tone.
[[nodiscard]] QColor densityColor(BarState state, bool even);

/// 45° lines over the rect, continuous over neighbouring rects: 2 px wide in `line`, on the ground that is
/// there.
void drawHatch(QPainter& painter, const QRectF& rect, const QColor& line);

} // namespace Drover
