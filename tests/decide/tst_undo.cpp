#include "engine/core/edits.h"
#include "tests/support/editingworld.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

Command size(int value)
{
    return Commands::SetParams{u"m-001"_s, {}, {{u"site/size"_s, value}}, {}};
}

} // namespace

/// An undo writes a new event that brings back what an edit replaced, as long as nobody changed the same
/// since.
class TestUndo : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_world = std::make_unique<EditingWorld>(); }
    void everyEditIsTakenBack_data();
    void everyEditIsTakenBack();
    void whatWasChangedSinceStays();
    void anUndoIsUndone();
    void aLaterEditThatWasTakenBackIsNoObstacle();
    void otherFieldsAreNoObstacle();
    void onlyAPersonsEditsAreUndone_data();
    void onlyAPersonsEditsAreUndone();
    void aMadeObjectGoesOnlyWhileItIsUnchanged();
    void aLockedObjectRefuses();

private:
    qint64 did(const Command& command)
    {
        m_world->must(command);
        return m_world->seq();
    }
    QString undo(qint64 seq) { return m_world->refusal(Commands::UndoChange{seq}); }
    int sizeNow() { return m_world->machine().params.value(u"site/size"_s).toInt(); }

    std::unique_ptr<EditingWorld> m_world;
};

void TestUndo::everyEditIsTakenBack_data()
{
    using namespace Commands;
    QTest::addColumn<Command>("command");
    const auto row = [](const char* name, const Command& command) { QTest::newRow(name) << command; };
    Pool edge;
    edge.name = u"edge"_s;
    edge.minFree = 5;
    edge.description = u"other"_s;
    Pool fresh;
    fresh.name = u"fresh"_s;
    row("a param set", SetParams{u"m-001"_s, {}, {{u"site/size"_s, 4}}, {}});
    row("a param replaced and one removed",
        SetParams{u"m-002"_s, {}, {{u"site/size"_s, 4}}, {u"location/rack"_s}});
    row("a machine's fields", EditMachine{u"m-001"_s, u"10.8.0.1"_s, u"new"_s, {}, {}, {}});
    row("a machine's profiles", EditMachine{u"m-001"_s, {}, {}, QStringList{u"site-base"_s}, {}, {}});
    row("a profile's params", EditProfile{u"mine"_s, false, {}, {{u"site/size"_s, 9}}, {}});
    row("a profile's description", EditProfile{u"mine"_s, false, u"other"_s, {}, {}});
    row("a profile made", EditProfile{u"more"_s, true, u"x"_s, {{u"site/size"_s, 9}}, {}});
    row("a profile deleted", DeleteProfile{u"mine"_s});
    row("a pool changed", SavePool{edge, false, {}});
    row("a pool made", SavePool{fresh, true, {}});
    row("a pool deleted", DeletePool{u"edge"_s});
}

void TestUndo::everyEditIsTakenBack()
{
    QFETCH(Command, command);
    m_world->must(Commands::EditProfile{u"mine"_s, true, u"ours"_s, {{u"site/size"_s, 2}}, {}});
    Pool edge;
    edge.name = u"edge"_s;
    edge.minFree = 1;
    m_world->add(edge);
    m_world->must(Commands::SetParams{u"m-002"_s, {}, {{u"site/size"_s, 1}}, {}});
    const auto snapshot = [this] {
        return std::tuple(m_world->state().all<Machine>(), m_world->state().all<Profile>(),
                          m_world->state().all<Pool>());
    };
    const auto before = snapshot();
    const qint64 seq = did(command);
    const auto after = snapshot();
    QVERIFY(before != after);
    QCOMPARE(undo(seq), QString());
    QVERIFY(snapshot() == before);
    QCOMPARE(undoneBy(m_world->journal().last().event), seq);
    // And again forwards.
    QCOMPARE(undo(m_world->seq()), QString());
    QVERIFY(snapshot() == after);
    QVERIFY(m_world->violations().isEmpty());
}

void TestUndo::whatWasChangedSinceStays()
{
    const qint64 first = did(size(4));
    const qint64 second = did(size(5));
    const Error refused = m_world->attempt(Commands::UndoChange{first}).error();
    QCOMPARE(refused.code, u"changed-since"_s);
    QVERIFY2(refused.text.contains(u"site/size"_s) && refused.text.contains(u"#%1"_s.arg(second)) &&
                 refused.text.contains(u"user:test"_s),
             qPrintable(refused.text));
    QVERIFY(refused.remedy.contains(u"drover undo %1"_s.arg(second)));
    QCOMPARE(sizeNow(), 5);
    // Back and forth to the same value is a change, too.
    did(size(4));
    QCOMPARE(undo(first), u"changed-since"_s);
}

void TestUndo::anUndoIsUndone()
{
    const qint64 seq = did(size(4));
    QCOMPARE(undo(seq), QString());
    QVERIFY(!m_world->machine().params.contains(u"site/size"_s));
    const qint64 back = m_world->seq();
    QCOMPARE(undo(seq), u"undone-already"_s);
    QCOMPARE(undo(back), QString());
    QCOMPARE(sizeNow(), 4);
    QCOMPARE(undo(seq), QString());
    QVERIFY(!m_world->machine().params.contains(u"site/size"_s));
}

void TestUndo::aLaterEditThatWasTakenBackIsNoObstacle()
{
    const qint64 first = did(size(4));
    const qint64 second = did(size(5));
    QCOMPARE(undo(second), QString());
    QCOMPARE(undo(first), QString());
    QVERIFY(!m_world->machine().params.contains(u"site/size"_s));
}

void TestUndo::otherFieldsAreNoObstacle()
{
    Pool root = m_world->pool(u"default"_s);
    root.minFree = 2;
    const qint64 seq = did(Commands::SavePool{root, false, {}});
    root.description = u"new words"_s;
    did(Commands::SavePool{root, false, {}});
    QCOMPARE(undo(seq), QString());
    QCOMPARE(m_world->pool(u"default"_s).minFree, 0);
    QCOMPARE(m_world->pool(u"default"_s).description, u"new words"_s);
}

void TestUndo::onlyAPersonsEditsAreUndone_data()
{
    QTest::addColumn<Command>("command");
    QTest::addColumn<QString>("code");
    QTest::newRow("a lock") << Command(Commands::LockMachine{u"m-001"_s, true}) << u"not-undoable"_s;
    QTest::newRow("a removed machine") << Command(Commands::DeleteMachine{u"m-001"_s}) << u"not-undoable"_s;
}

void TestUndo::onlyAPersonsEditsAreUndone()
{
    QFETCH(Command, command);
    QFETCH(QString, code);
    QCOMPARE(undo(did(command)), code);
    QCOMPARE(undo(100'000), u"event-unknown"_s);
    QCOMPARE(undo(0), u"event-unknown"_s);
}

void TestUndo::aMadeObjectGoesOnlyWhileItIsUnchanged()
{
    Pool edge;
    edge.name = u"edge"_s;
    const qint64 made = did(Commands::SavePool{edge, true, {}});
    m_world->must(Commands::MoveMachines{PoolMove::Add, u"edge"_s, {u"m-001"_s}});
    QCOMPARE(undo(made), u"pool-used"_s);
    m_world->must(Commands::MoveMachines{PoolMove::Remove, u"edge"_s, {u"m-001"_s}});
    edge.minFree = 1;
    did(Commands::SavePool{edge, false, {}});
    QCOMPARE(undo(made), u"changed-since"_s);
}

void TestUndo::aLockedObjectRefuses()
{
    const qint64 seq = did(size(4));
    m_world->must(Commands::LockMachine{u"m-001"_s, true});
    QCOMPARE(undo(seq), u"locked"_s);
    QCOMPARE(sizeNow(), 4);
}

} // namespace Drover

QTEST_GUILESS_MAIN(Drover::TestUndo)
#include "tst_undo.moc"
