#include "ui/widgets/controls.h"

#include "ui/access/widgetaccess.h"
#include "ui/theme/iconcache.h"
#include "ui/theme/theme.h"
#include "ui/theme/themehub.h"

#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QStyle>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

QString kindName(ButtonKind kind)
{
    switch (kind) {
    case ButtonKind::Plain:
        return u"plain"_s;
    case ButtonKind::Primary:
        return u"primary"_s;
    case ButtonKind::Destructive:
        return u"destructive"_s;
    case ButtonKind::DestructiveArmed:
        return u"destructive-armed"_s;
    case ButtonKind::Quiet:
        return u"quiet"_s;
    case ButtonKind::Link:
        return u"link"_s;
    }
    Q_UNREACHABLE();
}

IconColors iconColorsOf(ButtonKind kind)
{
    switch (kind) {
    case ButtonKind::Plain:
        return {ColorRole::Tx1, ColorRole::Tx1, ColorRole::Acc, ColorRole::Tx4};
    case ButtonKind::Primary:
        return {ColorRole::AccTx, ColorRole::AccTx, ColorRole::AccTx, ColorRole::Tx4};
    case ButtonKind::Destructive:
        return {ColorRole::Bad, ColorRole::Bad, ColorRole::Bad, ColorRole::Tx4};
    case ButtonKind::DestructiveArmed:
        return {ColorRole::BadOn, ColorRole::BadOn, ColorRole::BadOn, ColorRole::Tx4};
    case ButtonKind::Quiet:
        return {ColorRole::Tx2, ColorRole::Tx1, ColorRole::Acc, ColorRole::Tx4};
    case ButtonKind::Link:
        return {ColorRole::Acc, ColorRole::Acc, ColorRole::Acc, ColorRole::Tx4};
    }
    Q_UNREACHABLE();
}

void repolish(QWidget* widget)
{
    // Style sheets look at properties only when a widget is polished.
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
    widget->updateGeometry();
}

} // namespace

QPushButton* makeButton(const QString& name, const QString& text, std::optional<IconName> icon,
                        ButtonKind kind, QWidget* parent)
{
    auto* button = new QPushButton(text, parent);
    button->setObjectName(name);
    button->setAccessibleName(QString(text).remove(u'&'));
    button->setAutoDefault(false);
    button->setProperty("kind", kindName(kind));
    if (icon) {
        button->setIcon(themeIcon(*icon, iconColorsOf(kind)));
        button->setIconSize(QSize(17, 14)); // 3 more before the text
    }
    if (kind == ButtonKind::Link) {
        button->setCursor(Qt::PointingHandCursor);
    }
    return button;
}

void setButtonKind(QPushButton* button, ButtonKind kind)
{
    button->setProperty("kind", kindName(kind));
    repolish(button);
}

void setButtonSize(QPushButton* button, ButtonSize size)
{
    switch (size) {
    case ButtonSize::Small:
        button->setProperty("extent", u"small"_s);
        break;
    case ButtonSize::Normal:
        button->setProperty("extent", QVariant());
        break;
    case ButtonSize::Large:
        button->setProperty("extent", u"large"_s);
        break;
    }
    repolish(button);
}

QToolButton* makeIconButton(const QString& name, IconName icon, const QString& text, QWidget* parent)
{
    auto* button = new QToolButton(parent);
    button->setObjectName(name);
    button->setIcon(themeIcon(icon));
    button->setIconSize(QSize(16, 16));
    button->setFixedSize(28, 28);
    button->setToolTip(text);
    button->setAccessibleName(text);
    return button;
}

QLabel* makeLabel(const QString& text, FontRole font, ColorRole color, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setFont(themeFont(font));
    setLabelColor(label, color);
    QObject::connect(&ThemeHub::instance(), &ThemeHub::changed, label, [label, font] {
        label->setFont(themeFont(font));
        setLabelColor(label, ColorRole(label->property("colorRole").toInt()));
    });
    return label;
}

void setLabelColor(QLabel* label, ColorRole color)
{
    label->setProperty("colorRole", int(color));
    QPalette palette = label->palette();
    palette.setColor(QPalette::WindowText, Theme::current().color(color));
    label->setPalette(palette);
}

void restoreLabelColors(QWidget* moved)
{
    const QList<QLabel*> labels = moved->findChildren<QLabel*>();
    for (QLabel* label : labels) {
        if (const QVariant role = label->property("colorRole"); role.isValid())
            setLabelColor(label, ColorRole(role.toInt()));
    }
}

void prepareScrollArea(QScrollArea* area, ScrollUse use, const QString& accessibleName)
{
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    switch (use) {
    case ScrollUse::Controls:
        area->setFocusPolicy(Qt::NoFocus);
        break;
    case ScrollUse::Reading:
        area->setProperty("reading", u"true"_s);
        setAccessRole(area, QAccessible::Document);
        break;
    }
    area->setAccessibleName(accessibleName);
}

} // namespace Drover
