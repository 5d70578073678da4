#pragma once

#include "ui/theme/colorrole.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"

#include <QString>
#include <optional>

class QLabel;
class QPushButton;
class QScrollArea;
class QToolButton;
class QWidget;

namespace Drover {

/// Makers of the plain controls, so that every button and label of the window has its name, look and
/// accessible name from the start. All are owned by `parent`.

enum class ButtonKind { Plain, Primary, Destructive, DestructiveArmed, Quiet, Link };
enum class ButtonSize { Small, Normal, Large }; ///< 24, 28, 32 high

[[nodiscard]] QPushButton* makeButton(const QString& name, const QString& text, std::optional<IconName> icon,
                                      ButtonKind kind, QWidget* parent);
void setButtonKind(QPushButton* button, ButtonKind kind);
void setButtonSize(QPushButton* button, ButtonSize size);

/// A square button with an icon only; `text` is its tool tip and accessible name.
[[nodiscard]] QToolButton* makeIconButton(const QString& name, IconName icon, const QString& text,
                                          QWidget* parent);

/// The label follows the theme through its palette.
[[nodiscard]] QLabel* makeLabel(const QString& text, FontRole font, ColorRole color, QWidget* parent);
void setLabelColor(QLabel* label, ColorRole color);
/// For what was given another parent: the style sheet gives its labels back the colours of their first theme.
void restoreLabelColors(QWidget* moved);

/// What a scroll area is for. In one with controls they take the keyboard, and the area follows them; a text
/// to be read takes it itself, to be scrolled, and shows it.
enum class ScrollUse { Controls, Reading };
void prepareScrollArea(QScrollArea* area, ScrollUse use, const QString& accessibleName);

} // namespace Drover
