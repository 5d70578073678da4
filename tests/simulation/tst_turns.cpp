#include "engine/core/json.h"
#include "tests/support/engineworld.h"

#include <QTest>

using namespace Drover;
using namespace Qt::StringLiterals;

namespace {

struct Outcomes
{
    QByteArray journal;
    qsizetype largestTurn = 0;
};

QByteArray journalOf(const EngineWorld& world)
{
    QByteArray journal;
    for (const EventRecord& record : world.journal())
        journal += Json::toText(record) + '\n';
    return journal;
}

/// A cluster of 153, without chance: whole waves of jobs end at one moment.
Outcomes provisioned(qsizetype eventsPerTurn)
{
    EngineWorld world({.machines = 160, .eventsPerTurn = eventsPerTurn});
    world.must(Commands::StartOperation{EngineWorld::provision(u"c1"_s, 3, 150), {}, true});
    if (world.state().memberCounts(u"c1"_s) != MemberCounts{153, 153, 0})
        qFatal("the cluster is not complete");
    return {journalOf(world), world.largestTurn()};
}

/// An edit of each of so many machines; the thirty-first names one that is not there.
QList<CommandRequest> editing(int count)
{
    QList<CommandRequest> requests;
    for (int i = 0; i < count; ++i) {
        CommandRequest request;
        request.id = u"edit-%1"_s.arg(i);
        request.actor = u"user:test"_s;
        request.via = u"cli"_s;
        request.command =
            Commands::EditMachine{i == 30 ? u"nobody"_s : u"m-%1"_s.arg(i + 1, 3, 10, QLatin1Char('0')),
                                  {},
                                  u"number %1"_s.arg(i),
                                  {},
                                  {},
                                  {}};
        requests.append(request);
    }
    return requests;
}

} // namespace

/// A turn is bounded by counts, however much is due at once, and nothing depends on where it ends.
class TestTurns : public QObject
{
    Q_OBJECT

private slots:
    void aTurnStaysSmall();
    void theJournalDoesNotDependOnItsTurns();
    void commandsShareATurn();
    void aRepeatedCommandAmongThemKeepsItsAnswer();
    void whatCantBeWrittenIsRefusedTogether();
};

void TestTurns::aTurnStaysSmall()
{
    const qsizetype limit = EngineCore::Parts().eventsPerTurn;
    const Outcomes outcomes = provisioned(limit);
    qInfo() << "the largest turn:" << outcomes.largestTurn << "events";
    QVERIFY2(limit <= 1000, "a turn that makes thousands of events keeps commands waiting");
    QVERIFY2(outcomes.largestTurn < 2 * limit, qPrintable(QString::number(outcomes.largestTurn)));
}

void TestTurns::theJournalDoesNotDependOnItsTurns()
{
    const Outcomes small = provisioned(50);
    const Outcomes large = provisioned(1000000);
    QVERIFY(small.largestTurn < 1000);
    QVERIFY(large.largestTurn > 10000);
    QCOMPARE(small.journal, large.journal);
}

/// Together or one by one: the same journal, and each has its own answer.
void TestTurns::commandsShareATurn()
{
    EngineWorld together({.machines = 60});
    EngineWorld apart({.machines = 60});
    const QList<CommandRequest> requests = editing(60);
    const qsizetype before = together.turns();
    const std::vector<Result<Receipt>> answers = together.core().submit(requests);
    QCOMPARE(answers.size(), std::size_t(requests.size()));
    QVERIFY2(together.turns() - before < 10, qPrintable(QString::number(together.turns() - before)));
    for (qsizetype i = 0; i < requests.size(); ++i) {
        const Result<Receipt> alone = apart.core().submit(requests[i]);
        QCOMPARE(answers[std::size_t(i)].has_value(), alone.has_value());
        if (alone)
            QCOMPARE(answers[std::size_t(i)]->seq, alone->seq);
        else
            QCOMPARE(answers[std::size_t(i)].error().code, alone.error().code);
    }
    QVERIFY(!answers[30]); // nobody is called so; the others were carried out all the same
    QCOMPARE(journalOf(together), journalOf(apart));
    QVERIFY2(together.violations().isEmpty(), qPrintable(together.violations().join(u'\n')));
}

void TestTurns::aRepeatedCommandAmongThemKeepsItsAnswer()
{
    EngineWorld world({.machines = 4});
    QList<CommandRequest> requests = editing(3);
    requests.insert(1, requests.first());
    requests.append(requests.first());
    const std::vector<Result<Receipt>> answers = world.core().submit(requests);
    QVERIFY(answers[0] && answers[1] && answers[4]);
    QCOMPARE(answers[1]->seq, answers[0]->seq);
    QCOMPARE(answers[4]->seq, answers[0]->seq);
    int edits = 0;
    for (const EventRecord& record : world.journal())
        edits += std::holds_alternative<Events::MachineEdited>(record.event) ? 1 : 0;
    QCOMPARE(edits, 3);
}

void TestTurns::whatCantBeWrittenIsRefusedTogether()
{
    EngineWorld world({.machines = 12});
    const QByteArray before = journalOf(world);
    world.store().failWith(Error{u"store-full"_s, u"no space"_s, {}, {}});
    const std::vector<Result<Receipt>> refused = world.core().submit(editing(12));
    for (const Result<Receipt>& answer : refused)
        QVERIFY(!answer);
    QCOMPARE(journalOf(world), before);
    world.store().failWith({});
    // The store is back: the same commands go, and are carried out once.
    const std::vector<Result<Receipt>> done = world.core().submit(editing(12));
    for (const Result<Receipt>& answer : done)
        QVERIFY2(answer.has_value(), answer ? "" : qPrintable(answer.error().text));
    QCOMPARE(world.state().machineNamed(u"m-012"_s)->description, u"number 11"_s);
    QVERIFY2(world.violations().isEmpty(), qPrintable(world.violations().join(u'\n')));
}

QTEST_GUILESS_MAIN(TestTurns)
#include "tst_turns.moc"
