#include "engine/runtime/answers.h"
#include "tests/support/engineworld.h"

#include <QTest>
#include <algorithm>

using namespace Drover;
using namespace Qt::StringLiterals;

/// Applications that are profiles of the writable layer: offered and provisioned as those of content packs.
class TestApplications : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void aProfileIsOfferedAsAnApplication();
    void aProfileWithoutTopologyIsNone();
    void aTemplateIsProvisioned();
    void gatesAndGlobalComeFromTheWritableLayer();
    void anUnknownNameTellsTheTemplatesToo();

private:
    Answers::Application application(const QString& name)
    {
        const auto begun = beginAnswer(m_world->core(), Queries::FindApplications{});
        const auto& found = std::get<Answers::Applications>(*std::get<Result<Answer>>(begun)).applications;
        const auto it = std::ranges::find(found, name, &Answers::Application::name);
        return it == found.end() ? Answers::Application() : *it;
    }
    Result<Plan> plan(const QString& application)
    {
        PlanRequest request;
        request.kind = OperationKind::Provision;
        request.cluster = u"c1"_s;
        request.application = application;
        const auto begun = beginAnswer(m_world->core(), Queries::MakePlan{request});
        const Result<Answer>& answer = std::get<Result<Answer>>(begun);
        if (!answer)
            return tl::make_unexpected(answer.error());
        return std::get<Answers::PlanAnswer>(*answer).plan;
    }
    void makeTemplate(QJsonObject params)
    {
        m_world->must(Commands::EditProfile{u"universal-application-mine"_s, true, u"ours"_s, params, {}});
    }

    std::unique_ptr<EngineWorld> m_world;
};

namespace {

const QJsonArray oneAndTwo{
    QJsonObject{{u"role"_s, u"control-plane"_s}, {u"count"_s, 1}, {u"votes"_s, true}},
    QJsonObject{{u"role"_s, u"worker"_s}, {u"count"_s, 2}, {u"after"_s, QJsonArray{u"control-plane"_s}}}};

} // namespace

void TestApplications::init()
{
    const QString pack = uR"(
meta: {Name: shop, Version: 1.0.0}
sections:
  params:
    shop/size: {Name: shop/size, Schema: {type: integer, default: 3}}
    shop/mode: {Name: shop/mode, Schema: {type: string}}
    shop/key: {Name: shop/key, Schema: {type: string}, Secure: true}
  profiles:
    universal-application-shop:
      Name: universal-application-shop
      Params: {universal/application: shop, cluster/topology: [{role: till, count: 1}], shop/mode: slow}
      Meta: {params: [shop/key]}
)"_s;
    EngineWorld::Options options;
    options.packs = {{{u"shop.yaml"_s, pack}}};
    m_world = std::make_unique<EngineWorld>(options);
}

void TestApplications::aProfileIsOfferedAsAnApplication()
{
    QVERIFY(application(u"mine"_s).name.isEmpty());
    makeTemplate(
        {{u"cluster/topology"_s, oneAndTwo}, {u"universal/application"_s, u"shop"_s}, {u"shop/size"_s, 7}});
    const Answers::Application mine = application(u"mine"_s);
    QCOMPARE(mine.title, u"mine"_s);
    QCOMPARE(mine.description, u"ours"_s);
    QCOMPARE(mine.topology.size(), 2);
    QCOMPARE(mine.topology.at(1).count, 2);
    // What the shop asks for, and what the template sets itself.
    QCOMPARE(mine.params.size(), 3);
    QCOMPARE(mine.params.at(0).name, u"shop/key"_s);
    QVERIFY(mine.params.at(0).secure && mine.params.at(0).required);
    QCOMPARE(mine.params.at(1).name, u"shop/mode"_s);
    QVERIFY(mine.params.at(1).value.isNull()); // the template does not set it
    QCOMPARE(mine.params.at(2).name, u"shop/size"_s);
    QCOMPARE(mine.params.at(2).value, QJsonValue(7));
    m_world->must(Commands::DeleteProfile{u"universal-application-mine"_s});
    QVERIFY(application(u"mine"_s).name.isEmpty());
}

void TestApplications::aProfileWithoutTopologyIsNone()
{
    makeTemplate({{u"shop/size"_s, 7}});
    QVERIFY(application(u"mine"_s).name.isEmpty());
    QVERIFY(application(u"application-base"_s).name.isEmpty());
    QVERIFY(!application(u"base-cluster"_s).name.isEmpty());
}

void TestApplications::aTemplateIsProvisioned()
{
    makeTemplate({{u"cluster/topology"_s, oneAndTwo}, {u"shop/size"_s, 7}});
    PlanRequest request;
    request.kind = OperationKind::Provision;
    request.cluster = u"c1"_s;
    request.application = u"mine"_s;
    m_world->must(Commands::StartOperation{request, {}, true});
    QCOMPARE(m_world->state().memberCounts(u"c1"_s), (MemberCounts{3, 3, 0}));
    const Machine* member = m_world->state().find<Machine>(*m_world->state().members(u"c1"_s).begin());
    QVERIFY(member->profiles.contains(u"universal-application-mine"_s));
    // It has its place: a cluster made of it keeps it.
    QVERIFY(!m_world->attempt(Commands::DeleteProfile{u"universal-application-mine"_s}));
    m_world->must(Commands::StartOperation{EngineWorld::destroy(u"c1"_s), {}, true});
    QVERIFY(!m_world->state().cluster(u"c1"_s));
    QVERIFY2(m_world->violations().isEmpty(), qPrintable(m_world->violations().join(u'\n')));
}

void TestApplications::gatesAndGlobalComeFromTheWritableLayer()
{
    makeTemplate({{u"cluster/topology"_s, oneAndTwo},
                  {u"cluster/gates"_s,
                   QJsonObject{{u"all-in"_s, QJsonObject{{u"role"_s, u"worker"_s}, {u"need"_s, 2}}}}}});
    m_world->must(
        Commands::EditProfile{u"global"_s, false, {}, {{u"cluster/on-member-failure"_s, u"replace"_s}}, {}});
    const Result<Plan> made = plan(u"mine"_s);
    QVERIFY2(made, made ? "" : qPrintable(made.error().text));
    QCOMPARE(made->gates.size(), 1);
    QCOMPARE(made->gates.first().name, u"all-in"_s);
    QVERIFY(std::ranges::any_of(made->checks,
                                [](const PlanCheck& check) { return check.code == "on-member-failure"_L1; }));
}

void TestApplications::anUnknownNameTellsTheTemplatesToo()
{
    makeTemplate({{u"cluster/topology"_s, oneAndTwo}});
    const Result<Plan> made = plan(u"mina"_s);
    QVERIFY(!made);
    QCOMPARE(made.error().code, u"application-unknown"_s);
    QVERIFY2(made.error().remedy.startsWith(u"did you mean “mine”?"_s), qPrintable(made.error().remedy));
}

QTEST_GUILESS_MAIN(TestApplications)
#include "tst_applications.moc"
