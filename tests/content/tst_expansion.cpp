#include "engine/content/expansion.h"
#include "tests/content/contentsupport.h"

#include <QTest>
#include <rapidcheck.h>

using namespace Drover;
using namespace Qt::StringLiterals;

namespace {

Content expansionContent()
{
    return ContentSupport::contentOf({
        {u"tasks/a.yaml"_s, "Name: a\n"},
        {u"tasks/b.yaml"_s, "Name: b\nPrerequisites: [tools]\n"},
        {u"tasks/c.yaml"_s, "Name: c\nPrerequisites: [b, tools]\n"},
        {u"tasks/tools.yaml"_s, "Name: tools\nPrerequisites: [base]\n"},
        {u"tasks/base.yaml"_s, "Name: base\n"},
        {u"stages/plain.yaml"_s, "Name: plain\nTasks: [a, \"action:cluster:add-params\"]\n"},
        {u"stages/pre.yaml"_s, "Name: pre\nTasks: [c]\n"},
        {u"stages/boot.yaml"_s, "Name: boot\nBootEnv: sledgehammer\nTasks: [b, \"chroot:/mnt\", b]\n"},
        {u"stages/same.yaml"_s, "Name: same\nBootEnv: sledgehammer\nTasks: [b]\n"},
        {u"stages/outer.yaml"_s, "Name: outer\nTasks: [a, \"stage:plain\", \"context:x\"]\n"},
        {u"workflows/w.yaml"_s, "Name: w\nStages: [plain, pre, boot, same]\n"},
        {u"workflows/nested.yaml"_s, "Name: nested\nStages: [outer]\n"},
    });
}

/// Lists of a few letters and stages, so that runs of the same entries happen.
rc::Gen<QStringList> genEntries(bool withStages)
{
    const auto entry = rc::gen::map(rc::gen::inRange(0, withStages ? 5 : 3), [](int i) {
        static const QStringList all = {u"a"_s, u"b"_s, u"c"_s, u"stage:s"_s, u"bootenv:x"_s};
        return all[i];
    });
    return rc::gen::map(rc::gen::container<std::vector<QString>>(entry),
                        [](const std::vector<QString>& v) { return QStringList(v.cbegin(), v.cend()); });
}

} // namespace

class ExpansionTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_content = expansionContent(); }

    void aWorkflowExpands()
    {
        QCOMPARE(*expandWorkflow(m_content, u"w"_s),
                 (QStringList{u"stage:plain"_s, u"a"_s, u"action:cluster:add-params"_s, u"stage:pre"_s,
                              u"base"_s, u"tools"_s, u"b"_s, u"c"_s, u"stage:boot"_s,
                              u"bootenv:sledgehammer"_s, u"base"_s, u"tools"_s, u"b"_s, u"chroot:/mnt"_s,
                              u"b"_s, u"stage:same"_s, u"bootenv:sledgehammer"_s, u"b"_s}));
        QCOMPARE(*expandWorkflow(m_content, u"nested"_s),
                 (QStringList{u"stage:outer"_s, u"a"_s, u"stage:plain"_s, u"a"_s,
                              u"action:cluster:add-params"_s, u"context:x"_s}));
        QCOMPARE(expandWorkflow(m_content, u"nope"_s).error().code, u"workflow-unknown"_s);
    }

    void entriesExpand()
    {
        QCOMPARE(*expandEntries(m_content, {u"stage:plain"_s, u"b"_s}),
                 (QStringList{u"stage:plain"_s, u"a"_s, u"action:cluster:add-params"_s, u"base"_s, u"tools"_s,
                              u"b"_s}));
        QCOMPARE(expandEntries(m_content, {u"nope"_s}).error().code, u"task-unknown"_s);
        QCOMPARE(expandEntries(m_content, {u"stage:nope"_s}).error().code, u"stage-unknown"_s);
        QCOMPARE(expandEntries(m_content, {u"x:y"_s}).error().code, u"task-entry"_s);
    }

    void entriesHaveAGrammar_data()
    {
        QTest::addColumn<QString>("entry");
        QTest::addColumn<bool>("good");
        for (const char* good : {"a", "cluster/thing-1", "stage:x", "bootenv:x-install", "context:",
                                 "context:runner", "chroot:/mnt", "action:x", "action:cluster:add-params"}) {
            QTest::newRow(good) << QString::fromLatin1(good) << true;
        }
        for (const char* bad : {"", " ", "stage:", "bootenv:", "action:", "action:a:b:c", "action::b",
                                "other:x", "a b ", "a\nb", "-a"}) {
            QTest::addRow("bad: %s", qPrintable(QString::fromLatin1(bad).simplified()))
                << QString::fromLatin1(bad) << false;
        }
    }
    void entriesHaveAGrammar()
    {
        QFETCH(QString, entry);
        QFETCH(bool, good);
        QCOMPARE(parseTaskEntry(entry).has_value(), good);
    }

    void insertsGoIntoThePresent()
    {
        const QStringList tasks = {u"stage:x"_s, u"a"_s, u"b"_s, u"stage:y"_s, u"c"_s};
        QCOMPARE(presentRange(tasks, 0), (PresentRange{1, 3}));
        QCOMPARE(presentRange(tasks, -1), (PresentRange{0, 0}));
        QCOMPARE(presentRange(tasks, 9), (PresentRange{5, 5}));
        QCOMPARE(insertTasks(tasks, 0, 0, {u"n"_s}).join(u' '), u"stage:x n a b stage:y c"_s);
        QCOMPARE(insertTasks(tasks, 0, 1, {u"n"_s}).join(u' '), u"stage:x a n b stage:y c"_s);
        QCOMPARE(insertTasks(tasks, 0, -1, {u"n"_s}).join(u' '), u"stage:x a b n stage:y c"_s);
        QCOMPARE(insertTasks(tasks, 0, -2, {u"n"_s}).join(u' '), u"stage:x a n b stage:y c"_s);
        QCOMPARE(insertTasks(tasks, 0, 99, {u"n"_s}).join(u' '), u"stage:x a b n stage:y c"_s);
        QCOMPARE(insertTasks(tasks, 4, -1, {u"n"_s}).join(u' '), u"stage:x a b stage:y c n"_s);
        QCOMPARE(insertTasks(tasks, 0, 0, {u"a"_s}), tasks);
    }

    void deletesTakeOneInstanceEachInOrder()
    {
        const QStringList tasks = {u"a"_s, u"a"_s, u"b"_s, u"a"_s, u"stage:x"_s, u"a"_s};
        QCOMPARE(deleteTasks(tasks, 0, {u"a"_s}).join(u' '), u"a b a stage:x a"_s);
        QCOMPARE(deleteTasks(tasks, 0, {u"b"_s, u"a"_s}).join(u' '), u"a a stage:x a"_s);
        QCOMPARE(deleteTasks(tasks, 3, {u"a"_s}), tasks);
    }

    void replaceUntilRewritesTheInjected()
    {
        const QStringList tasks = {u"stage:x"_s, u"start"_s, u"old"_s, u"stage:z"_s, u"stop"_s, u"stage:y"_s};
        QCOMPARE(replaceUntil(tasks, 1, u"stop"_s, {u"n1"_s, u"n2"_s})->join(u' '),
                 u"stage:x start n1 n2 stop stage:y"_s);
        QCOMPARE(replaceUntil(tasks, 4, u"stop"_s, {}).error().code, u"task-list-stop"_s);
    }

    void pastAndFutureNeverChange()
    {
        QVERIFY(rc::check([] {
            const QStringList tasks = *genEntries(true);
            const QStringList entries = *genEntries(false);
            const int current = *rc::gen::inRange(-1, static_cast<int>(tasks.size()) + 2);
            const int offset = *rc::gen::inRange(-6, 7);
            const PresentRange range = presentRange(tasks, current);
            const qsizetype future = tasks.size() - range.end;
            for (const QStringList& changed :
                 {insertTasks(tasks, current, offset, entries), deleteTasks(tasks, current, entries)}) {
                RC_ASSERT(changed.first(range.begin) == tasks.first(range.begin));
                RC_ASSERT(changed.last(future) == tasks.last(future));
            }
        }));
    }

    void insertingTwiceIsInsertingOnce()
    {
        QVERIFY(rc::check([] {
            const QStringList tasks = *genEntries(true);
            const QStringList entries = *genEntries(false);
            // At the end of the list an insert changes what "current" means: there it isn't asked for.
            const int current = *rc::gen::inRange(-1, static_cast<int>(tasks.size()));
            const int offset = *rc::gen::inRange(-6, 7);
            const QStringList once = insertTasks(tasks, current, offset, entries);
            RC_ASSERT(insertTasks(once, current, offset, entries) == once);
            RC_ASSERT(once.size() == tasks.size() || once.size() == tasks.size() + entries.size());
        }));
    }

    void whatWasInsertedCanBeDeleted()
    {
        QVERIFY(rc::check([] {
            const QStringList tasks = *genEntries(true);
            const int current = *rc::gen::inRange(-1, static_cast<int>(tasks.size()));
            const QStringList added = insertTasks(tasks, current, 0, {u"n1"_s, u"n2"_s});
            RC_ASSERT(deleteTasks(added, current, {u"n1"_s, u"n2"_s}) == tasks);
        }));
    }

private:
    Content m_content;
};

QTEST_GUILESS_MAIN(ExpansionTest)
#include "tst_expansion.moc"
