#include "engine/content/render.h"
#include "tests/content/contentsupport.h"
#include "tests/content/templaterows.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QTest>

using namespace Drover;
using namespace Qt::StringLiterals;

namespace {

Content templateContent()
{
    return ContentSupport::contentOf({
        {u"params/composed.yaml"_s, "Name: composed\nSchema: {type: array, default: [d]}\n"},
        {u"params/with-default.yaml"_s, "Name: with-default\nSchema: {type: string, default: fallback}\n"},
        {u"params/unset.yaml"_s, "Name: unset\nSchema: {type: string}\n"},
        {u"params/secret.yaml"_s, "Name: secret\nSecure: true\nSchema: {type: string}\n"},
        {u"params/members.yaml"_s, "Name: members\n"},
        {u"profiles/p1.yaml"_s, "Name: p1\nParams:\n  composed: [p]\n"},
        {u"templates/greeting.tmpl"_s, "hello from {{.Machine.ShortName}}"},
        {u"templates/broken.tmpl"_s, "line one\n{{.Param \"unset\"}}"},
        {u"templates/lib.tmpl"_s, "{{define \"shout\"}}{{upper .}}!{{end}}"},
        {u"tasks/install.yaml"_s, "Name: install\n"
                                  "RequiredParams: [with-default]\n"
                                  "Templates:\n"
                                  "- Name: config\n"
                                  "  Path: /etc/{{.Machine.ShortName}}.conf\n"
                                  "  Contents: |\n"
                                  "    name={{.Machine.Name}}\n"
                                  "- Name: script\n"
                                  "  Contents: |\n"
                                  "    {{template \"config\" .}}echo {{.Param \"with-default\"}}\n"
                                  "- Name: shared\n"
                                  "  ID: greeting.tmpl\n"},
        {u"tasks/needs.yaml"_s,
         "Name: needs\nRequiredParams: [unset]\nTemplates: [{Name: x, Contents: x}]\n"},
    });
}

QJsonObject machineParams()
{
    return {
        {u"list"_s, QJsonArray{u"a"_s, u"b"_s, u"c"_s}},
        {u"none"_s, QJsonArray()},
        {u"map"_s, QJsonObject{{u"x"_s, 1}, {u"y"_s, QJsonObject{{u"z"_s, u"deep"_s}}}}},
        {u"sizes"_s, QJsonObject{{u"s"_s, 1}, {u"m"_s, 2}, {u"l"_s, 3}}},
        {u"str"_s, u"hello"_s},
        {u"int"_s, 3},
        {u"float"_s, 1.5},
        {u"big"_s, 1000000},
        {u"yes"_s, true},
        {u"composed"_s, QJsonArray{u"m"_s}},
        {u"free/form"_s, u"anything"_s},
        {u"tmpl"_s, u"I am {{.Machine.ShortName}}"_s},
        {u"tmpls"_s, QJsonArray{u"{{.Machine.ShortName}}"_s, u"x"_s}},
        {u"badtmpl"_s, u"{{nope}}"_s},
        {u"loop"_s, u"{{.ParamExpand \"loop\"}}"_s},
        {u"secret"_s, QJsonObject{{u"$sealed"_s, u"abc"_s}}},
        {u"members"_s, QJsonArray{QJsonObject{{u"name"_s, u"cp-1"_s}, {u"address"_s, u"10.0.0.1"_s}},
                                  QJsonObject{{u"name"_s, u"w-1"_s}, {u"address"_s, u"10.0.0.2"_s}}}},
    };
}

} // namespace

class TemplatesTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_content = templateContent();
        m_layers.machine = machineParams();
        m_layers.profiles = {u"p1"_s};
        m_context.content = &m_content;
        m_context.layers = &m_layers;
        m_context.machine = {{u"Name"_s, u"web-1.example.org"_s},
                             {u"Uuid"_s, u"0000-1"_s},
                             {u"Address"_s, u"10.1.2.3"_s},
                             {u"Profiles"_s, QJsonArray{u"p1"_s}},
                             {u"Params"_s, QJsonObject{{u"own"_s, 5}}}};
        m_context.task = {{u"Name"_s, u"install"_s}};
        m_context.stage = {{u"Name"_s, u"prepare"_s}};
        m_context.derived = [](const QString& name) -> std::optional<QJsonValue> {
            if (name != u"cluster/members"_s)
                return std::nullopt;
            return QJsonArray{QJsonObject{{u"name"_s, u"cp-1"_s}}};
        };
        m_context.open = [](const QJsonValue&) { return std::optional<QJsonValue>(u"opened"_s); };
    }

    void rendersAsGoDoes_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("output");
        QTest::addColumn<QString>("error");
        for (const TemplateRow& row : templateRows()) {
            QTest::newRow(row.name) << QString::fromUtf8(row.text) << QString::fromUtf8(row.output)
                                    << QString::fromUtf8(row.error);
        }
    }
    void rendersAsGoDoes()
    {
        QFETCH(QString, text);
        QFETCH(QString, output);
        QFETCH(QString, error);
        const Result<QByteArray> rendered = renderText(u"row"_s, text, m_context);
        if (!error.isNull()) {
            QVERIFY2(!rendered, rendered ? rendered->constData() : "");
            QCOMPARE(rendered.error().code, u"template-failed"_s);
            QVERIFY2(rendered.error().text.contains(error), qPrintable(rendered.error().text));
            return;
        }
        QVERIFY2(rendered, qPrintable(rendered ? QString() : rendered.error().text));
        QCOMPARE(QString::fromUtf8(*rendered), output);
    }

    void aTaskBecomesFilesAndScripts()
    {
        const auto actions = renderTask(*m_content.task(u"install"_s), m_context);
        QVERIFY2(actions, qPrintable(actions ? QString() : actions.error().text));
        QCOMPARE(actions->size(), 3);
        QCOMPARE(actions->at(0).path, u"/etc/web-1.conf"_s);
        QCOMPARE(actions->at(0).contents, "name=web-1.example.org\n");
        QCOMPARE(actions->at(1).path, QString());
        QCOMPARE(actions->at(1).contents, "name=web-1.example.org\necho fallback\n");
        QCOMPARE(actions->at(2).contents, "hello from web-1");
    }

    void aTaskWithoutItsParamsIsRefused()
    {
        const auto actions = renderTask(*m_content.task(u"needs"_s), m_context);
        QVERIFY(!actions);
        QCOMPARE(actions.error().code, u"param-required"_s);
        QVERIFY(actions.error().text.contains(u"unset"_s));
    }

    void aFaultNeverShowsASecret()
    {
        RenderContext context = m_context;
        context.open = [](const QJsonValue&) { return std::optional<QJsonValue>(u"hunter2"_s); };
        const auto rendered = renderText(u"row"_s, u"{{add 1 (.Param \"secret\")}}"_s, context);
        QVERIFY(!rendered);
        QVERIFY2(!rendered.error().text.contains(u"hunter2"_s), qPrintable(rendered.error().text));
    }

    void hostileInputIsAFaultNotACrash()
    {
        const QStringList texts = {u"{{("_s + u"("_s.repeated(100'000),
                                   u"{{if 1}}"_s.repeated(100'000),
                                   u"{{range .}}"_s.repeated(100'000),
                                   u"{{/*"_s.repeated(10),
                                   u"{{\"\\"_s,
                                   u"{{'"_s,
                                   u"{{`"_s,
                                   u"{{$"_s,
                                   u"{{.}"_s,
                                   u"{{- "_s,
                                   u"{{ -}"_s,
                                   QString(QChar(0)) + u"{{"_s};
        for (const QString& text : texts) {
            QVERIFY2(!Template::parse(u"hostile"_s, text), qPrintable(text.left(40)));
        }
    }

    void aTypicalScriptIsQuick()
    {
        QString text =
            u"#!/bin/sh\nset -e\n{{if .ParamExists \"str\"}}NAME={{.Param \"str\" | quote}}\n{{end}}"_s;
        for (int i = 0; i < 8; ++i) {
            text += u"echo step %1 on {{.Machine.Name}}\nexport N%1={{.Param \"int\"}}\n"_s.arg(i);
        }
        text +=
            u"{{range $i, $m := .Param \"members\"}}{{if $i}},{{end}}{{$m.name}}={{$m.address}}{{end}}\n"_s;
        text += u"true\n"_s.repeated(10);
        const auto parsed = Template::parse(u"script"_s, text);
        QVERIFY(parsed);
        constexpr int rounds = 2000;
        QElapsedTimer timer;
        timer.start();
        for (int i = 0; i < rounds; ++i) {
            QVERIFY(render(*parsed, m_context));
        }
        const double microseconds = static_cast<double>(timer.nsecsElapsed()) / 1000.0 / rounds;
        qInfo("%.1f microseconds a script", microseconds);
#ifdef QT_NO_DEBUG // a build without optimisation is only told
        QVERIFY2(microseconds < 300, "ten times the aim: something is very slow");
#endif
    }

private:
    Content m_content;
    ParamLayers m_layers;
    RenderContext m_context;
};

QTEST_GUILESS_MAIN(TemplatesTest)
#include "tst_templates.moc"
