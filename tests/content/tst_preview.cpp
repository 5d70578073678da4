#include "engine/content/expansion.h"
#include "engine/content/preview.h"
#include "engine/content/references.h"
#include "tests/content/contentsupport.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QTest>

using namespace Drover;
using namespace Qt::StringLiterals;

namespace {

const QByteArray unpack = "#!/bin/bash\n"
                          "{{ template \"setup.sh\" . }}\n"
                          "IMG={{ .Param \"install/image\" }}\n"
                          "{{ if eq (.Param \"storage/layout\") \"mirror\" }}\n"
                          "DEV=/dev/md0\n"
                          "{{- else }}\n"
                          "DEV={{ .Param \"storage/device\" }}\n"
                          "{{- end }}\n"
                          "{{ range $s := .Param \"ntp/servers\" }}\n"
                          "server {{ $s }}\n"
                          "{{- end }}\n"
                          "{{ if .ParamExists \"install/post\" }}post{{ end }}\n"
                          "PASS={{ .Param \"install/secret\" }}\n"
                          "last {{ .Param \"install/pots\" }}\n"
                          "never\n";

QByteArray indented(const QByteArray& text)
{
    return "      " + QByteArray(text).replace("\n", "\n      ");
}

Content previewContent()
{
    return ContentSupport::contentOf({
        {u"params/image.yaml"_s, "Name: install/image\nSchema: {type: string, default: debian}\n"},
        {u"params/layout.yaml"_s, "Name: storage/layout\nSchema: {type: string, default: mirror}\n"},
        {u"params/device.yaml"_s, "Name: storage/device\nSchema: {type: string, default: /dev/sda}\n"},
        {u"params/ntp.yaml"_s, "Name: ntp/servers\nSchema: {type: array}\n"},
        {u"params/post.yaml"_s, "Name: install/post\nSchema: {type: string}\n"},
        {u"params/secret.yaml"_s, "Name: install/secret\nSecure: true\nSchema: {type: string}\n"},
        {u"params/list.yaml"_s, "Name: extra-tasks\nSchema: {type: array, items: {type: string}}\n"},
        {u"params/flow.yaml"_s, "Name: flexiflow/list-parameter\nSchema: {type: string}\n"},
        {u"templates/setup.sh"_s, "one\ntwo\nthree"},
        {u"tasks/unpack.yaml"_s,
         "Name: unpack\nOptionalParams: [install/image]\nTemplates:\n  - Name: run\n    Contents: |\n" +
             indented(unpack).trimmed().prepend("      ") + "\n"},
        {u"tasks/setup.yaml"_s, "Name: setup\nTemplates: [{Name: s, ID: setup.sh}]\n"},
        {u"tasks/needs.yaml"_s,
         "Name: needs\nRequiredParams: [install/post]\nTemplates: [{Name: x, Contents: x}]\n"},
        {u"tasks/flexiflow-start.yaml"_s, "Name: flexiflow-start\nMeta: {engine: flexiflow-start}\n"},
        {u"tasks/flexiflow-stop.yaml"_s, "Name: flexiflow-stop\nMeta: {engine: flexiflow-stop}\n"},
        {u"stages/install.yaml"_s, "Name: install\nTasks: [setup, unpack]\n"},
        {u"stages/hooks.yaml"_s, "Name: hooks\nTasks: [flexiflow-start, flexiflow-stop]\n"
                                 "Params: {flexiflow/list-parameter: extra-tasks}\n"},
        {u"workflows/all.yaml"_s, "Name: all\nStages: [install, hooks]\n"},
        {u"profiles/site.yaml"_s, "Name: site\nParams: {extra-tasks: [needs], ntp/servers: [a, b]}\n"},
        {u"profiles/outer.yaml"_s, "Name: outer\nProfiles: [site]\n"},
    });
}

const ParamUse* find(const QList<ParamUse>& uses, const QString& name)
{
    for (const ParamUse& use : uses) {
        if (use.name == name)
            return &use;
    }
    return nullptr;
}

} // namespace

class PreviewTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void everyLineKnowsItsTemplateLine();
    void valuesOfParamsAreMarked();
    void aFaultKeepsWhatCameBefore();
    void aFaultInAnIncludeNamesBothPlaces();
    void paramsSayHowTheyWereUsed();
    void secretsNeverComeOut();
    void triedValuesWinAndAreSaid();
    void requiredParamsAreMissed();
    void aTextThatCannotBeParsedIsAFault();
    void aDocumentIsTheDot();
    void whatUsesWhat_data();
    void whatUsesWhat();
    void machinesComeByWorkflowAndProfile();
    void expansionShowsInjectedTasks();
    void longTemplatesAreQuick();

private:
    [[nodiscard]] PreviewRequest request() const
    {
        PreviewRequest made;
        made.context.content = &m_content;
        made.context.layers = &m_layers;
        made.context.machine = {{u"Name"_s, u"web-1"_s}};
        return made;
    }
    [[nodiscard]] RenderedText unpacked(const QJsonObject& tried = {})
    {
        PreviewRequest made = request();
        made.tried = tried;
        const Result<Preview> preview = previewTask(*m_content.task(u"unpack"_s), {}, made);
        m_params = preview->params;
        return preview->texts.first();
    }

    Content m_content;
    ParamLayers m_layers;
    QList<ParamUse> m_params;
};

void PreviewTest::initTestCase()
{
    m_content = previewContent();
    m_layers.profiles = {u"site"_s};
    m_layers.machine = {{u"install/secret"_s, u"hunter2"_s}};
}

void PreviewTest::everyLineKnowsItsTemplateLine()
{
    const RenderedText text = unpacked();
    const QStringList lines = text.text.split(u'\n');
    QCOMPARE(lines.first(), u"#!/bin/bash"_s);
    QCOMPARE(text.lines.size(), lines.size());
    QCOMPARE(text.included, (QList<IncludedLines>{{u"setup.sh"_s, 2, 3}}));
    const auto lineOf = [&](const QString& rendered) { return text.lines.at(lines.indexOf(rendered)); };
    QCOMPARE(lineOf(u"two"_s), 2); // where it is included
    QCOMPARE(lineOf(u"IMG=debian"_s), 3);
    QCOMPARE(lineOf(u"DEV=/dev/md0"_s), 5);
    QCOMPARE(lineOf(u"server a"_s), 10);
    QCOMPARE(lineOf(u"server b"_s), 10);
    QCOMPARE(lineOf(u"last "_s), 14);
}

void PreviewTest::valuesOfParamsAreMarked()
{
    const RenderedText text = unpacked();
    const QStringList lines = text.text.split(u'\n');
    QStringList marked;
    for (const ValueSpan& span : text.values)
        marked.append(span.param + u'=' + lines.at(span.line - 1).mid(span.column - 1, span.length));
    QCOMPARE(marked, (QStringList{u"install/image=debian"_s, u"ntp/servers=a"_s, u"ntp/servers=b"_s,
                                  u"install/secret=••••••••"_s}));
}

void PreviewTest::aFaultKeepsWhatCameBefore()
{
    const RenderedText text = unpacked();
    QVERIFY(text.failed);
    QVERIFY(text.text.endsWith(u"\nlast "_s));
    QCOMPARE(text.fault.line, 14);
    QCOMPARE(text.fault.outerLine, 14);
    QCOMPARE(text.fault.param, u"install/pots"_s);
    QVERIFY(!text.fault.declared);
    QCOMPARE(text.fault.nearest, u"install/post"_s);
    const QString line = QString::fromUtf8(unpack.split('\n').at(13));
    QCOMPARE(line.mid(text.fault.column - 1, text.fault.length), u"\"install/pots\""_s);
}

void PreviewTest::aFaultInAnIncludeNamesBothPlaces()
{
    const Content content = ContentSupport::contentOf(
        {{u"templates/inner"_s, "a\n{{ .Param \"nowhere\" }}"},
         {u"tasks/t.yaml"_s,
          "Name: t\nTemplates: [{Name: x, Contents: \"1\\n2\\n{{ template \\\"inner\\\" . }}\"}]\n"}});
    PreviewRequest made = request();
    made.context.content = &content;
    const Result<Preview> preview = previewTask(*content.task(u"t"_s), {}, made);
    const RenderFault fault = preview->texts.first().fault;
    QVERIFY(fault.included);
    QCOMPARE(fault.templateName, u"inner"_s);
    QCOMPARE(fault.line, 2);
    QCOMPARE(fault.outerLine, 3);
    QCOMPARE(preview->texts.first().text, u"1\n2\na\n"_s);
}

void PreviewTest::paramsSayHowTheyWereUsed()
{
    (void)unpacked();
    const auto state = [&](const QString& name) { return find(m_params, name)->state; };
    QCOMPARE(state(u"install/image"_s), ParamUseState::Used);
    QCOMPARE(state(u"storage/device"_s), ParamUseState::NotReached);
    QCOMPARE(state(u"install/post"_s), ParamUseState::Unset);
    QCOMPARE(state(u"install/pots"_s), ParamUseState::Missing);
    QCOMPARE(find(m_params, u"storage/device"_s)->value, QJsonValue(u"/dev/sda"_s));
    QCOMPARE(find(m_params, u"storage/device"_s)->line, 7);
    QCOMPARE(find(m_params, u"ntp/servers"_s)->layer, u"profile"_s);
    QCOMPARE(find(m_params, u"ntp/servers"_s)->source, u"site"_s);
    QVERIFY(std::ranges::is_sorted(m_params, {}, &ParamUse::line));
}

void PreviewTest::secretsNeverComeOut()
{
    const QJsonObject sealed{{u"$sealed"_s, u"x"_s}};
    PreviewRequest made = request();
    m_layers.machine.insert(u"install/secret"_s, sealed);
    made.context.open = [](const QJsonValue&) { return std::optional(QJsonValue(u"hunter2"_s)); };
    const Result<Preview> preview = previewTask(*m_content.task(u"unpack"_s), {}, made);
    m_layers.machine.insert(u"install/secret"_s, u"hunter2"_s);
    for (const RenderedText& text :
         {preview->texts.first(), unpacked({{u"install/secret"_s, u"hunter2"_s}})}) {
        QVERIFY(text.text.contains(u"PASS=••••••••"_s));
        QVERIFY(!text.text.contains(u"hunter2"_s));
    }
    QVERIFY(find(m_params, u"install/secret"_s)->secret);
    QVERIFY(find(m_params, u"install/secret"_s)->value.isUndefined());
}

void PreviewTest::triedValuesWinAndAreSaid()
{
    const RenderedText text =
        unpacked({{u"install/pots"_s, u"boiling"_s}, {u"storage/layout"_s, u"plain"_s}});
    QVERIFY(!text.failed);
    QVERIFY(text.text.contains(u"DEV=/dev/sda"_s));
    QVERIFY(text.text.contains(u"last boiling\nnever"_s));
    QCOMPARE(find(m_params, u"install/pots"_s)->layer, u"tried"_s);
}

void PreviewTest::requiredParamsAreMissed()
{
    PreviewRequest made = request();
    Result<Preview> preview = previewTask(*m_content.task(u"needs"_s), {}, made);
    QCOMPARE(preview->missing, QStringList{u"install/post"_s});
    QVERIFY(firstFault(*preview).has_value());
    QCOMPARE(firstFault(*preview)->fault.param, u"install/post"_s);
    made.tried = {{u"install/post"_s, u"x"_s}};
    preview = previewTask(*m_content.task(u"needs"_s), {}, made);
    QVERIFY(!firstFault(*preview).has_value());
    QCOMPARE(previewTask(*m_content.task(u"needs"_s), u"y"_s, made).error().code, u"template-unknown"_s);
}

void PreviewTest::aTextThatCannotBeParsedIsAFault()
{
    const Preview preview = previewText(u"mine"_s, u"a\nb {{ nope }}"_s, request());
    QVERIFY(preview.texts.first().failed);
    QCOMPARE(preview.texts.first().fault.line, 2);
    QCOMPARE(preview.texts.first().text, QString());
}

void PreviewTest::aDocumentIsTheDot()
{
    PreviewRequest made = request();
    ParamLayers layers;
    layers.machine = {{u"size"_s, 3}};
    made.context.layers = &layers;
    made.context.machine = {};
    made.context.document = {{u"Machine"_s, QJsonObject{{u"Name"_s, u"db-1.lan"_s}}},
                             {u"Items"_s, QJsonArray{u"x"_s, u"y"_s}}};
    const Preview preview = previewText(
        u"mine"_s, u"{{ .Machine.ShortName }} {{ range .Items }}{{ . }},{{ end }} {{ .Param \"size\" }}"_s,
        made);
    QCOMPARE(preview.texts.first().text, u"db-1 x,y, 3"_s);
}

void PreviewTest::whatUsesWhat_data()
{
    QTest::addColumn<ContentKind>("kind");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QStringList>("expected");
    QTest::newRow("task") << ContentKind::Task << u"unpack"_s
                          << QStringList{u"stages/install lists 2/2"_s, u"workflows/all reaches install"_s};
    QTest::newRow("task in a list param")
        << ContentKind::Task << u"needs"_s << QStringList{u"profiles/site names extra-tasks"_s};
    QTest::newRow("template") << ContentKind::Template << u"setup.sh"_s
                              << QStringList{u"tasks/setup includes s"_s, u"tasks/unpack includes run"_s};
    QTest::newRow("stage") << ContentKind::Stage << u"hooks"_s << QStringList{u"workflows/all lists 2/2"_s};
    QTest::newRow("profile") << ContentKind::Profile << u"site"_s << QStringList{u"profiles/outer carries"_s};
    QTest::newRow("param") << ContentKind::Param << u"install/image"_s
                           << QStringList{u"tasks/unpack requires"_s, u"tasks/unpack mentions run 3/0"_s};
    QTest::newRow("param with values")
        << ContentKind::Param << u"extra-tasks"_s
        << QStringList{u"stages/hooks names flexiflow/list-parameter"_s, u"profiles/site sets"_s};
}

void PreviewTest::whatUsesWhat()
{
    QFETCH(ContentKind, kind);
    QFETCH(QString, name);
    QFETCH(QStringList, expected);
    QStringList found;
    for (const ContentUse& use : contentUses(m_content, kind, name)) {
        QString text = use.section + u'/' + use.name + u' ' + enumText(use.how);
        if (!use.where.isEmpty())
            text += u' ' + use.where;
        if (use.at > 0)
            text += u" %1/%2"_s.arg(use.at).arg(use.of);
        found.append(text);
    }
    QCOMPARE(found, expected);
}

void PreviewTest::machinesComeByWorkflowAndProfile()
{
    const WaysTo unpack = waysTo(m_content, ContentKind::Task, u"unpack"_s);
    QCOMPARE(unpack.workflows, QSet<QString>{u"all"_s});
    QVERIFY(unpack.profiles.isEmpty());
    const WaysTo needs = waysTo(m_content, ContentKind::Task, u"needs"_s);
    QCOMPARE(needs.profiles, (QSet<QString>{u"site"_s, u"outer"_s}));
    QVERIFY(waysTo(m_content, ContentKind::Param, u"install/image"_s).isEmpty());
}

void PreviewTest::expansionShowsInjectedTasks()
{
    const auto expanded = expandFor(m_content, m_layers, u"all"_s);
    QVERIFY(expanded.has_value());
    QStringList entries;
    for (const ExpandedEntry& each : *expanded)
        entries.append(each.entry);
    QCOMPARE(entries, (QStringList{u"stage:install"_s, u"setup"_s, u"unpack"_s, u"stage:hooks"_s,
                                   u"flexiflow-start"_s, u"needs"_s, u"flexiflow-stop"_s}));
    QCOMPARE(expanded->at(5).list, u"extra-tasks"_s);
    QCOMPARE(expanded->at(5).source, u"site"_s);
    QCOMPARE(expanded->at(5).stage, u"hooks"_s);
    QVERIFY(!expandFor(m_content, m_layers, u"none"_s));
}

/// 2 000 lines have to be there while somebody types; the bound is wide, for slow and busy computers.
void PreviewTest::longTemplatesAreQuick()
{
    QString text;
    for (int i = 0; i < 2000; ++i)
        text += u"line {{ .Param \"install/image\" }} of {{ .Machine.Name }}\n"_s;
    QElapsedTimer clock;
    clock.start();
    const Preview preview = previewText(u"long"_s, text, request());
    QCOMPARE(preview.texts.first().lines.size(), 2000);
    QCOMPARE(preview.texts.first().values.size(), 2000);
    QVERIFY2(clock.elapsed() < 1500, qPrintable(QString::number(clock.elapsed())));
}

QTEST_GUILESS_MAIN(PreviewTest)
#include "tst_preview.moc"
