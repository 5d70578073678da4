#include "engine/store/sqlitestore.h"
#include "tests/app/droverprogram.h"
#include "tests/support/engineworld.h"

#include <QDir>
#include <QRegularExpression>
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

/// A data directory whose rows and hashes are those of the journal, so that only what it tells can be wrong.
void store(Journal journal, const QString& directory)
{
    auto sqlite = SqliteStore::open(directory + u"/drover.db"_s);
    if (!sqlite)
        qFatal("%s", qPrintable(sqlite.error().text));
    State state;
    Draft draft(state);
    qint64 seq = 0;
    for (EventRecord& record : journal) {
        record.seq = ++seq;
        apply(draft, record);
    }
    const Result<> done = (*sqlite)->commit({&draft, journal, {}, {}});
    if (!done)
        qFatal("%s", qPrintable(done.error().text));
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

/// Where the broker begins to allocate.
qsizetype allocation(const Journal& journal)
{
    return place<Events::WorkOrderStarted>(
        journal, [](const auto& e) { return e.params.contains("broker/machines"_L1); });
}

/// The machine that no plan names.
MachineId spareMachine(const Journal& journal)
{
    const qsizetype at =
        place<Events::MachineAdded>(journal, [](const auto& e) { return e.machine.name == "m-006"_L1; });
    return std::get<Events::MachineAdded>(journal[at].event).machine.id;
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
    void verifyNamesTheRule_data() { plantedViolationIsCaught_data(); }
    void verifyNamesTheRule();
    void verifyNamesAChangedByte_data();
    void verifyNamesAChangedByte();
    void aGapIsCaught();
    void anotherStateIsCaught();
};

void TestInvariants::plantedViolationIsCaught_data()
{
    using Plant = std::function<void(Journal&)>;
    QTest::addColumn<QString>("number");
    QTest::addColumn<QString>("says");
    QTest::addColumn<Plant>("plant");
    /// `says`: what the line tells behind the number, where several rules have a word to say.
    const auto row = [](const char* name, const QString& number, const Plant& plant,
                        const QString& says = {}) { QTest::newRow(name) << number << says << plant; };
    row("a Free machine without a proof", u"1"_s, [](Journal& j) {
        const auto free = [](const auto& e) { return e.to == PoolStatus::Free; };
        edit<Events::PoolStatusChanged>(j, place<Events::PoolStatusChanged>(j, free),
                                        [](auto& e) { e.proof = FreeProof::None; });
    });
    row("a Free machine in a cluster", u"1"_s,
        [](Journal& j) { j.removeAt(place<Events::MemberRemoved>(j)); });
    row("a cluster goes before its members", u"1"_s, [](Journal& j) {
        const qsizetype gone = place<Events::MachineRemoved>(j);
        const qsizetype member = place<Events::MemberRemoved>(j);
        insert(j, member, j[gone].event);
    });
    row("a second job on a machine", u"2"_s, [](Journal& j) {
        const qsizetype at = memberJob(j);
        Events::JobCreated second = std::get<Events::JobCreated>(j[at].event);
        second.job.id = JobId{9000};
        insert(j, at + 1, second);
    });
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
    row(
        "an allocation below the minimum", u"6"_s,
        [](Journal& j) { j.removeAt(place<Events::MemberAdded>(j)); }, u"below its minimum"_s);
    row(
        "an allocation moves less than its order names", u"6"_s,
        [](Journal& j) {
            edit<Events::WorkOrderStarted>(j, allocation(j), [](auto& e) {
                QJsonArray machines = e.params.value("broker/machines"_L1).toArray();
                machines.append(u"m-006"_s);
                e.params.insert(u"broker/machines"_s, machines);
            });
        },
        u"where its order names"_s);
    row(
        "an allocation moves more than its order names", u"6"_s,
        [](Journal& j) {
            edit<Events::WorkOrderStarted>(j, allocation(j), [](auto& e) {
                QJsonArray machines = e.params.value("broker/machines"_L1).toArray();
                machines.removeLast();
                e.params.insert(u"broker/machines"_s, machines);
            });
        },
        u"where its order names"_s);
    row(
        "two operations drive a cluster", u"5"_s,
        [](Journal& j) {
            Events::OperationCreated second =
                std::get<Events::OperationCreated>(j[place<Events::OperationCreated>(j)].event);
            second.operation.id = OperationId{90};
            second.operation.state = OperationState::Running;
            second.plan.operation = second.operation.id;
            insert(j, memberJob(j), second);
        },
        u"two operations drive"_s);
    row(
        "an amendment that swaps another role", u"5"_s,
        [](Journal& j) {
            const Plan& plan =
                std::get<Events::OperationCreated>(j[place<Events::OperationCreated>(j)].event).plan;
            PlanMachine in = plan.add.first();
            in.role = u"worker"_s;
            insert(j, memberJob(j), Events::OperationAmended{OperationId{1}, plan.add.first(), in});
        },
        u"no swap within a role"_s);
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
    row(
        "another machine than the plan's is a member at the end", u"8"_s,
        [](Journal& j) {
            const MachineId spare = spareMachine(j);
            const qsizetype end = place<Events::OperationStateChanged>(
                j, [](const auto& e) { return e.to == OperationState::Finished; });
            const Plan& plan =
                std::get<Events::OperationCreated>(j[place<Events::OperationCreated>(j)].event).plan;
            PlanMachine in = plan.add.first();
            in.machine = spare;
            in.name = u"m-006"_s;
            in.replaces = plan.add.first().machine;
            insert(j, end, Events::OperationAmended{OperationId{1}, plan.add.first(), in});
        },
        u"the plan adds m-006"_s);
    row(
        "a member that the plan does not have", u"8"_s,
        [](Journal& j) {
            edit<Events::OperationCreated>(j, place<Events::OperationCreated>(j),
                                           [](auto& e) { e.plan.add.removeLast(); });
        },
        u"which the plan does not have"_s);
    row(
        "a member joins in another step", u"8"_s,
        [](Journal& j) {
            const EventRecord late = j.takeAt(place<Events::MemberAdded>(j));
            const qsizetype step = place<Events::OperationStepFinished>(
                j, [](const auto& e) { return e.stepKind == StepKind::AllocateMembers; });
            j.insert(step + 1, late);
        },
        u"in another step"_s);
    row(
        "a machine of the plan stays", u"8"_s,
        [](Journal& j) { j.removeAt(place<Events::MemberRemoved>(j)); }, u"which has not left"_s);
    row(
        "a batch goes before its turn", u"8"_s,
        [](Journal& j) {
            const qsizetype at = place<Events::OperationCreated>(
                j, [](const auto& e) { return e.operation.kind == OperationKind::Destroy; });
            edit<Events::OperationCreated>(j, at, [](auto& e) { std::ranges::reverse(e.plan.batches); });
        },
        u"goes before its batch"_s);
}

void TestInvariants::plantedViolationIsCaught()
{
    QFETCH(QString, number);
    QFETCH(QString, says);
    QFETCH(std::function<void(Journal&)>, plant);
    Journal journal = soundJournal();
    plant(journal);
    const QStringList found = broken(journal);
    const auto told = [&](const QString& line) {
        return line.startsWith(number + u':') && line.contains(says);
    };
    QVERIFY2(std::ranges::any_of(found, told), qPrintable(found.join(u'\n')));
}

void TestInvariants::verifyNamesTheRule()
{
    QFETCH(QString, number);
    QFETCH(std::function<void(Journal&)>, plant);
    Journal journal = soundJournal();
    plant(journal);
    Testing::DroverProgram drover;
    QVERIFY(QDir().mkpath(drover.data));
    store(journal, drover.data);
    const Testing::Ran ran = drover.run(u"journal verify -o json"_s);
    QVERIFY2(ran.code == 1, ran.all().constData());
    QCOMPARE(ran.object().value("ok"_L1), QJsonValue(false));
    const QJsonArray problems = ran.object().value("problems"_L1).toArray();
    static const QRegularExpression told(u"^invariant (\\d): .+ \\(event \\d+, \\w+ of .+\\)$"_s);
    bool named = false;
    for (const QJsonValue problem : problems)
        named = named || told.match(problem.toString()).captured(1) == number;
    QVERIFY2(named, ran.all().constData());
}

void TestInvariants::verifyNamesAChangedByte_data()
{
    QTest::addColumn<QByteArray>("sql");
    QTest::addColumn<QString>("says");
    QTest::newRow("none") << QByteArray() << QString();
    QTest::newRow("of a row") << QByteArray("UPDATE machine SET address = replace(address, '10.', '11.')"
                                            " WHERE name = 'm-003'")
                              << u"(m-003): column address"_s;
    QTest::newRow("of an event")
        << QByteArray("UPDATE event SET payload = replace(payload, 'm-003', 'm-004')"
                      " WHERE seq = (SELECT min(seq) FROM event WHERE payload LIKE '%m-003%')")
        << u"was changed: its hash does not fit"_s;
}

void TestInvariants::verifyNamesAChangedByte()
{
    QFETCH(QByteArray, sql);
    QFETCH(QString, says);
    Testing::DroverProgram drover;
    QVERIFY(QDir().mkpath(drover.data));
    store(soundJournal(), drover.data);
    if (!sql.isEmpty()) {
        auto file = Sqlite::Database::open(drover.data + u"/drover.db"_s, Sqlite::Database::Mode::ReadWrite);
        QVERIFY(file);
        auto update = (*file)->prepare(sql);
        QVERIFY(update);
        QCOMPARE((*update)->run().value_or(0), 1);
    }
    const Testing::Ran ran = drover.run(u"journal verify"_s);
    QVERIFY2(ran.code == (sql.isEmpty() ? 0 : 1), ran.all().constData());
    QVERIFY2(QString::fromUtf8(ran.out).contains(says), ran.all().constData());
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

QTEST_GUILESS_MAIN(TestInvariants)
#include "tst_invariants.moc"
