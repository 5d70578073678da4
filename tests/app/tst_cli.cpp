#include "app/cli/arguments.h"
#include "app/cli/demofleet.h"
#include "app/cli/texttable.h"
#include "app/cli/yamltext.h"
#include "engine/content/inventory.h"
#include "engine/content/sourcenode.h"
#include "tests/app/fakeshell.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Drover;
using Testing::FakeShell;

/// The command line is taken apart as documented, and what is wrong is said with its place and its mend.
class TestCli : public QObject
{
    Q_OBJECT

private slots:
    void everyVerbHasHelp_data();
    void everyVerbHasHelp();
    void globalOptionsStandBeforeOrAfterTheVerb_data();
    void globalOptionsStandBeforeOrAfterTheVerb();
    void wrongUsageExits2AndPointsToHelp_data();
    void wrongUsageExits2AndPointsToHelp();
    void wrongUsageIsADocumentWithJson();
    void noVerbOpensTheWindow();
    void versionIsPrinted();

    void valuesAreJsonWhereTheyAreValidJson();
    void aBadPairIsNamedWithoutItsValue();
    void roleCountsAreChecked_data();
    void roleCountsAreChecked();
    void optionsFilesSayWhereTheyAreWrong();

    void inventoryRowsAreRead();
    void inventoryFaultsHaveTheirLine_data();
    void inventoryFaultsHaveTheirLine();
    void aFaultyInventoryImportsNothing();
    void otherInventoryFormatsAreRefused();
    void contentFaultsHaveFileAndLine();
    void aFolderMayBeNamedFromHere();

    void tablesAlign();
    void yamlReadsBackAsTheSameDocument();
    void theSameDemoWishGivesTheSameFleet();

private:
    [[nodiscard]] QString write(const QString& name, const QByteArray& text);

    QTemporaryDir m_dir;
    FakeShell m_shell;
};

QString TestCli::write(const QString& name, const QByteArray& text)
{
    QFile file(m_dir.filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        qFatal("the test's file can't be written");
    return file.fileName();
}

void TestCli::everyVerbHasHelp_data()
{
    QTest::addColumn<QString>("verb");
    for (const char* verb : {"",
                             "get",
                             "describe",
                             "logs",
                             "content",
                             "content load",
                             "content check",
                             "inventory import",
                             "cluster",
                             "cluster provision",
                             "cluster destroy",
                             "operation",
                             "operation pause",
                             "operation resume",
                             "operation abort",
                             "operation retry",
                             "job cancel",
                             "machine",
                             "machine set",
                             "machine delete",
                             "machine retry",
                             "machine return",
                             "machine lock",
                             "machine unlock",
                             "pool status",
                             "pool create"})
        QTest::newRow(*verb ? verb : "drover") << QString::fromLatin1(verb);
}

void TestCli::everyVerbHasHelp()
{
    QFETCH(QString, verb);
    QCOMPARE(m_shell.run(verb + u" --help"_s), 0);
    QVERIFY2(m_shell.out().contains(u"Usage: "_s), qPrintable(m_shell.out()));
    QVERIFY(m_shell.out().contains(u"--help"_s));
    QVERIFY(m_shell.out().contains(verb.section(u' ', -1)));
    QCOMPARE(m_shell.err(), QString());
}

void TestCli::globalOptionsStandBeforeOrAfterTheVerb_data()
{
    QTest::addColumn<QString>("line");
    QTest::newRow("before") << u"--data /d -o json --quiet --log-level debug operation pause op-1"_s;
    QTest::newRow("after") << u"operation pause op-1 --data /d -o json --quiet --log-level debug"_s;
    QTest::newRow("between") << u"operation -o json pause --data=/d -q op-1 --log-level=debug"_s;
    QTest::newRow("attached") << u"operation pause op-1 --output=json -q --data /d --log-level debug"_s;
}

void TestCli::globalOptionsStandBeforeOrAfterTheVerb()
{
    QFETCH(QString, line);
    const Invocation invocation = parseCommandLine(line.split(u' '));
    QVERIFY2(invocation.kind == Invocation::Kind::Verb, qPrintable(invocation.text));
    QCOMPARE(invocation.verb, u"operation pause"_s);
    QCOMPARE(invocation.globals.data, u"/d"_s);
    QVERIFY(invocation.globals.format == OutputFormat::Json);
    QVERIFY(invocation.globals.quiet);
    QCOMPARE(invocation.globals.logLevel, u"debug"_s);
}

void TestCli::wrongUsageExits2AndPointsToHelp_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("help");
    QTest::newRow("unknown verb") << u"explode"_s << u"drover --help"_s;
    QTest::newRow("unknown option") << u"get clusters --colour"_s << u"drover get --help"_s;
    QTest::newRow("missing argument") << u"logs"_s << u"drover logs --help"_s;
    QTest::newRow("missing verb") << u"cluster"_s << u"drover cluster --help"_s;
    QTest::newRow("unknown format") << u"get clusters -o xml"_s << u"drover get --help"_s;
    QTest::newRow("too many words") << u"logs j-1 j-2"_s << u"drover logs --help"_s;
    QTest::newRow("not a number") << u"cluster provision c --minimum many"_s
                                  << u"drover cluster provision --help"_s;
    QTest::newRow("negative") << u"get jobs --limit -3"_s << u"drover get --help"_s;
    // What `--if-plan "$ID"` becomes when ID is not set.
    QTest::newRow("no plan") << u"cluster provision c --accept-warnings --if-plan "_s
                             << u"drover cluster provision --help"_s;
    QTest::newRow("no plan to destroy")
        << u"cluster destroy c --confirm c --reason r --if-plan "_s << u"drover cluster destroy --help"_s;
    QTest::newRow("no directory") << u"get pools --data "_s << u"drover get --help"_s;
    QTest::newRow("no end") << u"machine lock m --reason r --until "_s << u"drover machine lock --help"_s;
}

void TestCli::wrongUsageExits2AndPointsToHelp()
{
    QFETCH(QString, line);
    QFETCH(QString, help);
    QCOMPARE(m_shell.run(line.split(u' ')), 2);
    QCOMPARE(m_shell.out(), QString());
    QVERIFY2(m_shell.err().contains(help), qPrintable(m_shell.err()));
    QVERIFY(m_shell.engine.submitted.isEmpty());
}

void TestCli::wrongUsageIsADocumentWithJson()
{
    for (const QString& line :
         {u"explode -o json"_s, u"--output=json get"_s, u"get clusters --colour -o json"_s}) {
        QCOMPARE(m_shell.run(line), 2);
        const QJsonObject refused = m_shell.errObject();
        QVERIFY2(refused.value(u"refused"_s).toBool(), qPrintable(m_shell.err()));
        QCOMPARE(refused.value(u"code"_s).toString(), u"usage"_s);
        QVERIFY(!refused.value(u"text"_s).toString().isEmpty());
        QVERIFY(refused.value(u"remedy"_s).toString().contains(u"--help"_s));
        QVERIFY(refused.contains(u"object"_s));
    }
}

void TestCli::noVerbOpensTheWindow()
{
    QVERIFY(parseCommandLine({}).kind == Invocation::Kind::Window);
    const Invocation invocation = parseCommandLine({u"--data"_s, u"/d"_s});
    QVERIFY(invocation.kind == Invocation::Kind::Window);
    QCOMPARE(invocation.globals.data, u"/d"_s);
}

void TestCli::versionIsPrinted()
{
    QCoreApplication::setApplicationVersion(u"1.2.3"_s);
    QCOMPARE(m_shell.run(u"--version"_s), 0);
    QCOMPARE(m_shell.out(), u"drover 1.2.3\n"_s);
}

void TestCli::valuesAreJsonWhereTheyAreValidJson()
{
    const auto values =
        keyValues({u"n=5"_s, u"b=true"_s, u"t=hello"_s, u"l=[1,\"x\"]"_s, u"m={\"a\":1}"_s, u"e="_s,
                   u"q=\"5\""_s, u"eq=a=b"_s, u"z=null"_s, u"odd=1,2"_s, u"v=1.10.0"_s, u"f=1.5"_s},
                  u"--param"_s);
    QVERIFY(values);
    QCOMPARE(values->value(u"n"_s), QJsonValue(5));
    QCOMPARE(values->value(u"b"_s), QJsonValue(true));
    QCOMPARE(values->value(u"t"_s), QJsonValue(u"hello"_s));
    QCOMPARE(values->value(u"l"_s), QJsonValue(QJsonArray{1, u"x"_s}));
    QCOMPARE(values->value(u"m"_s), QJsonValue(QJsonObject{{u"a"_s, 1}}));
    QCOMPARE(values->value(u"e"_s), QJsonValue(u""_s));
    QCOMPARE(values->value(u"q"_s), QJsonValue(u"5"_s));
    QCOMPARE(values->value(u"eq"_s), QJsonValue(u"a=b"_s));
    QVERIFY(values->value(u"z"_s).isNull());
    QCOMPARE(values->value(u"odd"_s), QJsonValue(u"1,2"_s));
    QCOMPARE(values->value(u"v"_s), QJsonValue(u"1.10.0"_s));
    QCOMPARE(values->value(u"f"_s), QJsonValue(1.5));
}

void TestCli::aBadPairIsNamedWithoutItsValue()
{
    const auto twice = keyValues({u"password=geheim"_s, u"password=geheim2"_s}, u"--param"_s);
    QVERIFY(!twice);
    QVERIFY(twice.error().text.contains(u"password"_s));
    QVERIFY(!twice.error().text.contains(u"geheim"_s));
    const auto bare = keyValues({u"geheim"_s}, u"--param"_s);
    QVERIFY(!bare);
    QVERIFY(!bare.error().text.contains(u"geheim"_s));
    QVERIFY(!bare.error().remedy.contains(u"geheim"_s));
    QVERIFY(!keyValues({u"=x"_s}, u"--param"_s));
}

void TestCli::roleCountsAreChecked_data()
{
    QTest::addColumn<QString>("item");
    for (const char* bad :
         {"worker", "worker=", "=3", "worker=-1", "worker=2.5", "worker=many", "worker=99999999999"})
        QTest::newRow(bad) << QString::fromLatin1(bad);
}

void TestCli::roleCountsAreChecked()
{
    QFETCH(QString, item);
    QVERIFY(!roleCounts({item}));
    QVERIFY(!roleCounts({u"a=1"_s, u"a=2"_s}));
    QCOMPARE(roleCounts({u"a=1"_s, u"b=0"_s})->value(u"a"_s), 1);
}

void TestCli::optionsFilesSayWhereTheyAreWrong()
{
    const auto good = readMapFile(write(u"good.yaml"_s, "on-member-failure: replace\nbatch: [1, 20%]\n"));
    QVERIFY(good);
    QCOMPARE(good->value(u"batch"_s).toArray().size(), 2);
    const QString bad = write(u"bad.yaml"_s, "a: 1\nb: [1,\n");
    const auto broken = readMapFile(bad);
    QVERIFY(!broken);
    QVERIFY2(broken.error().text.startsWith(bad + u':'), qPrintable(broken.error().text));
    QVERIFY(!readMapFile(write(u"list.yaml"_s, "- 1\n")));
    QCOMPARE(readMapFile(m_dir.filePath(u"nowhere"_s)).error().code, u"file-unreadable"_s);
}

void TestCli::inventoryRowsAreRead()
{
    const auto rows = readInventory({.path = u"i.yaml"_s,
                                     .text = "machines:\n"
                                             "  - name: web-1\n"
                                             "    address: 10.0.0.1\n"
                                             "    pool: edge\n"
                                             "    profiles: [a, b]\n"
                                             "    params: {location/rack: r01, n: 5}\n"
                                             "  - {name: web-2}\n",
                                     .shownAs = {}});
    QVERIFY(rows);
    QCOMPARE(rows->size(), 2);
    QCOMPARE(rows->at(0).name, u"web-1"_s);
    QCOMPARE(rows->at(0).address, u"10.0.0.1"_s);
    QCOMPARE(rows->at(0).pool, u"edge"_s);
    QCOMPARE(rows->at(0).profiles, QStringList({u"a"_s, u"b"_s}));
    QCOMPARE(rows->at(0).params.value(u"n"_s).toInt(), 5);
    QCOMPARE(rows->at(1).name, u"web-2"_s);
}

void TestCli::inventoryFaultsHaveTheirLine_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("expected");
    QTest::newRow("no list") << QByteArray("hosts: []\n") << u"i.yaml:1"_s;
    QTest::newRow("not a list") << QByteArray("machines: 7\n") << u"i.yaml:1"_s;
    QTest::newRow("empty") << QByteArray("machines: []\n") << u"is empty"_s;
    QTest::newRow("no name") << QByteArray("machines:\n  - name: a\n  - address: 10.0.0.1\n")
                             << u"i.yaml:3"_s;
    QTest::newRow("twice") << QByteArray("machines:\n  - name: a\n  - name: a\n") << u"it is in line 2"_s;
    QTest::newRow("misspelt") << QByteArray("machines:\n  - name: a\n    adress: x\n")
                              << u"did you mean \"address\"?"_s;
    QTest::newRow("bad name") << QByteArray("machines:\n  - name: a/../b\n") << u"i.yaml:2"_s;
    QTest::newRow("bad uuid") << QByteArray("machines:\n  - name: a\n    uuid: 7\n") << u"i.yaml:3"_s;
    QTest::newRow("profiles") << QByteArray("machines:\n  - name: a\n    profiles: x\n") << u"i.yaml:3"_s;
    QTest::newRow("params") << QByteArray("machines:\n  - name: a\n    params: [x]\n") << u"i.yaml:3"_s;
    QTest::newRow("yaml") << QByteArray("machines:\n  - name: [a\n") << u"i.yaml:"_s;
    QTest::newRow("nothing") << QByteArray() << u"i.yaml"_s;
    QTest::newRow("binary") << QByteArray("\xff\xfe\x00", 3) << u"i.yaml"_s;
}

void TestCli::inventoryFaultsHaveTheirLine()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, expected);
    const auto rows = readInventory({.path = u"i.yaml"_s, .text = text, .shownAs = {}});
    QVERIFY(!rows);
    QStringList lines;
    for (const Problem& problem : rows.error())
        lines.append(problem.toString());
    QVERIFY2(lines.join(u'\n').contains(expected), qPrintable(lines.join(u'\n')));
}

void TestCli::aFaultyInventoryImportsNothing()
{
    const QString good = write(u"good.yaml"_s, "machines:\n  - name: a\n");
    const QString bad = write(u"bad.yaml"_s, "machines:\n  - name: b\n  - nam: c\n");
    QCOMPARE(m_shell.run({u"inventory"_s, u"import"_s, good, bad}), 2);
    QVERIFY(m_shell.engine.submitted.isEmpty());
    QVERIFY2(m_shell.err().contains(bad + u":3"_s), qPrintable(m_shell.err()));
    QCOMPARE(m_shell.run({u"inventory"_s, u"import"_s, bad, u"-o"_s, u"json"_s}), 2);
    QCOMPARE(m_shell.errObject().value(u"code"_s).toString(), u"inventory-invalid"_s);
    QCOMPARE(m_shell.errObject().value(u"problems"_s).toArray().first().toObject().value(u"line"_s).toInt(),
             3);
    QCOMPARE(m_shell.run({u"inventory"_s, u"import"_s, good}), 0);
    QCOMPARE(m_shell.engine.submitted.size(), 1);
    m_shell.engine.submitted.clear();
}

void TestCli::otherInventoryFormatsAreRefused()
{
    for (const QString& name : {u"fleet.csv"_s, u"hosts"_s, u"fleet.ini"_s, u"fleet.txt"_s}) {
        QCOMPARE(m_shell.run({u"inventory"_s, u"import"_s, write(name, "web-1,10.0.0.1\n")}), 2);
        QVERIFY(m_shell.err().contains(u"YAML"_s));
        QVERIFY(m_shell.engine.submitted.isEmpty());
    }
}

void TestCli::contentFaultsHaveFileAndLine()
{
    const QString bad = write(u"pack.yaml"_s, "meta: {Name: broken}\n"
                                              "sections:\n"
                                              "  stages:\n"
                                              "    one:\n"
                                              "      Name: one\n"
                                              "      Tasks: [no-such-task]\n");
    QCOMPARE(m_shell.run({u"content"_s, u"check"_s, bad}), 2);
    QVERIFY2(m_shell.err().contains(bad + u":6"_s), qPrintable(m_shell.err()));
    QVERIFY(m_shell.err().contains(u"no-such-task"_s));
    QCOMPARE(m_shell.run({u"content"_s, u"check"_s, m_dir.filePath(u"nowhere"_s)}), 2);
    QVERIFY(m_shell.err().contains(u"nowhere"_s));
}

void TestCli::aFolderMayBeNamedFromHere()
{
    QVERIFY(QDir(m_dir.path()).mkpath(u"pack/params"_s));
    const QString meta = write(u"pack/meta.yaml"_s, "Name: mine\nVersion: 1.0.0\n");
    (void)write(u"pack/params/color.yaml"_s, "Name: color\nSchema: {type: string}\n");
    const QString fromHere = QDir::current().relativeFilePath(QFileInfo(meta).path());
    QVERIFY(QDir::isRelativePath(fromHere));
    QCOMPARE(m_shell.run({u"content"_s, u"check"_s, fromHere}), 0);
}

void TestCli::tablesAlign()
{
    const QJsonArray rows{
        QJsonObject{{u"a"_s, u"x"_s}, {u"n"_s, 5}, {u"l"_s, QJsonArray{}}},
        QJsonObject{{u"a"_s, u"longer"_s}, {u"n"_s, 1234}, {u"l"_s, QJsonArray{u"p"_s, u"q"_s}}}};
    QCOMPARE(
        tableText({columnOf(u"A"_s, u"a"_s), columnOf(u"NUM"_s, u"n"_s, true), columnOf(u"LIST"_s, u"l"_s)},
                  rows),
        u"A        NUM  LIST\n"
        "x          5  —\n"
        "longer  1234  p, q\n"_s);
    QCOMPARE(secondsText(4.24), u"4.2s"_s);
    QCOMPARE(secondsText(65), u"1m 05s"_s);
    QCOMPARE(secondsText(7384), u"2h 03m"_s);
}

void TestCli::yamlReadsBackAsTheSameDocument()
{
    const QJsonArray document{
        QJsonObject{{u"text"_s, u"a: b # no\n\"q\""_s},
                    {u"looks"_s, QJsonArray{u"true"_s, u"1.5"_s, u"null"_s, u"~"_s, u"- x"_s, u""_s,
                                            u" pad "_s, u"0x1f"_s}},
                    {u"odd key: 1"_s,
                     QJsonObject{{u"in"_s, QJsonArray{QJsonArray{1, 2}, QJsonObject{{u"z"_s, true}}}}}},
                    {u"none"_s, QJsonValue::Null},
                    {u"empty"_s, QJsonObject{}},
                    {u"number"_s, 1.25}},
        QJsonArray{}, u"plain"_s};
    const auto read = parseSource({.path = u"y"_s, .text = yamlDocument(document).toUtf8(), .shownAs = {}});
    QVERIFY2(read, qPrintable(yamlDocument(document)));
    QCOMPARE(read->toJson().toArray(), document);
}

void TestCli::theSameDemoWishGivesTheSameFleet()
{
    const DemoFleet wish{.machines = 45, .pools = 2, .seed = 7, .speed = 0};
    const auto commands = demoCommands(wish);
    QVERIFY(commands == demoCommands(wish));
    QCOMPARE(commands.size(), 3);
    QVERIFY(!std::get<Commands::SavePool>(commands.first()).create); // `default` is there already
    QVERIFY(std::get<Commands::SavePool>(commands.at(1)).create);
    const auto& rows = std::get<Commands::ImportMachines>(commands.last()).machines;
    QCOMPARE(rows.size(), 45);
    QSet<QString> names;
    QSet<QString> addresses;
    QSet<QString> racks;
    for (const auto& row : rows) {
        names.insert(row.name);
        addresses.insert(row.address);
        racks.insert(row.params.value(u"location/rack"_s).toString());
    }
    QCOMPARE(names.size(), 45);
    QCOMPARE(addresses.size(), 45);
    QCOMPARE(racks.size(), 3);
    DemoFleet other = wish;
    other.seed = 8;
    QVERIFY(demoCommands(other) != commands);
}

QTEST_GUILESS_MAIN(TestCli)
#include "tst_cli.moc"
