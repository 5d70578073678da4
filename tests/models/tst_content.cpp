#include "models/content/codesyntax.h"
#include "models/content/contentcontroller.h"
#include "models/content/contentdetailmodel.h"
#include "models/content/contentusemodel.h"
#include "models/content/packfolder.h"
#include "models/content/paramusemodel.h"
#include "models/content/sidebyside.h"
#include "tests/support/contentscene.h"
#include "tests/support/fakeengine.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace Drover {

using namespace Testing;

namespace {

const ContentKey script{u"tasks"_s, u"unpack-rootfs"_s, u"unpack-rootfs.sh.tmpl"_s};

/// The tree, an object a line, as deep as it is.
QStringList treeText(const ContentTreeModel& model, const QModelIndex& parent = {}, int depth = 0)
{
    QStringList lines;
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const QModelIndex index = model.index(row, 0, parent);
        const ContentTreeRow& at = model.at(index);
        QString line = QString(depth * 2, u' ') + (at.own && !parent.isValid() ? u"own"_s : at.text);
        if (at.count >= 0)
            line += u' ' + QString::number(at.count);
        if (at.faults > 0)
            line += u" !"_s + QString::number(at.faults);
        lines.append(line);
        lines += treeText(model, index, depth + 1);
    }
    return lines;
}

QString rowsText(const QList<CodeRow>& rows)
{
    QStringList texts;
    for (const CodeRow& row : rows)
        texts.append(u"%1:%2%3"_s.arg(row.left).arg(row.right).arg(
            row.folded > 0 ? u"+"_s + QString::number(row.folded) : QString()));
    return texts.join(u' ');
}

} // namespace

/// What the content pane shows, on the answers of a real engine.
class TestContent : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void rowsStandBesideTheirLine_data();
    void rowsStandBesideTheirLine();
    void codeIsTakenApart_data();
    void codeIsTakenApart();
    void theTreeFollowsWhatIsLoaded();
    void searchingFindsNamesAndTexts();
    void openingRendersForAMachineThatUsesIt();
    void aFaultIsFoundOnEveryMachine();
    void valuesAreTriedAndForgotten();
    void lateAnswersAreDropped();
    void usesAreListed();
    void objectsAreReadable_data();
    void objectsAreReadable();
    void aPackIsCheckedBeforeItIsLoaded();
    void packsAreReadFromTheDisk();
    void fiveHundredObjectsAreQuick();

private:
    void load(const QList<Commands::ContentFile>& files);

    std::unique_ptr<ContentScene> m_scene;
    std::unique_ptr<FakeEngine> m_engine;
    std::unique_ptr<Replica> m_replica;
    std::unique_ptr<ContentController> m_content;
};

void TestContent::init()
{
    m_content.reset();
    m_scene = std::make_unique<ContentScene>();
    m_engine = std::make_unique<FakeEngine>();
    m_engine->onAsk = [this](const Query& query) { return m_scene->answer(query); };
    m_replica = std::make_unique<Replica>();
    m_content = std::make_unique<ContentController>(*m_engine, *m_replica);
    QSignalSpy listed(m_content.get(), &ContentController::packsChanged);
    m_replica->apply(m_scene->snapshot());
    QTRY_COMPARE(listed.size(), 1);
}

void TestContent::load(const QList<Commands::ContentFile>& files)
{
    (void)m_scene->world().must(Commands::LoadContent{{{files}}});
    QSignalSpy listed(m_content.get(), &ContentController::packsChanged);
    ChangeBatch batch;
    batch.packs = m_scene->snapshot().packs;
    m_replica->apply(batch);
    QTRY_COMPARE(listed.size(), 1);
}

void TestContent::rowsStandBesideTheirLine_data()
{
    QTest::addColumn<QList<int>>("lines");
    QTest::addColumn<int>("count");
    QTest::addColumn<QString>("expected");
    QTest::newRow("as many") << QList{1, 2, 3} << 3 << u"1:1 2:2 3:3"_s;
    QTest::newRow("a line prints nothing") << QList{1, 3} << 3 << u"1:1 2:0 3:2"_s;
    QTest::newRow("a loop fills the silent lines") << QList{1, 3, 3, 5} << 5 << u"1:1 2:0 3:2 4:3 5:4"_s;
    QTest::newRow("a long loop makes gaps") << QList{1, 2, 2, 2, 3} << 3 << u"1:1 2:2 0:3 0:4 3:5"_s;
    QTest::newRow("a loop of two lines") << QList{2, 3, 2, 3, 5} << 5 << u"1:0 2:1 3:2 4:3 0:4 5:5"_s;
    QTest::newRow("nothing") << QList<int>() << 2 << u"1:0 2:0"_s;
    QTest::newRow("an include is folded") << QList{1, 2, 2, 2, 3} << -3 << u"1:1 2:2+3 3:5"_s;
}

void TestContent::rowsStandBesideTheirLine()
{
    QFETCH(QList<int>, lines);
    QFETCH(int, count);
    QFETCH(QString, expected);
    RenderedText text;
    text.lines = lines;
    if (count < 0)
        text.included = {{u"setup.sh"_s, 2, 3}};
    QCOMPARE(rowsText(alignCode(text, std::abs(count), {})), expected);
    if (count < 0)
        QCOMPARE(rowsText(alignCode(text, 3, {u"setup.sh"_s})), u"1:1 2:2 0:3 0:4 3:5"_s);
}

void TestContent::codeIsTakenApart_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<CodeLanguage>("language");
    QTest::addColumn<QString>("expected"); ///< a letter for each character
    QTest::newRow("command") << u"mount $DEV /target"_s << CodeLanguage::Shell << u"ccccc vvvv ......."_s;
    QTest::newRow("assignment") << u"A=\"b\" # c"_s << CodeLanguage::Shell << u"v.sss ###"_s;
    QTest::newRow("action") << u"{{ if .Param \"x\" }}"_s << CodeLanguage::Shell << u"bb.kk........sss.bb"_s;
    QTest::newRow("action in a string")
        << u"echo \"a {{ $s }}\""_s << CodeLanguage::Shell << u"cccc sssbb.vv.bbs"_s;
    QTest::newRow("key") << u"Name: x # y"_s << CodeLanguage::Yaml << u"cccc....###"_s;
}

void TestContent::codeIsTakenApart()
{
    QFETCH(QString, line);
    QFETCH(CodeLanguage, language);
    QFETCH(QString, expected);
    const QString letters = u".kcsvb#"_s;
    QString found(line.size(), u'.');
    for (const CodeSpan& span : codeSpans(line, language))
        found.replace(span.start, span.length, QString(span.length, letters.at(int(span.token))));
    // Blanks between the pieces are plain.
    QCOMPARE(found, QString(expected).replace(u' ', u'.'));
}

void TestContent::theTreeFollowsWhatIsLoaded()
{
    ContentTreeModel tree;
    QAbstractItemModelTester tester(&tree, QAbstractItemModelTester::FailureReportingMode::Fatal);
    tree.setPacks(m_content->packs(), m_content->ownProfiles());
    QStringList lines = treeText(tree);
    QVERIFY(lines.contains(u"  tasks 1"_s));
    QVERIFY(lines.contains(u"    unpack-rootfs 2"_s));
    QVERIFY(lines.contains(u"      unpack-rootfs.sh.tmpl"_s));
    QCOMPARE(tree.packCount(), 2);
    QVERIFY(tree.at(tree.index(0, 0)).locked);
    QCOMPARE(tree.at(tree.index(1, 0)).version, u"4.2.0"_s);
    const QPersistentModelIndex kept = tree.indexOf(script);
    QVERIFY(kept.isValid());
    tree.setFaults({{script.toString(), 1}});
    lines = treeText(tree);
    QVERIFY(lines.contains(u"    unpack-rootfs 2 !1"_s));
    QVERIFY(lines.contains(u"      unpack-rootfs.sh.tmpl !1"_s));
    load({{u"meta.yaml"_s, u"Name: more\n"_s}, {u"profiles/p.yaml"_s, u"Name: p\n"_s}});
    tree.setPacks(m_content->packs(), {u"dale"_s});
    QVERIFY(kept.isValid()); // nothing was thrown away
    QCOMPARE(
        treeText(tree).mid(treeText(tree).indexOf(u"more"_s)),
        (QStringList{u"more"_s, u"  profiles 1"_s, u"    p"_s, u"own"_s, u"  profiles 1"_s, u"    dale"_s}));
}

void TestContent::searchingFindsNamesAndTexts()
{
    m_content->setSearch(u"CHPASSWD"_s);
    QTRY_COMPARE(m_content->packs().packs.at(1).objects.size(), 1);
    QCOMPARE(m_content->packs().packs.at(1).objects.first().name, u"unpack-rootfs"_s);
    QVERIFY(m_content->packs().packs.at(0).objects.isEmpty());
    m_content->setSearch({});
    QTRY_VERIFY(m_content->packs().packs.at(0).objects.size() > 50);
}

void TestContent::openingRendersForAMachineThatUsesIt()
{
    m_content->open(script);
    QTRY_VERIFY(m_content->rendering().has_value());
    QCOMPARE(m_content->machine(), u"m-001"_s);
    QCOMPARE(m_content->machines(), (QStringList{u"m-001"_s, u"m-002"_s, u"m-003"_s, u"m-004"_s}));
    const RenderedText& text = m_content->rendering()->texts.first();
    QVERIFY(text.failed);
    QCOMPARE(text.fault.param, u"install/pots"_s);
    QCOMPARE(text.fault.nearest, u"install/post"_s);
    QVERIFY(text.text.contains(u"DEV=/dev/nvme0n1"_s));
    QVERIFY(text.text.contains(u"root:••••••••"_s));
    m_content->nextMachine();
    QTRY_VERIFY(m_content->rendering() && m_content->rendering()->machine == "m-002"_L1);
    QVERIFY(!m_content->rendering()->texts.first().failed);
    m_content->setMachine(u"m-003"_s);
    QTRY_VERIFY(m_content->rendering() && m_content->rendering()->machine == "m-003"_L1);
    QVERIFY(m_content->rendering()->texts.first().text.contains(u"DEV=/dev/md0"_s));
    m_content->setMachine(u"nobody"_s);
    QTRY_VERIFY(m_content->renderError().has_value());
    QCOMPARE(m_content->renderError()->code, u"machine-unknown"_s);
    QVERIFY(!m_content->rendering().has_value());
}

void TestContent::aFaultIsFoundOnEveryMachine()
{
    m_content->open(script);
    QTRY_VERIFY(m_content->rendering().has_value());
    QCOMPARE(m_content->faults().size(), 1);
    QCOMPARE(m_content->faults().first().checked, 0);
    m_content->check();
    QTRY_VERIFY(m_content->lastCheck().has_value());
    QCOMPARE(m_content->lastCheck()->users, 4);
    QCOMPARE(m_content->lastCheck()->failed, 3); // m-002 has no install/post, so that it never comes there
    const QList<TaskFault> faults = m_content->faults();
    QCOMPARE(faults.size(), 1);
    QCOMPARE(faults.first().failed, 3);
    QCOMPARE(faults.first().machines, (QStringList{u"m-001"_s, u"m-003"_s, u"m-004"_s}));
    QCOMPARE(m_content->faultCounts(), (QHash<QString, int>{{script.toString(), 1}}));
    m_content->checkAll();
    QTRY_VERIFY(!m_content->isChecking());
    QVERIFY(m_content->checkedTasks() > 10);
    QCOMPARE(m_content->faults().size(), 1);
    load(ContentScene::site(u"install/post"_s)); // mended
    QTRY_VERIFY(m_content->rendering() && !m_content->rendering()->texts.first().failed);
    QCOMPARE(m_content->faults().size(), 0);
    QCOMPARE(m_content->checkedTasks(), 0);
}

void TestContent::valuesAreTriedAndForgotten()
{
    m_content->open(script);
    QTRY_VERIFY(m_content->rendering().has_value());
    m_content->tryValue(u"install/pots"_s, u"boiling"_s);
    QTRY_VERIFY(m_content->rendering() && !m_content->rendering()->texts.first().failed);
    QVERIFY(m_content->rendering()->texts.first().text.contains(u"run_post boiling"_s));
    QVERIFY(m_engine->submitted.isEmpty()); // nothing is saved
    m_content->dropTried();
    QTRY_VERIFY(m_content->rendering() && m_content->rendering()->texts.first().failed);
}

void TestContent::lateAnswersAreDropped()
{
    m_engine->hold = true;
    m_content->open(script);
    m_content->open({u"params"_s, u"install/image"_s, {}});
    m_engine->release(); // the newest first
    QTRY_VERIFY(m_content->object().has_value());
    QCoreApplication::processEvents();
    QCOMPARE(m_content->object()->name, u"install/image"_s);
}

void TestContent::usesAreListed()
{
    ContentUseModel uses([](const ContentUse& use) { return enumText(use.how); });
    ParamUseModel params;
    QAbstractItemModelTester useTester(&uses, QAbstractItemModelTester::FailureReportingMode::Fatal);
    QAbstractItemModelTester paramTester(&params, QAbstractItemModelTester::FailureReportingMode::Fatal);
    m_content->open(script);
    QTRY_VERIFY(m_content->rendering().has_value());
    uses.setUses(m_content->object()->uses);
    QStringList lines;
    for (int row = 0; row < uses.rowCount(); ++row) {
        const ContentUse& use = uses.useAt(uses.index(row, 0));
        lines.append(use.section + u'/' + use.name + u' ' + uses.howAt(uses.index(row, 0)));
    }
    for (const QString& expected :
         {u"stages/site-install lists"_s, u"workflows/site-reinstall reaches"_s,
          u"blueprints/site-refresh lists"_s, u"profiles/site-west names"_s, u"machines/m-004 runs"_s})
        QVERIFY2(lines.contains(expected), qPrintable(expected + u'\n' + lines.join(u'\n')));
    params.setUses(m_content->rendering()->params);
    QCOMPARE(params.rowCount(), 9);
    QVERIFY(params.indexOfKey(u"install/pots"_s).isValid());
    const QModelIndex secret = params.indexOfKey(u"install/root-password"_s);
    QCOMPARE(params.data(secret, Qt::AccessibleTextRole).toString(), u"install/root-password"_s);
    params.setUses({});
    QCOMPARE(params.rowCount(), 0);
}

void TestContent::objectsAreReadable_data()
{
    QTest::addColumn<ContentKey>("key");
    QTest::addColumn<QStringList>("expected"); ///< "part: name = value", among others
    QTest::newRow("param") << ContentKey{u"params"_s, u"install/image"_s, {}}
                           << QStringList{u"Schema: default = debian-12.7-amd64"_s,
                                          u"Schema: type = string"_s};
    QTest::newRow("profile") << ContentKey{u"profiles"_s, u"hw-2u-nvme"_s, {}}
                             << QStringList{u"Params: storage/layout = mirror-root"_s,
                                            u"Profiles: site-west = "_s};
    QTest::newRow("stage") << ContentKey{u"stages"_s, u"site-install"_s, {}}
                           << QStringList{u"Entries: unpack-rootfs = "_s};
    QTest::newRow("workflow") << ContentKey{u"workflows"_s, u"site-reinstall"_s, {}}
                              << QStringList{u"Entries: site-install = "_s,
                                             u"Expansion:     unpack-rootfs = "_s};
    QTest::newRow("blueprint") << ContentKey{u"blueprints"_s, u"site-refresh"_s, {}}
                               << QStringList{u"Entries: unpack-rootfs = "_s};
    QTest::newRow("task") << ContentKey{u"tasks"_s, u"unpack-rootfs"_s, {}}
                          << QStringList{u"Needs: install/mirror = "_s,
                                         u"Templates: unpack-rootfs.sh.tmpl = "_s};
}

void TestContent::objectsAreReadable()
{
    QFETCH(ContentKey, key);
    QFETCH(QStringList, expected);
    static const char* const parts[] = {"About",  "Schema",   "Templates", "Entries", "Expansion",
                                        "Params", "Profiles", "Needs",     "More"};
    ContentDetailModel page({[](DetailPart part, int) { return QString::fromLatin1(parts[int(part)]); },
                             [](const QString& name) { return name; }});
    QAbstractItemModelTester tester(&page, QAbstractItemModelTester::FailureReportingMode::Fatal);
    m_content->open(key);
    QTRY_VERIFY(m_content->object().has_value());
    page.show(*m_content->object());
    QStringList lines;
    for (int part = 0; part < page.rowCount(); ++part) {
        const QModelIndex head = page.index(part, 0);
        for (int row = 0; row < page.rowCount(head); ++row)
            lines.append(head.data().toString() + u": "_s + page.index(row, 0, head).data().toString() +
                         u" = "_s + page.index(row, 1, head).data().toString());
    }
    for (const QString& line : expected)
        QVERIFY2(lines.contains(line), qPrintable(line + u'\n' + lines.join(u'\n')));
    QVERIFY(m_content->object()->written.contains(key.name));
}

void TestContent::aPackIsCheckedBeforeItIsLoaded()
{
    QList<Commands::ContentFile> files = ContentScene::site(u"install/post"_s);
    const auto check = [&] {
        return std::get<Answers::PackCheck>(*m_scene->answer(Queries::CheckPack{files}));
    };
    QCOMPARE(check().problems.size(), 0);
    QCOMPARE(check().replaces, u"4.2.0"_s);
    QVERIFY(check().objects > 12);
    files.append({u"stages/bad.yaml"_s, u"Name: bad\nTasks: [unpack-rotfs]\n"_s});
    QCOMPARE(check().problems.size(), 1);
    QCOMPARE(check().problems.first().file, u"stages/bad.yaml"_s);
    QCOMPARE(check().problems.first().line, 2);
    QVERIFY(check().problems.first().mend.contains(u"unpack-rootfs"_s));
    QVERIFY(std::get<Answers::ContentPacks>(*m_scene->answer(Queries::ListContent{})).packs.size() == 2);
}

void TestContent::packsAreReadFromTheDisk()
{
    QTemporaryDir folder;
    const auto write = [&](const QString& path, const QByteArray& text) {
        QFileInfo(folder.filePath(path)).dir().mkpath(u"."_s);
        QFile file(folder.filePath(path));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    };
    write(u"meta.yaml"_s, "Name: disk\n");
    write(u"profiles/p.yaml"_s, "Name: p\n");
    write(u".git/config"_s, "hidden");
    const QFuture<Result<PackOnDisk>> later = readPackLater(folder.path());
    QTRY_VERIFY(later.isFinished());
    QCOMPARE(later.result()->problems.size(), 0);
    QCOMPARE(later.result()->files.size(), 2);
    QCOMPARE(later.result()->files.at(1).path, u"profiles/p.yaml"_s);
    write(u"templates/bad"_s, "\xff\xfe");
    const QFuture<Result<PackOnDisk>> bad = readPackLater(folder.path());
    QTRY_VERIFY(bad.isFinished());
    QCOMPARE(bad.result()->problems.size(), 1);
    QVERIFY(bad.result()->problems.first().file.endsWith(u"templates/bad"_s));
}

/// The bounds are wide, for slow and busy computers.
void TestContent::fiveHundredObjectsAreQuick()
{
    QList<Commands::ContentFile> files{{u"meta.yaml"_s, u"Name: large\n"_s}};
    QString longScript;
    for (int i = 0; i < 2000; ++i)
        longScript += u"      echo {{ .Param \"install/image\" }} %1\n"_s.arg(i);
    files.append(
        {u"tasks/long.yaml"_s, u"Name: long\nTemplates:\n  - Name: run\n    Contents: |\n"_s + longScript});
    for (int i = 0; i < 500; ++i)
        files.append(
            {u"tasks/t%1.yaml"_s.arg(i),
             u"Name: t%1\nTemplates: [{Name: run, Contents: \"echo {{ .Machine.Name }}\"}]\n"_s.arg(i)});
    load(files);
    QElapsedTimer clock;
    clock.start();
    ContentTreeModel tree;
    tree.setPacks(m_content->packs(), {});
    QVERIFY2(clock.elapsed() < 500, qPrintable(QString::number(clock.elapsed())));
    m_content->open({u"tasks"_s, u"long"_s, u"run"_s});
    QTRY_VERIFY(m_content->rendering().has_value());
    clock.restart();
    const RenderedText& text = m_content->rendering()->texts.first();
    QCOMPARE(alignCode(text, int(codeLines(text.source).size()), {}).size(), 2000);
    QVERIFY2(clock.elapsed() < 500, qPrintable(QString::number(clock.elapsed())));
}

} // namespace Drover

QTEST_GUILESS_MAIN(Drover::TestContent)
#include "tst_content.moc"
