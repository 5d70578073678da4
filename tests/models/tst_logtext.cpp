#include "models/logtext.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace Drover {

/// A line of output as it is shown.
class TestLogText : public QObject
{
    Q_OBJECT

private slots:
    void lines_data();
    void lines();
    void coloursBecomeRuns();
};

void TestLogText::lines_data()
{
    QTest::addColumn<QString>("raw");
    QTest::addColumn<QString>("time");
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("tone");
    const int none = -1;
    QTest::newRow("plain") << u"gpt written"_s << u""_s << u"gpt written"_s << none;
    QTest::newRow("clock") << u"14:02:50.006 attempt 2"_s << u"14:02:50.006"_s << u"attempt 2"_s << none;
    QTest::newRow("date") << u"2026-11-28T14:02:50Z up"_s << u"2026-11-28T14:02:50Z"_s << u"up"_s << none;
    QTest::newRow("no clock") << u"14:02:50x up"_s << u""_s << u"14:02:50x up"_s << none;
    QTest::newRow("error") << u"curl: (28) Error"_s << u""_s << u"curl: (28) Error"_s << int(Tone::Bad);
    QTest::newRow("warning") << u"warning: slow"_s << u""_s << u"warning: slow"_s << int(Tone::Warn);
    QTest::newRow("meter") << u"10 %\r20 %\r"_s << u""_s << u"20 %"_s << none;
    QTest::newRow("tab") << u"a\tb"_s << u""_s << u"a    b"_s << none;
    QTest::newRow("control") << u"a\x01z"_s << u""_s << u"a\uFFFDz"_s << none;
    QTest::newRow("cursor moves vanish") << u"\x1b[2K\x1b[1Gdone"_s << u""_s << u"done"_s << none;
    QTest::newRow("title") << u"\x1b]0;title\x07rest"_s << u""_s << u"rest"_s << none;
    QTest::newRow("cut sequence") << u"text\x1b[3"_s << u""_s << u"text"_s << none;
    QTest::newRow("lone escape") << u"text\x1b"_s << u""_s << u"text"_s << none;
    QTest::newRow("empty") << u""_s << u""_s << u""_s << none;
}

void TestLogText::lines()
{
    QFETCH(QString, raw);
    const LogLine line = logLine(raw);
    QTEST(line.time, "time");
    QTEST(line.text, "text");
    QTEST(line.tone ? int(*line.tone) : -1, "tone");
}

void TestLogText::coloursBecomeRuns()
{
    const LogLine line = logLine(u"\x1b[32mok\x1b[0m then \x1b[1;91mfailed\x1b[39m bold\x1b[m."_s);
    QCOMPARE(line.text, u"ok then failed bold."_s);
    const QList<LogRun> runs{
        {0, 2, LogColor::Green, false}, {8, 6, LogColor::Red, true}, {14, 5, LogColor::Plain, true}};
    QCOMPARE(line.runs, runs);
    const LogLine other = logLine(u"\x1b[38;5;208morange\x1b[0m"_s); // taste, not meaning
    QCOMPARE(other.text, u"orange"_s);
    QVERIFY(other.runs.isEmpty());
}

} // namespace Drover

QTEST_GUILESS_MAIN(Drover::TestLogText)
#include "tst_logtext.moc"
