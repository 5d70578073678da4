#include "ui/theme/themehub.h"

#include "ui/theme/droverstyle.h"
#include "ui/theme/fonts.h"
#include "ui/theme/iconcache.h"

#include <QApplication>
#include <QResource>
#include <QStyle>
#include <QToolTip>
#include <algorithm>

// Outside of the namespace, as Qt's macro demands.
static void initResourcesOnce()
{
    Q_INIT_RESOURCE(droverui);
}

namespace Drover {

void initUiResources()
{
    initResourcesOnce();
}

ThemeHub& ThemeHub::instance()
{
    static ThemeHub hub;
    return hub;
}

void ThemeHub::apply(ThemeName name, double fontScale)
{
    initUiResources();
    m_name = name;
    m_fontScale = std::clamp(fontScale, 0.9, 1.3);
    IconCache::clear();
    const Theme& theme = Theme::of(name);
    if (!qApp->property("droverStyle").toBool()) {
        QApplication::setStyle(new DroverStyle);
        qApp->setProperty("droverStyle", true);
    }
    QApplication::setPalette(theme.palette());
    QApplication::setFont(themeFont(FontRole::Body));
    QToolTip::setFont(themeFont(FontRole::Secondary));
    qApp->setStyleSheet(theme.styleSheet(m_fontScale));
    emit changed();
}

} // namespace Drover
