#include "ui/shell/objectactions.h"

#include "engine/core/transitions.h"
#include "models/commandsender.h"
#include "models/commandtext.h"
#include "models/request.h"
#include "models/selection.h"
#include "models/wizards/plancontroller.h"
#include "ui/theme/iconcache.h"
#include "ui/wizards/reasondialog.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>
#include <QWidget>

using namespace Qt::StringLiterals;

namespace Drover {

ObjectActions::ObjectActions(const WindowContext& context, QWidget* window)
    : QObject(window), m_context(context), m_window(window)
{
    add(Id::Provision, "provision", tr("Provision…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_N));
    add(Id::Destroy, "destroy", tr("Destroy…"), {});
    add(Id::PauseOperation, "operation-pause", tr("Pause…"), {});
    add(Id::ResumeOperation, "operation-resume", tr("Resume"), {});
    add(Id::RetryOperation, "operation-retry", tr("Retry all"), {});
    add(Id::AbortOperation, "operation-abort", tr("Abort…"), {});
    add(Id::RetryMachine, "retry", tr("Retry"), {});
    add(Id::ReturnMachine, "return", tr("Return…"), {});
    add(Id::LockMachine, "lock", tr("Lock…"), {});
    add(Id::UnlockMachine, "unlock", tr("Unlock…"), {});
    add(Id::CancelJob, "cancel-job", tr("Cancel job…"), {});
    connect(&context.replica, &Replica::applied, this, &ObjectActions::update);
    connect(&context.replica, &Replica::silentChanged, this, &ObjectActions::update);
    connect(&context.selection, &Selection::objectChanged, this, &ObjectActions::update);
    connect(&context.selection, &Selection::jobChanged, this, &ObjectActions::update);
    update();
}

IconName ObjectActions::icon(Id id) const
{
    switch (id) {
    case Id::Provision:
        return IconName::Provision;
    case Id::Destroy:
        return IconName::Destroy;
    case Id::PauseOperation:
        return IconName::Pause;
    case Id::ResumeOperation:
        return IconName::Play;
    case Id::RetryOperation:
    case Id::RetryMachine:
        return IconName::Retry;
    case Id::AbortOperation:
        return IconName::Cancel;
    case Id::ReturnMachine:
        return IconName::Undo;
    case Id::LockMachine:
        return IconName::StateHold;
    case Id::UnlockMachine:
        return IconName::Secret;
    case Id::CancelJob:
        return IconName::Cancel;
    }
    Q_UNREACHABLE();
}

void ObjectActions::add(Id id, const char* name, const QString& text, const QKeySequence& keys)
{
    auto* action = new QAction(text, this);
    action->setObjectName(u"action/"_s + QString::fromLatin1(name));
    action->setIcon(themeIcon(icon(id), ColorRole::Tx1));
    action->setShortcut(keys);
    action->setData(int(id));
    connect(action, &QAction::triggered, this, [this, id] { run(id); });
    m_window->addAction(action);
    m_actions.insert(id, action);
}

ObjectActions::Id ObjectActions::idOf(const QAction* action)
{
    return Id(action->data().toInt());
}

QList<QAction*> ObjectActions::objectActions() const
{
    QList<QAction*> actions;
    for (const Id id :
         {Id::RetryMachine, Id::RetryOperation, Id::ResumeOperation, Id::PauseOperation, Id::AbortOperation,
          Id::CancelJob, Id::ReturnMachine, Id::LockMachine, Id::UnlockMachine, Id::Destroy})
        actions.append(m_actions.value(id));
    return actions;
}

const Machine* ObjectActions::selectedMachine() const
{
    const ObjectKey key = m_context.selection.object();
    return key.kind == ObjectKey::Kind::Machine ? m_context.replica.machine(key.machine) : nullptr;
}

QString ObjectActions::selectedCluster() const
{
    const ObjectKey key = m_context.selection.object();
    if (key.kind == ObjectKey::Kind::Cluster && m_context.replica.cluster(key.name))
        return key.name;
    return {};
}

JobId ObjectActions::selectedJob() const
{
    const Job* chosen = m_context.replica.job(m_context.selection.job());
    if (chosen)
        return chosen->isOpen() ? chosen->id : JobId();
    const Machine* machine = selectedMachine();
    const Job* open = machine ? m_context.replica.openJob(machine->id) : nullptr;
    return open ? open->id : JobId();
}

void ObjectActions::update()
{
    // Without an engine everything stays in its place and is off.
    const bool answers = !m_context.replica.isSilent();
    const auto show = [this, answers](Id id, bool on) {
        QAction* action = m_actions.value(id);
        action->setVisible(on);
        action->setEnabled(on && answers);
    };
    QAction* provision = m_actions.value(Id::Provision);
    provision->setEnabled(answers && m_context.replica.machineCount() > 0);
    const QString cluster = selectedCluster();
    const Operation* driver = cluster.isEmpty() ? nullptr : m_context.replica.driver(cluster);
    const bool destroying = driver && driver->kind == OperationKind::Destroy;
    show(Id::Destroy, !cluster.isEmpty() && !destroying);
    show(Id::PauseOperation, driver && driver->state == OperationState::Running && !driver->aborting);
    show(Id::ResumeOperation, driver && driver->state == OperationState::Paused);
    show(Id::RetryOperation, driver && driver->state == OperationState::NeedsAttention);
    show(Id::AbortOperation, driver && !driver->aborting);

    const Machine* machine = selectedMachine();
    const bool locked = machine && machine->lock.locked;
    show(Id::RetryMachine, machine && !locked && !machine->sequence.runnable());
    show(Id::ReturnMachine, machine && !locked && !machine->isMember() && isHeld(machine->poolStatus));
    show(Id::LockMachine, machine && !locked);
    show(Id::UnlockMachine, locked);
    const Job* job = m_context.replica.job(selectedJob());
    show(Id::CancelJob, job && !job->cancelRequested);
    emit changed();
}

QString ObjectActions::destroyCommand(const QString& cluster)
{
    return u"drover cluster destroy %1 --confirm %1 --reason TEXT"_s.arg(shellWord(cluster));
}

QString ObjectActions::commandText(Id id) const
{
    const QString cluster = selectedCluster();
    const Operation* driver = m_context.replica.driver(cluster);
    const Machine* machine = selectedMachine();
    const QString operation = driver ? driver->id.toString() : QString();
    const QString name = machine ? shellWord(machine->name) : QString();
    switch (id) {
    case Id::Provision:
        return u"drover cluster provision NAME"_s;
    case Id::Destroy:
        return destroyCommand(cluster);
    case Id::PauseOperation:
        return u"drover operation pause %1"_s.arg(operation);
    case Id::ResumeOperation:
        return u"drover operation resume %1"_s.arg(operation);
    case Id::RetryOperation:
        return u"drover operation retry %1"_s.arg(operation);
    case Id::AbortOperation:
        return u"drover operation abort %1 --reason TEXT"_s.arg(operation);
    case Id::RetryMachine:
        return u"drover machine retry %1"_s.arg(name);
    case Id::ReturnMachine:
        return u"drover machine return %1 --reason TEXT"_s.arg(name);
    case Id::LockMachine:
        return u"drover machine lock %1 --reason TEXT"_s.arg(name);
    case Id::UnlockMachine:
        return u"drover machine unlock %1 --reason TEXT"_s.arg(name);
    case Id::CancelJob:
        return u"drover job cancel %1 --reason TEXT"_s.arg(selectedJob().toString());
    }
    Q_UNREACHABLE();
}

void ObjectActions::fillMenu(QMenu& menu) const
{
    QMenu* commands = nullptr;
    const QList<QAction*> actions = objectActions();
    for (QAction* action : actions) {
        if (action->isVisible())
            menu.addAction(action);
    }
    for (QAction* action : actions) {
        if (!action->isVisible())
            continue;
        if (!commands) {
            commands = menu.addMenu(themeIcon(IconName::Log, ColorRole::Tx2), tr("Copy as command"));
            commands->setObjectName(u"copy-as-command"_s);
        }
        const QString text = commandText(idOf(action));
        connect(commands->addAction(text), &QAction::triggered, this,
                [text] { QGuiApplication::clipboard()->setText(text); });
    }
}

void ObjectActions::run(Id id)
{
    CommandSender& sender = m_context.sender;
    const QString cluster = selectedCluster();
    const Operation* driver = m_context.replica.driver(cluster);
    const Machine* machine = selectedMachine();
    switch (id) {
    case Id::Provision:
        emit provisionRequested();
        return;
    case Id::Destroy:
        emit destroyRequested(cluster);
        return;
    case Id::PauseOperation:
        if (driver)
            askPause(*driver);
        return;
    case Id::ResumeOperation:
        if (driver)
            sender.send(Commands::ResumeOperation{driver->id}, {});
        return;
    case Id::RetryOperation:
        if (driver)
            sender.send(Commands::RetryOperation{driver->id}, {});
        return;
    case Id::AbortOperation:
        if (driver)
            askAbort(*driver);
        return;
    case Id::RetryMachine:
        if (machine)
            sender.send(Commands::RetryMachine{machine->id.toString()}, {});
        return;
    case Id::ReturnMachine:
        if (machine)
            askReturn(*machine);
        return;
    case Id::LockMachine:
    case Id::UnlockMachine:
        if (machine)
            askLock(*machine, id == Id::LockMachine);
        return;
    case Id::CancelJob:
        cancelJob(selectedJob());
        return;
    }
}

void ObjectActions::cancelJob(JobId job)
{
    const Job* open = m_context.replica.job(job);
    if (!open)
        return;
    ReasonDialog::ask(
        m_window,
        {.title = tr("Cancel %1 on %2").arg(open->task, open->machineName),
         .text = tr("Its processes are asked to stop now and are killed after 5 s. The job fails, and its "
                    "machine waits until it is retried."),
         .confirm = tr("Cancel job"),
         .kind = ButtonKind::DestructiveArmed},
        [this, job](const ReasonAnswer& answer) {
            m_context.sender.send(Commands::CancelJob{job}, answer.reason);
        });
}

void ObjectActions::askPause(const Operation& operation)
{
    ReasonDialog::ask(
        m_window,
        {.title = tr("Pause operation %1 on %2").arg(operation.id.toString(), operation.cluster),
         .text = tr("What runs ends normally; nothing new of it starts until it is resumed."),
         .confirm = tr("Pause operation"),
         .choice = {},
         .until = tr("Go on by itself at"),
         .now = m_context.replica.now()},
        [this, id = operation.id](const ReasonAnswer& answer) {
            m_context.sender.send(Commands::PauseOperation{id, answer.until}, answer.reason);
        });
}

void ObjectActions::askAbort(const Operation& operation)
{
    ReasonQuestion question{
        .title = tr("Abort operation %1 on %2").arg(operation.id.toString(), operation.cluster),
        .confirm = tr("Abort operation"),
        .kind = ButtonKind::DestructiveArmed,
        .required = true};
    if (operation.kind == OperationKind::Provision || operation.kind == OperationKind::Resize) {
        question.text = tr("Running jobs are cancelled. Members that are ready stay; those that are not go "
                           "back to their pool "
                           "through its release.");
        question.choice = tr("Keep unfinished members on hold instead of releasing them");
    } else {
        question.text = tr("What is under way ends. Machines that are released stay released; those that are "
                           "not stay members, "
                           "and destroy can be started again.");
    }
    auto* dialog =
        ReasonDialog::ask(m_window, question, [this, id = operation.id](const ReasonAnswer& answer) {
            m_context.sender.send(Commands::AbortOperation{id, answer.chosen}, answer.reason);
        });
    const auto tellOutcome = [this, dialog, id = operation.id](bool keep) {
        CommandRequest request;
        request.actor = m_context.sender.actor();
        request.via = u"console"_s;
        request.command = Commands::AbortOperation{id, keep};
        onAnswer(m_context.engine.ask(Queries::TryCommand{request}), dialog,
                 [dialog](const Result<Answer>& answer) {
                     const auto* trial = answer ? std::get_if<Answers::Trial>(&*answer) : nullptr;
                     dialog->setOutcome(trial    ? tr("As it stands now: %1.").arg(trial->receipt.note)
                                        : answer ? QString()
                                                 : answer.error().text);
                 });
    };
    connect(dialog, &ReasonDialog::choiceChanged, this, tellOutcome);
    tellOutcome(false);
}

void ObjectActions::askReturn(const Machine& machine)
{
    ReasonDialog::ask(
        m_window,
        {.title = tr("Return %1 to its pool").arg(machine.name),
         .text =
             tr("The transition that it is held in is run again; it becomes Free when that has ended well."),
         .confirm = tr("Return machine"),
         .required = true,
         .choice = tr("Accept it as Free on my word, without running the release")},
        [this, name = machine.id.toString()](const ReasonAnswer& answer) {
            m_context.sender.send(Commands::ReturnMachine{name, answer.chosen}, answer.reason);
        });
}

void ObjectActions::askLock(const Machine& machine, bool lock)
{
    ReasonDialog::ask(
        m_window,
        {.title = lock ? tr("Lock %1").arg(machine.name) : tr("Unlock %1").arg(machine.name),
         .text =
             lock ? tr("What runs ends normally; nothing new starts on it, and every command but unlock is "
                       "refused.")
                  : tr("Locked by %1: %2").arg(machine.lock.owner, machine.lock.reason),
         .confirm = lock ? tr("Lock machine") : tr("Unlock machine"),
         .required = true,
         .choice = {},
         .until = lock ? tr("Unlock it by itself at") : QString(),
         .now = m_context.replica.now()},
        [this, name = machine.id.toString(), lock](const ReasonAnswer& answer) {
            m_context.sender.send(Commands::LockMachine{name, lock, answer.until}, answer.reason);
        });
}

} // namespace Drover
