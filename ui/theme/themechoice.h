#pragma once

#include "ui/theme/theme.h"

#include <QDBusVariant>
#include <QObject>

namespace Drover {

/// What the person chose; the window's settings keep it by these names: dark, light, system.
enum class ThemeChoice { Dark, Light, System };
[[nodiscard]] QString themeChoiceName(ThemeChoice choice);
[[nodiscard]] ThemeChoice themeChoiceOf(const QString& name); ///< anything else is Dark

/// What the desktop prefers, as the portal tells it (org.freedesktop.appearance color-scheme): 2 is light, 1
/// dark, 0 and everything unknown leave it to us, and that is dark.
[[nodiscard]] ThemeName themeOfColorScheme(uint scheme);

/// Puts the chosen theme and text size on the application and keeps them; with System it follows the desktop,
/// live. Settings are read once, written on every change. Owned by the window; UI thread.
class ThemeKeeper : public QObject
{
    Q_OBJECT
public:
    /// `settingsPath` empty: dark, and nothing is kept.
    explicit ThemeKeeper(const QString& settingsPath, QObject* parent = nullptr);

    [[nodiscard]] ThemeChoice choice() const { return m_choice; }
    [[nodiscard]] double textScale() const { return m_scale; }
    void setChoice(ThemeChoice choice);
    void setTextScale(double scale); ///< 0.9…1.3

signals:
    void changed();

private slots:
    void desktopChanged(const QString& group, const QString& key, const QDBusVariant& value);

private:
    void askDesktop();
    void wear();
    void keep() const;

    QString m_settingsPath;
    ThemeChoice m_choice = ThemeChoice::Dark;
    ThemeName m_desktop = ThemeName::Dark;
    double m_scale = 1.0;
    bool m_listens = false;
};

} // namespace Drover
