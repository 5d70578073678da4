#pragma once

#include "ui/theme/colorrole.h"
#include "ui/theme/fonts.h"

#include <QColor>
#include <QPainter>
#include <QString>

namespace Drover {

/// What every painted widget and delegate needs. Free functions; UI thread.

/// Device pixels per logical pixel of what is really painted on: also while a widget renders itself into a
/// picture.
[[nodiscard]] qreal deviceScale(const QPainter& painter);

/// One line of text, elided at the right when it doesn't fit. `flags` are Qt::Alignment.
void drawText(QPainter& painter, const QRectF& rect, Qt::Alignment flags, const QString& text, FontRole font,
              const QColor& color);

/// Width of the text in the role's font, rounded up to whole pixels.
[[nodiscard]] int textWidth(FontRole font, const QString& text);

/// 2 px ring inside the rect; the sign of keyboard focus everywhere.
void drawFocusRing(QPainter& painter, const QRectF& rect, double radius);

/// Rounded box with a hairline of its own colour, sharp on whole pixels.
void drawBox(QPainter& painter, const QRectF& rect, double radius, const QColor& fill, const QColor& border);

/// Lines from bottom left to top right, 4 px apart, inside the rect: what is told apart without colour.
void drawStripes(QPainter& painter, const QRectF& rect, const QColor& line);

/// Track and fill of a progress bar; `share` 0…1, radius is half the height.
void drawProgress(QPainter& painter, const QRectF& rect, double share, const QColor& fill);

/// The colour progress has in a family: strong fills, but text colour where something is finished.
[[nodiscard]] QColor progressColor(Tone tone, double share);

} // namespace Drover
