#include "ui/access/widgetaccess.h"

#include <QAbstractButton>
#include <QAccessibleWidget>
#include <QHash>
#include <QPointer>
#include <QVariant>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

constexpr const char* roleProperty = "accessRole";
constexpr const char* valueProperty = "accessValue";

const AccessParts* partsOf(const QWidget* widget)
{
    return dynamic_cast<const AccessParts*>(widget);
}

/// Parts come and go: one is known by its place, and looked at when it is asked.
class PartAccess : public QAccessibleInterface
{
public:
    PartAccess(QWidget* widget, int index) : m_widget(widget), m_index(index) {}

    [[nodiscard]] int index() const { return m_index; }
    [[nodiscard]] bool isValid() const override
    {
        return m_widget && m_index < partsOf(m_widget)->accessPartCount();
    }
    [[nodiscard]] QObject* object() const override { return nullptr; }
    [[nodiscard]] QAccessibleInterface* parent() const override
    {
        return m_widget ? QAccessible::queryAccessibleInterface(m_widget) : nullptr;
    }
    [[nodiscard]] QAccessibleInterface* child(int) const override { return nullptr; }
    [[nodiscard]] QAccessibleInterface* childAt(int, int) const override { return nullptr; }
    [[nodiscard]] int childCount() const override { return 0; }
    [[nodiscard]] int indexOfChild(const QAccessibleInterface*) const override { return -1; }
    [[nodiscard]] QAccessible::Role role() const override
    {
        return m_widget ? partsOf(m_widget)->accessPartRole() : QAccessible::NoRole;
    }
    [[nodiscard]] QAccessible::State state() const override
    {
        QAccessible::State state;
        state.readOnly = true;
        state.invalid = !isValid();
        state.active = isValid() && part().isCurrent;
        state.invisible = rect().isEmpty();
        return state;
    }
    [[nodiscard]] QString text(QAccessible::Text kind) const override
    {
        if (!isValid())
            return {};
        return kind == QAccessible::Name    ? part().name
               : kind == QAccessible::Value ? part().value
                                            : QString();
    }
    void setText(QAccessible::Text, const QString&) override {}
    [[nodiscard]] QRect rect() const override
    {
        const QRect box = isValid() && m_widget->isVisible() ? part().box : QRect();
        return box.isEmpty() ? QRect() : QRect(m_widget->mapToGlobal(box.topLeft()), box.size());
    }

private:
    [[nodiscard]] AccessPart part() const { return partsOf(m_widget)->accessPart(m_index); }

    QPointer<QWidget> m_widget;
    int m_index;
};

/// A widget in the role it was given, with its parts, its value, and a button's press.
class WidgetAccess : public QAccessibleWidget, public QAccessibleValueInterface
{
public:
    explicit WidgetAccess(QWidget* widget)
        : QAccessibleWidget(widget, QAccessible::Role(widget->property(roleProperty).toInt()))
    {
    }
    ~WidgetAccess() override
    {
        for (const QAccessible::Id id : std::as_const(m_parts))
            QAccessible::deleteAccessibleInterface(id);
    }

    [[nodiscard]] int childCount() const override
    {
        return parts() ? parts()->accessPartCount() : QAccessibleWidget::childCount();
    }
    [[nodiscard]] QAccessibleInterface* child(int index) const override
    {
        if (!parts())
            return QAccessibleWidget::child(index);
        if (index < 0 || index >= parts()->accessPartCount())
            return nullptr;
        QAccessible::Id& id = m_parts[index];
        if (id == 0)
            id = QAccessible::registerAccessibleInterface(new PartAccess(widget(), index));
        return QAccessible::accessibleInterface(id);
    }
    [[nodiscard]] int indexOfChild(const QAccessibleInterface* child) const override
    {
        const auto* part = dynamic_cast<const PartAccess*>(child);
        return part && parts() ? part->index() : QAccessibleWidget::indexOfChild(child);
    }
    [[nodiscard]] QAccessibleInterface* childAt(int x, int y) const override
    {
        if (!parts())
            return QAccessibleWidget::childAt(x, y);
        const QPoint at = widget()->mapFromGlobal(QPoint(x, y));
        for (int i = 0; i < parts()->accessPartCount(); ++i) {
            if (parts()->accessPart(i).box.contains(at))
                return child(i);
        }
        return nullptr;
    }
    [[nodiscard]] QAccessible::State state() const override
    {
        QAccessible::State state = QAccessibleWidget::state();
        if (const auto* button = qobject_cast<QAbstractButton*>(widget())) {
            state.checkable = button->isCheckable();
            state.checked = button->isChecked();
        } else if (!state.focusable) {
            state.readOnly = true;
        }
        return state;
    }
    void* interface_cast(QAccessible::InterfaceType type) override
    {
        if (type == QAccessible::ValueInterface)
            return currentValue().isValid() ? static_cast<QAccessibleValueInterface*>(this) : nullptr;
        return QAccessibleWidget::interface_cast(type);
    }
    [[nodiscard]] QStringList actionNames() const override
    {
        const auto* button = qobject_cast<QAbstractButton*>(widget());
        return button ? QStringList{button->isCheckable() ? toggleAction() : pressAction(), setFocusAction()}
                      : QAccessibleWidget::actionNames();
    }
    void doAction(const QString& name) override
    {
        auto* button = qobject_cast<QAbstractButton*>(widget());
        if (button && (name == pressAction() || name == toggleAction()))
            button->click();
        else
            QAccessibleWidget::doAction(name);
    }

    [[nodiscard]] QVariant currentValue() const override { return widget()->property(valueProperty); }
    void setCurrentValue(const QVariant&) override {}
    [[nodiscard]] QVariant maximumValue() const override { return 1.0; }
    [[nodiscard]] QVariant minimumValue() const override { return 0.0; }
    [[nodiscard]] QVariant minimumStepSize() const override { return 0.01; }

private:
    [[nodiscard]] const AccessParts* parts() const { return partsOf(widget()); }

    mutable QHash<int, QAccessible::Id> m_parts;
};

} // namespace

void setAccessRole(QWidget* widget, QAccessible::Role role)
{
    [[maybe_unused]] static const bool installed = [] {
        QAccessible::installFactory([](const QString&, QObject* object) -> QAccessibleInterface* {
            auto* asked = qobject_cast<QWidget*>(object);
            return asked && asked->property(roleProperty).isValid() ? new WidgetAccess(asked) : nullptr;
        });
        return true;
    }();
    widget->setProperty(roleProperty, int(role));
}

void setAccessValue(QWidget* widget, double share)
{
    widget->setProperty(valueProperty, share);
    if (QAccessible::isActive()) {
        QAccessibleValueChangeEvent event(widget, share);
        QAccessible::updateAccessibility(&event);
    }
}

} // namespace Drover
