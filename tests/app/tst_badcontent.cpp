#include "tests/app/droverprogram.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>

using namespace Qt::StringLiterals;
using Drover::Testing::DroverProgram;
using Drover::Testing::Ran;

namespace {

using Files = QList<std::pair<QString, QByteArray>>;

void write(const QString& folder, const Files& files)
{
    for (const auto& [path, text] : files) {
        const QString full = folder + u'/' + path;
        QVERIFY(QDir().mkpath(QFileInfo(full).path()));
        QFile file(full);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(text), text.size());
    }
}

/// A sound pack; every fault is planted beside these.
const Files sound{
    {u"meta.yaml"_s, "Name: site\nVersion: 1.0.0\n"},
    {u"params/size.yaml"_s, "Name: site/size\nSchema: {type: integer, minimum: 1}\n"},
    {u"tasks/good.yaml"_s, "Name: site-good\nTemplates:\n- {Name: run, Contents: \"#!/bin/sh\\n\"}\n"}};

} // namespace

/// Faults in content that people write, through the real executable: each is told with its place and its
/// mend, and nothing of the pack is there afterwards.
class TestBadContent : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void faultIsToldAndNothingLoaded_data();
    void faultIsToldAndNothingLoaded();
    void aFaultyVersionLeavesTheOldOne();
    void onePackThatCanNotBeReadLoadsNoneOfThem();
    void packsAreLoadedTogetherOrNotAtAll();
    void faultsAreToldAsJsonToo();

private:
    [[nodiscard]] QByteArray journal() const { return m_drover.run(u"journal export"_s).out; }
    [[nodiscard]] QString pack(const QString& name, const Files& files) const;
    /// The place, the complaint and something behind the comma that mends it.
    void isTold(const Ran& ran, const QString& place, const QString& what) const;

    DroverProgram m_drover;
    QByteArray m_before;
};

QString TestBadContent::pack(const QString& name, const Files& files) const
{
    const QString folder = m_drover.filePath(name);
    QDir(folder).removeRecursively();
    write(folder, files);
    return folder;
}

void TestBadContent::isTold(const Ran& ran, const QString& place, const QString& what) const
{
    QCOMPARE(ran.code, 2);
    QCOMPARE(ran.out, QByteArray());
    const QString line = QRegularExpression::escape(place) + u"(:\\d+)?: [^\n]*"_s +
                         QRegularExpression::escape(what) + u"[^\n]*, [^\n]+"_s;
    QVERIFY2(QString::fromUtf8(ran.err).contains(QRegularExpression(line)),
             (place.toUtf8() + " … " + what.toUtf8() + "\n" + ran.all()).constData());
}

void TestBadContent::initTestCase()
{
    // The directory is made by the first verb that needs it.
    QCOMPARE(m_drover.run(u"get tasks -o json"_s).code, 0);
    m_before = journal();
    QVERIFY(m_before.count('\n') > 3);
}

void TestBadContent::faultIsToldAndNothingLoaded_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("line");
    QTest::addColumn<QString>("what");
    const auto row = [](const char* name, const QString& path, const QByteArray& text, int line,
                        const QString& what) { QTest::newRow(name) << path << text << line << what; };
    row("unknown task", u"stages/a.yaml"_s, "Name: a\nTasks:\n- site-good\n- site-goood\n", 4,
        u"there is no task \"site-goood\""_s);
    row("unknown stage in a workflow", u"workflows/a.yaml"_s, "Name: a\nStages:\n- start\n- nowhere\n", 4,
        u"there is no stage \"nowhere\""_s);
    row("unknown profile", u"profiles/a.yaml"_s, "Name: a\nProfiles:\n- nobody\n", 3,
        u"there is no profile \"nobody\""_s);
    row("cycle of profiles", u"profiles/a.yaml"_s, "Name: a\nProfiles: [a]\n", 2, u"it contains itself"_s);
    row("cycle of prerequisites", u"tasks/a.yaml"_s, "Name: a\nPrerequisites: [a]\n", 2,
        u"its prerequisites lead back to itself"_s);
    row("cycle of stages", u"stages/a.yaml"_s, "Name: a\nTasks: [\"stage:a\"]\n", 2, u"it contains itself"_s);
    row("cycle of templates", u"templates/a.tmpl"_s, "echo\n{{template \"a.tmpl\" .}}\n", 1,
        u"it includes itself"_s);
    row("value against the schema", u"profiles/a.yaml"_s, "Name: a\nParams:\n  site/size: big\n", 3,
        u"site/size"_s);
    row("value out of the schema's bounds", u"profiles/a.yaml"_s, "Name: a\nParams:\n  site/size: 0\n", 3,
        u"site/size"_s);
    row("default against the schema", u"params/a.yaml"_s, "Name: a\nSchema:\n  type: boolean\n  default: 7\n",
        4, u"default"_s);
    row("wrong type of a field", u"tasks/a.yaml"_s, "Name: a\nDescription: [b]\n", 2, u"Description"_s);
    row("missing template", u"tasks/a.yaml"_s, "Name: a\nTemplates:\n- {Name: run, ID: a.sh.tmpl}\n", 3,
        u"there is no template \"a.sh.tmpl\""_s);
    row("missing included template", u"tasks/a.yaml"_s,
        "Name: a\nTemplates:\n- Name: run\n  Contents: |\n    #!/bin/sh\n    {{template \"nothing.tmpl\" "
        ".}}\n",
        6, u"includes \"nothing.tmpl\""_s);
    row("duplicate name", u"tasks/later.yaml"_s, "Name: site-good\n", 1,
        u"task \"site-good\" is defined twice"_s);
    row("name of the built-in content", u"stages/a.yaml"_s, "Name: complete\n", 1,
        u"\"complete\" is defined by pack"_s);
    row("duplicate key", u"tasks/a.yaml"_s, "Name: a\nName: b\n", 2, u"Name"_s);
    row("bad YAML", u"tasks/a.yaml"_s, "Name: a\nTemplates:\n- {Name: run\n", 4, u""_s);
    row("bad template syntax", u"tasks/a.yaml"_s,
        "Name: a\nTemplates:\n- Name: run\n  Contents: |\n    #!/bin/sh\n    {{if .Param \"b\"}}\n    echo "
        "{{.Param\n",
        7, u"template"_s);
    row("template without its end", u"templates/a.tmpl"_s, "a\n{{if true}}\n", 2, u"template"_s);
    row("unknown key", u"tasks/a.yaml"_s, "Name: a\nTemplate: []\n", 2, u"Template"_s);
    row("bad JSON schema", u"params/a.yaml"_s, "Name: a\nSchema:\n  type: number\n  minimum: low\n", 3,
        u"its schema isn't valid"_s);
    row("unknown action", u"stages/a.yaml"_s, "Name: a\nTasks: [\"action:cluster:fly\"]\n", 2,
        u"there is no action \"cluster:fly\""_s);
    row("no UTF-8", u"tasks/a.yaml"_s, "Name: a\nDescription: \"\xff\xfe\"\n", 2, u"UTF-8"_s);
}

void TestBadContent::faultIsToldAndNothingLoaded()
{
    QFETCH(QString, path);
    QFETCH(QByteArray, text);
    QFETCH(int, line);
    QFETCH(QString, what);
    const QString folder = pack(u"pack"_s, sound + Files{{path, text}});
    const QString place = u"%1/%2:%3"_s.arg(folder, path).arg(line);
    isTold(m_drover.run({u"content"_s, u"check"_s, folder}), place, what);
    isTold(m_drover.run({u"content"_s, u"load"_s, folder}), place, what);
    if (QTest::currentTestFailed())
        return;
    QCOMPARE(journal(), m_before);
    QCOMPARE(m_drover.run(u"get tasks site-good -o json"_s).code, 2);
}

void TestBadContent::aFaultyVersionLeavesTheOldOne()
{
    DroverProgram drover;
    const QString good = pack(u"good"_s, sound);
    const Ran loaded = drover.run({u"content"_s, u"load"_s, good});
    QVERIFY2(loaded.code == 0, loaded.all().constData());
    QCOMPARE(drover.run(u"get tasks site-good -o json"_s).array().size(), 1);
    const QByteArray before = drover.run(u"journal export"_s).out;
    // A new version that takes one task away, and has a fault.
    Files changed = sound;
    changed.removeLast();
    changed.append({u"tasks/other.yaml"_s, "Name: site-other\nPrerequisites: [site-good]\n"});
    const QString faulty = pack(u"faulty"_s, changed);
    isTold(drover.run({u"content"_s, u"load"_s, faulty}), faulty + u"/tasks/other.yaml:2"_s,
           u"there is no task \"site-good\""_s);
    QCOMPARE(drover.run(u"journal export"_s).out, before);
    QCOMPARE(drover.run(u"get tasks site-good -o json"_s).array().size(), 1);
    QCOMPARE(drover.run(u"get tasks site-other -o json"_s).code, 2);
}

void TestBadContent::onePackThatCanNotBeReadLoadsNoneOfThem()
{
    const QString good = pack(u"good"_s, sound);
    const QString faulty = pack(u"faulty"_s, {{u"meta.yaml"_s, "Name: more\nVersion: 1.0.0\n"},
                                              {u"stages/a.yaml"_s, "Name: a\nTask: [site-good]\n"}});
    for (const QString& verb : {u"check"_s, u"load"_s})
        isTold(m_drover.run({u"content"_s, verb, good, faulty}), faulty + u"/stages/a.yaml:2"_s, u"Task"_s);
    QCOMPARE(journal(), m_before);
}

void TestBadContent::packsAreLoadedTogetherOrNotAtAll()
{
    // Both can be read; only beside each other does it show that one names what is nowhere.
    const QString good = pack(u"good"_s, sound);
    const QString faulty = pack(u"faulty"_s, {{u"meta.yaml"_s, "Name: more\nVersion: 1.0.0\n"},
                                              {u"stages/a.yaml"_s, "Name: a\nTasks: [no-such]\n"}});
    for (const QString& verb : {u"check"_s, u"load"_s})
        isTold(m_drover.run({u"content"_s, verb, good, faulty}), faulty + u"/stages/a.yaml:2"_s,
               u"no-such"_s);
    QCOMPARE(journal(), m_before);
    const QString twice = pack(u"twice"_s, sound);
    const Ran ran = m_drover.run({u"content"_s, u"load"_s, good, twice});
    QVERIFY2(ran.code == 2 && ran.err.contains("named site"), ran.all().constData());
    QCOMPARE(journal(), m_before);

    // One that needs the other is good, in either order.
    DroverProgram fresh;
    const QString needs = pack(u"needs"_s, {{u"meta.yaml"_s, "Name: more\nVersion: 1.0.0\n"},
                                            {u"stages/a.yaml"_s, "Name: a\nTasks: [site-good]\n"}});
    QCOMPARE(fresh.run({u"content"_s, u"load"_s, needs}).code, 2);
    const Ran both = fresh.run({u"content"_s, u"load"_s, needs, good, u"-o"_s, u"json"_s});
    QVERIFY2(both.code == 0, both.all().constData());
    QCOMPARE(both.array().size(), 2);
    QCOMPARE(both.array()[0]["note"_L1].toString(), u"content more 1.0.0 loaded"_s);
    QCOMPARE(both.array()[0]["seq"_L1], both.array()[1]["seq"_L1]);
}

void TestBadContent::faultsAreToldAsJsonToo()
{
    const QString folder =
        pack(u"pack"_s, sound + Files{{u"stages/a.yaml"_s, "Name: a\nTasks: [no-such]\n"}});
    for (const QString& verb : {u"check"_s, u"load"_s}) {
        const Ran ran = m_drover.run({u"content"_s, verb, folder, u"-o"_s, u"json"_s});
        QCOMPARE(ran.code, 2);
        QCOMPARE(ran.refused().value("code"_L1).toString(), u"content-invalid"_s);
        QVERIFY2(ran.refused().value("text"_L1).toString().contains(folder + u"/stages/a.yaml:2"_s),
                 ran.all().constData());
    }
    QCOMPARE(journal(), m_before);
}

QTEST_GUILESS_MAIN(TestBadContent)
#include "tst_badcontent.moc"
