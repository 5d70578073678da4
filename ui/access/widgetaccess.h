#pragma once

#include <QAccessible>
#include <QList>
#include <QRect>
#include <QString>

class QWidget;

namespace Drover {

/// Says what a painted widget is to those who do not see it. Its name and description are its accessible
/// ones, as with any widget. Called once, before the widget has a name: with that it is known in its old
/// role.
void setAccessRole(QWidget* widget, QAccessible::Role role);

/// What a progress bar has reached, from 0 to 1.
void setAccessValue(QWidget* widget, double share);

/// One of the things that a widget paints: a stage, a line of a log.
struct AccessPart
{
    QString name;
    QString value;
    QRect box; ///< in the widget; empty: it is there but out of sight
    bool isCurrent = false;
};

/// A widget whose painted things are told one by one. Mixed into the widget, beside setAccessRole().
class AccessParts
{
public:
    virtual ~AccessParts() = default;
    [[nodiscard]] virtual int accessPartCount() const = 0;
    [[nodiscard]] virtual AccessPart accessPart(int index) const = 0;
    /// Of each part.
    [[nodiscard]] virtual QAccessible::Role accessPartRole() const { return QAccessible::ListItem; }
};

} // namespace Drover
