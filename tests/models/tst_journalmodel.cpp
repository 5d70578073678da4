#include "models/journal/journalfilter.h"
#include "models/journal/journalmodel.h"
#include "tests/support/fakeengine.h"
#include "tests/support/fleetscene.h"
#include "tests/support/journalscene.h"
#include "tests/support/modeltext.h"

#include <QAbstractItemModelTester>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;

namespace Drover {

using namespace Testing;

/// The journal as a table: any length, read where it is looked at, searched backwards, following or standing
/// still.
class TestJournalModel : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void rowsArePositionsNewestFirst();
    void onlyWhatIsLookedAtIsRead();
    void newEventsComeAtTheTop();
    void nothingMovesWhileItDoesNotFollow();
    void aSearchGoesBackAsFarAsOneLooks();
    void aSearchFindsWhatIsNew();
    void aNewFilterForgetsTheAnswersOfTheOld();
    void aFailedReadingIsToldAndTriedAgain();
    void rowsAreCollectedInOrder();
    void collectingFollowsTheFilter();
    void whatIsTypedBecomesTerms();
    void changesTellBeforeAndAfter();
    void likeEventsAreFolded();
    void aFailureIsNeverFolded();
    void theCauseIsNamedWhereItIsAtHand();
    void documentsHoldNoSecrets();
    void subjectsLeadToObjects();

private:
    void grow(qint64 count);
    [[nodiscard]] QString cell(const JournalModel& model, int row, JournalColumn column) const
    {
        return model.index(row, int(column)).data().toString();
    }
    [[nodiscard]] JournalWords words() const
    {
        return {.event = [](const EventRecord& record, const QString&) { return eventKind(record.event); },
                .time = [](Instant at, Instant) { return QString::number(at.ms()); },
                .cause = [](const EventRecord& record, qint64 cause,
                            const QString&) { return u"%1 %2"_s.arg(cause).arg(record.cause); },
                .folded = [](qint64 first, qint64 last) { return u"%1-%2"_s.arg(first).arg(last); }};
    }

    std::unique_ptr<FakeEngine> m_engine;
    std::unique_ptr<Replica> m_replica;
    JournalScene m_journal;
};

void TestJournalModel::init()
{
    m_journal = JournalScene(1000);
    m_engine = std::make_unique<FakeEngine>();
    m_engine->onAsk = [this](const Query& query) -> Result<Answer> {
        if (const auto* find = std::get_if<Queries::FindEvents>(&query))
            return m_journal.answer(*find);
        return fail(u"not-scripted"_s, u"no answer"_s);
    };
    m_replica = std::make_unique<Replica>();
    ChangeBatch batch;
    batch.snapshot = true;
    batch.figures.seq = m_journal.size();
    m_replica->apply(batch);
}

void TestJournalModel::grow(qint64 count)
{
    m_journal.grow(count);
    ChangeBatch batch;
    batch.figures.seq = m_journal.size();
    m_replica->apply(batch);
}

void TestJournalModel::rowsArePositionsNewestFirst()
{
    JournalModel model(*m_engine, *m_replica, plainWords(), words());
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    QCOMPARE(model.rowCount(), 1000);
    QCOMPARE(cell(model, 0, JournalColumn::Seq), u"1000"_s);
    QTRY_COMPARE(cell(model, 0, JournalColumn::What), eventKind(m_journal.at(1000).event));
    QTRY_COMPARE(cell(model, 999, JournalColumn::What), eventKind(m_journal.at(1).event));
    QCOMPARE(cell(model, 999, JournalColumn::Actor), actorName(m_journal.at(1).actor));
    QCOMPARE(model.rowOf(1), 999);
    QCOMPARE(model.rowOf(1001), -1);
    QVERIFY(!model.canFetchMore({}));
}

void TestJournalModel::onlyWhatIsLookedAtIsRead()
{
    m_journal = JournalScene(5'000'000);
    ChangeBatch batch;
    batch.snapshot = true;
    batch.figures.seq = m_journal.size();
    m_replica->apply(batch);
    JournalModel model(*m_engine, *m_replica, plainWords(), words());
    QCOMPARE(model.rowCount(), JournalModel::mostRows);
    QCOMPARE(m_engine->askedCount<Queries::FindEvents>(), 0);
    for (int row = 500'000; row < 500'040; ++row)
        (void)cell(model, row, JournalColumn::What);
    QTRY_VERIFY(!cell(model, 500'039, JournalColumn::What).isEmpty());
    QVERIFY(m_engine->askedCount<Queries::FindEvents>() <= 2);
    // Looking everywhere keeps what is held bounded.
    for (int row = 0; row < model.rowCount(); row += 2000)
        (void)cell(model, row, JournalColumn::What);
    QTRY_VERIFY(!cell(model, 998'000, JournalColumn::What).isEmpty());
}

void TestJournalModel::newEventsComeAtTheTop()
{
    JournalModel model(*m_engine, *m_replica, plainWords(), words());
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    QTRY_VERIFY(!cell(model, 0, JournalColumn::What).isEmpty());
    grow(5);
    grow(2);
    QTRY_COMPARE(model.rowCount(), 1007);
    QCOMPARE(cell(model, 0, JournalColumn::Seq), u"1007"_s);
    QTRY_COMPARE(cell(model, 0, JournalColumn::What), eventKind(m_journal.at(1007).event));
    QTRY_COMPARE(cell(model, 6, JournalColumn::What), eventKind(m_journal.at(1001).event));
}

void TestJournalModel::nothingMovesWhileItDoesNotFollow()
{
    JournalModel model(*m_engine, *m_replica, plainWords(), words());
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.setFollowing(false);
    grow(18);
    QTRY_COMPARE(model.waiting(), 18);
    QSignalSpy state(&model, &JournalModel::stateChanged);
    QTRY_VERIFY(!state.isEmpty());
    QCOMPARE(model.rowCount(), 1000);
    QCOMPARE(model.seqAt(0), 1000);
    model.setFollowing(true);
    QCOMPARE(model.rowCount(), 1018);
    QCOMPARE(model.waiting(), 0);
}

void TestJournalModel::aSearchGoesBackAsFarAsOneLooks()
{
    m_journal = JournalScene(6'000);
    grow(1);
    JournalModel model(*m_engine, *m_replica, plainWords(), words());
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.setTerms(eventTerms(JournalScope::All, TextFilter::parse(u"kind:JobCreated"_s)));
    QTRY_VERIFY(model.rowCount() >= JournalModel::pageRows);
    QVERIFY(model.searchedTo() > 1);
    QVERIFY(model.canFetchMore({}));
    const int first = model.rowCount();
    QTRY_VERIFY(!model.isSearching());
    model.fetchMore({});
    QTRY_VERIFY(model.rowCount() > first);
    while (model.canFetchMore({})) {
        model.fetchMore({});
        QTRY_VERIFY(!model.isSearching());
    }
    QCOMPARE(model.rowCount(), m_journal.countOf(u"JobCreated"_s));
    for (int row = 1; row < model.rowCount(); ++row)
        QVERIFY(model.seqAt(row) < model.seqAt(row - 1));
    // The oldest were read long ago; the newest have been forgotten, and come again.
    (void)cell(model, 0, JournalColumn::What);
    QTRY_COMPARE(cell(model, 0, JournalColumn::What), u"JobCreated"_s);
    QCOMPARE(model.rowOf(model.seqAt(700)), 700);
}

void TestJournalModel::aSearchFindsWhatIsNew()
{
    JournalModel model(*m_engine, *m_replica, plainWords(), words());
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.setTerms(eventTerms(JournalScope::All, TextFilter::parse(u"kind:JobCreated"_s)));
    while (model.searchedTo() > 1) {
        model.fetchMore({});
        QTRY_VERIFY(!model.isSearching());
    }
    QCOMPARE(model.rowCount(), m_journal.countOf(u"JobCreated"_s));
    grow(1000);
    QTRY_COMPARE(model.rowCount(), m_journal.countOf(u"JobCreated"_s));
    QVERIFY(model.seqAt(0) > 1000);
    model.setFollowing(false);
    const int shown = model.rowCount();
    grow(1000);
    QTRY_COMPARE(model.waiting(), m_journal.countOf(u"JobCreated"_s) - shown);
    QCOMPARE(model.rowCount(), shown);
    model.setFollowing(true);
    QCOMPARE(model.rowCount(), m_journal.countOf(u"JobCreated"_s));
}

void TestJournalModel::aNewFilterForgetsTheAnswersOfTheOld()
{
    JournalModel model(*m_engine, *m_replica, plainWords(), words());
    m_engine->hold = true;
    model.setTerms(eventTerms(JournalScope::All, TextFilter::parse(u"kind:JobCreated"_s)));
    model.setTerms(eventTerms(JournalScope::All, TextFilter::parse(u"kind:JobEnded"_s)));
    m_engine->release();
    m_engine->hold = false;
    QTRY_VERIFY(model.rowCount() >= JournalModel::pageRows);
    for (int row = 0; row < model.rowCount(); ++row)
        QCOMPARE(cell(model, row, JournalColumn::What), u"JobEnded"_s);
}

void TestJournalModel::aFailedReadingIsToldAndTriedAgain()
{
    JournalModel model(*m_engine, *m_replica, plainWords(), words());
    QSignalSpy failed(&model, &JournalModel::failed);
    const auto answering = std::exchange(m_engine->onAsk, [](const Query&) -> Result<Answer> {
        return fail(u"store-unavailable"_s, u"The disk is gone."_s);
    });
    (void)cell(model, 0, JournalColumn::What);
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(failed.first().first().value<Error>().code, u"store-unavailable"_s);
    m_engine->onAsk = answering;
    (void)cell(model, 0, JournalColumn::What);
    QTRY_VERIFY(!cell(model, 0, JournalColumn::What).isEmpty());
}

void TestJournalModel::rowsAreCollectedInOrder()
{
    JournalModel model(*m_engine, *m_replica, plainWords(), words());
    QList<EventRecord> got;
    model.collect(10, 19, this, [&](const QList<EventRecord>& events) { got = events; });
    QTRY_COMPARE(got.size(), 10);
    QCOMPARE(got.first().seq, 981);
    QCOMPARE(got.last().seq, 990);
}

void TestJournalModel::collectingFollowsTheFilter()
{
    m_journal = JournalScene(6'000);
    grow(1);
    JournalModel model(*m_engine, *m_replica, plainWords(), words());
    model.setTerms(eventTerms(JournalScope::All, TextFilter::parse(u"kind:ParamsChanged"_s)));
    while (model.searchedTo() > 1) {
        model.fetchMore({});
        QTRY_VERIFY(!model.isSearching());
    }
    QList<EventRecord> got;
    model.collect(0, model.rowCount() - 1, this, [&](const QList<EventRecord>& events) { got = events; });
    QTRY_COMPARE(got.size(), model.rowCount());
    QCOMPARE(got.first().seq, model.seqAt(model.rowCount() - 1));
    QCOMPARE(got.last().seq, model.seqAt(0));
}

void TestJournalModel::whatIsTypedBecomesTerms()
{
    const auto terms = [](const QString& text) {
        return eventTerms(JournalScope::All, TextFilter::parse(text));
    };
    QCOMPARE(terms({}), QList<EventTerm>());
    QCOMPARE(terms(u"kind:JobEnded,JobCreated"_s),
             QList<EventTerm>({{.field = u"kind"_s, .values = {u"jobended"_s, u"jobcreated"_s}}}));
    QCOMPARE(terms(u"-actor:engine"_s),
             QList<EventTerm>({{.field = u"actor"_s, .values = {u"engine"_s}, .negated = true}}));
    QCOMPARE(terms(u"subject:/^machine/"_s),
             QList<EventTerm>({{.field = u"object"_s, .values = {u"^machine"_s}, .regex = true}}));
    QCOMPARE(terms(u"install/mirror"_s), QList<EventTerm>({{.field = {}, .values = {u"install/mirror"_s}}}));
    QCOMPARE(terms(u"actor:user:anna x:y"_s),
             QList<EventTerm>(
                 {{.field = u"actor"_s, .values = {u"user:anna"_s}}, {.field = {}, .values = {u"x:y"_s}}}));
    QCOMPARE(terms(u"actor:=user:anna"_s),
             QList<EventTerm>({{.field = u"actor"_s, .values = {u"^user\\:anna$"_s}, .regex = true}}));
    QVERIFY(journalFilterValues(u"kind"_s).contains(u"JobEnded"_s));
    QCOMPARE(eventTerms(JournalScope::People, TextFilter::parse(u"a"_s)).size(), 2);
    const EventMatcher failures(eventTerms(JournalScope::Failures, {}));
    const auto fails = [&failures](const Event& event) {
        return failures.matches({eventKind(event), {}, {}, {}, [&event] { return Json::toText(event); }});
    };
    QVERIFY(fails(Events::SequenceStopped{}));
    QVERIFY(fails(Events::JobEnded{.state = JobState::Failed}));
    QVERIFY(!fails(Events::JobEnded{.state = JobState::Finished}));
    QVERIFY(fails(Events::PoolStatusChanged{.to = PoolStatus::HoldBuild}));
    QVERIFY(!fails(Events::PoolStatusChanged{.to = PoolStatus::InUse}));
    QVERIFY(fails(Events::OperationStateChanged{.to = OperationState::NeedsAttention}));
}

void TestJournalModel::changesTellBeforeAndAfter()
{
    const Events::ParamsChanged params{
        .set = {{u"a"_s, 2}, {u"key"_s, QJsonObject{{u"$sealed"_s, u"x"_s}}}},
        .removed = {u"b"_s},
        .before = {{u"a"_s, 1}, {u"b"_s, true}, {u"key"_s, QJsonObject{{u"$sealed"_s, u"y"_s}}}}};
    const std::optional<EventSides> sides = eventSides(params);
    QVERIFY(sides.has_value());
    QCOMPARE(sides->before, (QJsonObject{{u"a"_s, 1}, {u"b"_s, true}, {u"key"_s, u"••••••••"_s}}));
    QCOMPARE(sides->after, (QJsonObject{{u"a"_s, 2}, {u"key"_s, u"•••••••• (changed)"_s}}));
    Pool before{.name = u"p"_s, .minFree = 2};
    Pool after = before;
    after.minFree = 5;
    QCOMPARE(eventSides(Events::PoolSaved{after, before})->before.value("minFree"_L1).toInt(), 2);
    QCOMPARE(eventSides(Events::PoolSaved{after, before})->after.value("minFree"_L1).toInt(), 5);
    QVERIFY(!eventSides(Events::JobCreated{}));
    QVERIFY(kindsWithSides().contains(u"PoolStatusChanged"_s));
    QVERIFY(!kindsWithSides().contains(u"JobEnded"_s));
}

void TestJournalModel::likeEventsAreFolded()
{
    m_journal.edit = [](EventRecord& record) {
        if (record.seq >= 900 && record.seq <= 904) {
            record.subject = u"operation op-1"_s;
            record.event = Events::OperationProgressed{.operation = {1}, .done = int(record.seq), .total = 9};
        }
    };
    JournalModel model(*m_engine, *m_replica, plainWords(), words());
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    (void)cell(model, 98, JournalColumn::What);
    QTRY_COMPARE(model.rowCount(), 996);
    const int row = model.rowOf(902);
    QCOMPARE(row, 96);
    QCOMPARE(model.seqAt(row), 904);
    QCOMPARE(model.foldedAt(row), 5);
    QCOMPARE(cell(model, row, JournalColumn::What), u"900-904"_s);
    QCOMPARE(model.seqAt(row + 1), 899);
    model.setFollowing(true);
    grow(3);
    QTRY_COMPARE(model.rowCount(), 999);
    QCOMPARE(model.foldedAt(99), 5);
    QCOMPARE(model.reveal(902), 101);
    QCOMPARE(model.rowCount(), 1003);
    QVERIFY(model.foldAgain(100));
    QCOMPARE(model.rowCount(), 999);
    model.setReading(902);
    model.unfold(99);
    QCOMPARE(model.rowCount(), 1003);
}

void TestJournalModel::aFailureIsNeverFolded()
{
    m_journal.edit = [](EventRecord& record) {
        record.subject = u"machine a"_s;
        record.event = Events::SequenceStopped{.stop = Stop::Failed};
    };
    JournalModel model(*m_engine, *m_replica, plainWords(), words());
    (void)cell(model, 0, JournalColumn::What);
    QTRY_COMPARE(cell(model, 0, JournalColumn::What), u"SequenceStopped"_s);
    QCOMPARE(model.rowCount(), 1000);
}

void TestJournalModel::theCauseIsNamedWhereItIsAtHand()
{
    JournalModel model(*m_engine, *m_replica, plainWords(), words());
    (void)cell(model, 0, JournalColumn::What);
    QTRY_VERIFY(!cell(model, 0, JournalColumn::What).isEmpty());
    const int row = model.rowOf(983);
    const EventRecord& event = *model.eventAt(row);
    QCOMPARE(cell(model, row, JournalColumn::Cause),
             u"%1 %2"_s.arg(model.index(row, int(JournalColumn::Cause)).data(CauseSeqRole).toLongLong())
                 .arg(event.cause));
}

void TestJournalModel::documentsHoldNoSecrets()
{
    const EventRecord record{
        .seq = 7,
        .at = Instant(1000),
        .actor = u"user:anna"_s,
        .cause = u"c"_s,
        .subject = u"profile site"_s,
        .event = Events::ParamsChanged{.profile = u"site"_s,
                                       .set = {{u"key"_s, QJsonObject{{u"$sealed"_s, u"abc"_s}}}}}};
    const QJsonObject document = eventDocument(record);
    QCOMPARE(document.value("kind"_L1).toString(), u"ParamsChanged"_s);
    QCOMPARE(document.value("seq"_L1).toInteger(), 7);
    QVERIFY(!document.value("data"_L1).toObject().contains("kind"_L1));
    QVERIFY(!QJsonDocument(document).toJson().contains("abc"));
}

void TestJournalModel::subjectsLeadToObjects()
{
    const FleetScene scene;
    m_replica->apply(scene.snapshot());
    const Machine member = scene.machine(u"r07-u21"_s);
    QCOMPARE(subjectKey(*m_replica, u"machine r07-u21"_s), machineKey(member.id));
    QCOMPARE(subjectKey(*m_replica, u"machine gone"_s), QString());
    QCOMPARE(subjectKey(*m_replica, u"cluster dale-prod-02"_s), clusterKey(u"dale-prod-02"_s));
    QCOMPARE(subjectKey(*m_replica, u"gate dale-prod-02/control-plane-ready"_s),
             clusterKey(u"dale-prod-02"_s));
    QCOMPARE(subjectKey(*m_replica, u"pool metal-gpu"_s), poolKey(u"metal-gpu"_s));
    const Operation* driver = m_replica->driver(u"dale-prod-02"_s);
    QVERIFY(driver);
    QCOMPARE(subjectKey(*m_replica, u"operation "_s + driver->id.toString()), clusterKey(u"dale-prod-02"_s));
    QCOMPARE(subjectKey(*m_replica, u"directory"_s), QString());
}

} // namespace Drover

QTEST_GUILESS_MAIN(Drover::TestJournalModel)
#include "tst_journalmodel.moc"
