#include "tests/support/engineworld.h"

#include <QTest>
#include <algorithm>

using namespace Drover;
using namespace Qt::StringLiterals;

namespace {

constexpr int handlerLimit = 3;

/// A task that always fails, and what is to mend it.
EngineWorld::Options siteOptions()
{
    const QString text = uR"(
meta: {Name: site, Version: 1.0.0}
sections:
  tasks:
    work: {Name: work, Templates: [{Name: run, Contents: "#!/bin/sh\n"}]}
    mend: {Name: mend, Templates: [{Name: run, Contents: "#!/bin/sh\n"}]}
  stages:
    site: {Name: site, Tasks: [work]}
    chain: {Name: chain, Tasks: [universal-chain-workflow]}
  workflows:
    site-work: {Name: site-work, Stages: [site]}
    site-here: {Name: site-here, Stages: [chain]}
    site-there: {Name: site-there, Stages: [chain]}
)"_s;
    EngineWorld::Options options;
    options.machines = 6;
    options.packs = {{{u"site.yaml"_s, text}}};
    options.fault = [](const Job& job, Outcome& outcome) {
        if (job.task == "work"_L1)
            outcome.code = 7;
    };
    return options;
}

qsizetype begun(const EngineWorld& world, const QString& task)
{
    return std::ranges::count_if(world.journal(), [&](const EventRecord& record) {
        const auto* created = std::get_if<Events::JobCreated>(&record.event);
        return created && created->job.task == task;
    });
}

} // namespace

/// What would go on for ever holds, and says why.
class TestBrakes : public QObject
{
    Q_OBJECT
private slots:
    void handlersThatMendNothing_data();
    void handlersThatMendNothing();
    void aChainInACircle();
    void aClustersChainInACircle();
};

void TestBrakes::handlersThatMendNothing_data()
{
    QTest::addColumn<int>("retries");
    QTest::newRow("no retries") << 0;
    QTest::newRow("two retries") << 2;
}

void TestBrakes::handlersThatMendNothing()
{
    QFETCH(int, retries);
    EngineWorld world(siteOptions());
    world.must(
        Commands::SetParams{u"m-001"_s,
                            {},
                            {{u"task-retry"_s, QJsonObject{{u"work"_s, retries}}},
                             {u"task-error-handlers"_s, QJsonObject{{u"work"_s, QJsonArray{u"mend"_s}}}},
                             {u"task-error-handlers-limit"_s, handlerLimit}},
                            {}});
    world.must(Commands::StartWorkflow{u"m-001"_s, u"site-work"_s});
    for (int turn = 1; turn <= 2; ++turn) {
        QCOMPARE(begun(world, u"mend"_s), turn * handlerLimit);
        QCOMPARE(begun(world, u"work"_s), turn * (handlerLimit + 1) * (retries + 1));
        const Sequence sequence = world.state().machineNamed(u"m-001"_s)->sequence;
        QCOMPARE(sequence.stop, Stop::Failed);
        QCOMPARE(sequence.entry(), u"work"_s);
        QVERIFY2(sequence.stopReason.contains(u"exit 7"_s) &&
                     sequence.stopReason.contains(u"task-error-handlers-limit"_s),
                 qPrintable(sequence.stopReason));
        world.must(Commands::RetryMachine{u"m-001"_s}); // and all begins anew
    }
    QVERIFY2(world.violations().isEmpty(), qPrintable(world.violations().join(u'\n')));
}

void TestBrakes::aChainInACircle()
{
    EngineWorld world(siteOptions());
    const auto chain = [](const QString& behind) {
        return QJsonObject{{u"universal/workflow-chain-map"_s,
                            QJsonObject{{u"default"_s, QJsonObject{{u"site-here"_s, u"site-there"_s},
                                                                   {u"site-there"_s, behind}}}}}};
    };
    world.must(Commands::SetParams{u"m-001"_s, {}, chain(u"site-here"_s), {}});
    world.must(Commands::StartWorkflow{u"m-001"_s, u"site-here"_s});
    Sequence sequence = world.state().machineNamed(u"m-001"_s)->sequence;
    QCOMPARE(sequence.stop, Stop::Failed);
    QVERIFY2(sequence.stopReason.contains(u"site-there → site-here → site-there"_s),
             qPrintable(sequence.stopReason));
    world.must(Commands::SetParams{u"m-001"_s, {}, chain(u"site-work"_s), {}});
    world.must(Commands::RetryMachine{u"m-001"_s});
    sequence = world.state().machineNamed(u"m-001"_s)->sequence;
    QCOMPARE(sequence.workflow, u"site-work"_s); // it has a way out now
}

void TestBrakes::aClustersChainInACircle()
{
    EngineWorld world(siteOptions());
    PlanRequest request = EngineWorld::provision(u"c1"_s, 1, 1);
    request.params.insert(
        u"universal/workflow-chain-map"_s,
        QJsonObject{{u"cluster"_s, QJsonObject{{u"universal-start"_s, u"universal-start"_s}}}});
    const Receipt receipt = world.must(Commands::StartOperation{request, {}, true});
    const Operation* operation = world.state().find<Operation>(receipt.operation);
    QVERIFY(operation);
    QCOMPARE(operation->state, OperationState::NeedsAttention);
    QVERIFY2(operation->why.text.contains(u"universal-start → universal-start"_s),
             qPrintable(operation->why.text));
}

QTEST_GUILESS_MAIN(TestBrakes)
#include "tst_brakes.moc"
