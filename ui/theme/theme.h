#pragma once

#include "ui/theme/colorrole.h"

#include <QColor>
#include <QPalette>
#include <QString>

namespace Drover {

enum class ThemeName { Dark, Light };

/// One complete set of colours (tokens.md §2). Two exist, both for the program's life; UI thread.
/// Painted widgets ask Theme::current() while painting and keep no colour.
class Theme
{
public:
    [[nodiscard]] static const Theme& of(ThemeName name);
    /// The one in use; ThemeHub changes it.
    [[nodiscard]] static const Theme& current();

    [[nodiscard]] ThemeName name() const { return m_name; }
    [[nodiscard]] QColor color(ColorRole role) const;
    [[nodiscard]] QColor color(Tone tone, TonePart part) const { return color(roleOf(tone, part)); }
    /// `share` of the role's colour, the rest transparent; share 0…1.
    [[nodiscard]] QColor faded(ColorRole role, double share) const;
    /// `share` of the first over the second.
    [[nodiscard]] QColor mixed(ColorRole over, ColorRole under, double share) const;
    /// Second tone of Running in density bands (the first is RunBar2).
    [[nodiscard]] QColor runBand() const;

    [[nodiscard]] QPalette palette() const;
    /// resources/themes/drover.qss with every `@role` and `@px-N` replaced.
    [[nodiscard]] QString styleSheet(double fontScale) const;

private:
    friend class ThemeHub;
    explicit Theme(ThemeName name) : m_name(name) {}

    ThemeName m_name;
};

/// The name a role has in style sheets and tokens: "bg0", "run-bar2".
[[nodiscard]] QString colorRoleName(ColorRole role);

/// WCAG 2.1 contrast ratio of two opaque colours, 1…21.
[[nodiscard]] double contrastRatio(const QColor& a, const QColor& b);

} // namespace Drover
