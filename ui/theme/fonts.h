#pragma once

#include <QFont>

namespace Drover {

/// The type roles of tokens.md §3. Whatever changes while one looks, or must line up, is a Figure: Inter's
/// digits have different widths and Qt 6.4 can't switch on tabular ones.
enum class FontRole {
    PageTitle,         ///< Inter 18/600
    PanelTitle,        ///< Inter 15/600
    Body,              ///< Inter 13/400
    BodyMedium,        ///< 13/500: state words
    BodyStrong,        ///< 13/600: cluster names
    Secondary,         ///< Inter 12/400
    SecondaryMedium,   ///< 12/500
    SecondaryStrong,   ///< 12/600
    Label,             ///< Inter 11/400
    LabelMedium,       ///< 11/500: bar labels
    LabelStrong,       ///< 11/600: section heads
    FigureLarge,       ///< JetBrains Mono 18/600
    Figure,            ///< JetBrains Mono 12/400
    FigureSmall,       ///< JetBrains Mono 11/400: log, axis, ids
    FigureSmallStrong, ///< 11/600: flags
    Tiny,              ///< Inter 10/400: inside cells only
};

inline constexpr int FontRoleCount = int(FontRole::Tiny) + 1;

/// The role's font at the current text scale. Figures don't form ligatures.
[[nodiscard]] const QFont& themeFont(FontRole role);

/// Line height of the role in logical pixels at the current text scale.
[[nodiscard]] int lineHeight(FontRole role);
/// A width that is made for text, at the present text scale.
[[nodiscard]] int textScaled(int pixels);

} // namespace Drover
