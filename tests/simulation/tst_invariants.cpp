#include "tests/support/engineworld.h"

#include <QTest>
#include <algorithm>

using namespace Drover;
using namespace Qt::StringLiterals;

namespace {

using Journal = QList<EventRecord>;

/// A provision and a destroy without trouble.
const Journal& soundJournal()
{
    static const Journal journal = [] {
        EngineWorld world({.machines = 6});
        world.must(Commands::StartOperation{EngineWorld::provision(u"c1"_s, 3, 2), {}, true});
        world.must(Commands::StartOperation{EngineWorld::destroy(u"c1"_s), {}, true});
        if (!world.violations().isEmpty() || !world.state().all<Operation>().empty())
            qFatal("the sound journal is not sound");
        return world.journal();
    }();
    return journal;
}

QStringList broken(Journal journal)
{
    qint64 seq = 0;
    TraceCheck check;
    QStringList found;
    for (EventRecord& record : journal) {
        record.seq = ++seq; // what was put in or taken out is not what shall be found
        found += check.take(record);
    }
    return found;
}

/// The place of the n-th event of a kind for which `test` is true.
template <class E, class Test>
qsizetype place(const Journal& journal, Test test)
{
    const auto it = std::ranges::find_if(journal, [&](const EventRecord& record) {
        const auto* event = std::get_if<E>(&record.event);
        return event && test(*event);
    });
    if (it == journal.end())
        qFatal("the journal has no such event");
    return it - journal.begin();
}

template <class E>
qsizetype place(const Journal& journal)
{
    return place<E>(journal, [](const E&) { return true; });
}

/// Changes one event of the journal.
template <class E, class Edit>
void edit(Journal& journal, qsizetype at, Edit change)
{
    change(std::get<E>(journal[at].event));
}

void insert(Journal& journal, qsizetype at, const Event& event, const QString& actor = u"engine"_s)
{
    EventRecord record = journal[at];
    record.event = event;
    record.actor = actor;
    journal.insert(at, record);
}

/// The first job of a member's own pipeline.
qsizetype memberJob(const Journal& journal)
{
    return place<Events::JobCreated>(journal, [](const auto& e) { return e.job.member == "cp-1"_L1; });
}

} // namespace

/// Invariants 5 to 8 of lifecycle.md that only a trace can show, with a person in the way; and that each can
/// break.
class TestInvariants : public QObject
{
    Q_OBJECT

private slots:
    void aSoundJournalBreaksNone() { QCOMPARE(broken(soundJournal()), QStringList()); }
    void plantedViolationIsCaught_data();
    void plantedViolationIsCaught();
    void aGapIsCaught();
    void anotherStateIsCaught();
    void peopleKeepTheInvariants_data();
    void peopleKeepTheInvariants();
    void cleanupTestCase();

private:
    void interfere(EngineWorld& world, int what, quint64 random);
    static void unlockAll(EngineWorld& world);
    static void bringToAnEnd(EngineWorld& world);

    QMap<QString, int> m_did;
};

void TestInvariants::plantedViolationIsCaught_data()
{
    using Plant = std::function<void(Journal&)>;
    QTest::addColumn<QString>("number");
    QTest::addColumn<Plant>("plant");
    const auto row = [](const char* name, const QString& number, const Plant& plant) {
        QTest::newRow(name) << number << plant;
    };
    row("past entries are changed", u"2"_s, [](Journal& j) {
        const qsizetype at = place<Events::TasksReplaced>(j);
        edit<Events::TasksReplaced>(j, at, [](auto& e) { e.tasks[1] = u"another"_s; });
    });
    row("a member of no plan", u"5"_s, [](Journal& j) {
        edit<Events::MemberAdded>(j, place<Events::MemberAdded>(j), [](auto& e) { e.member = u"cp-9"_s; });
    });
    row("a victim of no plan", u"5"_s, [](Journal& j) {
        const qsizetype at = place<Events::OperationCreated>(
            j, [](const auto& e) { return e.operation.kind == OperationKind::Destroy; });
        edit<Events::OperationCreated>(j, at, [](auto& e) { e.plan.remove.removeFirst(); });
    });
    row("an allocation that failed moves machines", u"6"_s, [](Journal& j) {
        const JobId job = std::get<Events::JobCreated>(
                              j[place<Events::JobCreated>(
                                    j, [](const auto& e) { return e.job.task == "action:pool:allocate"_L1; })]
                                  .event)
                              .job.id;
        edit<Events::JobEnded>(j, place<Events::JobEnded>(j, [&](const auto& e) { return e.job == job; }),
                               [](auto& e) { e.state = JobState::Failed; });
    });
    row("an allocation below the minimum", u"6"_s,
        [](Journal& j) { j.removeAt(place<Events::MemberAdded>(j)); });
    row("something starts on a locked machine", u"6"_s, [](Journal& j) {
        const qsizetype at = memberJob(j);
        insert(j, at,
               Events::LockChanged{std::get<Events::JobCreated>(j[at].event).job.machine,
                                   {true, u"r"_s, u"o"_s, {}}},
               u"user:a"_s);
    });
    row("a command changes a locked machine", u"6"_s, [](Journal& j) {
        const MachineId machine = std::get<Events::JobCreated>(j[memberJob(j)].event).job.machine;
        const qsizetype end = j.size() - 1;
        insert(j, end, Events::ParamsChanged{machine, {}, {{u"a"_s, 1}}, {}, {}}, u"user:a"_s);
        insert(j, end, Events::LockChanged{machine, {true, u"r"_s, u"o"_s, {}}}, u"user:a"_s);
    });
    row("progress goes back", u"7"_s, [](Journal& j) {
        const qsizetype at = place<Events::OperationProgressed>(j, [](const auto& e) { return e.done > 0; });
        Events::OperationProgressed less = std::get<Events::OperationProgressed>(j[at].event);
        less.done -= 1;
        insert(j, at + 1, less);
    });
    row("a finished job runs again", u"7"_s, [](Journal& j) {
        const qsizetype at = place<Events::JobCreated>(j, [](const auto& e) { return e.job.index > 5; });
        edit<Events::JobCreated>(j, at, [](auto& e) { e.job.index = 2; });
    });
    row("a job ends twice", u"7"_s, [](Journal& j) {
        const qsizetype at = place<Events::JobEnded>(j);
        insert(j, at + 1, j[at].event);
    });
    row("a transition without a reason", u"7"_s, [](Journal& j) {
        edit<Events::PoolStatusChanged>(j, place<Events::PoolStatusChanged>(j),
                                        [](auto& e) { e.reason.clear(); });
    });
    row("something starts while paused", u"7"_s, [](Journal& j) {
        insert(j, memberJob(j),
               Events::OperationStateChanged{OperationId{1},
                                             OperationState::Running,
                                             OperationState::Paused,
                                             {u"paused"_s, u"paused"_s, {}, {}}},
               u"user:a"_s);
    });
    row("a pipeline goes on in an abort", u"7"_s, [](Journal& j) {
        insert(j, memberJob(j), Events::OperationAborting{OperationId{1}, false, u"r"_s}, u"user:a"_s);
    });
    row("time goes back", u"8"_s, [](Journal& j) { j.last().at = Instant(1); });
    row("a step that the plan does not have", u"8"_s, [](Journal& j) {
        edit<Events::OperationStepFinished>(j, place<Events::OperationStepFinished>(j),
                                            [](auto& e) { e.stepKind = StepKind::Finalise; });
    });
    row("a step is left out", u"8"_s,
        [](Journal& j) { j.removeAt(place<Events::OperationStepFinished>(j)); });
}

void TestInvariants::plantedViolationIsCaught()
{
    QFETCH(QString, number);
    QFETCH(std::function<void(Journal&)>, plant);
    Journal journal = soundJournal();
    plant(journal);
    const QStringList found = broken(journal);
    QVERIFY2(std::ranges::any_of(found, [&](const QString& line) { return line.startsWith(number + u':'); }),
             qPrintable(found.join(u'\n')));
}

void TestInvariants::aGapIsCaught()
{
    TraceCheck check;
    QVERIFY(check.take(soundJournal()[0]).isEmpty());
    const QStringList found = check.take(soundJournal()[2]);
    QVERIFY2(found.join(u'\n').contains("8: the journal has a gap"_L1), qPrintable(found.join(u'\n')));
}

void TestInvariants::anotherStateIsCaught()
{
    EngineWorld world({.machines = 2});
    TraceCheck check;
    for (const EventRecord& record : world.journal())
        QCOMPARE(check.take(record), QStringList());
    QCOMPARE(check.differencesFrom(world.state()), QStringList());
    State other = world.state();
    Draft(other).change<Machine>(other.machineNamed(u"m-001"_s)->id,
                                 [](Machine& m) { m.address = u"10.9.9.9"_s; });
    const QStringList found = check.differencesFrom(other);
    QCOMPARE(found.size(), 1);
    QVERIFY(found.first().startsWith("8:"_L1));
}

void TestInvariants::peopleKeepTheInvariants_data()
{
    QTest::addColumn<int>("first");
    for (int first = 1; first <= 40; first += 10)
        QTest::addRow("seeds %d to %d", first, first + 9) << first;
}

/// One thing that a person may do at any time; most are refused most of the time.
void TestInvariants::interfere(EngineWorld& world, int what, quint64 random)
{
    const State& state = world.state();
    const auto pick = [random](const auto& table) {
        return std::next(table.begin(), qsizetype(random % table.size()));
    };
    const auto done = [&](const QString& name, const Command& command) {
        if (world.attempt(command))
            ++m_did[name];
        else
            ++m_did[u"refused"_s];
    };
    const Machine& machine = pick(state.all<Machine>())->second;
    const OperationId operation =
        state.all<Operation>().empty() ? OperationId() : pick(state.all<Operation>())->first;
    switch (what) {
    case 0:
        return done(u"lock"_s, Commands::LockMachine{machine.name, true});
    case 1:
        return done(u"unlock"_s, Commands::LockMachine{machine.name, false});
    case 2:
        return done(u"pause"_s, Commands::PauseOperation{operation});
    case 3:
        return done(u"resume"_s, Commands::ResumeOperation{operation});
    case 4:
        return done(u"retry"_s, Commands::RetryOperation{operation});
    case 5:
        if (!state.all<Job>().empty())
            done(u"cancel"_s, Commands::CancelJob{pick(state.all<Job>())->first});
        return;
    case 6:
        return done(u"return"_s, Commands::ReturnMachine{machine.name, false});
    case 7:
        return done(u"set"_s, Commands::SetParams{machine.name, {}, {{u"location/site"_s, u"x"_s}}, {}});
    case 8:
        return done(u"too many"_s, Commands::StartOperation{EngineWorld::provision(u"c2"_s, 5, 5), {}, true});
    case 9:
        if (random % 3 == 0)
            done(u"abort"_s, Commands::AbortOperation{operation, random % 2 == 0});
        return;
    default:
        return;
    }
}

void TestInvariants::unlockAll(EngineWorld& world)
{
    QStringList locked;
    for (const auto& [id, machine] : world.state().all<Machine>()) {
        if (machine.lock.locked)
            locked.append(machine.name);
    }
    for (const QString& name : locked)
        world.must(Commands::LockMachine{name, false});
}

/// Mends whatever stands still, as a patient person would, until nothing is open.
void TestInvariants::bringToAnEnd(EngineWorld& world)
{
    unlockAll(world);
    for (int round = 0; round < 60 && !world.state().all<Operation>().empty(); ++round) {
        const OperationId id = world.state().all<Operation>().begin()->first;
        (void)world.attempt(Commands::ResumeOperation{id});
        (void)world.attempt(Commands::RetryOperation{id});
        world.run();
    }
}

void TestInvariants::peopleKeepTheInvariants()
{
    QFETCH(int, first);
    for (int seed = first; seed < first + 10; ++seed) {
        quint64 random = quint64(seed) * 0x9E3779B97F4A7C15ULL;
        const auto next = [&random] {
            return (random = random * 6364136223846793005ULL + 1442695040888963407ULL) >> 33;
        };
        // Sometimes just enough machines: a locked one then keeps the allocation from happening.
        EngineWorld world({.seed = seed, .machines = 5 + seed % 3, .fault = {}, .eventsPerTurn = 6});
        QVERIFY(world.attempt(Commands::StartOperation{EngineWorld::provision(u"c1"_s, 3, 2), {}, true}));
        // One that the plan names is gone before its allocation: swapped, or nothing moves.
        if (seed % 4 == 0)
            QVERIFY(world.attempt(
                Commands::LockMachine{world.state().all<Plan>().begin()->second.add.first().name, true}));
        for (int turn = 0; turn < 400; ++turn) {
            (void)world.core().run(Duration(0));
            interfere(world, int(next() % 60), next());
        }
        bringToAnEnd(world);
        const QString where = u"seed %1: "_s.arg(seed);
        QVERIFY2(world.state().all<Operation>().empty(),
                 qPrintable(where + u"does not end: "_s +
                            (world.state().all<Operation>().empty()
                                 ? QString()
                                 : world.state().all<Operation>().begin()->second.why.text)));
        if (world.state().cluster(u"c1"_s)) {
            const Result<Receipt> destroy =
                world.attempt(Commands::StartOperation{EngineWorld::destroy(u"c1"_s), {}, true});
            QVERIFY2(destroy, destroy ? "" : qPrintable(where + destroy.error().text));
            world.run();
            bringToAnEnd(world);
            QVERIFY2(!world.state().cluster(u"c1"_s), qPrintable(where + u"the cluster stays"_s));
        }
        QVERIFY2(world.violations().isEmpty(), qPrintable(where + world.violations().mid(0, 5).join(u'\n')));
        QCOMPARE(world.state().poolCounts(u"default"_s)[std::size_t(PoolStatus::Free)], 5 + seed % 3);
        QVERIFY(world.state().sameIndices(world.state().rebuilt()));
        for (const EventRecord& record : world.journal()) {
            const auto* moved = std::get_if<Events::OperationStateChanged>(&record.event);
            if (moved && moved->why.code == "allocation-failed"_L1)
                ++m_did[u"allocation failed"_s];
        }
    }
}

void TestInvariants::cleanupTestCase()
{
    qInfo() << "people did:" << m_did;
    for (const QString& what : {u"lock"_s, u"unlock"_s, u"pause"_s, u"resume"_s, u"retry"_s, u"cancel"_s,
                                u"set"_s, u"abort"_s, u"refused"_s, u"allocation failed"_s})
        QVERIFY2(m_did.value(what) > 0, qPrintable(what + u" never happened"_s));
}

QTEST_GUILESS_MAIN(TestInvariants)
#include "tst_invariants.moc"
