#include "engine/content/definitionjson.h"
#include "engine/content/pack.h"
#include "tests/content/contentsupport.h"

#include <QTest>

using namespace Drover;
using namespace Qt::StringLiterals;
using ContentSupport::Files;

Q_DECLARE_METATYPE(Files)

namespace {

const QByteArray okTask = "Name: ok\nTemplates:\n- Name: run\n  Contents: |\n    echo ok\n";

} // namespace

class PacksTest : public QObject
{
    Q_OBJECT

private slots:
    /// Each kind of bad content: what is said, and at which FILE:LINE.
    void badContentIsNamedByFileAndLine_data()
    {
        QTest::addColumn<Files>("files");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* name, const Files& files, const char* expected) {
            QTest::newRow(name) << files << QString::fromUtf8(expected);
        };
        row("bad YAML", {{u"tasks/a.yaml"_s, "Name: a\nTemplates: [\n"}},
            "tasks/a.yaml:3:1: this isn't valid YAML");
        row("bad indentation", {{u"tasks/a.yaml"_s, "Name: a\n  Description: b\n"}},
            "tasks/a.yaml:2:14: this isn't valid YAML");
        row("two documents", {{u"tasks/a.yaml"_s, "Name: a\n---\nName: b\n"}},
            "tasks/a.yaml:3: a second document begins");
        row("empty file", {{u"tasks/a.yaml"_s, ""}}, "tasks/a.yaml:1: the file is empty");
        row("no UTF-8", {{u"tasks/a.yaml"_s, "Name: a\nDescription: \xff\xfe\n"}},
            "tasks/a.yaml:2: this line isn't UTF-8");
        row("template not UTF-8", {{u"templates/a.sh"_s, "#!/bin/sh\n\n\xff\n"}},
            "templates/a.sh:3: this line isn't UTF-8");
        row("missing name", {{u"tasks/a.yaml"_s, "Description: b\n"}},
            "tasks/a.yaml:1:1: this task: the Name is missing");
        row("bad name", {{u"tasks/a.yaml"_s, "Name: 'a:b'\n"}},
            "tasks/a.yaml:1:7: task \"a:b\": \"a:b\" can't be a name");
        row("unknown key", {{u"tasks/a.yaml"_s, "Name: a\nTemplate: []\n"}},
            "tasks/a.yaml:2:1: task \"a\": the key \"Template\" isn't known here, did you mean "
            "\"Templates\"?");
        row("key twice", {{u"tasks/a.yaml"_s, "Name: a\nMeta: {}\nMeta: {}\n"}},
            "tasks/a.yaml:3:1: the key \"Meta\" comes twice");
        row("key twice in another case", {{u"tasks/a.yaml"_s, "Name: a\nmeta: {}\nMeta: {}\n"}},
            "tasks/a.yaml:3:1: task \"a\": the key \"Meta\" comes twice");
        row("wrong type: list", {{u"stages/a.yaml"_s, "Name: a\nTasks: ok\n"}},
            "stages/a.yaml:2:8: stage \"a\": Tasks is a string, write a list");
        row("wrong type: map", {{u"profiles/a.yaml"_s, "Name: a\nParams: [1]\n"}},
            "profiles/a.yaml:2:9: profile \"a\": Params is a list, write a map");
        row("wrong type: string", {{u"tasks/a.yaml"_s, "Name: a\nDescription: [b]\n"}},
            "tasks/a.yaml:2:14: task \"a\": Description is a list");
        row("wrong type: boolean", {{u"params/a.yaml"_s, "Name: a\nSecure: \"yes\"\n"}},
            "params/a.yaml:2:9: param \"a\": Secure is a string, write true or false");
        row("wrong type: item", {{u"stages/a.yaml"_s, "Name: a\nTasks:\n- {x: 1}\n"}},
            "stages/a.yaml:3:3: stage \"a\": item 1 of Tasks is a map");
        row("wrong type: object", {{u"tasks/a.yaml"_s, "- a\n"}},
            "tasks/a.yaml:1:1: this task: it is a list");
        row("duplicate name", {{u"tasks/a.yaml"_s, okTask}, {u"tasks/b.yaml"_s, okTask}},
            "tasks/b.yaml:1:7: task \"ok\" is defined twice, rename or remove this one or the one at "
            "tasks/a.yaml:1");
        row("unknown section", {{u"task/a.yaml"_s, okTask}},
            "task/a.yaml:1: there is no section \"task\", did you mean \"tasks\"?");
        row("file outside", {{u"a.yaml"_s, okTask}},
            "a.yaml:1: this file stands outside the sections' folders");
        row("not YAML", {{u"tasks/a.sh"_s, "echo"}}, "tasks/a.sh:1: this isn't a YAML or JSON file");
        row("pack without name", {{u"meta.yaml"_s, "Version: 1\n"}}, "meta.yaml:1: the pack has no name");
        row("template without name", {{u"tasks/a.yaml"_s, "Name: a\nTemplates:\n- Contents: x\n"}},
            "tasks/a.yaml:3:3: \"a\", template 1: the Name is missing");
        row("template without text", {{u"tasks/a.yaml"_s, "Name: a\nTemplates:\n- Name: x\n"}},
            "tasks/a.yaml:3:3: \"a\", template 1: it has neither ID nor Contents");
        row("bad on-lost", {{u"tasks/a.yaml"_s, "Name: a\nMeta:\n  on-lost: maybe\n"}},
            "tasks/a.yaml:3:12: task \"a\", Meta: on-lost is \"maybe\", write ask, rerun or fail");
        row("bad sim", {{u"tasks/a.yaml"_s, "Name: a\nMeta:\n  sim: {second: 3}\n"}},
            "the key \"second\" isn't known here, did you mean \"seconds\"?");
        row("bad engine task", {{u"tasks/a.yaml"_s, "Name: a\nMeta: {engine: classfy}\n"}},
            "the engine has no task \"classfy\", did you mean \"classify\"?");

        row("unknown task",
            {{u"tasks/ok.yaml"_s, okTask}, {u"stages/s.yaml"_s, "Name: s\nTasks:\n- ok\n- okk\n"}},
            "stages/s.yaml:4:3: \"s\": there is no task \"okk\", did you mean \"ok\"?");
        row("unknown stage", {{u"workflows/w.yaml"_s, "Name: w\nStages:\n- nowhere\n"}},
            "workflows/w.yaml:3:3: \"w\": there is no stage \"nowhere\"");
        row("unknown stage in blueprint", {{u"blueprints/b.yaml"_s, "Name: b\nTasks: [\"stage:x\"]\n"}},
            "blueprints/b.yaml:2:9: \"b\": there is no stage \"x\"");
        row("unknown profile", {{u"profiles/p.yaml"_s, "Name: p\nProfiles:\n- q\n"}},
            "profiles/p.yaml:3:3: \"p\": there is no profile \"q\"");
        row("missing template", {{u"tasks/a.yaml"_s, "Name: a\nTemplates:\n- Name: x\n  ID: none.tmpl\n"}},
            "tasks/a.yaml:4:7: \"a\": there is no template \"none.tmpl\"");
        row("missing include",
            {{u"tasks/a.yaml"_s,
              "Name: a\nTemplates:\n- Name: x\n  Contents: |\n    one\n    {{template \"none\" .}}\n"}},
            "tasks/a.yaml:6:5: template \"a/x\" includes \"none\", which doesn't exist");
        row("unknown param", {{u"tasks/a.yaml"_s, "Name: a\nRequiredParams:\n- some/thing\n"}},
            "tasks/a.yaml:3:3: \"a\": there is no param \"some/thing\"");
        row("cycle of prerequisites",
            {{u"tasks/a.yaml"_s, "Name: a\nPrerequisites: [b]\n"},
             {u"tasks/b.yaml"_s, "Name: b\nPrerequisites: [a]\n"}},
            "tasks/a.yaml:2:16: task \"a\": its prerequisites lead back to itself: a → b → a");
        row("cycle of profiles", {{u"profiles/a.yaml"_s, "Name: a\nProfiles: [a]\n"}},
            "profile \"a\": it contains itself: a → a");
        row("cycle of stages", {{u"stages/a.yaml"_s, "Name: a\nTasks: [\"stage:a\"]\n"}},
            "stage \"a\": it contains itself: a → a");
        row("cycle of templates",
            {{u"templates/a"_s, "{{template \"b\"}}"}, {u"templates/b"_s, "{{template \"a\"}}"}},
            "template \"a\": it includes itself: a → b → a");
        row("template that doesn't parse",
            {{u"tasks/a.yaml"_s, "Name: a\nTemplates:\n- Name: x\n  Contents: |\n    fine\n    x {{if}}\n"}},
            "tasks/a.yaml:6:11: template \"a/x\", line 2, column 7: a value is missing");
        row("template file that doesn't parse", {{u"templates/a.sh"_s, "\n{{upperr \"x\"}}"}},
            "templates/a.sh:2:3: template \"a.sh\", line 2, column 3: there is no function \"upperr\"");
        row("invalid schema", {{u"params/a.yaml"_s, "Name: a\nSchema:\n  type: strnig\n"}},
            "params/a.yaml:3:3: param \"a\": its schema isn't valid: there is no type \"strnig\"");
        row("default against its schema",
            {{u"params/a.yaml"_s, "Name: a\nSchema:\n  type: integer\n  default: many\n"}},
            "params/a.yaml:4:3: param \"a\": expected an integer, was given the string \"many\" as its "
            "default");
        row("value against its schema",
            {{u"params/a.yaml"_s, "Name: a\nSchema: {type: integer}\n"},
             {u"profiles/p.yaml"_s, "Name: p\nParams:\n  a: x\n"}},
            "profiles/p.yaml:3:3: \"p\": param \"a\": expected an integer, was given the string \"x\"");
        row("bad entry", {{u"stages/s.yaml"_s, "Name: s\nTasks: [\"stge:x\"]\n"}},
            "stages/s.yaml:2:9: \"s\": \"stge:x\" isn't a task-list entry");
        row("unknown action", {{u"stages/s.yaml"_s, "Name: s\nTasks: [\"action:cluster:drain-member\"]\n"}},
            "\"s\": there is no action \"cluster:drain-member\", did you mean \"cluster:drain-members\"?");
        row("context in a blueprint", {{u"blueprints/b.yaml"_s, "Name: b\nTasks: [\"context:x\"]\n"}},
            "blueprint \"b\": \"context:x\" can't stand in a blueprint");
        row("engine task with templates",
            {{u"tasks/a.yaml"_s, "Name: a\nMeta: {engine: classify}\nTemplates: [{Name: x, Contents: x}]\n"}},
            "tasks/a.yaml:3:12: task \"a\" is carried by the engine");
    }
    void badContentIsNamedByFileAndLine()
    {
        QFETCH(Files, files);
        QFETCH(QString, expected);
        const QString said = ContentSupport::texts(ContentSupport::problemsOf(files));
        QVERIFY2(said.contains(expected), qPrintable(u"said:\n%1\nexpected:\n%2"_s.arg(said, expected)));
        QVERIFY2(said.startsWith(expected) || said.contains(u'\n' + expected) ||
                     !expected.contains(u".yaml:"_s),
                 qPrintable(said));
    }

    void allProblemsAreCollected()
    {
        const Problems problems =
            ContentSupport::problemsOf({{u"tasks/a.yaml"_s, "Name: [\n"},
                                        {u"tasks/b.yaml"_s, "Names: b\n"},
                                        {u"stages/c.yaml"_s, "Name: c\nTasks: 3\nProfiles: 4\n"}});
        QCOMPARE(problems.size(), 5);
        QVERIFY(std::ranges::is_sorted(problems, {}, [](const Problem& p) { return p.file; }));
    }

    void aBundleEqualsItsFolder()
    {
        const auto folder = ContentSupport::readFolder(
            {{u"tasks/ok.yaml"_s, okTask},
             {u"templates/lib/x.sh"_s, "echo\n"},
             {u"params/p.yaml"_s, "Name: p\nSchema: {type: integer, default: 3}\n"}});
        const auto bundle = readPack({{u"pack.yaml"_s,
                                       "meta: {Name: test, Version: 1.0.0}\n"
                                       "sections:\n"
                                       "  params:\n"
                                       "    p:\n"
                                       "      Name: p\n"
                                       "      Schema:\n"
                                       "        default: 3   # order and comments don't count\n"
                                       "        type: integer\n"
                                       "  templates:\n"
                                       "    lib/x.sh: {ID: lib/x.sh, Contents: \"echo\\n\"}\n"
                                       "  tasks:\n"
                                       "    ok:\n"
                                       "      Name: ok\n"
                                       "      Templates: [{Name: run, Contents: \"echo ok\\n\"}]\n",
                                       {}}});
        const auto json = readPack(
            {{u"pack.json"_s,
              R"({"meta":{"Name":"test","Version":"1.0.0"},"sections":{"params":{"p":{"Name":"p","Schema":{"type":"integer","default":3}}},)"
              R"("templates":{"lib/x.sh":{"ID":"lib/x.sh","Contents":"echo\n"}},"tasks":{"ok":{"Name":"ok","Templates":[{"Name":"run","Contents":"echo ok\n"}]}}}})",
              {}}});
        QVERIFY2(folder, qPrintable(folder ? QString() : ContentSupport::texts(folder.error())));
        QVERIFY2(bundle, qPrintable(bundle ? QString() : ContentSupport::texts(bundle.error())));
        QVERIFY2(json, qPrintable(json ? QString() : ContentSupport::texts(json.error())));
        QCOMPARE(bundle->hash, folder->hash);
        QCOMPARE(json->hash, folder->hash);
        QCOMPARE(folder->hash.size(), 64);
        QCOMPARE(readPack(bundle->files)->hash, bundle->hash); // a stored pack reads back as itself
    }

    void theHashFollowsTheContent()
    {
        const auto one = ContentSupport::readFolder({{u"tasks/ok.yaml"_s, okTask}});
        const auto other = ContentSupport::readFolder(
            {{u"tasks/ok.yaml"_s, QByteArray(okTask).replace("echo ok", "echo no")}});
        QVERIFY(one->hash != other->hash);
        QVERIFY(Content::build({*one})->hash() != Content::build({*other})->hash());
    }

    void drpsMetaFilesAreRead()
    {
        const auto pack =
            readPack({{u"._Name.meta"_s, "site\n", {}},
                      {u"._Version.meta"_s, "v2.1.0", {}},
                      {u"README.md"_s, "hi", {}},
                      {u"tasks/ok.json"_s, R"({"Name": "ok", "Description": "\ud83d\ude00"})", {}}});
        QVERIFY2(pack, qPrintable(pack ? QString() : ContentSupport::texts(pack.error())));
        QCOMPARE(pack->name, u"site"_s);
        QCOMPARE(pack->version, u"v2.1.0"_s);
        QCOMPARE(pack->tasks.first().description, u"😀"_s);
    }

    void keysAreReadInAnyCaseAndDrpsExportsToo()
    {
        const auto pack = ContentSupport::readFolder(
            {{u"tasks/a.yaml"_s,
              "name: a\nAvailable: true\nErrors: []\nExtraClaims: []\nrequiredparams: []\n"}});
        QVERIFY2(pack, qPrintable(pack ? QString() : ContentSupport::texts(pack.error())));
        QCOMPARE(pack->tasks.first().name, u"a"_s);
    }

    void taskMetaIsRead()
    {
        const Content content = ContentSupport::contentOf(
            {{u"tasks/a.yaml"_s, "Name: a\n"
                                 "Meta:\n"
                                 "  icon: save\n"
                                 "  on-lost: rerun\n"
                                 "  timeout: 1.5\n"
                                 "  sim: {seconds: 12, spread: 0.2, fail: 0.1, outputs: {x: 8}}\n"}});
        const TaskDef& task = *content.task(u"a"_s);
        QCOMPARE(task.onLost, OnLost::Rerun);
        QCOMPARE(task.timeout, Duration(1500));
        QCOMPARE(task.sim.seconds, 12.0);
        QCOMPARE(task.sim.outputs.value(u"x"_s).toInt(), 8);
        QCOMPARE(task.meta.value(u"icon"_s).toString(), u"save"_s);
        QCOMPARE(task.place.line, 1);
    }

    void twoPacksMustNotDefineTheSame()
    {
        const auto one =
            ContentSupport::readFolder({{u"meta.yaml"_s, "Name: one\n"}, {u"tasks/ok.yaml"_s, okTask}});
        const auto two =
            ContentSupport::readFolder({{u"meta.yaml"_s, "Name: two\n"}, {u"tasks/x.yaml"_s, okTask}});
        const auto content = Content::build({*one, *two});
        QVERIFY(!content);
        QCOMPARE(
            ContentSupport::texts(content.error()),
            u"tasks/x.yaml:1:7: task \"ok\" is defined by pack one too, rename or remove this one or the one at tasks/ok.yaml:1"_s);
        QVERIFY(Content::build({*one, *one})); // a pack loaded again replaces itself
    }

    void hostilePacksAreFaultsNotCrashes()
    {
        QByteArray bomb = "a: &a [x,x,x,x,x,x,x,x,x,x]\n";
        for (char c = 'b'; c < 'k'; ++c) {
            bomb += QByteArray(1, c) + ": &" + c + " [";
            for (int i = 0; i < 10; ++i) {
                bomb += QByteArray("*") + static_cast<char>(c - 1) + (i < 9 ? "," : "");
            }
            bomb += "]\n";
        }
        for (const QByteArray& text :
             {bomb, QByteArray("a: &a [*a]"), QByteArray(100'000, '['), QByteArray("{").repeated(5000),
              QByteArray("\0\0", 2), QByteArray("!!binary x"), QByteArray("? [a]\n: b")}) {
            QVERIFY(!readPack({{u"pack.yaml"_s, text, {}}}));
            QVERIFY(!ContentSupport::problemsOf({{u"tasks/a.yaml"_s, text}}).isEmpty());
        }
    }

    void whatIsDescribedHasDrpsKeys()
    {
        const auto pack = ContentSupport::readFolder(
            {{u"stages/s.yaml"_s, "Name: s\nBootEnv: local\nTasks: [a]\nParams: {x: 1}\n"}});
        QCOMPARE(toJson(pack->stages.first()).keys(),
                 (QStringList{u"BootEnv"_s, u"Name"_s, u"Params"_s, u"Tasks"_s}));
    }
};

QTEST_GUILESS_MAIN(PacksTest)
#include "tst_packs.moc"
