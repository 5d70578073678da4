#include "models/attention.h"
#include "models/objectkey.h"
#include "tests/support/fleetscene.h"

#include <QTest>
#include <algorithm>

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
    void theUnhealthyAndForgottenLocksAreTold();
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
    QCOMPARE(items.size(), 7);
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
    // Members of glen and moor; those of tarn are being taken apart.
    for (int i = 5; i < 7; ++i)
        QCOMPARE(items.at(i).status, Status::Unhealthy);
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

void TestAttention::theUnhealthyAndForgottenLocksAreTold()
{
    const FleetScene scene;
    Replica replica;
    replica.apply(scene.snapshot());
    const qsizetype before = attentionItems(replica).size();
    const auto pick = [&](PoolStatus status, bool member, int skip) {
        for (const auto& [id, machine] : replica.machines()) {
            if (machine.kind == MachineKind::Machine && machine.poolStatus == status &&
                machine.isMember() == member && machine.health != Health::Unhealthy && skip-- == 0)
                return machine;
        }
        return Machine();
    };
    Machine sick = pick(PoolStatus::Free, false, 0);
    sick.health = Health::Unhealthy;
    Machine member = pick(PoolStatus::InUse, true, 0);
    member.health = Health::Unhealthy;
    Machine forgotten = pick(PoolStatus::Free, false, 1);
    forgotten.lock = {true, u"fan replaced"_s, u"user:kim"_s, scene.at(14, 7, 41) - lockRemembered};
    Machine fresh = pick(PoolStatus::Free, false, 2);
    fresh.lock = {true, u"fan replaced"_s, u"user:kim"_s, scene.at(14, 0, 0)};
    ChangeBatch batch;
    batch.figures = scene.snapshot().figures;
    batch.machines.changed = {sick, member, forgotten, fresh};
    replica.apply(batch);
    const QList<AttentionItem> items = attentionItems(replica);
    QCOMPARE(items.size(), before + 3);
    const AttentionItem& lock = items.constLast();
    QCOMPARE(lock.key, machineKey(forgotten.id));
    QVERIFY(lock.locked);
    QCOMPARE(lock.help, AttentionHelp::UnlockMachine);
    QVERIFY(lock.detail.contains(u"fan replaced"_s));
    const AttentionItem& sickItem = *std::ranges::find(items, machineKey(sick.id), &AttentionItem::key);
    QCOMPARE(sickItem.status, Status::Unhealthy);
    QCOMPARE(sickItem.help, AttentionHelp::LockMachine);
    const auto memberItem = std::ranges::find(items, machineKey(member.id), &AttentionItem::key);
    QVERIFY(memberItem != items.end());
    QCOMPARE(memberItem->help, AttentionHelp::None); // a matter of its cluster
    // What is mended is told no more.
    sick.health = Health::Healthy;
    forgotten.lock = {};
    batch.machines.changed = {sick, forgotten};
    replica.apply(batch);
    QCOMPARE(attentionItems(replica).size(), before + 1);
}

} // namespace Drover

QTEST_GUILESS_MAIN(Drover::TestAttention)
#include "tst_attention.moc"
