#include "app/shepherd/masker.h"
#include "engine/effects/outputreader.h"
#include "engine/effects/outputstail.h"
#include "engine/effects/runtimedirectory.h"
#include "engine/effects/runworkspace.h"
#include "engine/effects/shepherdwire.h"
#include "engine/effects/spoolstatus.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>
#include <QtEndian>

using namespace Qt::StringLiterals;
using namespace Drover;

/// The files and formats around a run, without running anything.
class EffectsFilesTest : public QObject
{
    Q_OBJECT
private slots:
    void maskHidesHoweverItIsCut_data();
    void maskHidesHoweverItIsCut();
    void framesSurviveEveryCut();
    void brokenFramesAreRefused();
    void keysBecomeFileNames();
    void interpreterIsWhatTheKernelWouldRun();
    void unreadableStatusIsLost();
    void textIsCutBetweenCharacters();
    void indexTellsTimes();
    void whatWasSaidBeforeItIsFollowedIsTold();
    void foreignRuntimeDirectoryIsRefused();
    void placesOfNoMachineGo();
};

void EffectsFilesTest::placesOfNoMachineGo()
{
    const QTemporaryDir data;
    const RunWorkspace workspace(data.path());
    QVERIFY(workspace.open());
    const auto place = [&](const QString& machine) {
        return data.filePath(u"machines/"_s + RunWorkspace::fileName(machine));
    };
    for (const QString& machine : {u"stays"_s, u"gone"_s, u"left/something"_s})
        QVERIFY(QDir().mkpath(place(machine)));
    QFile kept(place(u"left/something"_s) + u"/data"_s);
    QVERIFY(kept.open(QIODevice::WriteOnly));
    workspace.keepOnly({u"stays"_s});
    QVERIFY(QFileInfo::exists(place(u"stays"_s)));
    QVERIFY(!QFileInfo::exists(place(u"gone"_s)));
    QVERIFY2(kept.exists(), "what somebody left there is gone");
}

void EffectsFilesTest::maskHidesHoweverItIsCut_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("wanted");
    QTest::newRow("one") << QByteArray("a secret b") << QByteArray("a ******** b");
    QTest::newRow("two in a row") << QByteArray("secretsecret") << QByteArray("****************");
    QTest::newRow("longest first") << QByteArray("secret-long.") << QByteArray("********.");
    QTest::newRow("beginning of the longer one") << QByteArray("secret-lo.") << QByteArray("********-lo.");
    QTest::newRow("broken off") << QByteArray("a secre") << QByteArray("a secre");
    QTest::newRow("false start") << QByteArray("sesecret aab") << QByteArray("se******** ********");
    QTest::newRow("overlap with itself") << QByteArray("aaab") << QByteArray("a********");
}

void EffectsFilesTest::maskHidesHoweverItIsCut()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, wanted);
    for (qsizetype first = 0; first <= text.size(); ++first) {
        for (qsizetype second = first; second <= text.size(); ++second) {
            Shepherd::Masker masker({"secret", "secret-long", "aab", ""});
            std::string got = masker.feed(text.first(first).toStdString());
            got += masker.feed(text.sliced(first, second - first).toStdString());
            got += masker.feed(text.sliced(second).toStdString());
            got += masker.finish();
            QCOMPARE(QByteArray::fromStdString(got), wanted);
        }
    }
}

void EffectsFilesTest::framesSurviveEveryCut()
{
    const Wire::Message first{"start", "", std::string("\0\n", 2)};
    const std::string bytes = Wire::encode(first) + Wire::encode({"ping"});
    for (std::size_t cut = 0; cut <= bytes.size(); ++cut) {
        Wire::Decoder decoder;
        std::vector<Wire::Message> got;
        decoder.feed(bytes.data(), cut);
        while (const auto message = decoder.next())
            got.push_back(*message);
        decoder.feed(bytes.data() + cut, bytes.size() - cut);
        while (const auto message = decoder.next())
            got.push_back(*message);
        QCOMPARE(got, (std::vector<Wire::Message>{first, {"ping"}}));
    }
}

void EffectsFilesTest::brokenFramesAreRefused()
{
    for (const std::string& bytes : {std::string("\xff\xff\xff\xff", 4), std::string("\x03\0\0\0abc", 7),
                                     std::string("\x05\0\0\0\x09\0\0\0a", 9)}) {
        Wire::Decoder decoder;
        decoder.feed(bytes.data(), bytes.size());
        QVERIFY(!decoder.next());
        QVERIFY(decoder.isBad());
    }
}

void EffectsFilesTest::keysBecomeFileNames()
{
    QCOMPARE(RunWorkspace::fileName(u"3f-1.0.1.1"_s), u"3f-1.0.1.1"_s);
    QCOMPARE(RunWorkspace::fileName(u"a/b c~\u00e9"_s), u"a%2Fb%20c%7E%C3%A9"_s);
    QCOMPARE(RunWorkspace::fileName(u"../x"_s), u"%2E.%2Fx"_s);
}

void EffectsFilesTest::interpreterIsWhatTheKernelWouldRun()
{
    const auto of = [](const QByteArray& text) { return interpreterOf({u"t"_s, text}, u"/s"_s); };
    QCOMPARE(*of("echo\n"), (QStringList{u"/bin/sh"_s, u"/s"_s}));
    QCOMPARE(*of("#! /bin/sh -e -u \necho\n"), (QStringList{u"/bin/sh"_s, u"-e -u"_s, u"/s"_s}));
    QCOMPARE(*of("#!/bin/sh"), (QStringList{u"/bin/sh"_s, u"/s"_s}));
    QCOMPARE(of("#!/no/such\n").error().code, u"interpreter-missing"_s);
}

void EffectsFilesTest::unreadableStatusIsLost()
{
    QCOMPARE(outcomeFromStatus(u"k"_s, "version=1\nend=exited\ncode=7\nstarted=5\nended=9\ndetail=a=b\n"),
             (RunOutcome{u"k"_s, JobEnd::Exited, 7, Instant(5), Instant(9), u"a=b"_s, {}}));
    QCOMPARE(outcomeFromStatus(u"k"_s, "version=1\nend=ex").end, JobEnd::Lost);
    QCOMPARE(outcomeFromStatus(u"k"_s, "version=2\nend=exited\ncode=0\n").end, JobEnd::Lost);
    QCOMPARE(outcomeFromStatus(u"k"_s, "").end, JobEnd::Lost);
}

void EffectsFilesTest::textIsCutBetweenCharacters()
{
    const QTemporaryDir directory;
    const QString path = directory.filePath(u"k.log"_s);
    const OutputReader reader(path);
    QCOMPARE(reader.read(0, 10, false)->next, 0); // no file yet
    const QString text = u"a\u00e9\u20ac\U0001F600z"_s;
    QVERIFY(writePrivateFile(path, text.toUtf8(), 0600));
    QString got;
    qint64 at = 0;
    while (at < reader.size()) {
        const OutputChunk chunk = *reader.read(at, 4, false);
        QVERIFY(chunk.next > at);
        got += chunk.text;
        at = chunk.next;
    }
    QCOMPARE(got, text);
    QVERIFY(writePrivateFile(path, "ab\xe2\x82", 0600));
    QCOMPARE(reader.read(0, 10, false)->text, u"ab"_s);
    QCOMPARE(reader.read(2, 10, false)->next, 2);
    QCOMPARE(reader.read(0, 10, true)->text, u"ab\uFFFD\uFFFD"_s); // one for each byte
}

void EffectsFilesTest::indexTellsTimes()
{
    const QTemporaryDir directory;
    QByteArray index(3 * 16, '\0');
    const QList<QPair<qint64, qint64>> records{{100, 1000}, {250, 2000}, {900, 5000}};
    for (qsizetype i = 0; i < records.size(); ++i) {
        qToLittleEndian<qint64>(records[i].first, index.data() + i * 16);
        qToLittleEndian<qint64>(records[i].second, index.data() + i * 16 + 8);
    }
    QVERIFY(writePrivateFile(directory.filePath(u"k.idx"_s), index, 0600));
    const OutputReader reader(directory.filePath(u"k.log"_s));
    QCOMPARE(reader.timeAt(0), Instant(1000));
    QCOMPARE(reader.timeAt(100), Instant(2000));
    QCOMPARE(reader.timeAt(899), Instant(5000));
    QVERIFY(!reader.timeAt(900));
    QCOMPARE(reader.sizeAt(Instant(999)), 0);
    QCOMPARE(reader.sizeAt(Instant(4999)), 250);
    QCOMPARE(reader.sizeAt(Instant(9999)), 900);
}

void EffectsFilesTest::whatWasSaidBeforeItIsFollowedIsTold()
{
    const QTemporaryDir directory;
    const QString path = directory.filePath(u"outputs"_s);
    QVERIFY(writePrivateFile(path, "progress=5\nstatus=a\nprogress=150\nprogress=x\na=1\nstatus=cut", 0600));
    OutputsTail tail;
    QCOMPARE(tail.watch(u"k"_s, path),
             (QList<Observation>{{u"k"_s, Observation::Kind::Status, 0, 0, u"a"_s},
                                 {u"k"_s, Observation::Kind::Progress, 0, 100, {}}}));
    QFile file(path);
    QVERIFY(file.open(QIODevice::Append) && file.write(" off\n") > 0);
    file.close();
    QCOMPARE(tail.finish(u"k"_s),
             (QList<Observation>{{u"k"_s, Observation::Kind::Status, 0, 0, u"cut off"_s}}));
    QVERIFY(tail.finish(u"k"_s).isEmpty());
}

void EffectsFilesTest::foreignRuntimeDirectoryIsRefused()
{
    const QTemporaryDir directory;
    QVERIFY(makePrivateDirectory(directory.filePath(u"own"_s)));
    QVERIFY(makePrivateDirectory(directory.filePath(u"own"_s)));
    QFile::setPermissions(directory.filePath(u"own"_s),
                          QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner | QFile::ReadOther);
    QCOMPARE(makePrivateDirectory(directory.filePath(u"own"_s)).error().code, u"directory-not-private"_s);
    QVERIFY(QFile::link(directory.path(), directory.filePath(u"link"_s)));
    QCOMPARE(makePrivateDirectory(directory.filePath(u"link"_s)).error().code, u"directory-not-private"_s);
}

QTEST_GUILESS_MAIN(EffectsFilesTest)
#include "tst_effects_files.moc"
