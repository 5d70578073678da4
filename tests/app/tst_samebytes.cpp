#include "tests/app/droverprogram.h"

#include <QDir>
#include <QFile>

using namespace Qt::StringLiterals;
using Drover::Testing::DroverProgram;
using Drover::Testing::Ran;

namespace {

/// A pack with a secret, and a number with a decimal point that some places write with a comma.
const QByteArray secretPack = "meta:\n"
                              "  Name: secrets\n"
                              "  Version: 1.0.0\n"
                              "sections:\n"
                              "  params:\n"
                              "    site/password: {Secure: true, Schema: {type: string}}\n"
                              "    site/ratio: {Schema: {type: number}}\n";

} // namespace

/// Two simulated directories given the same commands at full speed export the same bytes, whatever time zone,
/// language and place they are in.
class TestSameBytes : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void everyPlaceExportsTheSame_data();
    void everyPlaceExportsTheSame();
    void anotherSeedExportsOthers();

private:
    [[nodiscard]] QByteArray exported(DroverProgram& drover, int seed, const QStringList& environment) const;

    QTemporaryDir m_files;
    QByteArray m_first;
};

/// The journal of a fixed list of commands; empty after a failure, which has been reported.
QByteArray TestSameBytes::exported(DroverProgram& drover, int seed, const QStringList& environment) const
{
    const QString pack = m_files.filePath(u"secrets.yaml"_s);
    const QList<QStringList> commands{
        {u"demo"_s, u"--machines"_s, u"20"_s, u"--seed"_s, QString::number(seed), u"--speed"_s, u"max"_s},
        {u"content"_s, u"load"_s, pack},
        {u"cluster"_s, u"provision"_s, u"blue"_s, u"--role"_s, u"control-plane=3"_s, u"--role"_s,
         u"worker=5"_s, u"--param"_s, u"site/password=geheim"_s, u"--accept-warnings"_s, u"--wait"_s},
        {u"machine"_s, u"set"_s, u"blue"_s, u"site/ratio=0.1"_s},
        {u"cluster"_s, u"provision"_s, u"green"_s, u"--role"_s, u"control-plane=1"_s, u"--role"_s,
         u"worker=2"_s},
        {u"machine"_s, u"lock"_s, u"blue"_s, u"--reason"_s, u"Größe, İstanbul"_s},
        {u"machine"_s, u"unlock"_s, u"blue"_s, u"--reason"_s, u"test"_s},
        {u"cluster"_s, u"destroy"_s, u"blue"_s, u"--confirm"_s, u"blue"_s, u"--reason"_s, u"test"_s,
         u"--wait"_s}};
    for (const QStringList& command : commands) {
        const Ran ran = drover.run(command, environment);
        if (ran.code != 0) {
            QTest::qFail((command.join(u' ').toUtf8() + ": " + ran.all()).constData(), __FILE__, __LINE__);
            return {};
        }
    }
    const Ran ran = drover.run({u"journal"_s, u"export"_s}, environment);
    return ran.code == 0 ? ran.out : QByteArray();
}

void TestSameBytes::initTestCase()
{
    QFile pack(m_files.filePath(u"secrets.yaml"_s));
    QVERIFY(pack.open(QIODevice::WriteOnly));
    QCOMPARE(pack.write(secretPack), secretPack.size());
    pack.close();
    DroverProgram drover;
    m_first = exported(drover, 11, {u"TZ=UTC"_s, u"LC_ALL=C.UTF-8"_s});
    QVERIFY(m_first.count('\n') > 500);
    QVERIFY(m_first.contains("site/password") && m_first.contains("Größe, İstanbul"));
    QVERIFY(!m_first.contains("geheim"));
    QVERIFY(!m_first.contains(drover.data.toUtf8()));
}

void TestSameBytes::everyPlaceExportsTheSame_data()
{
    QTest::addColumn<QString>("place");
    QTest::addColumn<QStringList>("environment");
    QTest::newRow("the same") << u"data"_s << QStringList{u"TZ=UTC"_s, u"LC_ALL=C.UTF-8"_s};
    QTest::newRow("Nepal, in German, far away")
        << u"Öfen/with a space/and/deep/below/everything/there/is"_s
        << QStringList{u"TZ=Asia/Kathmandu"_s, u"LC_ALL=de_DE.UTF-8"_s, u"LANG=de_DE.UTF-8"_s,
                       u"HOME=/nowhere"_s};
    QTest::newRow("Newfoundland, in Turkish")
        << u"x"_s << QStringList{u"TZ=America/St_Johns"_s, u"LC_ALL=tr_TR.UTF-8"_s, u"LANGUAGE=tr"_s};
    QTest::newRow("no locale, no zone")
        << u"y"_s << QStringList{u"TZ=Nowhere/At_All"_s, u"LC_ALL=C"_s, u"LANG="_s};
}

void TestSameBytes::everyPlaceExportsTheSame()
{
    QFETCH(QString, place);
    QFETCH(QStringList, environment);
    DroverProgram drover;
    drover.data = drover.filePath(place);
    const QByteArray here = exported(drover, 11, environment);
    const QByteArrayList expected = m_first.split('\n');
    const QByteArrayList lines = here.split('\n');
    for (qsizetype i = 0; i < std::min(lines.size(), expected.size()); ++i)
        QCOMPARE(lines[i], expected[i]);
    QCOMPARE(here, m_first);
}

void TestSameBytes::anotherSeedExportsOthers()
{
    DroverProgram drover;
    const QByteArray other = exported(drover, 12, {});
    QVERIFY(!other.isEmpty());
    QVERIFY(other != m_first);
}

QTEST_GUILESS_MAIN(TestSameBytes)
#include "tst_samebytes.moc"
