#include "models/journal/causetrail.h"
#include "models/journal/journalchain.h"
#include "models/journal/journalexport.h"
#include "models/journal/journalvolume.h"
#include "models/journal/rowfolds.h"
#include "models/journal/textdiff.h"
#include "models/replica.h"
#include "tests/support/fakeengine.h"
#include "tests/support/journalscene.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;

namespace Drover {

using namespace Testing;

/// The parts of the journal that answer one question each: folds, comparison, causes, the chain, the volume,
/// the export.
class TestJournalParts : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void foldsMapPlacesToRows();
    void linesAreCompared();
    void documentsBecomeLines();
    void causesAreFoundNearby();
    void aTrailLeadsBackToTheCommand();
    void aTrailGoesBeyondWhatIsNear();
    void anEventLeadsToTheNext();
    void theChainIsCheckedToTheEnd();
    void aBrokenChainNamesItsFirstBadEvent();
    void volumesAreCountedWithoutReading();
    void anExportTakesAllThatMatches();
    void anExportStopsWhereNothingIsTaken();

private:
    FakeEngine m_engine;
    JournalScene m_journal;
};

void TestJournalParts::init()
{
    m_journal = JournalScene(6000);
    m_engine.asked.clear();
    m_engine.onAsk = [this](const Query& query) -> Result<Answer> {
        if (auto answer = m_journal.answerAny(query))
            return *answer;
        return fail(u"not-scripted"_s, u"no answer"_s);
    };
}

void TestJournalParts::foldsMapPlacesToRows()
{
    RowFolds folds;
    folds.fold({10, 14});
    folds.fold({2, 3});
    QCOMPARE(folds.hidden(), 5);
    const QList<qint64> rows{0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9, 9, 9, 9, 9, 10};
    for (qint64 place = 0; place < rows.size(); ++place)
        QCOMPARE(folds.rowOf(place), rows.at(place));
    QCOMPARE(folds.placeOf(2), 2);
    QCOMPARE(folds.placeOf(3), 4);
    QCOMPARE(folds.placeOf(9), 10);
    QCOMPARE(folds.placeOf(10), 15);
    QCOMPARE(folds.runAt(12), (RowFolds::Run{10, 14}));
    QCOMPARE(folds.runAt(15), (RowFolds::Run{15, 15}));
    folds.shift(3);
    QCOMPARE(folds.rowOf(13), 12);
    QVERIFY(folds.unfold(5));
    QVERIFY(!folds.unfold(6));
    QCOMPARE(folds.rowOf(13), 13);
    QCOMPARE(folds.hidden(), 4);
}

void TestJournalParts::linesAreCompared()
{
    const QStringList before{u"a"_s, u"b"_s, u"c"_s, u"d"_s, u"e"_s, u"f"_s, u"g"_s};
    const QStringList after{u"a"_s, u"b"_s, u"c"_s, u"d"_s, u"E"_s, u"f"_s, u"x"_s, u"g"_s};
    using Kind = DiffLine::Kind;
    const QList<DiffLine> expected{{Kind::Left, 0, 0, {}, 3},     {Kind::Same, 4, 4, u"d"_s},
                                   {Kind::Removed, 5, 0, u"e"_s}, {Kind::Added, 0, 5, u"E"_s},
                                   {Kind::Same, 6, 6, u"f"_s},    {Kind::Added, 0, 7, u"x"_s},
                                   {Kind::Same, 7, 8, u"g"_s}};
    QCOMPARE(textDiff(before, after, 1), expected);
    QVERIFY(textDiff(before, before, 1).size() == 1);
    QCOMPARE(textDiff({}, {u"a"_s}, 3), (QList<DiffLine>{{Kind::Added, 0, 1, u"a"_s}}));
}

void TestJournalParts::documentsBecomeLines()
{
    QCOMPARE(documentLines({{u"b"_s, 1}, {u"a"_s, QJsonArray{1, 2}}}),
             (QStringList{u"\"a\": ["_s, u"    1"_s, u"    2"_s, u"]"_s, u"\"b\": 1"_s}));
    QVERIFY(documentLines({}).isEmpty());
}

void TestJournalParts::causesAreFoundNearby()
{
    const auto record = [](qint64 seq, const QString& cause, const QString& subject, Event event) {
        return EventRecord{
            .seq = seq, .at = Instant(seq), .actor = {}, .cause = cause, .subject = subject, .event = event};
    };
    const QList<EventRecord> events{
        record(1, u"c-1"_s, u"machine a"_s, Events::LockChanged{}),
        record(2, u"c-1"_s, u"machine b"_s, Events::LockChanged{}),
        record(3, u"schedule"_s, u"machine a"_s, Events::JobCreated{.job = {.id = {7}}}),
        record(4, u"schedule"_s, u"machine b"_s, Events::JobCreated{.job = {.id = {8}}}),
        record(5, u"j-7"_s, u"machine a"_s, Events::JobEnded{.job = {7}}),
        record(6, u"j-7"_s, u"machine a"_s, Events::SequenceMoved{}),
        record(7, u"j-7"_s, u"cluster c"_s, Events::GateArrived{}),
        record(8, u"schedule"_s, u"machine a"_s, Events::JobCreated{.job = {.id = {9}}})};
    const EventLookup near = [&events](qint64 seq) {
        return seq >= 1 && seq <= events.size() ? &events.at(seq - 1) : nullptr;
    };
    const QList<qint64> causes{0, 1, 1, 2, 3, 5, 5, 6};
    const QList<qint64> effects{2, 4, 5, 0, 6, 8, 0, 0};
    for (const EventRecord& event : events) {
        QCOMPARE(causeNear(event, near), causes.at(event.seq - 1));
        QCOMPARE(effectNear(event, near), effects.at(event.seq - 1));
    }
    QCOMPARE(decisionEnd(events.at(4), near), 7);
    QCOMPARE(decisionEnd(events.at(5), near), 6);
    QCOMPARE(causeKind(u"12"_s), CauseKind::Asked);
    QCOMPARE(causeKind(u"absence"_s), CauseKind::Away);
}

void TestJournalParts::aTrailLeadsBackToTheCommand()
{
    CauseTrail trail(m_engine);
    const EventRecord asked = m_journal.at(5994); // locked by a person
    trail.show(asked);
    QTRY_VERIFY(trail.isComplete());
    const QList<CauseStep> steps = trail.steps();
    QCOMPARE(steps.size(), 2);
    QCOMPARE(steps.first().kind, CauseStep::Kind::Asked);
    QCOMPARE(steps.first().command->request.id, asked.cause);
    QCOMPARE(steps.last().kind, CauseStep::Kind::Shown);
    QCOMPARE(trail.causeSeq(), 0);
}

void TestJournalParts::aTrailGoesBeyondWhatIsNear()
{
    m_journal.edit = [](EventRecord& record) {
        record.subject = u"machine %1"_s.arg(record.seq);
        record.cause = u"schedule"_s;
        if (record.seq == 1000 || record.seq == 5000) {
            record.subject = u"machine a"_s;
            record.cause = u"j-77"_s;
            record.event = record.seq == 1000 ? Event(Events::JobCreated{.job = {.id = {77}}})
                                              : Event(Events::JobEnded{.job = {77}});
        }
    };
    CauseTrail trail(m_engine);
    trail.show(m_journal.at(5000));
    QTRY_VERIFY(trail.isComplete());
    QCOMPARE(trail.causeSeq(), 1000);
    trail.show(m_journal.at(1000));
    QTRY_COMPARE(trail.effectSeq(), 5000);
}

void TestJournalParts::anEventLeadsToTheNext()
{
    m_journal.edit = [](EventRecord& record) {
        record.cause = record.seq >= 3000 && record.seq < 3010 ? u"j-5"_s : u"c-%1"_s.arg(record.seq);
    };
    CauseTrail trail(m_engine);
    trail.show(m_journal.at(3000));
    QTRY_COMPARE(trail.effectSeq(), 3001);
    QCOMPARE(trail.steps().last().kind, CauseStep::Kind::Effects);
    QCOMPARE(trail.steps().last().count, 9);
}

void TestJournalParts::theChainIsCheckedToTheEnd()
{
    JournalChain chain(m_engine);
    QCOMPARE(chain.state(), JournalChain::State::NotChecked);
    chain.verify();
    QCOMPARE(chain.state(), JournalChain::State::Checking);
    chain.verify();
    QTRY_COMPARE(chain.state(), JournalChain::State::Verified);
    QCOMPARE(chain.checkedTo(), 6000);
    QCOMPARE(chain.checkedAt(), m_journal.at(6000).at);
    QVERIFY(m_engine.askedCount<Queries::CheckChain>() >= 2);
    QList<Answers::ChainLink> links;
    chain.links(1, this, [&](const auto& got) { links = got; });
    QTRY_COMPARE(links.size(), 3);
    QCOMPARE(links.first().seq, 1);
    m_engine.onAsk = [](const Query&) -> Result<Answer> { return fail(u"x"_s, u"The disk is gone."_s); };
    chain.verify();
    QTRY_COMPARE(chain.state(), JournalChain::State::Unreadable);
    QCOMPARE(chain.problem(), u"The disk is gone."_s);
}

void TestJournalParts::aBrokenChainNamesItsFirstBadEvent()
{
    m_journal.brokenAt = 2345;
    JournalChain chain(m_engine);
    chain.verify();
    QTRY_COMPARE(chain.state(), JournalChain::State::Broken);
    QCOMPARE(chain.firstBad(), 2345);
    QVERIFY(chain.problem().contains(u"2345"_s));
}

void TestJournalParts::volumesAreCountedWithoutReading()
{
    Replica replica;
    ChangeBatch batch;
    batch.snapshot = true;
    batch.figures.seq = 6000;
    batch.figures.now = m_journal.at(6000).at;
    replica.apply(batch);
    JournalVolume volume(m_engine, replica);
    volume.setBinCount(100);
    QVERIFY(m_engine.asked.isEmpty());
    volume.setShown(true);
    QTRY_COMPARE(volume.bins().size(), 100);
    QTRY_VERIFY(volume.bins().last().searched);
    qint64 events = 0;
    int failures = 0;
    for (const JournalVolume::Bin& bin : volume.bins()) {
        events += bin.events;
        failures += bin.failures;
    }
    QCOMPARE(events, 6000);
    QVERIFY(failures > 0);
    // Failures are searched for, and the first event is read once; nothing else is.
    QVERIFY(m_engine.askedCount<Queries::FindEvents>() <= 1 + JournalVolume::failurePages);
    QCOMPARE(volume.binOf(6000), int(volume.bins().size()) - 1);
    QCOMPARE(volume.binOf(7000), -1);
    // Wider spans, once the journal is older, are searched anew.
    batch.snapshot = false;
    batch.figures.now = batch.figures.now + std::chrono::hours(3);
    replica.apply(batch);
    const Duration before = volume.step();
    QTRY_VERIFY(volume.step() > before && volume.bins().last().searched);
    failures = 0;
    for (const JournalVolume::Bin& bin : volume.bins())
        failures += bin.failures;
    QVERIFY(failures > 0);
    const int asked = m_engine.askedCount<Queries::FindPositions>();
    volume.lookAt(m_journal.at(5990).at);
    QVERIFY(volume.isFollowing());
    QCOMPARE(m_engine.askedCount<Queries::FindPositions>(), asked);
}

void TestJournalParts::anExportTakesAllThatMatches()
{
    JournalExport out(m_engine);
    QSignalSpy finished(&out, &JournalExport::finished);
    qint64 last = 0;
    int taken = 0;
    out.start({{.field = u"kind"_s, .values = {u"jobcreated"_s}}}, 5000,
              [&](const QList<EventRecord>& events) {
                  for (const EventRecord& event : events) {
                      if (event.seq <= last)
                          return false;
                      last = event.seq;
                      ++taken;
                  }
                  return true;
              });
    QTRY_COMPARE(finished.size(), 1);
    QVERIFY(out.isFinished());
    JournalScene upTo(5000);
    QCOMPARE(taken, upTo.countOf(u"JobCreated"_s));
    QCOMPARE(out.events(), taken);
}

void TestJournalParts::anExportStopsWhereNothingIsTaken()
{
    JournalExport out(m_engine);
    QSignalSpy finished(&out, &JournalExport::finished);
    bool asked = false;
    out.start({}, 6000, [&](const QList<EventRecord>&) {
        asked = true;
        return false;
    });
    QTRY_VERIFY(asked);
    QVERIFY(!out.isRunning());
    QVERIFY(!out.isFinished());
    QVERIFY(finished.isEmpty());
}

} // namespace Drover

QTEST_GUILESS_MAIN(Drover::TestJournalParts)
#include "tst_journalparts.moc"
