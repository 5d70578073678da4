#include "engine/store/datadirectory.h"
#include "engine/store/sealer.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

uint modeOf(const QString& path)
{
    struct stat status = {};
    return ::stat(QFile::encodeName(path).constData(), &status) == 0 ? uint(status.st_mode & 0777) : 0;
}

} // namespace

/// Owning a data directory, and the secrets in it.
class TestDirectory : public QObject
{
    Q_OBJECT

private slots:
    void aNewDirectoryIsPrivate();
    void aSecondOwnerIsRefused();
    void anOwnerThatDiedLeavesNoLock();
    void aMissingDirectoryMayBeRefused();
    void anExposedDirectoryIsRefused();
    void networkFileSystemsAreKnown();
    void socketPathsAreShortAndStable();
    void aLongRuntimeDirectoryIsLeftAside();
    void secretsSurvive_data();
    void secretsSurvive();
    void changedSecretsAreRefused();
    void anotherKeyOpensNothing();
    void exposedAndBrokenKeysAreRefused();
};

void TestDirectory::aNewDirectoryIsPrivate()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"some/where"_s);
    const auto directory = DataDirectory::open(path);
    QVERIFY2(directory, directory ? "" : qPrintable(directory.error().text));
    QCOMPARE(modeOf(path), 0700U);
    QCOMPARE(modeOf(path + u"/drover.lock"_s), 0600U);
    QCOMPARE((*directory)->path(), QFileInfo(path).canonicalFilePath());
    QCOMPARE((*directory)->database(), (*directory)->path() + u"/drover.db"_s);
}

void TestDirectory::aSecondOwnerIsRefused()
{
    QTemporaryDir folder;
    auto first = DataDirectory::open(folder.path());
    QVERIFY(first);
    const auto second = DataDirectory::open(folder.path() + u"/../"_s + QFileInfo(folder.path()).fileName());
    QVERIFY(!second);
    QCOMPARE(second.error().code, u"directory-owned"_s);
    QVERIFY(second.error().text.contains(QString::number(::getpid())));
    first->reset();
    QVERIFY(DataDirectory::open(folder.path()));
}

void TestDirectory::anOwnerThatDiedLeavesNoLock()
{
    QTemporaryDir folder;
    const QString path = folder.path();
    const pid_t child = ::fork();
    if (child == 0) {
        const auto owned = DataDirectory::open(path);
        ::_exit(owned ? 0 : 1);
    }
    int status = 0;
    QCOMPARE(::waitpid(child, &status, 0), child);
    QVERIFY(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    QVERIFY(DataDirectory::open(path));
}

void TestDirectory::aMissingDirectoryMayBeRefused()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"none"_s);
    const auto refused = DataDirectory::open(path, DataDirectory::Missing::Refuse);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, u"directory-missing"_s);
    QVERIFY(!QFileInfo::exists(path));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(DataDirectory::open(path).error().code, u"directory-unusable"_s);
}

void TestDirectory::anExposedDirectoryIsRefused()
{
    QTemporaryDir folder;
    QCOMPARE(::chmod(QFile::encodeName(folder.path()).constData(), 0755), 0);
    const auto refused = DataDirectory::open(folder.path());
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, u"directory-exposed"_s);
    QVERIFY(refused.error().remedy.contains(u"chmod 700"_s));
}

void TestDirectory::networkFileSystemsAreKnown()
{
    QVERIFY(isRemoteFileSystem(0x6969));      // nfs
    QVERIFY(isRemoteFileSystem(0xff534d42));  // cifs
    QVERIFY(isRemoteFileSystem(0x65735546));  // sshfs
    QVERIFY(!isRemoteFileSystem(0xef53));     // ext4
    QVERIFY(!isRemoteFileSystem(0x9123683e)); // btrfs
    QVERIFY(!isRemoteFileSystem(0x01021994)); // tmpfs
    QVERIFY(!isRemoteFileSystem(0x58465342)); // xfs
}

void TestDirectory::socketPathsAreShortAndStable()
{
    QTemporaryDir runtime;
    QTemporaryDir folder;
    qputenv("XDG_RUNTIME_DIR", QFile::encodeName(runtime.path()));
    const auto socket = DataDirectory::engineSocket(folder.path());
    QVERIFY(socket);
    QVERIFY(socket->startsWith(runtime.path() + u"/drover/"_s) && socket->endsWith(u"/engine.sock"_s));
    QCOMPARE(modeOf(QFileInfo(*socket).path()), 0700U);
    QCOMPARE(*DataDirectory::engineSocket(folder.path() + u"/."_s), *socket);
    QVERIFY(QFile::link(folder.path(), runtime.filePath(u"link"_s)));
    QCOMPARE(*DataDirectory::engineSocket(runtime.filePath(u"link"_s)), *socket);
    QVERIFY(*DataDirectory::engineSocket(runtime.path()) != *socket);
}

void TestDirectory::aLongRuntimeDirectoryIsLeftAside()
{
    QTemporaryDir runtime;
    QTemporaryDir folder;
    const QString longOne = runtime.filePath(QString(80, u'x'));
    QVERIFY(QDir().mkpath(longOne));
    qputenv("XDG_RUNTIME_DIR", QFile::encodeName(longOne));
    const auto socket = DataDirectory::engineSocket(folder.path());
    QVERIFY2(socket, socket ? "" : qPrintable(socket.error().text));
    QVERIFY(socket->startsWith(u"/tmp/drover-"_s));
    QVERIFY(QFile::encodeName(*socket).size() <= 100);
    QDir(QFileInfo(*socket).path()).removeRecursively();
}

void TestDirectory::secretsSurvive_data()
{
    QTest::addColumn<QJsonValue>("value");
    QTest::newRow("text") << QJsonValue(u"pässword"_s);
    QTest::newRow("empty") << QJsonValue(QString());
    QTest::newRow("number") << QJsonValue(12);
    QTest::newRow("null") << QJsonValue(QJsonValue::Null);
    QTest::newRow("object") << QJsonValue(QJsonObject{{u"key"_s, QJsonArray{1, u"two"_s}}});
    QTest::newRow("long") << QJsonValue(QString(100000, u'k'));
}

void TestDirectory::secretsSurvive()
{
    QFETCH(QJsonValue, value);
    QTemporaryDir folder;
    const QString key = folder.filePath(u"key"_s);
    const auto sealer = Sealer::open(key);
    QVERIFY(sealer);
    QCOMPARE(modeOf(key), 0600U);
    const QJsonValue sealed = sealer->seal(value);
    QVERIFY(Sealer::isSealed(sealed));
    QVERIFY(!Sealer::isSealed(value));
    QCOMPARE(sealer->seal(value), sealed);
    QCOMPARE(*Sealer::open(key)->unseal(sealed), value);
}

void TestDirectory::changedSecretsAreRefused()
{
    QTemporaryDir folder;
    const auto sealer = Sealer::open(folder.filePath(u"key"_s));
    const QByteArray box = QByteArray::fromBase64(
        sealer->seal(u"secret"_s).toObject().value(u"$sealed"_s).toString().toLatin1());
    for (qsizetype i = 0; i < box.size(); ++i) {
        QByteArray changed = box;
        changed[i] = char(changed[i] ^ 1);
        const auto opened =
            sealer->unseal(QJsonObject{{u"$sealed"_s, QString::fromLatin1(changed.toBase64())}});
        QVERIFY(!opened);
        QCOMPARE(opened.error().code, u"sealed-damaged"_s);
    }
    QVERIFY(!sealer->unseal(QJsonObject{{u"$sealed"_s, u"short"_s}}));
    QVERIFY(!sealer->unseal(u"plain"_s));
}

void TestDirectory::anotherKeyOpensNothing()
{
    QTemporaryDir folder;
    const auto first = Sealer::open(folder.filePath(u"first"_s));
    const auto second = Sealer::open(folder.filePath(u"second"_s));
    QVERIFY(!second->unseal(first->seal(u"secret"_s)));
    QVERIFY(first->seal(u"secret"_s) != second->seal(u"secret"_s));
}

void TestDirectory::exposedAndBrokenKeysAreRefused()
{
    QTemporaryDir folder;
    const QString key = folder.filePath(u"key"_s);
    QVERIFY(Sealer::open(key));
    QVERIFY(QFile::setPermissions(key, QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup));
    QCOMPARE(Sealer::open(key).error().code, u"key-exposed"_s);
    QVERIFY(QFile::setPermissions(key, QFile::ReadOwner | QFile::WriteOwner));
    QVERIFY(QFile::resize(key, 7));
    QCOMPARE(Sealer::open(key).error().code, u"key-unusable"_s);
}

} // namespace Drover

QTEST_GUILESS_MAIN(Drover::TestDirectory)
#include "tst_directory.moc"
