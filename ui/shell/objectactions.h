#pragma once

#include "models/memberstate.h"
#include "ui/shell/windowcontext.h"
#include "ui/theme/icons.h"

#include <QAction>
#include <QHash>

class QMenu;

namespace Drover {

/// What can be done, each as one QAction that buttons, menus and shortcuts share. Those about an object act
/// on the selected one and are visible only when they make sense for it. Owned by the window; UI thread.
class ObjectActions : public QObject
{
    Q_OBJECT
public:
    enum class Id {
        Provision,
        Destroy,
        PauseOperation,
        ResumeOperation,
        RetryOperation,
        AbortOperation,
        RetryMachine,
        ReturnMachine,
        LockMachine,
        UnlockMachine,
        CancelJob,
    };

    ObjectActions(const WindowContext& context, QWidget* window);

    [[nodiscard]] QAction* action(Id id) const { return m_actions.value(id); }
    /// In the order in which they are offered: those for the selected object.
    [[nodiscard]] QList<QAction*> objectActions() const;
    [[nodiscard]] IconName icon(Id id) const;
    [[nodiscard]] static Id idOf(const QAction* action);

    void cancelJob(JobId job);
    /// The same for a shell; `--reason TEXT` stands where a person is asked for one.
    [[nodiscard]] QString commandText(Id id) const;
    [[nodiscard]] static QString destroyCommand(const QString& cluster);
    /// The actions that make sense now, and each as a command to copy.
    void fillMenu(QMenu& menu) const;

signals:
    void provisionRequested();
    void destroyRequested(const QString& cluster);
    void changed(); ///< what is visible or enabled

private:
    void add(Id id, const char* name, const QString& text, const QKeySequence& keys);
    void update();
    void run(Id id);
    [[nodiscard]] const Machine* selectedMachine() const;
    [[nodiscard]] QString selectedCluster() const;
    [[nodiscard]] JobId selectedJob() const;
    void askPause(const Operation& operation);
    void askAbort(const Operation& operation);
    void askReturn(const Machine& machine);
    void askLock(const Machine& machine, bool lock);

    WindowContext m_context;
    QWidget* m_window;
    QHash<Id, QAction*> m_actions;
};

inline size_t qHash(ObjectActions::Id id, size_t seed = 0)
{
    return ::qHash(int(id), seed);
}

} // namespace Drover
