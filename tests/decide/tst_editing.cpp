#include "tests/support/editingworld.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

Pool poolNamed(const QString& name)
{
    Pool pool;
    pool.name = name;
    return pool;
}

template <class Edit>
Pool editedPool(const QString& name, Edit edit)
{
    Pool pool = poolNamed(name);
    edit(pool);
    return pool;
}

} // namespace

/// Params, fields, profiles, pools and brokers, changed by commands: what is refused, and what is recorded.
class TestEditing : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void refusals_data();
    void refusals();
    void aValueIsRefusedWithNameAndWish();
    void paramsTellWhatWasThere();
    void theRunnerFollowsItsParam();
    void whatIsSoAlreadyIsNotRecorded();
    void anEditIsAllOrNothing();
    void ownProfilesAreEditedPackedOnesAreNot();
    void globalIsMadeWhenItIsWritten();
    void aPoolThatChangedMeanwhileIsNotOverwritten();
    void aBrokerTakesFromItsPool();
    void aBrokerGoesWithItsProfile();
    void secretsAreCheckedAndSealed();
    void ordersOnEachMemberOrNone();
    void theFirstBlueprintWorksOnEverything();
    void aTrialChangesNothing();

private:
    std::unique_ptr<EditingWorld> m_world;
};

void TestEditing::init()
{
    m_world = std::make_unique<EditingWorld>();
    m_world->must(Commands::EditProfile{u"mine"_s, true, u"ours"_s, {{u"site/size"_s, 2}}, {}});
    m_world->must(Commands::EditMachine{u"m-011"_s, {}, {}, QStringList{u"mine"_s}, {}, {}});
    m_world->add(editedPool(u"edge"_s, [](Pool& pool) { pool.parent = u"default"_s; }));
    m_world->add(editedPool(u"far"_s, [](Pool& pool) { pool.parent = u"edge"_s; }));
    m_world->must(Commands::CreateBroker{u"edge-broker"_s, {}, u"edge"_s, {}});
    m_world->must(Commands::LockMachine{u"m-009"_s, true});
    PlanRequest request = EngineWorld::provision(u"c1"_s, 1, 2);
    request.broker = u"pool-broker"_s;
    m_world->must(Commands::StartOperation{request, {}, true});
}

void TestEditing::refusals_data()
{
    using namespace Commands;
    QTest::addColumn<Command>("command");
    QTest::addColumn<QString>("code");
    const auto row = [](const char* name, const Command& command, const QString& code) {
        QTest::newRow(name) << command << code;
    };
    const QJsonObject none;
    row("a value out of range", SetParams{u"m-001"_s, {}, {{u"site/size"_s, 10}}, {}}, u"param-value"_s);
    row("a value of another type", SetParams{u"m-001"_s, {}, {{u"site/mode"_s, 1}}, {}}, u"param-value"_s);
    row("a value of a profile", EditProfile{u"mine"_s, false, {}, {{u"site/mode"_s, u"odd"_s}}, {}},
        u"param-value"_s);
    row("a param that is derived", SetParams{u"c1"_s, {}, {{u"cluster/members"_s, QJsonArray()}}, {}},
        u"param-derived"_s);
    row("a param that is not set", SetParams{u"m-001"_s, {}, none, {u"site/size"_s}}, u"param-not-set"_s);
    row("a param set and removed", SetParams{u"m-001"_s, {}, {{u"site/size"_s, 1}}, {u"site/size"_s}},
        u"param-twice"_s);
    row("a machine that is not there", SetParams{u"m-999"_s, {}, {{u"site/size"_s, 1}}, {}},
        u"machine-unknown"_s);
    row("a locked machine", EditMachine{u"m-009"_s, {}, u"x"_s, {}, none, {}}, u"locked"_s);
    row("no address", EditMachine{u"m-001"_s, u"here"_s, {}, {}, none, {}}, u"address-invalid"_s);
    row("another's address", EditMachine{u"m-001"_s, u"10.0.0.3"_s, {}, {}, none, {}}, u"address-taken"_s);
    row("a profile that is not there", EditMachine{u"m-001"_s, {}, {}, QStringList{u"mime"_s}, none, {}},
        u"profile-unknown"_s);
    row("a profile twice", EditMachine{u"m-001"_s, {}, {}, QStringList{u"mine"_s, u"mine"_s}, none, {}},
        u"profile-twice"_s);
    row("a cluster's profile", EditMachine{u"m-012"_s, {}, {}, QStringList{u"c1"_s}, none, {}},
        u"profile-of-cluster"_s);
    row("a cluster without its own", EditMachine{u"c1"_s, {}, {}, QStringList(), none, {}}, u"profile-own"_s);

    row("a pack's profile", EditProfile{u"site-base"_s, false, {}, {{u"site/size"_s, 1}}, {}},
        u"read-only"_s);
    row("a new one of a pack's name", EditProfile{u"site-base"_s, true, {}, none, {}}, u"read-only"_s);
    row("a profile that is there", EditProfile{u"mine"_s, true, {}, none, {}}, u"name-taken"_s);
    row("a profile that is not", EditProfile{u"mime"_s, false, u"x"_s, none, {}}, u"profile-unknown"_s);
    row("a profile's bad name", EditProfile{u"a:b"_s, true, {}, none, {}}, u"name-invalid"_s);
    row("a profile in use", DeleteProfile{u"mine"_s}, u"profile-used"_s);
    row("a cluster's own profile", DeleteProfile{u"c1"_s}, u"profile-own"_s);
    row("a pack's profile deleted", DeleteProfile{u"site-base"_s}, u"read-only"_s);

    row("a pool that is there", SavePool{poolNamed(u"edge"_s), true, {}}, u"name-taken"_s);
    row("a pool's bad name", SavePool{poolNamed(u"a:b"_s), true, {}}, u"name-invalid"_s);
    row("a parent that is not there",
        SavePool{editedPool(u"p"_s, [](Pool& p) { p.parent = u"egde"_s; }), true, {}}, u"pool-unknown"_s);
    row("its own parent", SavePool{editedPool(u"edge"_s, [](Pool& p) { p.parent = u"edge"_s; }), false, {}},
        u"pool-cycle"_s);
    row("a parent below it", SavePool{editedPool(u"edge"_s, [](Pool& p) { p.parent = u"far"_s; }), false, {}},
        u"pool-cycle"_s);
    row("a parent of the root",
        SavePool{editedPool(u"default"_s, [](Pool& p) { p.parent = u"far"_s; }), false, {}}, u"root-pool"_s);
    row("a workflow that is not there",
        SavePool{editedPool(u"p"_s, [](Pool& p) { p.exitActions.workflow = u"site-exti"_s; }), true, {}},
        u"workflow-unknown"_s);
    row("a transition's profile",
        SavePool{editedPool(u"p"_s, [](Pool& p) { p.enterActions.addProfiles = {u"nope"_s}; }), true, {}},
        u"profile-unknown"_s);
    row("a transition's profile that is a cluster's",
        SavePool{editedPool(u"p"_s, [](Pool& p) { p.enterActions.addProfiles = {u"c1"_s}; }), true, {}},
        u"profile-of-cluster"_s);
    row("an import into a cluster by its profile",
        ImportMachines{{{u"z-1"_s, {}, {}, {}, {}, {u"c1"_s}, {}}}}, u"profile-of-cluster"_s);
    row("an import into a cluster by its params",
        ImportMachines{{{u"z-1"_s, {}, {}, {}, {}, {}, {{u"cluster/role"_s, u"worker"_s}}}}},
        u"param-derived"_s);
    row("a transition's value",
        SavePool{editedPool(u"p"_s,
                            [](Pool& p) {
                                p.enterActions.addParameters = {{u"site/size"_s, 0}};
                            }),
                 true,
                 {}},
        u"param-value"_s);
    row("a maximum below the minimum",
        SavePool{editedPool(u"p"_s,
                            [](Pool& p) {
                                p.minFree = 4;
                                p.autoFill.maxFree = 2;
                            }),
                 true,
                 {}},
        u"pool-limits"_s);
    row("the root deleted", DeletePool{u"default"_s}, u"root-pool"_s);
    row("a pool with pools below", DeletePool{u"edge"_s}, u"pool-used"_s);
    row("a pool that is not there deleted", DeletePool{u"egde"_s}, u"pool-unknown"_s);

    row("a blueprint of the engine's own", CreateWorkOrder{u"pool-broker"_s, u"broker-allocate"_s, none},
        u"blueprint-reserved"_s);
    row("a broker's taken name", CreateBroker{u"c1"_s, {}, {}, none}, u"name-taken"_s);
    row("a broker's bad name", CreateBroker{u"a/b"_s, {}, {}, none}, u"name-invalid"_s);
    row("a broker's unknown pool", CreateBroker{u"b"_s, {}, u"nope"_s, none}, u"pool-unknown"_s);
    row("a broker's pool set to none there",
        SetParams{u"edge-broker"_s, {}, {{u"broker-pool/pool"_s, u"nope"_s}}, {}}, u"pool-unknown"_s);
    row("a broker that serves a cluster", DeleteMachine{u"pool-broker"_s}, u"in-use"_s);

    row("an order on a machine in workflow mode", CreateWorkOrder{u"m-012"_s, u"site-order"_s, none},
        u"not-in-work-order-mode"_s);
    row("an order of a blueprint that is not there", CreateWorkOrder{u"c1"_s, u"site-odrer"_s, none},
        u"blueprint-unknown"_s);
    row("orders on the members of a machine", CreateWorkOrder{u"m-012"_s, u"site-order"_s, none, true, {}},
        u"not-a-cluster"_s);
    row("an order's value", CreateWorkOrder{u"c1"_s, u"site-order"_s, {{u"site/size"_s, 0}}},
        u"param-value"_s);
    row("orders of which one can't be",
        CreateWorkOrder{{}, u"site-order"_s, none, false, {u"c1"_s, u"m-012"_s}},
        u"not-in-work-order-mode"_s);
}

void TestEditing::refusals()
{
    QFETCH(Command, command);
    QFETCH(QString, code);
    const Result<Receipt> receipt = m_world->attempt(command);
    QVERIFY(!receipt);
    QCOMPARE(receipt.error().code, code);
    QVERIFY(!receipt.error().text.isEmpty());
    QVERIFY(m_world->violations().isEmpty());
}

void TestEditing::aValueIsRefusedWithNameAndWish()
{
    const Error error =
        m_world->attempt(Commands::SetParams{u"m-001"_s, {}, {{u"site/size"_s, 10}}, {}}).error();
    QVERIFY(error.text.contains(u"site/size"_s));
    QVERIFY2(error.text.contains(u"9"_s) && error.text.contains(u"integer"_s), qPrintable(error.text));
    const Error typo = m_world->attempt(Commands::DeletePool{u"egde"_s}).error();
    QVERIFY2(typo.remedy.contains(u"edge"_s), qPrintable(typo.remedy));
}

void TestEditing::paramsTellWhatWasThere()
{
    m_world->must(Commands::SetParams{u"m-001"_s, {}, {{u"site/size"_s, 4}, {u"free"_s, u"a"_s}}, {}});
    m_world->must(
        Commands::EditMachine{u"m-001"_s, u"10.9.0.1"_s, u"new"_s, {}, {{u"site/size"_s, 6}}, {u"free"_s}},
        u"because"_s);
    const auto& params =
        std::get<Events::ParamsChanged>(m_world->journal().at(m_world->journal().size() - 2).event);
    QCOMPARE(params.set, (QJsonObject{{u"site/size"_s, 6}}));
    QCOMPARE(params.removed, QStringList{u"free"_s});
    QCOMPARE(params.before, (QJsonObject{{u"site/size"_s, 4}, {u"free"_s, u"a"_s}}));
    QCOMPARE(params.reason, u"because"_s);
    const auto& fields = std::get<Events::MachineEdited>(m_world->journal().last().event);
    QCOMPARE(*fields.address, u"10.9.0.1"_s);
    QCOMPARE(*fields.before.address, u"10.0.0.2"_s);
    QCOMPARE(*fields.before.description, QString());
    QVERIFY(!fields.before.profiles);
    QCOMPARE(m_world->machine().params.value(u"site/size"_s).toInt(), 6);
}

void TestEditing::theRunnerFollowsItsParam()
{
    QCOMPARE(m_world->refusal(Commands::SetParams{u"m-001"_s, {}, {{u"access/runner"_s, u"local"_s}}, {}}),
             u"runner-mismatch"_s);
    QCOMPARE(m_world->machine().runner, RunnerKind::Simulated);

    EngineCore::Parts parts;
    parts.store = std::make_unique<MemoryStore>();
    parts.clock = std::make_unique<VirtualClock>(VirtualClock::epoch());
    const auto core = EngineCore::open(std::move(parts));
    QVERIFY(core);
    auto runnerAfter = [&core, n = 0](Command command) mutable -> std::optional<RunnerKind> {
        CommandRequest request;
        request.id = u"c-%1"_s.arg(++n);
        request.actor = u"user:test"_s;
        request.command = std::move(command);
        const bool done = (*core)->submit(std::move(request)).has_value();
        const Machine* machine = (*core)->state().machineNamed(u"real"_s);
        return done && machine ? std::optional(machine->runner) : std::nullopt;
    };
    (void)runnerAfter(Commands::CreateDirectory{false, 1, 0});
    QCOMPARE(runnerAfter(Commands::ImportMachines{{{u"real"_s, {}, {}, {}, {}, {}, {}}}}), RunnerKind::Local);
    const QString name = u"real"_s;
    QCOMPARE(runnerAfter(Commands::SetParams{name, {}, {{u"access/runner"_s, u"ssh"_s}}, {}}),
             RunnerKind::Ssh);
    QCOMPARE(runnerAfter(Commands::SetParams{name, {}, {}, {u"access/runner"_s}}), RunnerKind::Local);
    QCOMPARE(runnerAfter(Commands::SetParams{name, {}, {{u"access/ssh-host"_s, u"10.0.0.1"_s}}, {}}),
             RunnerKind::Ssh);
    QCOMPARE(runnerAfter(Commands::SetParams{name, {}, {{u"access/runner"_s, u"simulated"_s}}, {}}),
             std::nullopt);
}

void TestEditing::whatIsSoAlreadyIsNotRecorded()
{
    const qint64 before = m_world->seq();
    const Receipt receipt =
        m_world->must(Commands::EditProfile{u"mine"_s, false, u"ours"_s, {{u"site/size"_s, 2}}, {}});
    m_world->must(Commands::SavePool{m_world->pool(u"edge"_s), false, {}});
    QCOMPARE(m_world->seq(), before);
    QVERIFY(receipt.note.contains(u"nothing changed"_s));
}

void TestEditing::anEditIsAllOrNothing()
{
    const Machine before = m_world->machine();
    QCOMPARE(m_world->refusal(
                 Commands::EditMachine{u"m-001"_s, u"not one"_s, u"new"_s, {}, {{u"site/size"_s, 4}}, {}}),
             u"address-invalid"_s);
    QCOMPARE(m_world->machine(), before);
}

void TestEditing::ownProfilesAreEditedPackedOnesAreNot()
{
    m_world->must(Commands::EditProfile{
        u"mine"_s, false, u"other words"_s, {{u"site/mode"_s, u"fast"_s}}, {u"site/size"_s}});
    const Profile* mine = m_world->state().find<Profile>(u"mine"_s);
    QCOMPARE(mine->description, u"other words"_s);
    QCOMPARE(mine->params, (QJsonObject{{u"site/mode"_s, u"fast"_s}}));
    m_world->must(Commands::EditMachine{u"m-011"_s, {}, {}, QStringList(), {}, {}});
    m_world->must(Commands::DeleteProfile{u"mine"_s});
    QVERIFY(!m_world->state().find<Profile>(u"mine"_s));
    const Error refused = m_world->attempt(Commands::DeleteProfile{u"site-base"_s}).error();
    QVERIFY(refused.text.contains(u"site"_s) && !refused.remedy.isEmpty());
}

void TestEditing::globalIsMadeWhenItIsWritten()
{
    QVERIFY(!m_world->state().find<Profile>(u"global"_s));
    m_world->must(Commands::SetParams{{}, u"global"_s, {{u"site/size"_s, 7}}, {}});
    m_world->must(Commands::SetParams{{}, u"global"_s, {{u"site/size"_s, 8}}, {}});
    QCOMPARE(m_world->state().find<Profile>(u"global"_s)->params.value(u"site/size"_s).toInt(), 8);
}

void TestEditing::aPoolThatChangedMeanwhileIsNotOverwritten()
{
    const Pool seen = m_world->pool(u"edge"_s);
    Pool mine = seen;
    mine.description = u"mine"_s;
    Pool theirs = seen;
    theirs.minFree = 3;
    m_world->must(Commands::SavePool{theirs, false, seen});
    QCOMPARE(m_world->refusal(Commands::SavePool{mine, false, seen}), u"changed-since"_s);
    QCOMPARE(m_world->pool(u"edge"_s).minFree, 3);
}

void TestEditing::aBrokerTakesFromItsPool()
{
    m_world->must(Commands::MoveMachines{PoolMove::Add, u"edge"_s, {u"m-010"_s, u"m-011"_s, u"m-012"_s}});
    PlanRequest request = EngineWorld::provision(u"c2"_s, 1, 2);
    request.broker = u"edge-broker"_s;
    m_world->must(Commands::StartOperation{request, {}, true});
    QCOMPARE(m_world->state().memberCounts(u"c2"_s).settled, 3);
    QCOMPARE(m_world->machine(u"m-010"_s).cluster, u"c2"_s);
    QVERIFY(m_world->violations().isEmpty());
}

void TestEditing::aBrokerGoesWithItsProfile()
{
    m_world->must(Commands::DeleteMachine{u"edge-broker"_s});
    QVERIFY(!m_world->state().machineNamed(u"edge-broker"_s));
    QVERIFY(!m_world->state().find<Profile>(u"edge-broker"_s));
    m_world->must(Commands::DeletePool{u"far"_s});
    m_world->must(Commands::DeletePool{u"edge"_s});
    QVERIFY(!m_world->state().find<Pool>(u"edge"_s));
}

void TestEditing::secretsAreCheckedAndSealed()
{
    // What is too short is refused although nobody could look into it later; the value is never repeated.
    const Error error =
        m_world->attempt(Commands::SetParams{u"m-001"_s, {}, {{u"site/key"_s, u"abc"_s}}, {}}).error();
    QCOMPARE(error.code, u"param-value"_s);
    QVERIFY(!error.text.contains(u"abc"_s));
    const SealValue seal = [](const QJsonValue&) { return QJsonObject{{u"$sealed"_s, u"x"_s}}; };
    CommandRequest request;
    PoolActions actions;
    actions.addParameters = {{u"site/key"_s, u"long enough"_s}};
    request.command = Commands::SavePool{
        editedPool(u"p"_s, [&actions](Pool& pool) { pool.releaseActions = actions; }), true, {}};
    const Result<CommandRequest> closed = sealed(request, m_world->core().content(), seal);
    QVERIFY(closed);
    QVERIFY(!Json::toText(*closed).contains("long enough"));
    request.command = Commands::EditProfile{u"p"_s, true, {}, {{u"site/key"_s, u"long enough"_s}}, {}};
    QVERIFY(!Json::toText(*sealed(request, m_world->core().content(), seal)).contains("long enough"));
    request.command = Commands::MoveMachines{PoolMove::Allocate, u"p"_s, {}, 1, {}, {}, {}, actions};
    QVERIFY(!Json::toText(*sealed(request, m_world->core().content(), seal)).contains("long enough"));
}

void TestEditing::ordersOnEachMemberOrNone()
{
    const Receipt receipt = m_world->must(Commands::CreateWorkOrder{u"c1"_s, u"site-order"_s, {}, true, {}});
    QCOMPARE(receipt.workOrders.size(), 3);
    QCOMPARE(receipt.workOrder, receipt.workOrders.first());
    int finished = 0;
    for (const EventRecord& record : m_world->journal()) {
        const auto* ended = std::get_if<Events::WorkOrderEnded>(&record.event);
        finished += ended && receipt.workOrders.contains(ended->workOrder) &&
                    ended->state == WorkOrderState::Finished;
    }
    QCOMPARE(finished, 3);
}

/// What a newcomer tries first.
void TestEditing::theFirstBlueprintWorksOnEverything()
{
    const QString first = u"uptime-check"_s;
    QList<WorkOrderId> orders =
        m_world->must(Commands::CreateWorkOrder{u"c1"_s, first, {}, true, {}}).workOrders;
    for (const QString& target : {u"c1"_s, u"pool-broker"_s})
        orders += m_world->must(Commands::CreateWorkOrder{target, first, {}}).workOrders;
    QCOMPARE(orders.size(), 5);
    for (const EventRecord& record : m_world->journal()) {
        const auto* ended = std::get_if<Events::WorkOrderEnded>(&record.event);
        if (ended && ended->state == WorkOrderState::Finished)
            orders.removeOne(ended->workOrder);
    }
    QVERIFY(orders.isEmpty());
}

void TestEditing::aTrialChangesNothing()
{
    const State before = m_world->state();
    CommandRequest request;
    request.actor = u"user:test"_s;
    request.command = Commands::SetParams{u"m-001"_s, {}, {{u"site/size"_s, 4}}, {}};
    const auto trial = m_world->core().attempt(request);
    QVERIFY(trial);
    QCOMPARE(trial->events.size(), 1);
    QVERIFY(m_world->state().sameTables(before));
    QVERIFY(m_world->state().sameIndices(before));
    request.command = Commands::SetParams{u"m-001"_s, {}, {{u"site/size"_s, 44}}, {}};
    QCOMPARE(m_world->core().attempt(request).error().code, u"param-value"_s);
    QVERIFY(m_world->state().sameTables(before));
}

} // namespace Drover

QTEST_GUILESS_MAIN(Drover::TestEditing)
#include "tst_editing.moc"
