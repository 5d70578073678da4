#include "engine/core/transitions.h"
#include "tests/core/randomhistory.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace Drover {

using Testing::RandomHistory;
using Testing::RandomValues;

namespace {

/// The names of the objects in which two states differ.
QStringList differences(const State& a, const State& b)
{
    QStringList found;
    const auto compare = [&]<class T>(const T*) {
        for (const auto& [key, object] : a.all<T>()) {
            const T* other = b.find<T>(key);
            if (!other || !(*other == object))
                found.append(QString::fromUtf8(Json::toText(object)) + u" ≠ "_s +
                             (other ? QString::fromUtf8(Json::toText(*other)) : u"nothing"_s));
        }
        if (a.all<T>().size() != b.all<T>().size())
            found.append(u"%1 and %2 objects"_s.arg(a.all<T>().size()).arg(b.all<T>().size()));
    };
    std::apply(
        [&]<class... Each>(const Each&...) {
            (compare(static_cast<const typename Each::mapped_type*>(nullptr)), ...);
        },
        Tables());
    return found;
}

/// Whether a move may be made, for every pair of values, against a list of those that may not.
template <class E>
bool everyArrowIsLegal(std::span<const Move<E>> moves)
{
    for (const Move<E>& move : moves) {
        if (!mayMove(moves, move.first, move.second) || move.first == move.second)
            return false;
    }
    return true;
}

template <class T>
bool survivesJson(RandomValues& random)
{
    const T value = random.make<T>();
    const QByteArray text = Json::toText(value);
    const Result<T> back = Json::fromText<T>(text);
    if (back && *back == value && Json::toText(*back) == text)
        return true;
    qWarning() << text;
    return false;
}

} // namespace

class TestCore : public QObject
{
    Q_OBJECT

private slots:
    void objectsSurviveJson();
    void everyEventSurvivesJson();
    void defaultsAreLeftOut();
    void malformedJsonIsRefused_data();
    void malformedJsonIsRefused();
    void instantsSurviveText_data();
    void instantsSurviveText();
    void badInstantsAreRefused();
    void idsSurviveText();
    void namesOfEnumsAreUnique();
    void tablesHoldOnlyMoves();
    void illegalMovesAreRefused();
    void heldStatusesResume();
    void indicesFollowEveryEvent();
    void rollbackRestoresExactly();
    void touchedListsEachObjectOnce();
    void foldIsDeterministic();
    void unfitEventsChangeNothing();
};

void TestCore::objectsSurviveJson()
{
    RandomValues random(1);
    for (int i = 0; i < 200; ++i) {
        std::apply(
            [&]<class... Each>(const Each&...) {
                QVERIFY((survivesJson<typename Each::mapped_type>(random) && ...));
            },
            Tables());
    }
}

void TestCore::everyEventSurvivesJson()
{
    RandomValues random(2);
    const auto one = [&]<class E>(const E*) {
        for (int i = 0; i < 25; ++i) {
            const Event event = random.make<E>();
            const auto back = Json::fromText<Event>(Json::toText(event));
            QVERIFY2(back && *back == event, E::kind);
            QVERIFY(eventKind(*back) == QLatin1String(E::kind));
        }
    };
    const auto all = [&]<class... E>(const std::variant<E...>*) {
        (one(static_cast<const E*>(nullptr)), ...);
    };
    all(static_cast<const Event*>(nullptr));
}

void TestCore::defaultsAreLeftOut()
{
    QCOMPARE(Json::toText(Machine()), QByteArray("{}"));
    const auto machine = Json::fromText<Machine>("{\"uuid\":\"\",\"someday\":1}");
    QVERIFY(machine);
    QCOMPARE(*machine, Machine());
}

void TestCore::malformedJsonIsRefused_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("code");
    QTest::newRow("cut off") << QByteArray("{\"name\":\"x") << u"json-malformed"_s;
    QTest::newRow("no object") << QByteArray("7") << u"json-shape"_s;
    QTest::newRow("number for a name") << QByteArray("{\"name\":7}") << u"json-shape"_s;
    QTest::newRow("unknown enum") << QByteArray("{\"poolStatus\":\"Nowhere\"}") << u"json-shape"_s;
    QTest::newRow("text for a list") << QByteArray("{\"profiles\":\"x\"}") << u"json-shape"_s;
    QTest::newRow("bad inner field") << QByteArray("{\"lock\":{\"locked\":\"yes\"}}") << u"json-shape"_s;
    QTest::newRow("bad moment") << QByteArray("{\"created\":\"yesterday\"}") << u"json-shape"_s;
    QTest::newRow("bad uuid") << QByteArray("{\"uuid\":\"no-uuid\"}") << u"json-shape"_s;
}

void TestCore::malformedJsonIsRefused()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, code);
    const auto machine = Json::fromText<Machine>(text);
    QVERIFY(!machine);
    QCOMPARE(machine.error().code, code);
}

void TestCore::instantsSurviveText_data()
{
    QTest::addColumn<qint64>("ms");
    QTest::addColumn<QString>("text");
    QTest::newRow("virtual start") << qint64(1'893'456'000'000) << u"2030-01-01T00:00:00.000Z"_s;
    QTest::newRow("leap day") << qint64(1'709'251'199'999) << u"2024-02-29T23:59:59.999Z"_s;
    QTest::newRow("never") << qint64(0) << QString();
    QTest::newRow("first") << qint64(1) << u"1970-01-01T00:00:00.001Z"_s;
}

void TestCore::instantsSurviveText()
{
    QFETCH(qint64, ms);
    QFETCH(QString, text);
    QCOMPARE(Instant(ms).toString(), text);
    if (!text.isEmpty())
        QCOMPARE(Instant::fromString(text), std::optional(Instant(ms)));
}

void TestCore::badInstantsAreRefused()
{
    QVERIFY(!Instant::fromString(u"2030-13-01T00:00:00.000Z"_s));
    QVERIFY(!Instant::fromString(u"soon"_s));
    QCOMPARE(Instant::fromString(u"2030-01-01T01:00:00.000+01:00"_s),
             std::optional(Instant(1'893'456'000'000)));
}

void TestCore::idsSurviveText()
{
    QCOMPARE(JobId{12}.toString(), u"j-12"_s);
    QCOMPARE(JobId::fromString(u"j-12"_s), JobId{12});
    QCOMPARE(JobId::fromString(u"12"_s), JobId{12});
    QVERIFY(!JobId::fromString(u"op-12"_s).isSet());
    QVERIFY(!OperationId::fromString(u"op-"_s).isSet());
    const MachineId id{QUuid::fromString(u"67c8770b-9f04-4b0a-8e4d-000000000001"_s)};
    QCOMPARE(MachineId::fromString(id.toString()), id);
    QVERIFY(MachineId().toString().isEmpty());
}

void TestCore::namesOfEnumsAreUnique()
{
    const auto check = []<class E>(E) {
        for (std::size_t i = 0; i < EnumNames<E>::names.size(); ++i) {
            QCOMPARE(enumFrom<E>(enumText(E(i))), std::optional(E(i)));
        }
    };
    check(PoolStatus());
    check(JobState());
    check(ExitState());
    check(JobEnd());
    check(WorkOrderState());
    check(OperationState());
    check(OperationKind());
    check(StepKind());
    check(RunnerKind());
    check(Wait());
    check(Stop());
    check(MachineKind());
    check(Health());
    check(FreeProof());
    check(IntentKind());
}

void TestCore::tablesHoldOnlyMoves()
{
    QVERIFY(everyArrowIsLegal(poolMoves()));
    QVERIFY(everyArrowIsLegal(jobMoves()));
    QVERIFY(everyArrowIsLegal(workOrderMoves()));
    QVERIFY(everyArrowIsLegal(operationMoves()));
    QVERIFY(everyArrowIsLegal(sequenceMoves()));
    QVERIFY(everyArrowIsLegal(gateMoves()));
}

void TestCore::illegalMovesAreRefused()
{
    QVERIFY(!mayMove(poolMoves(), PoolStatus::InUse, PoolStatus::Building));
    QVERIFY(!mayMove(poolMoves(), PoolStatus::HoldDestroy, PoolStatus::InUse));
    QVERIFY(!mayMove(jobMoves(), JobState::Finished, JobState::Running));
    QVERIFY(!mayMove(jobMoves(), JobState::Failed, JobState::Finished));
    QVERIFY(!mayMove(workOrderMoves(), WorkOrderState::Cancelled, WorkOrderState::Running));
    QVERIFY(!mayMove(gateMoves(), GateState::Open, GateState::Closed));
    for (const OperationState ended :
         {OperationState::Finished, OperationState::Failed, OperationState::Aborted}) {
        for (std::size_t to = 0; to < EnumNames<OperationState>::names.size(); ++to)
            QCOMPARE(mayMove(operationMoves(), ended, OperationState(to)), OperationState(to) == ended);
    }
}

void TestCore::heldStatusesResume()
{
    for (std::size_t i = 0; i < EnumNames<PoolStatus>::names.size(); ++i) {
        const auto status = PoolStatus(i);
        QVERIFY(mayMove(poolMoves(), status, heldStatus(status)));
        QVERIFY(mayMove(poolMoves(), status, resumedStatus(status)));
        QCOMPARE(isHeld(status), enumText(status).startsWith(u"Hold"));
        if (heldStatus(status) != status)
            QCOMPARE(resumedStatus(heldStatus(status)), status);
    }
}

void TestCore::indicesFollowEveryEvent()
{
    std::set<std::size_t> kinds;
    for (quint64 seed = 1; seed <= 12; ++seed) {
        State state;
        RandomHistory history(seed);
        for (int i = 0; i < 400; ++i) {
            Draft draft(state);
            const EventRecord record = history.next(draft);
            kinds.insert(record.event.index());
            if (i % 5 == 0 && !state.sameIndices(state.rebuilt()))
                QFAIL(qPrintable(u"seed %1, event %2: %3"_s.arg(seed).arg(i).arg(eventKind(record.event))));
        }
        const State again = state.rebuilt();
        QVERIFY2(again.sameTables(state), qPrintable(differences(again, state).join(u'\n')));
    }
    QCOMPARE(kinds.size(), std::variant_size_v<Event>);
}

void TestCore::rollbackRestoresExactly()
{
    for (quint64 seed = 100; seed < 110; ++seed) {
        State state;
        RandomHistory history(seed);
        {
            Draft draft(state);
            history.some(draft, 200);
        }
        for (int i = 0; i < 40; ++i) {
            Draft draft(state);
            history.some(draft, 5);
            const State kept = state;
            const Draft::Savepoint savepoint = draft.savepoint();
            const std::size_t retired = draft.retired().size();
            history.some(draft, 12);
            draft.rollback(savepoint);
            QVERIFY(state.sameTables(kept));
            QVERIFY(state.sameIndices(kept));
            QVERIFY(state.sameIndices(state.rebuilt()));
            QCOMPARE(draft.retired().size(), retired);
        }
    }
}

void TestCore::touchedListsEachObjectOnce()
{
    State state;
    RandomHistory history(7);
    Draft setUp(state);
    history.some(setUp, 200);
    const State before = state;
    Draft draft(state);
    history.some(draft, 60);
    const auto check = [&]<class T>(const Table<T>&) {
        std::set<typename T::Key> seen;
        draft.forEachTouched<T>([&](const typename T::Key& key, const T* current, const T* was) {
            QVERIFY(seen.insert(key).second);
            QCOMPARE(current, state.find<T>(key));
            const T* expected = before.find<T>(key);
            QCOMPARE(was != nullptr, expected != nullptr);
            QVERIFY(!was || *was == *expected);
        });
        for (const auto& [key, object] : state.all<T>()) {
            const T* expected = before.find<T>(key);
            QVERIFY(seen.contains(key) || (expected && *expected == object));
        }
    };
    std::apply([&]<class... Each>(
                   const Each&...) { (check.template operator()<typename Each::mapped_type>(Each()), ...); },
               Tables());
}

void TestCore::foldIsDeterministic()
{
    State state;
    QList<EventRecord> journal;
    RandomHistory history(11);
    Draft draft(state);
    journal = history.some(draft, 500);
    State again;
    for (const EventRecord& record : journal) {
        Draft turn(again);
        apply(turn, record);
    }
    QVERIFY(again.sameTables(state));
    QVERIFY(again.sameIndices(state));
}

void TestCore::unfitEventsChangeNothing()
{
    State state;
    RandomHistory history(3);
    Draft setUp(state);
    history.some(setUp, 100);
    const State before = state;
    const MachineId nobody{QUuid::fromString(u"00000000-0000-0000-0000-0000000000ff"_s)};
    const QList<Event> unfit{
        Events::JobEnded{.job = JobId{999999}},
        Events::JobRedelivered{JobId{999999}, 2},
        Events::WorkflowStarted{nobody, u"w"_s, {u"t"_s}, {}},
        Events::SequenceMoved{nobody, {}, 1, {}, {}},
        Events::MemberRemoved{.machine = nobody},
        Events::WorkOrderEnded{.workOrder = WorkOrderId{99999}},
        Events::OperationStateChanged{.operation = OperationId{99999}},
        Events::GateOpened{u"no"_s, u"gate"_s, {}},
    };
    for (const Event& event : unfit) {
        Draft draft(state);
        apply(draft, {before.ledger().seq, before.ledger().at, {}, {}, {}, event});
        QVERIFY2(state.sameTables(before), qPrintable(eventKind(event)));
        QVERIFY(state.sameIndices(before));
    }
}

} // namespace Drover

QTEST_APPLESS_MAIN(Drover::TestCore)
#include "tst_core.moc"
