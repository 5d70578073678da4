#include "ui/theme/theme.h"

#include "ui/theme/themehub.h"

#include <QFile>
#include <QRegularExpression>
#include <algorithm>
#include <array>
#include <cmath>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

struct RoleValue
{
    const char* name;
    QRgb dark;
    QRgb light;
};

// tokens.md §2, in the order of ColorRole. 0xAARRGGBB.
constexpr std::array<RoleValue, ColorRoleCount> kRoles{{
    {"bg0", 0xFF0B0E12, 0xFFEDF0F4},
    {"bg1", 0xFF10141A, 0xFFFFFFFF},
    {"bg2", 0xFF161B22, 0xFFF7F8FA},
    {"bg3", 0xFF1D242D, 0xFFFFFFFF},
    {"bg4", 0xFF27303B, 0xFFE8EDF3},
    {"zebra", 0xFF12171D, 0xFFFAFBFC},
    {"line", 0xFF232B35, 0xFFDDE2E9},
    {"line2", 0xFF36414F, 0xFFB9C3CF},
    {"ctl", 0xFF5E6B7D, 0xFF8490A0},
    {"tx1", 0xFFE7ECF3, 0xFF161D27},
    {"tx2", 0xFFAEB9C7, 0xFF434F5F},
    {"tx3", 0xFF8F9CAE, 0xFF5A6676},
    {"tx4", 0xFF566273, 0xFF98A3B2},
    {"acc", 0xFF7DB4FF, 0xFF1A5FCB},
    {"accfill", 0xFF2F6FD6, 0xFF1F63D0},
    {"acctx", 0xFFFFFFFF, 0xFFFFFFFF},
    {"sel", 0xFF1B2E49, 0xFFDCE9FC},
    {"sel2", 0xFF15233A, 0xFFEBF2FD},
    {"selline", 0xFF5B9DFF, 0xFF1F63D0},
    {"crit", 0xFFF4F7FB, 0xFF10161F},
    {"future", 0x0E7D96B9, 0x0B3C5A8C},
    {"warn-edge", 0xFFF5CE7A, 0xFFF0B429},
    {"find", 0xFFFFF07A, 0xFF8A6D00},
    {"cell", 0xFF1E5A4C, 0xFFA9D8C6},
    {"queued-density", 0xFF3A4554, 0xFFC3CCD6},
    {"ok", 0xFF64D9AB, 0xFF14694D},
    {"ok-bar", 0xFF174439, 0xFFC4E7DA},
    {"ok-bar2", 0xFF226354, 0xFF7FC9B0},
    {"ok-on", 0xFFA5EBD3, 0xFF0B4A3B},
    {"ok-tint", 0xFF122A26, 0xFFE4F4EE},
    {"run", 0xFF4DAEFC, 0xFF0967B0},
    {"run-bar", 0xFF1C4C7D, 0xFF2A74BF},
    {"run-bar2", 0xFF2A77C0, 0xFF1D6FBF},
    {"run-on", 0xFFFFFFFF, 0xFFFFFFFF},
    {"run-tint", 0xFF13283D, 0xFFE2EEFA},
    {"bad", 0xFFF98363, 0xFFB84012},
    {"bad-bar", 0xFFA63D22, 0xFFB5401F},
    {"bad-bar2", 0xFFC54C2B, 0xFFCC4A26},
    {"bad-on", 0xFFFFFFFF, 0xFFFFFFFF},
    {"bad-tint", 0xFF331B16, 0xFFFCE9E3},
    {"warn", 0xFFF5CE7A, 0xFF664300},
    {"warn-bar", 0xFF7A5711, 0xFFF3D48D},
    {"warn-bar2", 0xFFB98A22, 0xFFD9A528},
    {"warn-on", 0xFFFFF3D6, 0xFF4F3600},
    {"warn-tint", 0xFF30270F, 0xFFFBF1D8},
    {"hold", 0xFFCFBDFF, 0xFF4A3890},
    {"hold-bar", 0xFF332A57, 0xFFDFD7FA},
    {"hold-bar2", 0xFF5B4AA0, 0xFFA797E6},
    {"hold-on", 0xFFE3DAFF, 0xFF3B2A85},
    {"hold-tint", 0xFF221D38, 0xFFEFEBFC},
    {"wipe", 0xFFF4ABD3, 0xFF7A0F4C},
    {"wipe-bar", 0xFF552944, 0xFFF3D0E2},
    {"wipe-bar2", 0xFF8A4270, 0xFFDC8FB8},
    {"wipe-on", 0xFFFFDDEE, 0xFF6B1A47},
    {"wipe-tint", 0xFF321B2B, 0xFFFBE9F2},
    {"idle", 0xFF909BA8, 0xFF5C6A78},
    {"idle-bar", 0xFF262F3A, 0xFFE3E8EE},
    {"idle-bar2", 0xFF465364, 0xFFB4BFCC},
    {"idle-on", 0xFFD5DDE8, 0xFF3A4554},
    {"idle-tint", 0xFF1C232C, 0xFFEFF2F6},
}};

double linearChannel(double value)
{
    return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

double luminance(const QColor& color)
{
    return 0.2126 * linearChannel(color.redF()) + 0.7152 * linearChannel(color.greenF()) +
           0.0722 * linearChannel(color.blueF());
}

} // namespace

const Theme& Theme::of(ThemeName name)
{
    static const Theme dark(ThemeName::Dark);
    static const Theme light(ThemeName::Light);
    switch (name) {
    case ThemeName::Dark:
        return dark;
    case ThemeName::Light:
        return light;
    }
    Q_UNREACHABLE();
}

const Theme& Theme::current()
{
    return of(ThemeHub::instance().name());
}

QColor Theme::color(ColorRole role) const
{
    const RoleValue& value = kRoles[std::size_t(role)];
    return QColor::fromRgba(m_name == ThemeName::Dark ? value.dark : value.light);
}

QColor Theme::faded(ColorRole role, double share) const
{
    QColor faded = color(role);
    faded.setAlphaF(float(faded.alphaF() * share));
    return faded;
}

QColor Theme::mixed(ColorRole over, ColorRole under, double share) const
{
    const QColor a = color(over);
    const QColor b = color(under);
    const auto mix = [share](float x, float y) { return float(x * share + y * (1 - share)); };
    return QColor::fromRgbF(mix(a.redF(), b.redF()), mix(a.greenF(), b.greenF()), mix(a.blueF(), b.blueF()));
}

QColor Theme::runBand() const
{
    return QColor::fromRgb(0x24, 0x63, 0x9F);
}

QPalette Theme::palette() const
{
    QPalette palette;
    const auto set = [this, &palette](QPalette::ColorRole role, ColorRole color) {
        palette.setColor(role, this->color(color));
    };
    set(QPalette::Window, ColorRole::Bg2);
    set(QPalette::WindowText, ColorRole::Tx1);
    set(QPalette::Base, ColorRole::Bg1);
    set(QPalette::AlternateBase, ColorRole::Zebra);
    set(QPalette::Text, ColorRole::Tx1);
    set(QPalette::PlaceholderText, ColorRole::Tx3);
    set(QPalette::Button, ColorRole::Bg3);
    set(QPalette::ButtonText, ColorRole::Tx1);
    set(QPalette::BrightText, ColorRole::Bad);
    set(QPalette::ToolTipBase, ColorRole::Bg3);
    set(QPalette::ToolTipText, ColorRole::Tx1);
    set(QPalette::Highlight, ColorRole::Sel);
    set(QPalette::HighlightedText, ColorRole::Tx1);
    set(QPalette::Link, ColorRole::Acc);
    set(QPalette::LinkVisited, ColorRole::Acc);
    set(QPalette::Light, ColorRole::Bg4);
    set(QPalette::Midlight, ColorRole::Line2);
    set(QPalette::Mid, ColorRole::Line);
    set(QPalette::Dark, ColorRole::Bg0);
    set(QPalette::Shadow, ColorRole::Bg0);
    palette.setColor(QPalette::Inactive, QPalette::Highlight, color(ColorRole::Bg3));
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
        palette.setColor(QPalette::Disabled, role, color(ColorRole::Tx4));
    }
    return palette;
}

QString Theme::styleSheet(double fontScale) const
{
    initUiResources();
    QFile file(u":/drover/themes/drover.qss"_s);
    if (!file.open(QIODevice::ReadOnly)) {
        qFatal("The style sheet is missing from the binary");
    }
    QString sheet = QString::fromUtf8(file.readAll());
    static const QRegularExpression placeholder(u"@([a-z][a-z0-9-]*)"_s);
    QString result;
    qsizetype done = 0;
    for (auto it = placeholder.globalMatch(sheet); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        result += QStringView(sheet).sliced(done, match.capturedStart() - done);
        done = match.capturedEnd();
        if (match.capturedView(1).startsWith(u"px-")) {
            result += u"%1px"_s.arg(qRound(match.capturedView(1).sliced(3).toInt() * fontScale));
            continue;
        }
        const auto role =
            std::ranges::find_if(kRoles, [name = match.capturedView(1)](const RoleValue& value) {
                return name == QLatin1StringView(value.name);
            });
        if (role == kRoles.end()) {
            qFatal("The style sheet names an unknown colour: %s", qUtf8Printable(match.captured(1)));
        }
        result += color(ColorRole(role - kRoles.begin())).name(QColor::HexArgb);
    }
    result += QStringView(sheet).sliced(done);
    return result;
}

QString colorRoleName(ColorRole role)
{
    return QLatin1StringView(kRoles[std::size_t(role)].name);
}

double contrastRatio(const QColor& a, const QColor& b)
{
    const double la = luminance(a);
    const double lb = luminance(b);
    return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

} // namespace Drover
