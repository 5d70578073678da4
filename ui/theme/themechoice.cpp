#include "ui/theme/themechoice.h"

#include "ui/theme/themehub.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QSettings>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

const QString portalService = u"org.freedesktop.portal.Desktop"_s;
const QString portalPath = u"/org/freedesktop/portal/desktop"_s;
const QString portalInterface = u"org.freedesktop.portal.Settings"_s;
const QString appearance = u"org.freedesktop.appearance"_s;
const QString colorScheme = u"color-scheme"_s;

/// The portal's older call wraps its answer twice.
uint schemeOf(QVariant value)
{
    while (value.userType() == qMetaTypeId<QDBusVariant>())
        value = value.value<QDBusVariant>().variant();
    return value.toUInt();
}

} // namespace

QString themeChoiceName(ThemeChoice choice)
{
    switch (choice) {
    case ThemeChoice::Dark:
        return u"dark"_s;
    case ThemeChoice::Light:
        return u"light"_s;
    case ThemeChoice::System:
        return u"system"_s;
    }
    Q_UNREACHABLE();
}

ThemeChoice themeChoiceOf(const QString& name)
{
    if (name == "light"_L1)
        return ThemeChoice::Light;
    return name == "system"_L1 ? ThemeChoice::System : ThemeChoice::Dark;
}

ThemeName themeOfColorScheme(uint scheme)
{
    return scheme == 2 ? ThemeName::Light : ThemeName::Dark;
}

ThemeKeeper::ThemeKeeper(const QString& settingsPath, QObject* parent)
    : QObject(parent), m_settingsPath(settingsPath)
{
    if (m_settingsPath.isEmpty()) {
        m_choice = ThemeHub::instance().name() == ThemeName::Light ? ThemeChoice::Light : ThemeChoice::Dark;
        m_scale = ThemeHub::instance().fontScale();
        return;
    }
    const QSettings settings(m_settingsPath, QSettings::IniFormat);
    m_choice = themeChoiceOf(settings.value("look/theme"_L1).toString());
    m_scale = std::clamp(settings.value("look/text-scale"_L1, 1.0).toDouble(), 0.9, 1.3);
    if (m_choice == ThemeChoice::System)
        askDesktop();
    wear();
}

void ThemeKeeper::setChoice(ThemeChoice choice)
{
    if (choice == m_choice)
        return;
    m_choice = choice;
    if (choice == ThemeChoice::System)
        askDesktop();
    keep();
    wear();
    emit changed();
}

void ThemeKeeper::setTextScale(double scale)
{
    scale = std::clamp(scale, 0.9, 1.3);
    if (qFuzzyCompare(scale, m_scale))
        return;
    m_scale = scale;
    keep();
    wear();
    emit changed();
}

/// Asks and listens; without a portal nothing comes, and the desktop counts as dark.
void ThemeKeeper::askDesktop()
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    if (!m_listens)
        m_listens = bus.connect(portalService, portalPath, portalInterface, u"SettingChanged"_s, this,
                                SLOT(desktopChanged(QString, QString, QDBusVariant)));
    QDBusMessage ask = QDBusMessage::createMethodCall(portalService, portalPath, portalInterface, u"Read"_s);
    ask << appearance << colorScheme;
    auto* watcher = new QDBusPendingCallWatcher(bus.asyncCall(ask), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this](QDBusPendingCallWatcher* call) {
        call->deleteLater();
        const QDBusPendingReply<QDBusVariant> reply = *call;
        if (reply.isValid())
            desktopChanged(appearance, colorScheme, reply.value());
    });
}

void ThemeKeeper::desktopChanged(const QString& group, const QString& key, const QDBusVariant& value)
{
    if (group != appearance || key != colorScheme)
        return;
    m_desktop = themeOfColorScheme(schemeOf(QVariant::fromValue(value)));
    if (m_choice == ThemeChoice::System)
        wear();
}

void ThemeKeeper::wear()
{
    ThemeName name = ThemeName::Dark;
    switch (m_choice) {
    case ThemeChoice::Dark:
        break;
    case ThemeChoice::Light:
        name = ThemeName::Light;
        break;
    case ThemeChoice::System:
        name = m_desktop;
        break;
    }
    ThemeHub& hub = ThemeHub::instance();
    // To restyle a whole window costs; nothing new costs nothing.
    if (hub.name() != name || !qFuzzyCompare(hub.fontScale(), m_scale))
        hub.apply(name, m_scale);
}

void ThemeKeeper::keep() const
{
    if (m_settingsPath.isEmpty())
        return;
    QSettings settings(m_settingsPath, QSettings::IniFormat);
    settings.setValue("look/theme"_L1, themeChoiceName(m_choice));
    settings.setValue("look/text-scale"_L1, m_scale);
}

} // namespace Drover
