#include "tests/app/fakeshell.h"
#include "tests/support/contentscene.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Drover;
using Testing::ContentScene;
using Testing::FakeShell;

/// `drover content render`: what a template becomes, without anything being saved.
class TestContentRender : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void aTaskIsRenderedForAMachine();
    void aFaultFailsAfterWhatCameBefore();
    void aFileIsRenderedWithADocument();
    void aFileIsRenderedForAMachine();
    void wrongUseIsRefused_data();
    void wrongUseIsRefused();

private:
    QString file(const QString& name, const QByteArray& text);

    QTemporaryDir m_folder;
    std::unique_ptr<ContentScene> m_scene;
    std::unique_ptr<FakeShell> m_shell;
};

void TestContentRender::init()
{
    m_scene = std::make_unique<ContentScene>();
    m_shell = std::make_unique<FakeShell>();
    m_shell->engine.onAsk = [this](const Query& query) { return m_scene->answer(query); };
}

QString TestContentRender::file(const QString& name, const QByteArray& text)
{
    QFile file(m_folder.filePath(name));
    if (!file.open(QIODevice::WriteOnly))
        qFatal("%s", qPrintable(file.errorString()));
    file.write(text);
    return file.fileName();
}

void TestContentRender::aTaskIsRenderedForAMachine()
{
    QCOMPARE(m_shell->run(u"content render unpack-rootfs --machine m-002"_s), 0);
    QVERIFY(m_shell->out().contains(
        u"==> fetch.conf.tmpl (/etc/fetch-m-002.conf)\nmirror=http://10.20.0.9/deb\n"_s));
    QVERIFY(m_shell->out().contains(u"DEV=/dev/nvme0n1\n"_s));
    QVERIFY(m_shell->out().contains(u"root:••••••••"_s));
    QCOMPARE(m_shell->run(u"content render unpack-rootfs --machine m-002 --template fetch.conf.tmpl"_s), 0);
    QCOMPARE(m_shell->out(), u"mirror=http://10.20.0.9/deb\n"_s);
    QCOMPARE(m_shell->run(u"content render unpack-rootfs --machine m-002 -o json"_s), 0);
    QCOMPARE(m_shell->outObject().value("texts"_L1).toArray().size(), 2);
    QVERIFY(m_shell->engine.submitted.isEmpty());
}

void TestContentRender::aFaultFailsAfterWhatCameBefore()
{
    const QString line = u"content render unpack-rootfs --machine m-001 --template unpack-rootfs.sh.tmpl"_s;
    QCOMPARE(m_shell->run(line), 1);
    QVERIFY(m_shell->out().endsWith(u"run_post "_s));
    QVERIFY2(
        m_shell->err().contains(u"unpack-rootfs/unpack-rootfs.sh.tmpl:24:20: param \"install/pots\""_s) ||
            m_shell->err().contains(u"install/pots"_s),
        qPrintable(m_shell->err()));
    QCOMPARE(m_shell->run(line + u" --param install/pots=boiling"_s), 0);
    QVERIFY(m_shell->out().contains(u"run_post boiling\n"_s));
}

void TestContentRender::aFileIsRenderedWithADocument()
{
    const QString text = file(
        u"mine.tmpl"_s, "{{ .Machine.Name }}:{{ range .Items }}{{ . }}{{ end }}:{{ .Param \"size\" }}\n");
    const QString data =
        file(u"data.json"_s, R"({"Machine": {"Name": "db-1"}, "Items": [1, 2], "Params": {"size": 3}})");
    m_shell->unreachable = Error{u"none"_s, u"no engine is asked"_s, {}, {}};
    QCOMPARE(m_shell->run({u"content"_s, u"render"_s, text, u"--data"_s, data}), 0);
    QCOMPARE(m_shell->out(), u"db-1:12:3\n"_s);
    const QString bad = file(u"bad.tmpl"_s, "a\nb {{ .Nothing }}\n");
    QCOMPARE(m_shell->run({u"content"_s, u"render"_s, bad, u"--data"_s, data}), 1);
    QCOMPARE(m_shell->out(), u"a\nb "_s);
    QVERIFY2(m_shell->err().contains(u"bad.tmpl:2:"_s), qPrintable(m_shell->err()));
}

void TestContentRender::aFileIsRenderedForAMachine()
{
    const QString text = file(u"mine.tmpl"_s, "{{ .Machine.Name }} {{ .Param \"install/mirror\" }}\n");
    QCOMPARE(m_shell->run({u"content"_s, u"render"_s, text, u"--machine"_s, u"m-001"_s}), 0);
    QCOMPARE(m_shell->out(), u"m-001 http://10.20.0.9/deb\n"_s);
}

void TestContentRender::wrongUseIsRefused_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("said");
    QTest::newRow("no machine") << u"content render unpack-rootfs"_s << u"--machine"_s;
    QTest::newRow("unknown machine") << u"content render unpack-rootfs --machine nobody"_s << u"nobody"_s;
    QTest::newRow("unknown task") << u"content render unpack-rotfs --machine m-001"_s << u"unpack-rootfs"_s;
    QTest::newRow("unknown template")
        << u"content render unpack-rootfs --machine m-001 --template fetch"_s << u"fetch"_s;
    QTest::newRow("both") << u"content render unpack-rootfs --machine m-001 --data x.json"_s << u"--data"_s;
    QTest::newRow("no document") << u"content render unpack-rootfs --data /nowhere/x.json"_s
                                 << u"/nowhere/x.json"_s;
}

void TestContentRender::wrongUseIsRefused()
{
    QFETCH(QString, line);
    QFETCH(QString, said);
    QCOMPARE(m_shell->run(line), 2);
    QVERIFY2(m_shell->err().contains(said), qPrintable(m_shell->err()));
    QVERIFY(m_shell->out().isEmpty());
}

QTEST_GUILESS_MAIN(TestContentRender)
#include "tst_contentrender.moc"
