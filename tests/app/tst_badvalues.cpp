#include "tests/app/droverprogram.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <sys/stat.h>

using namespace Qt::StringLiterals;
using Drover::Testing::DroverProgram;
using Drover::Testing::Ran;

namespace {

/// Lists in each other, as deep as a parser of the command line goes.
QString deep(int levels = 1022)
{
    return QString(levels, u'[') + QString(levels, u']');
}

} // namespace

/// Values and files that are made to hurt, through the real executable: each is refused with what is wrong,
/// and the directory opens as before.
class TestBadValues : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void whatIsNestedTooDeepIsRefused_data();
    void whatIsNestedTooDeepIsRefused();
    void aPatternTakesLittleTime();
    void aWrongParamInAnInventoryIsToldWithItsPlace();
    void whatIsNoFileIsNotRead_data();
    void whatIsNoFileIsNotRead();
    void aPackThatTakesAwayWhatIsUsed();
    void aClusterTakesNoProfilesName();
    void whatBecomesSecretIsSealed();
    void doctorTriesTheKey();
    void aRefusedCommandKeepsNoSecret();
    void whatCanNotBeWrittenIsTold();
    void aFileSizeLimitIsNoEnd();
    void cleanup();

private:
    [[nodiscard]] QString written(const QString& name, const QByteArray& text) const;
    [[nodiscard]] bool holds(const QByteArray& text) const;

    DroverProgram m_drover;
};

QString TestBadValues::written(const QString& name, const QByteArray& text) const
{
    QFile file(m_drover.filePath(name));
    const bool done = file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
    return done ? file.fileName() : QString();
}

/// Does the text stand anywhere in the tables of the data directory?
bool TestBadValues::holds(const QByteArray& text) const
{
    QFile file(m_drover.data + u"/drover.db"_s);
    return file.open(QIODevice::ReadOnly) && file.readAll().contains(text);
}

void TestBadValues::initTestCase()
{
    const QString machines = written(u"machines.yaml"_s, "machines: [{name: m1}]\n");
    const QString pack =
        written(u"site.yaml"_s, "meta: {Name: site, Version: 1.0.0}\n"
                                "sections:\n"
                                "  params:\n"
                                "    word: {Name: word, Schema: {type: string, pattern: \"^(a|b)*$\"}}\n"
                                "    slow: {Name: slow, Schema: {type: string, pattern: \"^(a+)+$\"}}\n"
                                "    rack: {Name: rack, Schema: {type: string}}\n"
                                "  profiles:\n"
                                "    site-base: {Name: site-base}\n");
    for (const QStringList& words :
         {QStringList{u"content"_s, u"load"_s, pack}, QStringList{u"inventory"_s, u"import"_s, machines},
          QStringList{u"profile"_s, u"create"_s, u"mine"_s}}) {
        const Ran ran = m_drover.run(words);
        QVERIFY2(ran.code == 0, ran.all().constData());
    }
}

/// Whatever was tried, the directory is sound.
void TestBadValues::cleanup()
{
    const Ran verified = m_drover.run(u"journal verify"_s);
    QVERIFY2(verified.code == 0, verified.all().constData());
    QCOMPARE(m_drover.run(u"get machines -o json"_s).array().size(), 1);
}

void TestBadValues::whatIsNestedTooDeepIsRefused_data()
{
    QTest::addColumn<QStringList>("words");
    const QString value = u"x="_s + deep();
    QTest::newRow("machine") << QStringList{u"machine"_s, u"set"_s, u"m1"_s, value};
    QTest::newRow("broker") << QStringList{u"machine"_s, u"set"_s, u"pool-broker"_s, value};
    QTest::newRow("profile") << QStringList{u"profile"_s, u"set"_s, u"mine"_s, value};
    QTest::newRow("new profile") << QStringList{u"profile"_s, u"create"_s, u"other"_s, value};
    QTest::newRow("global profile") << QStringList{u"profile"_s, u"set"_s, u"global"_s, value};
    QTest::newRow("declared") << QStringList{u"machine"_s, u"set"_s, u"m1"_s, u"word="_s + deep()};
    QTest::newRow("just too deep") << QStringList{u"machine"_s, u"set"_s, u"m1"_s, u"x="_s + deep(101)};
    QTest::newRow("seemingly sealed")
        << QStringList{u"machine"_s, u"set"_s, u"m1"_s, u"x={\"$sealed\":%1}"_s.arg(deep(1000))};
    QTest::newRow("pool") << QStringList{u"pool"_s, u"set"_s, u"default"_s, u"--enter-param"_s, value};
    QTest::newRow("new broker") << QStringList{u"broker"_s, u"create"_s, u"other"_s, u"--param"_s, value};
    QTest::newRow("cluster") << QStringList{u"cluster"_s,  u"provision"_s, u"c1"_s, u"--role"_s,
                                            u"worker=1"_s, u"--param"_s,   value};
}

void TestBadValues::whatIsNestedTooDeepIsRefused()
{
    QFETCH(QStringList, words);
    const Ran ran = m_drover.run(words);
    QCOMPARE(ran.code, 2);
    QVERIFY2(ran.all().contains("in each other more than 100 deep"), ran.all().constData());
}

void TestBadValues::aPatternTakesLittleTime()
{
    QElapsedTimer timer;
    timer.start();
    const Ran fits = m_drover.run({u"machine"_s, u"set"_s, u"m1"_s, u"word="_s + QString(100'000, u'a')});
    QVERIFY2(fits.code == 0, fits.all().right(300).constData());
    const Ran slow = m_drover.run({u"machine"_s, u"set"_s, u"m1"_s, u"slow="_s + QString(40, u'a') + u'b'});
    QCOMPARE(slow.code, 2);
    QVERIFY2(slow.err.contains("^(a+)+$ in fewer steps"), slow.all().constData());
    QVERIFY2(timer.elapsed() < 20'000, qPrintable(QString::number(timer.elapsed())));
}

void TestBadValues::aWrongParamInAnInventoryIsToldWithItsPlace()
{
    const QString file = written(u"half.yaml"_s, "machines:\n"
                                                 "- {name: b1, params: {rack: r1}}\n"
                                                 "- name: b2\n"
                                                 "  params: {rack: 5}\n");
    const Ran ran = m_drover.run({u"inventory"_s, u"import"_s, file});
    QCOMPARE(ran.code, 2);
    QVERIFY2(ran.err.contains(file.toUtf8() + ":3: machine b2: param \"rack\": expected a string"),
             ran.all().constData());
}

void TestBadValues::whatIsNoFileIsNotRead_data()
{
    QTest::addColumn<QStringList>("words");
    const QString pipe = m_drover.filePath(u"pipe.yaml"_s);
    const QString folder = m_drover.filePath(u"folder.yaml"_s);
    const QString zero = m_drover.filePath(u"zero.yaml"_s);
    QCOMPARE(mkfifo(pipe.toLocal8Bit().constData(), 0600), 0);
    QVERIFY(QDir().mkpath(folder));
    QVERIFY(QFile::link(u"/dev/zero"_s, zero));
    QTest::newRow("load a pipe") << QStringList{u"content"_s, u"load"_s, pipe};
    QTest::newRow("check a pipe") << QStringList{u"content"_s, u"check"_s, pipe};
    QTest::newRow("check a device") << QStringList{u"content"_s, u"check"_s, u"/dev/zero"_s};
    QTest::newRow("import a pipe") << QStringList{u"inventory"_s, u"import"_s, pipe};
    QTest::newRow("import a device") << QStringList{u"inventory"_s, u"import"_s, zero};
    QTest::newRow("import a folder") << QStringList{u"inventory"_s, u"import"_s, folder};
    QTest::newRow("options from a pipe")
        << QStringList{u"cluster"_s, u"provision"_s, u"c1"_s, u"--options"_s, pipe};
    QTest::newRow("a document from a device")
        << QStringList{u"content"_s, u"render"_s, u"any-task"_s, u"--data"_s, zero};
}

void TestBadValues::whatIsNoFileIsNotRead()
{
    QFETCH(QStringList, words);
    const Ran ran = m_drover.run(words);
    QCOMPARE(ran.code, 2);
    QVERIFY2(ran.err.contains(words.last().toLocal8Bit() + ": can't be read: it is no regular file"),
             ran.all().constData());
}

void TestBadValues::aPackThatTakesAwayWhatIsUsed()
{
    const QByteArray before = m_drover.run(u"get workflows -o json"_s).out;
    const QString other =
        written(u"drover.yaml"_s, "meta: {Name: drover, Version: 9.9.9}\nsections: {tasks: {}}\n");
    const Ran whole = m_drover.run({u"content"_s, u"load"_s, other});
    QCOMPARE(whole.code, 2);
    QVERIFY2(
        whole.err.contains("content drover would lose workflow universal-decommission, which pool default"),
        whole.all().constData());
    QCOMPARE(m_drover.run(u"get workflows -o json"_s).out, before);

    QCOMPARE(m_drover.run(u"machine set m1 --profile site-base"_s).code, 0);
    const QString lesser =
        written(u"lesser.yaml"_s, "meta: {Name: site, Version: 1.0.1}\nsections: {tasks: {}}\n");
    const Ran part = m_drover.run({u"content"_s, u"load"_s, lesser});
    QCOMPARE(part.code, 2);
    QVERIFY2(part.err.contains("content site would lose profile site-base, which machine m1 uses"),
             part.all().constData());
    QCOMPARE(m_drover.run(u"machine set m1 --profile resource-pool"_s).code, 0);
    QCOMPARE(m_drover.run({u"content"_s, u"load"_s, lesser}).code, 0);
}

void TestBadValues::aClusterTakesNoProfilesName()
{
    for (const QString& name : {u"mine"_s, u"resource-pool"_s}) {
        const Ran ran =
            m_drover.run({u"cluster"_s, u"provision"_s, name, u"--role"_s, u"worker=1"_s, u"--plan"_s});
        QCOMPARE(ran.code, 2);
        QVERIFY2(ran.all().contains("A profile is already named"), ran.all().constData());
    }
}

void TestBadValues::whatBecomesSecretIsSealed()
{
    QCOMPARE(m_drover.run(u"machine set m1 token=writtenbefore"_s).code, 0);
    QCOMPARE(m_drover.run(u"profile set mine token=writtenbefore"_s).code, 0);
    const QString pack =
        written(u"secrets.yaml"_s,
                "meta: {Name: secrets, Version: 1.0.0}\n"
                "sections: {params: {token: {Name: token, Secure: true, Schema: {type: string}}}}\n");
    const Ran loaded = m_drover.run({u"content"_s, u"load"_s, pack});
    QVERIFY2(loaded.code == 0 && loaded.out.contains("token is secret now"), loaded.all().constData());
    for (const QString& words : {u"get machines m1 -o json"_s, u"get profiles mine -o json"_s}) {
        const Ran shown = m_drover.run(words);
        QVERIFY2(shown.code == 0 && !shown.out.contains("writtenbefore"), shown.all().constData());
    }
    QVERIFY(m_drover.run(u"get machines m1 -o json"_s).out.contains("\"token\": \"(secret)\""));
}

void TestBadValues::doctorTriesTheKey()
{
    QCOMPARE(m_drover.run(u"doctor"_s).code, 0);
    QFile file(m_drover.data + u"/key"_s);
    QVERIFY(file.open(QIODevice::ReadWrite));
    const QByteArray key = file.readAll();
    const auto put = [&file](const QByteArray& bytes) {
        return file.resize(0) && file.seek(0) && file.write(bytes) == bytes.size() && file.flush();
    };
    QVERIFY(put("too short"));
    const Ran spoilt = m_drover.run(u"doctor"_s);
    QVERIFY2(spoilt.code == 1 && spoilt.all().contains("does not hold a key"), spoilt.all().constData());
    QVERIFY(put(QByteArray(key.size(), 'x')));
    const Ran other = m_drover.run(u"doctor"_s);
    QVERIFY2(other.code == 1 && other.all().contains("sealed with another key"), other.all().constData());
    QVERIFY(put(key));
}

void TestBadValues::aRefusedCommandKeepsNoSecret()
{
    const Ran ran = m_drover.run(u"cluster provision c1 --set token=neverwritten"_s);
    QCOMPARE(ran.code, 2);
    QCOMPARE(m_drover.run(u"machine set nobody tokn=neverwritten"_s).code, 2);
    QVERIFY(holds("m1"));
    QVERIFY(!holds("neverwritten"));
}

void TestBadValues::whatCanNotBeWrittenIsTold()
{
    QProcess process;
    process.setStandardOutputFile(u"/dev/full"_s);
    process.start(QStringLiteral(DROVER_BIN_DIR "/drover"),
                  {u"--data"_s, m_drover.data, u"journal"_s, u"export"_s});
    QVERIFY(process.waitForFinished(Drover::Testing::programDeadlineMs));
    QCOMPARE(process.exitCode(), 1);
    QVERIFY(process.readAllStandardError().contains("the standard output can't be written"));
}

/// As a quota or a service's limit ends it: told, and not by a signal.
void TestBadValues::aFileSizeLimitIsNoEnd()
{
    QProcess process;
    process.start(u"sh"_s, {u"-c"_s, u"ulimit -f 100; exec \"$0\" --data \"$1\" get pools"_s,
                            QStringLiteral(DROVER_BIN_DIR "/drover"), m_drover.filePath(u"limited"_s)});
    QVERIFY(process.waitForFinished(Drover::Testing::programDeadlineMs));
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 2);
    QVERIFY(!process.readAllStandardError().isEmpty());
}

QTEST_GUILESS_MAIN(TestBadValues)
#include "tst_badvalues.moc"
