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

/// A cluster of 153, without chance: whole waves of jobs end at one moment.
Outcomes provisioned(qsizetype eventsPerTurn)
{
    EngineWorld world({.machines = 160, .eventsPerTurn = eventsPerTurn});
    world.must(Commands::StartOperation{EngineWorld::provision(u"c1"_s, 3, 150), {}, true});
    if (world.state().memberCounts(u"c1"_s) != MemberCounts{153, 153, 0})
        qFatal("the cluster is not complete");
    Outcomes outcomes{{}, world.largestTurn()};
    for (const EventRecord& record : world.journal())
        outcomes.journal += Json::toText(record) + '\n';
    return outcomes;
}

} // namespace

/// A turn is bounded by counts, however much is due at once, and nothing depends on where it ends.
class TestTurns : public QObject
{
    Q_OBJECT

private slots:
    void aTurnStaysSmall();
    void theJournalDoesNotDependOnItsTurns();
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

QTEST_GUILESS_MAIN(TestTurns)
#include "tst_turns.moc"
