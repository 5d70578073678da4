#include "ui/theme/fonts.h"

#include "ui/theme/themehub.h"

#include <QStringList>
#include <array>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

struct FontSpec
{
    bool mono;
    int pixels;
    int line;
    QFont::Weight weight;
};

FontSpec specOf(FontRole role)
{
    switch (role) {
    case FontRole::PageTitle:
        return {false, 18, 24, QFont::DemiBold};
    case FontRole::PanelTitle:
        return {false, 15, 20, QFont::DemiBold};
    case FontRole::Body:
        return {false, 13, 20, QFont::Normal};
    case FontRole::BodyMedium:
        return {false, 13, 20, QFont::Medium};
    case FontRole::BodyStrong:
        return {false, 13, 20, QFont::DemiBold};
    case FontRole::Secondary:
        return {false, 12, 20, QFont::Normal};
    case FontRole::SecondaryMedium:
        return {false, 12, 20, QFont::Medium};
    case FontRole::SecondaryStrong:
        return {false, 12, 20, QFont::DemiBold};
    case FontRole::Label:
        return {false, 11, 16, QFont::Normal};
    case FontRole::LabelMedium:
        return {false, 11, 16, QFont::Medium};
    case FontRole::LabelStrong:
        return {false, 11, 16, QFont::DemiBold};
    case FontRole::FigureLarge:
        return {true, 18, 28, QFont::DemiBold};
    case FontRole::Figure:
        return {true, 12, 20, QFont::Normal};
    case FontRole::FigureSmall:
        return {true, 11, 16, QFont::Normal};
    case FontRole::FigureSmallStrong:
        return {true, 11, 16, QFont::DemiBold};
    case FontRole::Tiny:
        return {false, 10, 12, QFont::Normal};
    }
    Q_UNREACHABLE();
}

QFont makeFont(FontRole role, double scale)
{
    const FontSpec spec = specOf(role);
    QFont font(spec.mono ? QStringList{u"JetBrains Mono"_s, u"monospace"_s}
                         : QStringList{u"Inter"_s, u"sans-serif"_s});
    font.setStyleHint(spec.mono ? QFont::Monospace : QFont::SansSerif,
                      spec.mono ? QFont::PreferNoShaping : QFont::PreferDefault);
    font.setPixelSize(qRound(spec.pixels * scale));
    font.setWeight(spec.weight);
    return font;
}

} // namespace

const QFont& themeFont(FontRole role)
{
    // Painters ask for every label they draw; making a font anew each time would be most of a frame.
    static std::array<QFont, FontRoleCount> fonts;
    static double scale = 0;
    if (scale != ThemeHub::instance().fontScale()) {
        scale = ThemeHub::instance().fontScale();
        for (int i = 0; i < FontRoleCount; ++i) {
            fonts[std::size_t(i)] = makeFont(FontRole(i), scale);
        }
    }
    return fonts[std::size_t(role)];
}

int lineHeight(FontRole role)
{
    return textScaled(specOf(role).line);
}

int textScaled(int pixels)
{
    return qRound(pixels * ThemeHub::instance().fontScale());
}

} // namespace Drover
