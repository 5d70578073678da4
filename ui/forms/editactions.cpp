#include "ui/forms/editactions.h"

#include "models/commandsender.h"
#include "models/forms/editforms.h"
#include "models/selection.h"
#include "ui/forms/formdialog.h"
#include "ui/text/formtext.h"
#include "ui/theme/iconcache.h"
#include "ui/wizards/reasondialog.h"

using namespace Qt::StringLiterals;

namespace Drover {

EditActions::EditActions(const WindowContext& context, QWidget* window)
    : QObject(window), m_context(context), m_window(window)
{
    add(Id::EditParams, "edit-params", tr("Edit params…"));
    add(Id::EditObject, "edit-object", tr("Edit…"));
    add(Id::RunBlueprint, "run-blueprint", tr("Run blueprint…"));
    add(Id::EditPool, "edit-pool", tr("Edit pool…"));
    add(Id::AddMachines, "add-machines", tr("Add machines…"));
    add(Id::AllocateMachines, "allocate-machines", tr("Allocate…"));
    add(Id::ReleaseMachines, "release-machines", tr("Release…"));
    add(Id::RemoveMachines, "remove-machines", tr("Remove machines…"));
    add(Id::DeletePool, "delete-pool", tr("Delete pool…"));
    add(Id::NewOrder, "new-order", tr("New work order…"));
    action(Id::NewOrder)->setShortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_W);
    add(Id::NewPool, "new-pool", tr("New pool…"));
    add(Id::NewProfile, "new-profile", tr("New profile…"));
    add(Id::NewBroker, "new-broker", tr("New broker…"));
    add(Id::ImportMachines, "import-machines", tr("Import machines…"));
    connect(&context.replica, &Replica::applied, this, &EditActions::update);
    connect(&context.replica, &Replica::silentChanged, this, &EditActions::update);
    connect(&context.selection, &Selection::objectChanged, this, &EditActions::update);
    update();
}

IconName EditActions::icon(Id id)
{
    switch (id) {
    case Id::EditParams:
        return IconName::Param;
    case Id::EditObject:
    case Id::EditPool:
        return IconName::Policy;
    case Id::RunBlueprint:
        return IconName::Blueprint;
    case Id::NewOrder:
        return IconName::WorkOrders;
    case Id::AddMachines:
        return IconName::StateJoining;
    case Id::AllocateMachines:
        return IconName::StateInUse;
    case Id::ReleaseMachines:
        return IconName::Undo;
    case Id::RemoveMachines:
        return IconName::StateLeaving;
    case Id::DeletePool:
        return IconName::Destroy;
    case Id::NewPool:
        return IconName::Pools;
    case Id::NewProfile:
        return IconName::Profile;
    case Id::NewBroker:
        return IconName::Broker;
    case Id::ImportMachines:
        return IconName::Upload;
    }
    Q_UNREACHABLE();
}

void EditActions::add(Id id, const char* name, const QString& text)
{
    auto* action = new QAction(text, this);
    action->setObjectName(u"action/"_s + QString::fromLatin1(name));
    action->setIcon(themeIcon(icon(id), ColorRole::Tx1));
    action->setData(int(id));
    connect(action, &QAction::triggered, this, [this, id] { run(id); });
    m_window->addAction(action);
    m_actions.insert(id, action);
}

QList<QAction*> EditActions::objectActions() const
{
    QList<QAction*> actions;
    for (const Id id : {Id::EditParams, Id::EditObject, Id::RunBlueprint, Id::EditPool, Id::AddMachines,
                        Id::AllocateMachines, Id::ReleaseMachines, Id::RemoveMachines, Id::DeletePool})
        actions.append(m_actions.value(id));
    return actions;
}

QList<QAction*> EditActions::makingActions() const
{
    return {m_actions.value(Id::NewOrder), m_actions.value(Id::NewPool), m_actions.value(Id::NewProfile),
            m_actions.value(Id::NewBroker), m_actions.value(Id::ImportMachines)};
}

const Machine* EditActions::selected() const
{
    const ObjectKey key = m_context.selection.object();
    if (key.kind == ObjectKey::Kind::Machine)
        return m_context.replica.machine(key.machine);
    return key.kind == ObjectKey::Kind::Cluster ? m_context.replica.cluster(key.name) : nullptr;
}

QString EditActions::selectedPool() const
{
    const ObjectKey key = m_context.selection.object();
    return key.kind == ObjectKey::Kind::Pool && m_context.replica.pools().contains(key.name) ? key.name
                                                                                             : QString();
}

void EditActions::update()
{
    const bool answers = !m_context.replica.isSilent();
    const auto show = [this, answers](Id id, bool on) {
        m_actions.value(id)->setVisible(on);
        m_actions.value(id)->setEnabled(on && answers);
    };
    const Machine* machine = selected();
    const QString pool = selectedPool();
    show(Id::EditParams, machine);
    show(Id::EditObject, machine);
    show(Id::RunBlueprint, machine && machine->workOrderMode);
    for (const Id id : {Id::EditPool, Id::AddMachines, Id::AllocateMachines, Id::ReleaseMachines,
                        Id::RemoveMachines, Id::DeletePool}) {
        QAction* action = m_actions.value(id);
        action->setVisible(!pool.isEmpty());
        if (pool.isEmpty())
            continue;
        const QString why = hindrance(id, pool);
        action->setEnabled(why.isEmpty());
        action->setToolTip(why);
        action->setWhatsThis(why);
    }
    for (QAction* action : makingActions()) {
        action->setEnabled(answers);
        action->setWhatsThis(answers ? QString() : silentText());
    }
    emit changed();
}

void EditActions::run(Id id)
{
    const Replica& replica = m_context.replica;
    const Machine* machine = selected();
    switch (id) {
    case Id::EditParams:
        if (machine)
            open(paramsForm(*machine));
        return;
    case Id::EditObject:
        if (machine)
            open(machineForm(replica, *machine));
        return;
    case Id::RunBlueprint:
        if (machine)
            runBlueprint({machine->name});
        return;
    case Id::NewOrder:
        emit orderWanted(machine && machine->workOrderMode && !machine->lock.locked ? machine->name
                                                                                    : QString());
        return;
    case Id::NewProfile:
        open(newProfileForm());
        return;
    case Id::NewBroker:
        open(newBrokerForm(replica));
        return;
    case Id::ImportMachines:
        open(importForm());
        return;
    default:
        runOnPool(id, selectedPool());
    }
}

void EditActions::runOnPool(Id id, const QString& pool)
{
    const Replica& replica = m_context.replica;
    if (id == Id::NewPool) {
        open(newPoolForm(replica, pool));
        return;
    }
    if (!replica.pools().contains(pool))
        return;
    switch (id) {
    case Id::EditPool:
        open(poolForm(replica, replica.pools().at(pool)));
        return;
    case Id::AddMachines:
        return moveMachines(PoolMove::Add, pool);
    case Id::AllocateMachines:
        return moveMachines(PoolMove::Allocate, pool);
    case Id::ReleaseMachines:
        return moveMachines(PoolMove::Release, pool);
    case Id::RemoveMachines:
        return moveMachines(PoolMove::Remove, pool);
    case Id::DeletePool:
        ReasonDialog::ask(m_window,
                          {.title = tr("Delete pool %1").arg(pool),
                           .text = tr("It must be empty, and nothing may name it. The journal keeps it: an "
                                      "undo brings it back."),
                           .confirm = tr("Delete pool"),
                           .kind = ButtonKind::DestructiveArmed},
                          [this, pool](const ReasonAnswer& answer) {
                              m_context.sender.send(Commands::DeletePool{pool}, answer.reason);
                          });
        return;
    default:
        return;
    }
}

QString EditActions::textAbout(Id id, const QString& object) const
{
    const QString plain = m_actions.value(id)->text();
    if (object.isEmpty())
        return plain;
    switch (id) {
    case Id::EditParams:
        return tr("Edit params of %1…").arg(object);
    case Id::RunBlueprint:
        return tr("Run blueprint on %1…").arg(object);
    case Id::AddMachines:
        return tr("Add machines to pool %1…").arg(object);
    case Id::AllocateMachines:
        return tr("Allocate from pool %1…").arg(object);
    case Id::ReleaseMachines:
        return tr("Release into pool %1…").arg(object);
    case Id::RemoveMachines:
        return tr("Remove machines from pool %1…").arg(object);
    default:
        return plain.chopped(1) + u' ' + object + u'…';
    }
}

QString EditActions::silentText()
{
    return tr("The engine does not answer.");
}

QString EditActions::hindrance(Id id, const QString& pool) const
{
    const Replica& replica = m_context.replica;
    if (replica.isSilent())
        return silentText();
    const auto move = [&](PoolMove each) { return hindranceText(moveHindrance(replica, each, pool), pool); };
    switch (id) {
    case Id::AddMachines:
        return move(PoolMove::Add);
    case Id::AllocateMachines:
        return move(PoolMove::Allocate);
    case Id::ReleaseMachines:
        return move(PoolMove::Release);
    case Id::RemoveMachines:
        return move(PoolMove::Remove);
    case Id::DeletePool:
        return hindranceText(deleteHindrance(replica, pool), pool);
    default:
        return {};
    }
}

void EditActions::editProfile(const QString& profile)
{
    if (const Profile* own = m_context.replica.profile(profile))
        open(profileParamsForm(*own));
}

void EditActions::runBlueprint(const QStringList& targets)
{
    open(blueprintForm(m_context.replica, targets));
}

void EditActions::moveMachines(PoolMove move, const QString& pool, const QStringList& machines)
{
    if (m_context.replica.pools().contains(pool))
        open(moveForm(m_context.replica, move, pool, machines));
}

void EditActions::undo(const EventRecord& event)
{
    open(undoForm(event));
}

FormDialog* EditActions::open(EditForm form)
{
    auto* dialog = new FormDialog(m_context.engine, m_context.sender, std::move(form), m_window);
    dialog->open();
    return dialog;
}

} // namespace Drover
