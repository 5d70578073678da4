#include "engine/core/transitions.h"
#include "tests/support/engineworld.h"

#include <QTest>
#include <algorithm>

using namespace Drover;
using namespace Qt::StringLiterals;

namespace {

/// The same numbers for the same seed, on every machine.
class Dice
{
public:
    explicit Dice(int seed) : m_state(quint64(seed) * 2654435761U + 1) {}
    int upTo(int n)
    {
        m_state = m_state * 6364136223846793005ULL + 1442695040888963407ULL;
        return int((m_state >> 33) % quint64(std::max(n, 1)));
    }
    bool chance(int percent) { return upTo(100) < percent; }
    template <class List>
    auto any(const List& list)
    {
        return list[upTo(int(list.size()))];
    }

private:
    quint64 m_state;
};

/// People who steer a provision and a destroy at any moment, with trouble in the fleet.
class Crowd
{
public:
    explicit Crowd(int seed)
        : m_dice(seed), m_trouble(seed + 1000),
          m_world({.seed = seed,
                   .fault = [this](const Job& job, Outcome& outcome) { spoil(job, outcome); },
                   .eventsPerTurn = 1 + m_dice.upTo(12)})
    {
    }

    void steer(int commands)
    {
        start(u"c1"_s);
        for (int i = 0; i < commands; ++i) {
            for (int turns = m_dice.upTo(12); turns > 0; --turns)
                (void)m_world.core().run(Duration(0));
            askLocked();
            one();
        }
    }
    /// Opens every lock and mends what stands still until every operation has ended; false when it does not.
    bool settle()
    {
        m_calm = true;
        for (const QString& name : lockedNames())
            m_world.must(Commands::LockMachine{name, false});
        for (int round = 0; round < 80; ++round) {
            m_world.run();
            const QList<OperationId> open = operations();
            if (open.isEmpty())
                return true;
            for (const OperationId id : open) {
                (void)m_world.attempt(Commands::ResumeOperation{id});
                // A plan that is no longer so can only be given up.
                if (m_world.state().find<Operation>(id)->why.code == "plan-changed"_L1)
                    (void)m_world.attempt(Commands::AbortOperation{id, false});
                else
                    (void)m_world.attempt(Commands::RetryOperation{id});
            }
        }
        return false;
    }
    /// Destroys what is left and gives back what is held.
    bool clear()
    {
        for (int round = 0; round < 10; ++round) {
            QStringList clusters;
            QStringList held;
            for (const auto& [id, machine] : m_world.state().all<Machine>()) {
                if (machine.kind == MachineKind::Cluster)
                    clusters.append(machine.name);
                else if (isHeld(machine.poolStatus) && !machine.isMember())
                    held.append(machine.name);
            }
            for (const QString& name : held)
                (void)m_world.attempt(Commands::ReturnMachine{name, false});
            for (const QString& name : clusters)
                (void)m_world.attempt(Commands::StartOperation{EngineWorld::destroy(name), {}, true});
            if (!settle())
                return false;
            if (clusters.isEmpty() && held.isEmpty())
                return true;
        }
        return false;
    }

    [[nodiscard]] QStringList notFree()
    {
        QStringList names;
        for (const auto& [id, machine] : m_world.state().all<Machine>()) {
            const Sequence& sequence = machine.sequence;
            if (machine.kind == MachineKind::Cluster)
                names.append(u"cluster %1 at %2 of %3, job %4, stop %5 %6"_s.arg(
                    machine.name, QString::number(sequence.currentTask), sequence.workflow,
                    sequence.job.toString(), enumText(sequence.stop), sequence.stopReason));
            if (machine.kind == MachineKind::Machine && machine.poolStatus != PoolStatus::Free)
                names.append(u"%1 %2 %3: %4"_s.arg(machine.name, enumText(machine.poolStatus),
                                                   machine.cluster, machine.sequence.stopReason));
        }
        return names;
    }
    /// Machines that are taken from the pool, and no cluster knows of them.
    [[nodiscard]] QStringList heldByNobody()
    {
        QStringList names;
        for (const auto& [id, machine] : m_world.state().all<Machine>()) {
            const bool building = machine.poolStatus == PoolStatus::Building ||
                                  machine.poolStatus == PoolStatus::HoldBuild ||
                                  machine.poolStatus == PoolStatus::InUse;
            if (machine.kind == MachineKind::Machine && building && !m_world.state().cluster(machine.cluster))
                names.append(machine.name);
        }
        return names;
    }
    [[nodiscard]] QString why()
    {
        QStringList lines;
        for (const OperationId id : operations()) {
            const Operation& operation = *m_world.state().find<Operation>(id);
            lines.append(u"%1 %2 %3%4 step %5: %6: %7"_s.arg(
                id.toString(), enumText(operation.kind), enumText(operation.state),
                operation.aborting ? u" aborting"_s : QString(), QString::number(operation.step),
                operation.why.code, operation.why.text));
        }
        return lines.join(u'\n') + u'\n' + notFree().join(u'\n');
    }
    EngineWorld& world() { return m_world; }
    [[nodiscard]] const QStringList& broken() const { return m_broken; }
    [[nodiscard]] const QMap<QString, int>& done() const { return m_done; }

private:
    void spoil(const Job& job, Outcome& outcome)
    {
        Q_UNUSED(job)
        if (m_calm)
            return;
        switch (m_trouble.upTo(40)) {
        case 0:
            outcome.code = 1;
            outcome.outputs.clear();
            break;
        case 1:
            outcome.code = 128;
            break;
        case 2:
            outcome.end = JobEnd::Lost;
            break;
        case 3:
            outcome.code = 64;
            break;
        case 4:
            outcome.code = 16;
            break;
        default:
            break;
        }
    }
    void start(const QString& cluster)
    {
        PlanRequest request = EngineWorld::provision(cluster, 3, 2);
        request.options = {{u"on-member-failure"_s,
                            m_dice.any(QStringList{u"hold"_s, u"hold"_s, u"replace"_s, u"abort"_s})}};
        ask(u"provision"_s, Commands::StartOperation{request, {}, true});
    }
    void ask(const QString& what, const Command& command, const QString& reason = u"test"_s)
    {
        if (m_world.attempt(command, reason))
            ++m_done[what];
    }
    [[nodiscard]] QList<OperationId> operations()
    {
        QList<OperationId> ids;
        for (const auto& [id, operation] : m_world.state().all<Operation>())
            ids.append(id);
        return ids;
    }
    [[nodiscard]] QStringList lockedNames()
    {
        QStringList names;
        for (const auto& [id, machine] : m_world.state().all<Machine>()) {
            if (machine.lock.locked)
                names.append(machine.name);
        }
        return names;
    }
    /// Any machine, but mostly one that something happens to.
    [[nodiscard]] QString anyMachine()
    {
        QStringList busy;
        QStringList all;
        for (const auto& [id, machine] : m_world.state().all<Machine>()) {
            all.append(machine.name);
            if (machine.isMember() || machine.kind == MachineKind::Cluster)
                busy.append(machine.name);
        }
        return m_dice.any(busy.isEmpty() || m_dice.chance(20) ? all : busy);
    }
    /// A few minutes from now, or none.
    [[nodiscard]] Instant anyEnd()
    {
        return m_dice.chance(40) ? m_world.core().clock().now() + std::chrono::minutes(1 + m_dice.upTo(20))
                                 : Instant();
    }
    void one()
    {
        const QList<OperationId> open = operations();
        const OperationId operation = open.isEmpty() ? OperationId{1} : m_dice.any(open);
        const QString machine = anyMachine();
        switch (m_dice.upTo(14)) {
        case 0:
            return ask(u"lock"_s, Commands::LockMachine{machine, true, anyEnd()});
        case 1:
        case 2:
            if (const QStringList locked = lockedNames(); !locked.isEmpty())
                ask(u"unlock"_s, Commands::LockMachine{m_dice.any(locked), false});
            return;
        case 3:
            return ask(u"pause"_s, Commands::PauseOperation{operation, anyEnd()});
        case 4:
        case 5:
            return ask(u"resume"_s, Commands::ResumeOperation{operation});
        case 6:
            if (m_dice.chance(50))
                ask(u"abort"_s, Commands::AbortOperation{operation, m_dice.chance(30)});
            return;
        case 7:
            return ask(u"retry"_s, Commands::RetryOperation{operation});
        case 8:
            return ask(u"retry a machine"_s, Commands::RetryMachine{machine});
        case 9:
            if (const auto& jobs = m_world.state().all<Job>(); !jobs.empty())
                ask(u"cancel"_s,
                    Commands::CancelJob{std::next(jobs.begin(), m_dice.upTo(int(jobs.size())))->first});
            return;
        case 10:
            return ask(u"return"_s, Commands::ReturnMachine{machine, m_dice.chance(30)});
        case 11:
            return ask(u"work order"_s, Commands::CreateWorkOrder{machine, u"cluster-reevaluate"_s, {}});
        case 12:
            return ask(u"destroy"_s, Commands::StartOperation{EngineWorld::destroy(u"c1"_s), {}, true});
        default:
            return start(m_dice.any(QStringList{u"c1"_s, u"c2"_s}));
        }
    }
    /// A locked object refuses every command but unlock.
    void askLocked()
    {
        for (const QString& name : lockedNames()) {
            const Machine& machine = *m_world.state().machineNamed(name);
            QList<Command> commands{Commands::SetParams{name, {}, {{u"task-single-step"_s, true}}, {}},
                                    Commands::EditMachine{name, {}, u"x"_s, {}},
                                    Commands::DeleteMachine{name},
                                    Commands::RetryMachine{name},
                                    Commands::ReturnMachine{name, false},
                                    Commands::ReturnMachine{name, true},
                                    Commands::LockMachine{name, true},
                                    Commands::StartWorkflow{name, u"universal-maintenance"_s},
                                    Commands::CreateWorkOrder{name, u"cluster-reevaluate"_s, {}},
                                    Commands::ImportMachines{{{name, {}, {}, {}, u"another"_s, {}, {}}}}};
            if (machine.sequence.job.isSet())
                commands.append(Commands::CancelJob{machine.sequence.job});
            if (const auto orders = m_world.state().openOrders().find(machine.id);
                orders != m_world.state().openOrders().end())
                commands.append(Commands::CancelWorkOrder{*orders->second.begin()});
            if (machine.kind == MachineKind::Cluster) {
                commands.append(Commands::SetParams{{}, name, {{u"task-single-step"_s, true}}, {}});
                commands.append(Commands::StartOperation{EngineWorld::destroy(name), {}, true});
                for (const OperationId id : operations()) {
                    if (m_world.state().find<Operation>(id)->cluster != name)
                        continue;
                    commands += {Commands::PauseOperation{id}, Commands::ResumeOperation{id},
                                 Commands::RetryOperation{id}, Commands::AbortOperation{id}};
                }
            }
            for (const Command& command : commands) {
                const qsizetype before = m_world.journal().size();
                if (m_world.attempt(command) || m_world.journal().size() != before)
                    m_broken.append(u"the locked %1 takes command %2"_s.arg(name).arg(command.index()));
            }
        }
    }

    Dice m_dice;
    Dice m_trouble;
    bool m_calm = false;
    EngineWorld m_world;
    QStringList m_broken;
    QMap<QString, int> m_done;
};

} // namespace

/// People lock, pause, cancel, abort and retry at any moment, with faults in the fleet: what lifecycle.md
/// says is always true stays so, and in the end all of it can be taken back.
class TestPeople : public QObject
{
    Q_OBJECT

private slots:
    void steeringKeepsTheInvariants_data();
    void steeringKeepsTheInvariants();
};

void TestPeople::steeringKeepsTheInvariants_data()
{
    QTest::addColumn<int>("first");
    for (int first = 1; first <= 200; first += 25)
        QTest::addRow("seeds %d to %d", first, first + 24) << first;
}

void TestPeople::steeringKeepsTheInvariants()
{
    QFETCH(int, first);
    QMap<QString, int> done;
    QStringList faults;
    for (int seed = first; seed < first + 25; ++seed) {
        Crowd crowd(seed);
        const auto say = [&](const QString& what) {
            faults.append(u"seed %1: %2\n%3"_s.arg(seed).arg(what, crowd.why()));
        };
        crowd.steer(60);
        if (!crowd.broken().isEmpty())
            say(crowd.broken().first(std::min<qsizetype>(5, crowd.broken().size())).join(u'\n'));
        if (!crowd.settle())
            say(u"operations do not end"_s);
        else if (!crowd.heldByNobody().isEmpty())
            say(u"held by nobody: "_s + crowd.heldByNobody().join(u", "_s));
        else if (!crowd.clear())
            say(u"clusters do not go"_s);
        else if (!crowd.notFree().isEmpty())
            say(u"not free"_s);
        const QStringList& violations = crowd.world().violations();
        if (!violations.isEmpty())
            say(violations.first(std::min<qsizetype>(5, violations.size())).join(u'\n'));
        if (!crowd.world().state().sameIndices(crowd.world().state().rebuilt()))
            say(u"the indices are not those of the state"_s);
        for (auto it = crowd.done().constBegin(); it != crowd.done().constEnd(); ++it)
            done[it.key()] += it.value();
    }
    QVERIFY2(faults.isEmpty(), qPrintable(faults.first(std::min<qsizetype>(5, faults.size())).join(u'\n')));
    for (const QString& command :
         {u"lock"_s, u"unlock"_s, u"pause"_s, u"resume"_s, u"abort"_s, u"retry"_s, u"retry a machine"_s,
          u"cancel"_s, u"return"_s, u"work order"_s, u"destroy"_s, u"provision"_s})
        QVERIFY2(done.value(command) > 0, qPrintable(command + u" was never accepted"_s));
}

QTEST_GUILESS_MAIN(TestPeople)
#include "tst_people.moc"
