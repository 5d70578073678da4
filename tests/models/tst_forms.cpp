#include "models/commandtext.h"
#include "models/forms/editforms.h"
#include "models/wizards/provisioncontroller.h"
#include "tests/support/editingworld.h"
#include "tests/support/worldengine.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;

namespace Drover {

using Kind = ParamField::Kind;

/// The forms of the editors without a window, on a real engine in memory.
class TestForms : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void fieldsFollowTheirSchema_data();
    void fieldsFollowTheirSchema();
    void aDraftKnowsWhatIsTyped();
    void whatWouldChangeIsShownAndNothingChanges();
    void anAppliedFormIsInTheJournal();
    void aRefusalKeepsWhatWasTyped();
    void anAnswerOfAnEarlierEditIsDropped();
    void aRemovedParamInheritsAgain();
    void aPoolThatChangedMeanwhileIsNotOverwritten();
    void aBlueprintBringsItsParams();
    void anOrderHasATargetToChoose();
    void anInventoryIsReadBeforeItIsImported();
    void anUndoNeedsNothingTyped();
    void freeFormParamsAreJson();
    void aProvisionIsSavedAsTemplate();
    void aTemplateOfATemplateKeepsWhatItSets();
    void theGenericPipelineIsNotCopied();
    void commandsReadAsTheCommandLineTakesThem_data();
    void commandsReadAsTheCommandLineTakesThem();

private:
    FormController& open(EditForm form)
    {
        m_form = std::make_unique<FormController>(*m_engine, *m_sender, std::move(form));
        QSignalSpy loaded(m_form.get(), &FormController::loaded);
        m_form->load();
        if (!m_form->isLoaded() && !loaded.wait())
            qWarning("the form was not loaded");
        return *m_form;
    }

    /// A wizard's form about a shop, for which there are a profile and a secret.
    std::unique_ptr<ProvisionController> provision(const QString& application)
    {
        m_world->must(Commands::EditProfile{
            u"universal-application-shop"_s,
            true,
            u"tills"_s,
            {{u"universal/application"_s, u"shop"_s},
             {u"cluster/topology"_s,
              QJsonArray{QJsonObject{{u"role"_s, u"till"_s}, {u"count"_s, 2}, {u"minimum"_s, 2}}}},
             {u"site/size"_s, 4},
             {u"site/key"_s, u"sesame"_s}},
            {}});
        QCoreApplication::sendPostedEvents(); // what the replica was told at the beginning comes first
        m_engine->publish();
        auto wizard = std::make_unique<ProvisionController>(*m_engine, *m_replica, *m_sender);
        wizard->setDraft({{}, application});
        QSignalSpy loaded(wizard.get(), &ProvisionController::applicationsLoaded);
        wizard->load();
        if (loaded.isEmpty() && !loaded.wait())
            qWarning("no applications");
        return wizard;
    }

    std::unique_ptr<EditingWorld> m_world;
    std::unique_ptr<WorldEngine> m_engine;
    std::unique_ptr<Replica> m_replica;
    std::unique_ptr<CommandSender> m_sender;
    std::unique_ptr<FormController> m_form;
};

void TestForms::init()
{
    m_form.reset();
    m_world = std::make_unique<EditingWorld>();
    m_engine = std::make_unique<WorldEngine>(*m_world);
    m_replica = std::make_unique<Replica>();
    m_engine->subscribe(m_replica.get(), [this](const ChangeBatchPtr& batch) { m_replica->apply(*batch); });
    m_engine->publish();
    m_sender = std::make_unique<CommandSender>(*m_engine, u"user:anna"_s);
}

void TestForms::fieldsFollowTheirSchema_data()
{
    QTest::addColumn<QByteArray>("schema");
    QTest::addColumn<Kind>("kind");
    QTest::newRow("text") << QByteArray(R"({"type":"string"})") << Kind::Text;
    QTest::newRow("choice") << QByteArray(R"({"type":"string","enum":["a","b"]})") << Kind::Choice;
    QTest::newRow("integer") << QByteArray(R"({"type":"integer"})") << Kind::Integer;
    QTest::newRow("number") << QByteArray(R"({"type":"number"})") << Kind::Number;
    QTest::newRow("yes or no") << QByteArray(R"({"type":"boolean"})") << Kind::Boolean;
    QTest::newRow("tags") << QByteArray(R"({"type":"array","items":{"type":"string"}})") << Kind::List;
    QTest::newRow("other lists") << QByteArray(R"({"type":"array","items":{"type":"object"}})") << Kind::Json;
    QTest::newRow("map") << QByteArray(R"({"type":"object"})") << Kind::Json;
    QTest::newRow("anything") << QByteArray("{}") << Kind::Json;
}

void TestForms::fieldsFollowTheirSchema()
{
    QFETCH(QByteArray, schema);
    QFETCH(Kind, kind);
    const QJsonObject document{{u"Schema"_s, QJsonDocument::fromJson(schema).object()}};
    const ParamField field = paramField(u"a"_s, document);
    QCOMPARE(field.kind, kind);
    // What is written into a field is read back from it.
    const QJsonValue value = kind == Kind::List      ? QJsonValue(QJsonArray{u"x"_s})
                             : kind == Kind::Integer ? QJsonValue(7)
                             : kind == Kind::Number  ? QJsonValue(1.5)
                             : kind == Kind::Boolean ? QJsonValue(true)
                             : kind == Kind::Json && field.typeName == "array"_L1
                                 ? QJsonValue(QJsonArray{QJsonObject{}})
                             : kind == Kind::Json ? QJsonValue(QJsonObject{{u"k"_s, 1}})
                                                  : QJsonValue(u"a"_s);
    const FieldValue read = fieldValue(field, fieldText(field, value));
    QVERIFY2(!read.issue.isSet(), qPrintable(read.issue.code));
    QCOMPARE(read.value, value);
}

void TestForms::aDraftKnowsWhatIsTyped()
{
    ParamField own =
        paramField(u"size"_s, {{u"Schema"_s, QJsonObject{{u"type"_s, u"integer"_s}, {u"maximum"_s, 9}}}});
    own.own = 4;
    own.inherited = 3;
    ParamField secret =
        paramField(u"key"_s, {{u"Schema"_s, QJsonObject{{u"type"_s, u"string"_s}}}, {u"Secure"_s, true}});
    secret.own = QJsonObject{{u"$sealed"_s, u"x"_s}};
    ParamDraft draft;
    draft.setFields({own, secret});
    draft.setText(u"size"_s, u"12"_s);
    QCOMPARE(draft.issue(u"size"_s).code, u"too-large"_s);
    QVERIFY(draft.changes().isEmpty());
    QCOMPARE(draft.faultyFields(), QStringList{u"size"_s});
    draft.setText(u"size"_s, u"4"_s); // as it is
    QCOMPARE(draft.changedCount(), 0);
    draft.remove(u"size"_s);
    QCOMPARE(draft.removed(), QStringList{u"size"_s});
    QCOMPARE(draft.text(own), u"3"_s);
    draft.reset(u"size"_s);
    QCOMPARE(draft.text(own), u"4"_s);
    draft.setText(u"key"_s, u"new"_s);
    QCOMPARE(draft.changedSecrets(), QStringList{u"key"_s});
    draft.setText(u"key"_s, QString()); // an empty secret keeps the stored one
    QCOMPARE(draft.changedCount(), 0);
}

void TestForms::whatWouldChangeIsShownAndNothingChanges()
{
    FormController& form = open(paramsForm(m_world->machine()));
    QVERIFY(form.draft().field(u"site/size"_s));
    QVERIFY(!form.draft().field(u"cluster/members"_s));
    QVERIFY(!form.canApply());
    const qint64 before = m_world->seq();
    form.draft().setText(u"site/size"_s, u"7"_s);
    QTRY_VERIFY(form.canApply());
    QCOMPARE(form.trialTotal(), 1);
    const auto& change = std::get<Events::ParamsChanged>(form.trial().first().event);
    QCOMPARE(change.set, (QJsonObject{{u"site/size"_s, 7}}));
    QCOMPARE(m_world->seq(), before);
    QCOMPARE(form.commandText(), u"drover machine set m-001 site/size=7"_s);
    form.draft().setText(u"site/size"_s, u"99"_s);
    QVERIFY(!form.canApply());
    QVERIFY(form.trial().isEmpty());
}

void TestForms::anAppliedFormIsInTheJournal()
{
    FormController& form = open(machineForm(*m_replica, m_world->machine()));
    form.draft().setText(u"address"_s, u"10.7.0.1"_s);
    form.draft().setText(u"profiles"_s, u"[\"site-base\"]"_s);
    form.setReason(u"moved"_s);
    QTRY_VERIFY(form.canApply());
    QSignalSpy applied(&form, &FormController::applied);
    form.apply();
    QTRY_COMPARE(applied.size(), 1);
    QCOMPARE(m_world->machine().address, u"10.7.0.1"_s);
    QCOMPARE(m_world->machine().profiles, QStringList{u"site-base"_s});
    const auto& edited = std::get<Events::MachineEdited>(m_world->journal().last().event);
    QCOMPARE(edited.reason, u"moved"_s);
    QCOMPARE(m_world->journal().last().actor, u"user:anna"_s);
}

void TestForms::aRefusalKeepsWhatWasTyped()
{
    FormController& form = open(machineForm(*m_replica, m_world->machine()));
    form.draft().setText(u"address"_s, u"10.0.0.3"_s); // of another machine
    QTRY_VERIFY(form.refusal());
    QCOMPARE(form.refusal()->code, u"address-taken"_s);
    QVERIFY(!form.canApply());
    // What happens between the trial and the command is refused, too, and keeps the form.
    form.draft().setText(u"address"_s, u"10.0.9.3"_s);
    QTRY_VERIFY(form.canApply());
    m_world->must(Commands::LockMachine{u"m-001"_s, true});
    form.apply();
    QTRY_VERIFY(form.refusal());
    QCOMPARE(form.refusal()->code, u"locked"_s);
    QVERIFY(form.isDirty());
    QCOMPARE(form.draft().value(u"address"_s).toString(), u"10.0.9.3"_s);
}

void TestForms::anAnswerOfAnEarlierEditIsDropped()
{
    FormController& form = open(paramsForm(m_world->machine()));
    form.draft().setText(u"site/size"_s, u"7"_s);
    QTRY_VERIFY(form.canApply());
    form.draft().setText(u"site/size"_s, u"8"_s);
    QVERIFY(form.isTrying() && form.trial().isEmpty());
    QTRY_VERIFY(form.canApply());
    QCOMPARE(std::get<Events::ParamsChanged>(form.trial().first().event).set.value(u"site/size"_s).toInt(),
             8);
}

void TestForms::aRemovedParamInheritsAgain()
{
    m_world->must(Commands::SetParams{u"m-001"_s, {}, {{u"site/size"_s, 7}}, {}});
    FormController& form = open(paramsForm(m_world->machine()));
    const ParamField* field = form.draft().field(u"site/size"_s);
    QCOMPARE(field->own, QJsonValue(7));
    QCOMPARE(field->inherited, QJsonValue(3));
    QCOMPARE(field->layer, u"default"_s);
    form.draft().remove(u"site/size"_s);
    QTRY_VERIFY(form.canApply());
    form.apply();
    QTRY_VERIFY(!m_world->machine().params.contains(u"site/size"_s));
}

void TestForms::aPoolThatChangedMeanwhileIsNotOverwritten()
{
    FormController& form = open(poolForm(*m_replica, m_world->pool(u"default"_s)));
    form.draft().setText(u"enter/workflow"_s, u"site-enter"_s);
    form.draft().setText(u"enter/addParameters"_s, uR"({"site/size": 4})"_s);
    QTRY_VERIFY(form.canApply());
    QVERIFY(form.commandText().contains(u"--enter-workflow site-enter"_s));
    Pool theirs = m_world->pool(u"default"_s);
    theirs.minFree = 3;
    m_world->must(Commands::SavePool{theirs, false, {}});
    form.apply();
    QTRY_VERIFY(form.refusal());
    QCOMPARE(form.refusal()->code, u"changed-since"_s);
    QVERIFY(m_world->pool(u"default"_s).enterActions.workflow.isEmpty());
}

void TestForms::aBlueprintBringsItsParams()
{
    FormController& form = open(blueprintForm(*m_replica, {u"pool-broker"_s}));
    QCOMPARE(form.draft().fields().size(), 1);
    // What the engine keeps for itself is no choice.
    const QStringList choices = form.draft().field(u"blueprint"_s)->choices;
    QVERIFY(choices.contains(u"uptime-check"_s) && choices.contains(u"site-order"_s));
    QVERIFY(!choices.contains(u"broker-allocate"_s));
    form.draft().setText(u"blueprint"_s, u"uptime-check"_s);
    QTRY_VERIFY(!form.isTrying());
    QVERIFY(form.draft().field(u"blueprint"_s));
    form.draft().setText(u"blueprint"_s, u"site-order"_s);
    QTRY_VERIFY(form.canApply());
    QCOMPARE(form.commandText(), u"drover cluster run pool-broker site-order"_s);
    form.apply();
    QTRY_VERIFY(std::holds_alternative<Commands::CreateWorkOrder>(m_engine->submitted.constLast().command));
}

void TestForms::anOrderHasATargetToChoose()
{
    QCoreApplication::sendPostedEvents(); // the first snapshot, from before the cluster
    m_world->must(Commands::StartOperation{EngineWorld::provision(u"c1"_s, 1, 1), {}, true});
    m_engine->publish();
    const QStringList targets = orderTargets(*m_replica);
    QVERIFY2(targets.startsWith(u"c1"_s) && targets.contains(u"pool-broker"_s),
             qPrintable(targets.join(u' ')));
    FormController& form = open(orderForm(*m_replica, u"c1"_s));
    QCOMPARE(form.draft().value(u"target"_s).toString(), u"c1"_s);
    QVERIFY(form.draft().field(u"eachMember"_s)); // it is a cluster
    QVERIFY(!form.isDirty());
    form.draft().setText(u"blueprint"_s, u"site-order"_s);
    QTRY_VERIFY(form.canApply());
    QCOMPARE(form.commandText(), u"drover cluster run c1 site-order"_s);
    form.draft().setText(u"target"_s, u"pool-broker"_s);
    QVERIFY(!form.draft().field(u"eachMember"_s));
    QTRY_VERIFY(form.canApply());
    QCOMPARE(form.commandText(), u"drover cluster run pool-broker site-order"_s);
    form.draft().setText(u"target"_s, u"nobody"_s);
    QVERIFY(form.draft().issue(u"target"_s).isSet());
    QVERIFY(!form.canApply());
    FormController& fresh = open(orderForm(*m_replica, {}));
    fresh.draft().setText(u"blueprint"_s, u"site-order"_s);
    QCOMPARE(fresh.draft().faultyFields(), QStringList{u"target"_s});
}

void TestForms::anInventoryIsReadBeforeItIsImported()
{
    FormController& form = open(importForm());
    form.draft().setText(u"inventory"_s, u"machines:\n- nme: x\n"_s);
    QTRY_VERIFY(form.refusal());
    QCOMPARE(form.refusal()->code, u"inventory-invalid"_s);
    QVERIFY2(form.refusal()->text.contains(u"inventory:2"_s), qPrintable(form.refusal()->text));
    form.draft().setText(u"inventory"_s, u"machines:\n- name: web-1\n- name: m-001\n  address: 10.5.0.1\n"_s);
    QTRY_VERIFY(form.canApply());
    QVERIFY(std::holds_alternative<Events::MachineAdded>(form.trial().first().event));
    form.apply();
    QTRY_VERIFY(m_world->state().machineNamed(u"web-1"_s));
    QCOMPARE(m_world->machine().address, u"10.5.0.1"_s);
}

void TestForms::anUndoNeedsNothingTyped()
{
    m_world->must(Commands::SetParams{u"m-001"_s, {}, {{u"site/size"_s, 7}}, {}});
    FormController& form = open(undoForm(m_world->journal().last()));
    QTRY_VERIFY(form.canApply());
    form.apply();
    QTRY_VERIFY(!m_world->machine().params.contains(u"site/size"_s));
}

void TestForms::freeFormParamsAreJson()
{
    FormController& form = open(paramsForm(m_world->machine()));
    form.addParam(u"mine/own"_s);
    QVERIFY(form.draft().field(u"mine/own"_s));
    form.addParam(u"mine/own"_s); // is there already
    form.draft().setText(u"mine/own"_s, u"{"_s);
    QCOMPARE(form.draft().issue(u"mine/own"_s).code, u"not-json"_s);
    form.draft().setText(u"mine/own"_s, u"[1, 2]"_s);
    QTRY_VERIFY(form.canApply());
    QCOMPARE(form.commandText(), u"drover machine set m-001 'mine/own=[1,2]'"_s);
}

void TestForms::aProvisionIsSavedAsTemplate()
{
    const auto wizard = provision(u"shop"_s);
    QCOMPARE(wizard->application()->name, u"shop"_s);
    wizard->setCount(u"till"_s, 3);
    wizard->params().setText(u"site/size"_s, u"99"_s);
    QVERIFY(!wizard->canBeTemplate()); // it would be refused
    wizard->params().setText(u"site/size"_s, u"6"_s);
    wizard->params().setText(u"site/key"_s, u"another secret"_s);
    QVERIFY(wizard->canBeTemplate()); // though the cluster has no name yet

    FormController& form = open(templateForm(wizard->asTemplate()));
    QCOMPARE(form.leftOut(), QStringList{u"site/key"_s});
    QVERIFY(!form.canApply());
    form.draft().setText(u"name"_s, u"a/b"_s);
    QCOMPARE(form.draft().issue(u"name"_s).code, u"no-match"_s);
    form.draft().setText(u"name"_s, u"shop"_s);
    QTRY_VERIFY(form.refusal());
    QCOMPARE(form.refusal()->code, u"name-taken"_s);
    form.draft().setText(u"name"_s, u"shop-large"_s);
    QTRY_VERIFY(form.canApply());
    QVERIFY2(form.commandText().startsWith(u"drover profile create universal-application-shop-large "_s),
             qPrintable(form.commandText()));
    QVERIFY(!form.commandText().contains(u"site/key"_s));
    form.apply();
    QTRY_VERIFY(m_replica->profile(u"universal-application-shop-large"_s));
    const Profile saved = *m_replica->profile(u"universal-application-shop-large"_s);
    QCOMPARE(saved.description, u"tills"_s);
    QCOMPARE(saved.params.keys(),
             (QStringList{u"cluster/topology"_s, u"site/size"_s, u"universal/application"_s}));
    QCOMPARE(saved.params.value(u"site/size"_s), QJsonValue(6));

    wizard->load();
    QTRY_COMPARE(wizard->applications().size(), 3);
    QCOMPARE(wizard->application()->name, u"shop"_s); // what is chosen stays
    wizard->setApplication(u"shop-large"_s);
    QCOMPARE(wizard->topology().first().count, 3);
    QCOMPARE(wizard->topology().first().minimum, 2);
}

void TestForms::aTemplateOfATemplateKeepsWhatItSets()
{
    const auto wizard = provision(u"shop"_s);
    wizard->setMinimum(1);
    FormController& form = open(templateForm(wizard->asTemplate()));
    QCOMPARE(form.draft().value(u"site/size"_s), QJsonValue(4));
    form.draft().setText(u"name"_s, u"shop-two"_s);
    form.draft().remove(u"site/size"_s);
    QTRY_VERIFY(form.canApply());
    const auto* made = std::get_if<Events::ProfileSaved>(&form.trial().first().event);
    QVERIFY(made);
    QVERIFY(!made->profile.params.contains(u"site/size"_s));
    QCOMPARE(made->profile.params.value(u"universal/application"_s), QJsonValue(u"shop"_s));
}

void TestForms::theGenericPipelineIsNotCopied()
{
    const auto wizard = provision(u"base-cluster"_s);
    wizard->setCount(u"worker"_s, 4);
    FormController& form = open(templateForm(wizard->asTemplate()));
    form.draft().setText(u"name"_s, u"wide"_s);
    QTRY_VERIFY(form.canApply());
    // A member with the cluster's own pipeline would run it.
    QCOMPARE(std::get<Events::ProfileSaved>(form.trial().first().event).profile.params.keys(),
             QStringList{u"cluster/topology"_s});
    form.apply();
    QTRY_VERIFY(m_replica->profile(u"universal-application-wide"_s));
    PlanRequest request = EngineWorld::provision(u"c1"_s, 1, 2);
    request.application = u"wide"_s;
    m_world->must(Commands::StartOperation{request, {}, true});
    QCOMPARE(m_world->state().memberCounts(u"c1"_s), (MemberCounts{3, 3, 0}));
}

void TestForms::commandsReadAsTheCommandLineTakesThem_data()
{
    using namespace Commands;
    QTest::addColumn<Command>("command");
    QTest::addColumn<QString>("text");
    const auto row = [](const QString& text, const Command& command) {
        QTest::newRow(qPrintable(text)) << command << text;
    };
    Pool before;
    before.name = u"edge"_s;
    Pool after = before;
    after.minFree = 2;
    after.autoFill.enabled = true;
    after.exitActions.addProfiles = {u"x"_s};
    Pool emptied = before;
    before.exitActions.workflow = u"w"_s;
    row(u"drover machine set a 'x=\"5\"' y=5 --unset z"_s,
        SetParams{u"a"_s, {}, {{u"x"_s, u"5"_s}, {u"y"_s, 5}}, {u"z"_s}});
    row(u"drover profile create mine a=b --description 'of ours'"_s,
        EditProfile{u"mine"_s, true, u"of ours"_s, {{u"a"_s, u"b"_s}}, {}});
    row(u"drover pool create edge --min-free 2 --auto-fill --exit-add-profile x"_s,
        SavePool{after, true, {}});
    row(u"drover pool set edge --exit-workflow ''"_s, SavePool{emptied, false, before});
    row(u"drover pool allocate edge --count 2 --filter location/rack=r01"_s,
        MoveMachines{PoolMove::Allocate, u"edge"_s, {}, 2, {}, {{u"location/rack"_s, u"r01"_s}}});
    row(u"drover broker create b --pool edge"_s, CreateBroker{u"b"_s, {}, u"edge"_s, {}});
    row(u"drover cluster run c patch --each-member"_s, CreateWorkOrder{u"c"_s, u"patch"_s, {}, true, {}});
    row(u"drover undo 7"_s, UndoChange{7});
    row(u"drover machine set a # site/key"_s, SetParams{u"a"_s, {}, {{u"site/key"_s, u"secret"_s}}, {}});
}

void TestForms::commandsReadAsTheCommandLineTakesThem()
{
    QFETCH(Command, command);
    QFETCH(QString, text);
    QCOMPARE(commandText(command, {}, {u"site/key"_s}), text);
}

} // namespace Drover

QTEST_GUILESS_MAIN(Drover::TestForms)
#include "tst_forms.moc"
