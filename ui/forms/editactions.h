#pragma once

#include "engine/core/event.h"
#include "models/forms/formcontroller.h"
#include "ui/shell/windowcontext.h"
#include "ui/theme/icons.h"

#include <QAction>
#include <QHash>

namespace Drover {

class FormDialog;

/// What can be edited, each as one QAction that menus, buttons and the palette share, and the dialogs behind
/// them. Those about an object act on the selected one and are visible only when they make sense for it.
/// Owned by the window; UI thread.
class EditActions : public QObject
{
    Q_OBJECT
public:
    enum class Id {
        EditParams,
        EditObject,
        RunBlueprint,
        EditPool,
        AddMachines,
        AllocateMachines,
        ReleaseMachines,
        RemoveMachines,
        DeletePool,
        NewOrder,
        NewPool,
        NewProfile,
        NewBroker,
        ImportMachines,
    };

    EditActions(const WindowContext& context, QWidget* window);

    [[nodiscard]] QAction* action(Id id) const { return m_actions.value(id); }
    /// In the order in which they are offered: those for the selected object.
    [[nodiscard]] QList<QAction*> objectActions() const;
    /// Those that make something new.
    [[nodiscard]] QList<QAction*> makingActions() const;
    [[nodiscard]] static IconName icon(Id id);
    [[nodiscard]] static Id idOf(const QAction* action) { return Id(action->data().toInt()); }

    /// The action's words about one object: "Add machines to edge…", "Edit params of cp-3…".
    [[nodiscard]] QString textAbout(Id id, const QString& object) const;
    /// Why an action on a pool can't be done to this one now; empty: it can.
    [[nodiscard]] QString hindrance(Id id, const QString& pool) const;

    // For panes that know what they are about.
    void runOnPool(Id id, const QString& pool);
    void editProfile(const QString& profile);
    void runBlueprint(const QStringList& targets);
    void moveMachines(PoolMove move, const QString& pool, const QStringList& machines = {});
    /// The event must be an edit that can be undone: isUndoable().
    void undo(const EventRecord& event);
    FormDialog* open(EditForm form);

signals:
    void changed(); ///< what is visible or enabled
    /// A new work order is to be written; `target` empty: to be chosen.
    void orderWanted(const QString& target);

private:
    void add(Id id, const char* name, const QString& text);
    void update();
    void run(Id id);
    [[nodiscard]] const Machine* selected() const;
    [[nodiscard]] QString selectedPool() const;
    [[nodiscard]] static QString silentText();

    WindowContext m_context;
    QWidget* m_window;
    QHash<Id, QAction*> m_actions;
};

inline size_t qHash(EditActions::Id id, size_t seed = 0)
{
    return ::qHash(int(id), seed);
}

} // namespace Drover
