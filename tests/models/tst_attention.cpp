#include "models/attention.h"
#include "models/objectkey.h"
#include "tests/support/fleetscene.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace Drover {

using Testing::FleetScene;

/// What waits for a person, and what helps.
class TestAttention : public QObject
{
    Q_OBJECT

private slots:
    void failuresComeFirstThenOperationsThenHolds();
    void aLockedMachineIsHelpedByNothing();
};

void TestAttention::failuresComeFirstThenOperationsThenHolds()
{
    const FleetScene scene;
    Replica replica;
    replica.apply(scene.snapshot());
    ChangeBatch batch;
    Operation paused = replica.operations().begin()->second;
    paused.id = OperationId{900};
    paused.cluster = u"fen-prod-01"_s;
    paused.state = OperationState::Paused;
    batch.operations.changed = {paused};
    replica.apply(batch);
    const QList<AttentionItem> items = attentionItems(replica);
    QCOMPARE(items.size(), 5);
    QCOMPARE(items.at(0).place, u"dale-prod-02"_s);
    QCOMPARE(items.at(0).name, u"w-5"_s);
    QCOMPARE(items.at(0).status, Status::Failed);
    QCOMPARE(items.at(0).exitCode, 28);
    QCOMPARE(items.at(0).attempt, 3);
    QVERIFY(items.at(0).job.isSet() && items.at(0).since.isSet());
    QCOMPARE(items.at(0).help, AttentionHelp::RetryMachine);
    QCOMPARE(items.at(1).key, clusterKey(u"fen-prod-01"_s));
    QCOMPARE(items.at(1).help, AttentionHelp::ResumeOperation);
    for (int i = 2; i < 5; ++i) {
        QCOMPARE(items.at(i).status, Status::HoldDestroy);
        QVERIFY(items.at(i).help != AttentionHelp::None);
    }
}

void TestAttention::aLockedMachineIsHelpedByNothing()
{
    const FleetScene scene;
    Replica replica;
    replica.apply(scene.snapshot());
    Machine locked = scene.machine(u"r09-u26"_s);
    locked.lock.locked = true;
    ChangeBatch batch;
    batch.machines.changed = {locked};
    replica.apply(batch);
    QCOMPARE(attentionItems(replica).at(0).help, AttentionHelp::None);
}

} // namespace Drover

QTEST_GUILESS_MAIN(Drover::TestAttention)
#include "tst_attention.moc"
