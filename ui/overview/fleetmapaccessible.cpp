#include "ui/overview/fleetmapaccessible.h"

#include "models/memberstate.h"
#include "ui/overview/fleetmap.h"
#include "ui/text/fleettext.h"
#include "ui/text/statustext.h"

#include <QAccessibleWidget>
#include <QPointer>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

class CellAccess;

/// Cells come and go with every scene: what stands for one holds its machine, and looks it up when asked.
class MapAccess : public QAccessibleWidget
{
public:
    explicit MapAccess(FleetMap* map) : QAccessibleWidget(map, QAccessible::Table) {}
    ~MapAccess() override
    {
        for (const QAccessible::Id id : std::as_const(m_cells))
            QAccessible::deleteAccessibleInterface(id);
    }

    [[nodiscard]] FleetMap* map() const { return static_cast<FleetMap*>(object()); }
    [[nodiscard]] int childCount() const override
    {
        int count = 0;
        for (const FleetGroup& group : map()->groups())
            count += int(group.cells.size());
        return count;
    }
    [[nodiscard]] QAccessibleInterface* child(int index) const override
    {
        for (const FleetGroup& group : map()->groups()) {
            if (index < group.cells.size())
                return index < 0 ? nullptr : cell(group.cells.at(index).machine);
            index -= int(group.cells.size());
        }
        return nullptr;
    }
    [[nodiscard]] int indexOf(MachineId machine) const
    {
        const FleetSpot spot = map()->model().spotOf(machine);
        if (!spot.isSet())
            return -1;
        int index = spot.cell;
        for (int group = 0; group < spot.group; ++group)
            index += int(map()->groups().at(group).cells.size());
        return index;
    }
    [[nodiscard]] int indexOfChild(const QAccessibleInterface* child) const override;
    [[nodiscard]] QAccessibleInterface* childAt(int x, int y) const override
    {
        const MachineId machine = map()->machineAt(map()->viewport()->mapFromGlobal(QPoint(x, y)));
        return machine.isSet() ? cell(machine) : nullptr;
    }
    [[nodiscard]] QAccessibleInterface* focusChild() const override
    {
        return map()->hasFocus() && map()->currentMachine().isSet() ? cell(map()->currentMachine()) : nullptr;
    }
    [[nodiscard]] QAccessibleInterface* cell(MachineId machine) const;

private:
    mutable QHash<MachineId, QAccessible::Id> m_cells;
};

class CellAccess : public QAccessibleInterface, public QAccessibleActionInterface
{
public:
    CellAccess(FleetMap* map, MachineId machine) : m_map(map), m_machine(machine) {}

    [[nodiscard]] MachineId machine() const { return m_machine; }
    [[nodiscard]] bool isValid() const override { return m_map && m_map->model().spotOf(m_machine).isSet(); }
    [[nodiscard]] QObject* object() const override { return nullptr; }
    [[nodiscard]] QWindow* window() const override { return nullptr; }
    [[nodiscard]] QAccessibleInterface* parent() const override
    {
        return m_map ? QAccessible::queryAccessibleInterface(m_map) : nullptr;
    }
    [[nodiscard]] QAccessibleInterface* child(int) const override { return nullptr; }
    [[nodiscard]] QAccessibleInterface* childAt(int, int) const override { return nullptr; }
    [[nodiscard]] int childCount() const override { return 0; }
    [[nodiscard]] int indexOfChild(const QAccessibleInterface*) const override { return -1; }
    [[nodiscard]] QAccessible::Role role() const override { return QAccessible::Cell; }
    void setText(QAccessible::Text, const QString&) override {}
    [[nodiscard]] QAccessible::State state() const override
    {
        QAccessible::State state;
        state.focusable = state.selectable = true;
        if (!isValid()) {
            state.invalid = true;
            return state;
        }
        state.selected = m_map->currentMachine() == m_machine;
        state.focused = state.selected && m_map->hasFocus();
        state.invisible = rect().isEmpty();
        return state;
    }
    [[nodiscard]] QString text(QAccessible::Text kind) const override
    {
        const Machine* object = isValid() ? m_map->replica().machine(m_machine) : nullptr;
        if (!object)
            return {};
        if (kind == QAccessible::Name)
            return fleetMachineSentence(m_map->replica(), *object);
        // AT-SPI knows only numbers as values.
        if (kind == QAccessible::Value || kind == QAccessible::Description) {
            const FleetCell* cell = m_map->model().cell(m_map->model().spotOf(m_machine));
            return cell ? fleetStateText(cell->state, m_map->model().scene().versions) : QString();
        }
        return {};
    }
    [[nodiscard]] QRect rect() const override
    {
        if (!isValid())
            return {};
        const QRect seen = m_map->cellRect(m_machine).intersected(m_map->viewport()->rect());
        return seen.isEmpty() ? QRect() : seen.translated(m_map->viewport()->mapToGlobal(QPoint(0, 0)));
    }
    void* interface_cast(QAccessible::InterfaceType type) override
    {
        return type == QAccessible::ActionInterface ? static_cast<QAccessibleActionInterface*>(this)
                                                    : nullptr;
    }
    [[nodiscard]] QStringList actionNames() const override { return {pressAction()}; }
    [[nodiscard]] QStringList keyBindingsForAction(const QString&) const override { return {u"Return"_s}; }
    void doAction(const QString& name) override
    {
        if (name == pressAction() && isValid())
            m_map->choose(m_machine);
    }

private:
    QPointer<FleetMap> m_map;
    MachineId m_machine;
};

QAccessibleInterface* MapAccess::cell(MachineId machine) const
{
    auto known = m_cells.constFind(machine);
    if (known == m_cells.cend())
        known =
            m_cells.insert(machine, QAccessible::registerAccessibleInterface(new CellAccess(map(), machine)));
    return QAccessible::accessibleInterface(*known);
}

int MapAccess::indexOfChild(const QAccessibleInterface* child) const
{
    const auto* part = dynamic_cast<const CellAccess*>(child);
    return part ? indexOf(part->machine()) : -1;
}

} // namespace

void installFleetMapAccessibility()
{
    static const bool installed = [] {
        QAccessible::installFactory([](const QString&, QObject* object) -> QAccessibleInterface* {
            auto* map = qobject_cast<FleetMap*>(object);
            return map ? new MapAccess(map) : nullptr;
        });
        return true;
    }();
    Q_UNUSED(installed)
}

void tellFleetFocus(FleetMap& map)
{
    if (!QAccessible::isActive())
        return;
    const auto* access = static_cast<MapAccess*>(QAccessible::queryAccessibleInterface(&map));
    const int index = access ? access->indexOf(map.currentMachine()) : -1;
    if (index < 0)
        return;
    QAccessibleEvent event(&map, QAccessible::Focus);
    event.setChild(index);
    QAccessible::updateAccessibility(&event);
}

} // namespace Drover
