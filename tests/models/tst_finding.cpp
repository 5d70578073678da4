#include "models/fuzzymatch.h"
#include "tests/support/fleetscene.h"

#include <QSet>
#include <QTest>
#include <numeric>

using namespace Qt::StringLiterals;

namespace Drover {

using Testing::FleetScene;

/// What the palette finds, and what stands on the fleet map.
class TestFinding : public QObject
{
    Q_OBJECT

private slots:
    void typedLettersAreFound_data();
    void typedLettersAreFound();
    void theNearerAnswerScoresMore_data();
    void theNearerAnswerScoresMore();
};

void TestFinding::typedLettersAreFound_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("title");
    QTest::addColumn<QString>(
        "marked"); ///< the letters that were typed, as they stand in the title; "-" = no answer
    QTest::newRow("nothing typed") << u""_s << u"wold-prod-06"_s << u""_s;
    QTest::newRow("start") << u"wold"_s << u"wold-prod-06"_s << u"wold"_s;
    QTest::newRow("any case") << u"WOLD"_s << u"Update Wold"_s << u"Wold"_s;
    QTest::newRow("begin of a word before its inside") << u"prod"_s << u"aprod prod"_s << u"prod"_s;
    QTest::newRow("two words in any order") << u"prod des"_s << u"Destroy prod"_s << u"Desprod"_s;
    QTest::newRow("letters in order") << u"wp6"_s << u"wold-prod-06"_s << u"wp6"_s;
    QTest::newRow("one word is missing") << u"wold staging"_s << u"wold-prod-06"_s << u"-"_s;
    QTest::newRow("letters out of order") << u"6w"_s << u"wold-prod-06"_s << u"-"_s;
    QTest::newRow("strewn over everything")
        << u"aeiou"_s << u"a long title without end in its course through you"_s << u"-"_s;
}

void TestFinding::typedLettersAreFound()
{
    QFETCH(QString, typed);
    QFETCH(QString, title);
    QFETCH(QString, marked);
    const auto match = fuzzyMatch(typed, title);
    QString shown = u"-"_s;
    if (match) {
        shown.clear();
        for (const int at : match->marks)
            shown += title.at(at);
    }
    QCOMPARE(shown, marked);
}

void TestFinding::theNearerAnswerScoresMore_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("nearer");
    QTest::addColumn<QString>("other");
    QTest::newRow("start before word") << u"pool"_s << u"pool-2"_s << u"Page pool"_s;
    QTest::newRow("word before inside") << u"prod"_s << u"a prod"_s << u"reprod"_s;
    QTest::newRow("whole before letters") << u"cp3"_s << u"x cp3"_s << u"c-p-3"_s;
    QTest::newRow("the thing before what has it") << u"pool"_s << u"Pool"_s << u"pool it"_s;
    QTest::newRow("shorter before longer") << u"blue"_s << u"blue"_s << u"blue-and-green-and-yellow"_s;
}

void TestFinding::theNearerAnswerScoresMore()
{
    QFETCH(QString, typed);
    QFETCH(QString, nearer);
    QFETCH(QString, other);
    const auto best = fuzzyMatch(typed, nearer);
    const auto second = fuzzyMatch(typed, other);
    QVERIFY(best && second);
    QVERIFY2(best->score > second->score, qPrintable(u"%1 %2"_s.arg(best->score).arg(second->score)));
}

} // namespace Drover

QTEST_GUILESS_MAIN(Drover::TestFinding)
#include "tst_finding.moc"
