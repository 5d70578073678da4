#include "engine/content/params.h"
#include "tests/content/contentsupport.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QTest>

using namespace Drover;
using namespace Qt::StringLiterals;

namespace {

Content paramContent()
{
    return ContentSupport::contentOf({
        {u"params/p.yaml"_s, "Name: p\nSchema: {type: string, default: default}\n"},
        {u"params/list.yaml"_s, "Name: list\nSchema: {type: array, items: {type: string}, default: [d]}\n"},
        {u"params/map.yaml"_s, "Name: map\nSchema: {type: object}\n"},
        {u"params/count.yaml"_s, "Name: count\nSchema: {type: integer, minimum: 1}\n"},
        {u"params/mode.yaml"_s, "Name: mode\nSchema: {type: string, enum: [hold, replace]}\n"},
        {u"params/secret.yaml"_s, "Name: secret\nSecure: true\nSchema: {type: integer}\n"},
        {u"params/topology.yaml"_s, "Name: topology\n"
                                    "Schema:\n"
                                    "  type: array\n"
                                    "  items:\n"
                                    "    type: object\n"
                                    "    required: [role]\n"
                                    "    additionalProperties: false\n"
                                    "    properties:\n"
                                    "      role: {type: string}\n"
                                    "      count: {type: integer, minimum: 0}\n"},
        {u"profiles/outer.yaml"_s, "Name: outer\nProfiles: [inner, shared]\nParams: {o: outer}\n"},
        {u"profiles/inner.yaml"_s,
         "Name: inner\nProfiles: [shared]\nParams: {p: inner, o: inner, list: [i]}\n"},
        {u"profiles/shared.yaml"_s, "Name: shared\nParams: {list: [s]}\n"},
        {u"profiles/second.yaml"_s, "Name: second\nParams: {p: second}\n"},
        {u"profiles/staged.yaml"_s, "Name: staged\nParams: {p: staged}\n"},
        {u"profiles/global.yaml"_s, "Name: global\nParams: {p: global}\n"},
        {u"profiles/bp.yaml"_s, "Name: bp\nParams: {p: bp}\n"},
        {u"stages/st.yaml"_s, "Name: st\nProfiles: [staged]\nParams: {p: stage}\n"},
        {u"tasks/t.yaml"_s, "Name: t\nRequiredParams: [count, p, mode]\n"},
    });
}

} // namespace

class ParamsTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_content = paramContent(); }

    void layersWinInOrder()
    {
        ParamLayers layers;
        layers.workOrder = {{u"p"_s, u"order"_s}};
        layers.machine = {{u"p"_s, u"machine"_s}};
        layers.blueprint = {{u"p"_s, u"blueprint"_s}};
        layers.blueprintProfiles = {u"bp"_s};
        layers.stage = u"st"_s;
        layers.profiles = {u"outer"_s, u"second"_s};
        const QJsonObject clusterProfile{{u"p"_s, u"cluster"_s}};
        const QJsonObject editedGlobal{{u"p"_s, u"edited"_s}};
        layers.profiles.prepend(u"c1"_s);
        layers.writableProfile = [&](const QString& name) -> const QJsonObject* {
            return name == u"c1"_s ? &clusterProfile : name == u"global"_s ? &editedGlobal : nullptr;
        };
        const QList<ParamValue> chain = paramChain(m_content, layers, u"p"_s);
        QStringList told;
        for (const ParamValue& value : chain) {
            told.append(
                u"%1(%2)=%3"_s.arg(paramLayerName(value.layer), value.source, value.value.toString()));
        }
        QCOMPARE(told,
                 (QStringList{u"work order()=order"_s, u"machine()=machine"_s, u"blueprint()=blueprint"_s,
                              u"blueprint(bp)=bp"_s, u"stage(st)=stage"_s, u"profile(c1)=cluster"_s,
                              u"profile(inner)=inner"_s, u"profile(second)=second"_s,
                              u"stage profile(staged)=staged"_s, u"global(global)=edited"_s,
                              u"global(global)=global"_s, u"default()=default"_s}));
        // Taking the winner away lets the next one win, down to the default.
        const auto winner = [&] { return resolveParam(m_content, layers, u"p"_s)->value.toString(); };
        QCOMPARE(winner(), u"order"_s);
        layers.workOrder = {};
        QCOMPARE(winner(), u"machine"_s);
        layers.machine = {};
        QCOMPARE(winner(), u"blueprint"_s);
        layers.blueprint = {};
        layers.blueprintProfiles = {};
        QCOMPARE(winner(), u"stage"_s);
        layers.stage.clear();
        QCOMPARE(winner(), u"cluster"_s);
        layers.writableProfile = {};
        QCOMPARE(winner(), u"inner"_s);
        layers.profiles = {};
        QCOMPARE(winner(), u"global"_s);
        QVERIFY(!resolveParam(m_content, layers, u"count"_s));
        QVERIFY(!resolveParam(m_content, layers, u"unheard-of"_s));
    }

    void aProfileWinsOverThoseItNests()
    {
        ParamLayers layers;
        layers.profiles = {u"outer"_s};
        QCOMPARE(resolveParam(m_content, layers, u"o"_s)->value.toString(), u"outer"_s);
    }

    void allParamsAreShownWithTheirSource()
    {
        ParamLayers layers;
        layers.machine = {{u"own"_s, 1}};
        layers.profiles = {u"outer"_s};
        const auto all = effectiveParams(m_content, layers);
        QCOMPARE(QStringList(all.keys()), (QStringList{u"list"_s, u"o"_s, u"own"_s, u"p"_s}));
        QCOMPARE(all[u"list"_s].source, u"inner"_s);
        QCOMPARE(all[u"own"_s].layer, ParamLayer::Machine);
    }

    void listsAndMapsCompose()
    {
        ParamLayers layers;
        layers.machine = {{u"list"_s, QJsonArray{u"m"_s}},
                          {u"map"_s, QJsonObject{{u"a"_s, 1}, {u"n"_s, QJsonObject{{u"x"_s, 1}}}}}};
        layers.blueprint = {
            {u"map"_s,
             QJsonObject{{u"a"_s, 2}, {u"b"_s, 3}, {u"n"_s, QJsonObject{{u"x"_s, 2}, {u"y"_s, 2}}}}}};
        layers.profiles = {u"outer"_s, u"inner"_s}; // inner and shared are reached twice and count once
        QCOMPARE(*composeParam(m_content, layers, u"list"_s),
                 QJsonValue(QJsonArray{u"m"_s, u"i"_s, u"s"_s, u"d"_s}));
        QCOMPARE(*composeParam(m_content, layers, u"map"_s),
                 QJsonValue(
                     QJsonObject{{u"a"_s, 1}, {u"b"_s, 3}, {u"n"_s, QJsonObject{{u"x"_s, 1}, {u"y"_s, 2}}}}));
        QCOMPARE(composeParam(m_content, layers, u"own"_s).error().code, u"param-undeclared"_s);
        QCOMPARE(composeParam(m_content, layers, u"count"_s).error().code, u"param-unset"_s);
        layers.workOrder = {{u"list"_s, u"scalar"_s}};
        QCOMPARE(*composeParam(m_content, layers, u"list"_s), QJsonValue(u"scalar"_s));
        layers.workOrder = {{u"list"_s, QJsonObject{{u"k"_s, 1}}}};
        QCOMPARE(composeParam(m_content, layers, u"list"_s).error().code, u"param-compose"_s);
    }

    void valuesAreCheckedAgainstTheirSchema_data()
    {
        QTest::addColumn<QString>("param");
        QTest::addColumn<QJsonValue>("value");
        QTest::addColumn<QString>("error");
        const auto row = [](const char* name, const QString& param, const QJsonValue& value,
                            const QString& error) { QTest::newRow(name) << param << value << error; };
        row("string", u"p"_s, u"x"_s, {});
        row("not a string", u"p"_s, 3, u"param \"p\": expected a string, was given the number 3"_s);
        row("list", u"list"_s, QJsonArray{u"a"_s}, {});
        row("item", u"list"_s, QJsonArray{u"a"_s, 5},
            u"param \"list\" at [1]: expected a string, was given the number 5"_s);
        row("integer", u"count"_s, 1, {});
        row("whole float", u"count"_s, 2.0, {});
        row("float", u"count"_s, 1.5,
            u"param \"count\": expected an integer, at least 1, was given the number 1.5"_s);
        row("too small", u"count"_s, 0,
            u"param \"count\": expected an integer, at least 1, was given the number 0"_s);
        row("large integer", u"count"_s, qint64{9007199254740993}, {});
        row("enum", u"mode"_s, u"hold"_s, {});
        row("not in enum", u"mode"_s, u"hald"_s,
            u"param \"mode\": expected one of \"hold\", \"replace\", was given the string \"hald\""_s);
        row("nested", u"topology"_s, QJsonArray{QJsonObject{{u"role"_s, u"cp"_s}, {u"count"_s, -1}}},
            u"param \"topology\" at [0].count: expected an integer, at least 0, was given the number -1"_s);
        row("missing member", u"topology"_s, QJsonArray{QJsonObject{{u"count"_s, 1}}}, u"'role'"_s);
        row("extra member", u"topology"_s, QJsonArray{QJsonObject{{u"role"_s, u"a"_s}, {u"cuont"_s, 1}}},
            u"'cuont'"_s);
        row("sealed", u"secret"_s, QJsonObject{{u"$sealed"_s, u"abc"_s}}, {});
        row("secret", u"secret"_s, u"hunter2"_s,
            u"expected an integer, was given a value of another kind (it is secure and not shown)"_s);
        row("free-form", u"unheard-of"_s, QJsonArray(), {});
    }
    void valuesAreCheckedAgainstTheirSchema()
    {
        QFETCH(QString, param);
        QFETCH(QJsonValue, value);
        QFETCH(QString, error);
        const Result<> checked = checkValue(param, m_content.param(param), value);
        QCOMPARE(checked.has_value(), error.isEmpty());
        if (!checked) {
            QCOMPARE(checked.error().code, u"param-value"_s);
            QVERIFY2(checked.error().text.contains(error), qPrintable(checked.error().text));
            QVERIFY(!checked.error().text.contains(u"hunter2"_s));
        }
    }

    void missingParamsAreListed()
    {
        ParamLayers layers;
        QCOMPARE(missingParams(m_content, *m_content.task(u"t"_s), layers),
                 (QStringList{u"count"_s, u"mode"_s}));
        layers.machine = {{u"count"_s, 1}, {u"mode"_s, u"hold"_s}};
        QCOMPARE(missingParams(m_content, *m_content.task(u"t"_s), layers), QStringList());
    }

    void lookUpsAreQuick()
    {
        ParamLayers layers;
        layers.machine = {{u"a"_s, 1}, {u"b"_s, 2}};
        layers.stage = u"st"_s;
        layers.profiles = {u"outer"_s, u"second"_s};
        constexpr int rounds = 20'000;
        QElapsedTimer timer;
        timer.start();
        for (int i = 0; i < rounds; ++i) {
            QVERIFY(resolveParam(m_content, layers, u"list"_s));
        }
        const double nanoseconds = static_cast<double>(timer.nsecsElapsed()) / rounds;
        qInfo("%.0f ns a look-up", nanoseconds);
        QVERIFY2(nanoseconds < 20'000, "something is very slow");
    }

private:
    Content m_content;
};

QTEST_GUILESS_MAIN(ParamsTest)
#include "tst_params.moc"
