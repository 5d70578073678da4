// The directions of ARCHITECTURE.md's table of folders, held against every source file. The planted breaches
// prove that the check can fail.
#include "tests/layering/layers.h"
#include "tests/layering/sourcecheck.h"
#include "tests/layering/sourcetext.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QLibraryInfo>
#include <QTest>

using namespace Drover::Layering;
using namespace Qt::StringLiterals;

class TestLayering : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void sourcesKeepTheirLayer();
    void filesStayShort();
    void topLevelIsFixed();
    void plantedBreachIsFound_data();
    void plantedBreachIsFound();
    void allowedTextPasses_data();
    void allowedTextPasses();
    void longFileIsFound();
    void strayFolderIsFound();

private:
    static QString read(const QString& path);
    static QStringList filesMatching(const QStringList& patterns);
    static void report(const QStringList& faults);

    const QDir m_root{QStringLiteral(DROVER_SOURCE_DIR)};
    const QtHeaders m_qtHeaders{QLibraryInfo::path(QLibraryInfo::HeadersPath)};
};

QString TestLayering::read(const QString& path)
{
    QFile file(QDir(QStringLiteral(DROVER_SOURCE_DIR)).filePath(path));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("cannot read %s", qPrintable(path));
    return QString::fromUtf8(file.readAll());
}

QStringList TestLayering::filesMatching(const QStringList& patterns)
{
    const QDir root(QStringLiteral(DROVER_SOURCE_DIR));
    QStringList paths;
    for (const QString& folder : {u"app"_s, u"engine"_s, u"models"_s, u"tests"_s, u"ui"_s, u"resources"_s}) {
        QDirIterator files(root.filePath(folder), patterns, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext())
            paths << root.relativeFilePath(files.next());
    }
    paths.sort();
    return paths;
}

void TestLayering::report(const QStringList& faults)
{
    if (!faults.isEmpty())
        QFAIL(qPrintable(u"%1 breaches\n"_s.arg(faults.size()) + faults.join(u'\n')));
}

void TestLayering::initTestCase()
{
    QCOMPARE(m_qtHeaders.moduleOf(u"QWidget"_s), u"QtWidgets"_s);
    QCOMPARE(m_qtHeaders.moduleOf(u"qwidget.h"_s), u"QtWidgets"_s);
    QCOMPARE(m_qtHeaders.moduleOf(u"QtWidgets/QWidget"_s), u"QtWidgets"_s);
    QCOMPARE(m_qtHeaders.moduleOf(u"QtWidgets"_s), u"QtWidgets"_s);
    QCOMPARE(m_qtHeaders.moduleOf(u"vector"_s), QString());
}

void TestLayering::sourcesKeepTheirLayer()
{
    const QStringList paths = filesMatching({u"*.h"_s, u"*.cpp"_s});
    QVERIFY(paths.contains(u"tests/layering/tst_layering.cpp"));
    QVERIFY(paths.contains(u"engine/core/error.h"));
    QStringList faults;
    for (const QString& path : paths)
        faults << checkSource(path, read(path), m_qtHeaders);
    report(faults);
}

void TestLayering::filesStayShort()
{
    QStringList faults;
    for (const QString& path :
         filesMatching({u"*.h"_s, u"*.cpp"_s, u"*.def"_s, u"*.py"_s, u"*.sh"_s, u"CMakeLists.txt"_s}))
        faults << checkLength(path, read(path));
    for (const QString& path : {u"dev"_s, u"CMakeLists.txt"_s})
        faults << checkLength(path, read(path));
    report(faults);
}

void TestLayering::topLevelIsFixed()
{
    const QDir::Filters all = QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden;
    report(checkTopLevel(m_root.entryList(all)) +
           checkEngineFolders(QDir(m_root.filePath(u"engine"_s)).entryList(all)));
}

void TestLayering::plantedBreachIsFound_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("line");
    QTest::addColumn<QString>("expected");

    const auto plant = [](const char* name, const char* path, const char* text, int line,
                          const char* expected) {
        QTest::newRow(name) << QString::fromUtf8(path) << QString::fromUtf8(text) << line
                            << QString::fromUtf8(expected);
    };
    plant("core uses store", "engine/core/x.cpp", "\n#include \"engine/store/store.h\"\n", 2,
          "may not include");
    plant("core uses content", "engine/core/x.cpp", "#include \"engine/content/pack.h\"\n", 1,
          "may not include");
    plant("content uses operations", "engine/content/x.cpp", "#include \"engine/operations/o.h\"", 1,
          "may not include");
    plant("operations uses decide", "engine/operations/x.cpp", "#include \"engine/decide/d.h\"", 1,
          "may not include");
    plant("store uses content", "engine/store/x.cpp", "#include \"engine/content/pack.h\"", 1,
          "may not include");
    plant("effects uses store", "engine/effects/x.cpp", "#include \"engine/store/s.h\"", 1,
          "may not include");
    plant("api uses runtime", "engine/api/x.cpp", "#include \"engine/runtime/r.h\"", 1, "may not include");
    plant("remote uses runtime", "engine/remote/x.cpp", "#include \"engine/runtime/r.h\"", 1,
          "may not include");
    plant("engine uses models", "engine/runtime/x.cpp", "#include \"models/status.h\"", 1, "may not include");
    plant("models uses ui", "models/x.cpp", "#include \"ui/theme/theme.h\"", 1, "may not include");
    plant("models uses store", "models/x.cpp", "#include \"engine/store/s.h\"", 1, "may not include");
    plant("ui uses runtime", "ui/x.cpp", "#include \"engine/runtime/r.h\"", 1, "may not include");
    plant("ui uses app", "ui/x.cpp", "#include \"app/main.h\"", 1, "may not include");
    plant("product uses tests", "app/x.cpp", "#include \"tests/support/s.h\"", 1, "may not include");
    plant("shepherd uses core", "app/shepherd/x.cpp", "#include \"engine/core/error.h\"", 1,
          "may not include");
    plant("shepherd uses Qt", "app/shepherd/x.cpp", "#include <QString>", 1, "may not use QtCore");
    plant("widget by class", "engine/runtime/x.cpp", "#include <QWidget>", 1, "may not use QtWidgets");
    plant("widget by module", "engine/runtime/x.cpp", "#include <QtWidgets/QWidget>", 1,
          "may not use QtWidgets");
    plant("widget by file", "engine/runtime/x.cpp", "#  include <qwidget.h>", 1, "may not use QtWidgets");
    plant("whole module", "models/x.cpp", "#include <QtGui>", 1, "may not use QtGui");
    plant("colour in models", "models/x.h", "#pragma once\n#include <QColor>", 2, "may not use QtGui");
    plant("network in core", "engine/core/x.cpp", "#include <QTcpSocket>", 1, "may not use QtNetwork");
    plant("database module", "engine/store/x.cpp", "#include <QSqlQuery>", 1, "may not use QtSql");
    plant("sqlite outside the store", "engine/runtime/x.cpp", "#include <sqlite3.h>", 1, "to itself");
    plant("yaml outside content", "engine/decide/x.cpp", "#include <yaml-cpp/yaml.h>", 1, "to itself");
    plant("arguments in the engine", "engine/runtime/x.cpp", "#include <CLI/App.hpp>", 1, "to itself");
    plant("not from the root", "engine/core/x.cpp", "#include \"error.h\"", 1, "repository's root");
    plant("upwards", "engine/core/x.cpp", "#include \"../store/store.h\"", 1, "repository's root");
    plant("ours in angles", "engine/core/x.cpp", "#include <engine/store/store.h>", 1, "in quotes");
    plant("object", "engine/decide/x.cpp", "\n\nclass A : public QObject {};", 3, "no QObject");
    plant("timer", "engine/operations/x.cpp", "QTimer t;", 1, "no event loop");
    plant("file", "engine/content/x.cpp", "QFile f(path);", 1, "input or output");
    plant("stream", "engine/content/x.cpp", "std::ifstream f(path);", 1, "input or output");
    plant("process", "engine/decide/x.cpp", "QProcess p;", 1, "input or output");
    plant("clock of Qt", "engine/core/x.cpp", "auto n = QDateTime::currentDateTimeUtc();", 1, "no clock");
    plant("clock in ms", "engine/core/x.cpp", "QDateTime::currentMSecsSinceEpoch()", 1, "no clock");
    plant("clock of std", "engine/core/x.cpp", "std::chrono::system_clock::now()", 1, "no clock");
    plant("chance", "engine/operations/x.cpp", "std::mt19937 generator;", 1, "makes up nothing");
    plant("chance of Qt", "engine/decide/x.cpp", "QRandomGenerator::global()", 1, "makes up nothing");
    plant("fresh id", "engine/decide/x.cpp", "QUuid::createUuid()", 1, "makes up nothing");
    plant("environment", "engine/decide/x.cpp", "qgetenv(\"HOME\")", 1, "environment");
    plant("thread", "engine/core/x.cpp", "std::thread t(f);", 1, "no thread");
    plant("words in the engine", "engine/runtime/x.cpp", "return tr(\"Failed\");", 1, "ui/text");
    plant("words in models", "models/x.cpp", "return QObject::tr(\"Failed\");", 1, "ui/text");
    plant("nested loop", "ui/x.cpp", "qApp->processEvents();", 1, "nested");
    plant("range adaptor", "ui/x.cpp", "for (int i : std::views::iota(0, 3))", 1, "range adaptors");
    plant("string connect", "ui/x.cpp", "connect(a, SIGNAL(b()), c, SLOT(d()));", 1, "member pointer");
    plant("test that sleeps", "tests/ui/x.cpp", "QTest::qWait(100);", 1, "QTRY_");
    plant("no pragma", "ui/x.h", "class A;", 1, "#pragma once");
    plant("unknown folder", "engine/misc/x.cpp", "", 1, "no folder");
    plant("after a raw string", "engine/core/x.cpp", "auto s = R\"x(\")\" // )x\"; QFile f;", 1,
          "input or output");
    plant("after a digit separator", "engine/core/x.cpp", "int a = 1'000; QFile f; int b = 2'000;", 1,
          "input");
}

void TestLayering::plantedBreachIsFound()
{
    QFETCH(QString, path);
    QFETCH(QString, text);
    QFETCH(int, line);
    QFETCH(QString, expected);
    const QStringList faults = checkSource(path, text, m_qtHeaders);
    QVERIFY2(!faults.isEmpty(), "nothing found");
    QVERIFY2(faults.first().startsWith(u"%1:%2: "_s.arg(path).arg(line)), qPrintable(faults.first()));
    QVERIFY2(faults.first().contains(expected), qPrintable(faults.first()));
}

void TestLayering::allowedTextPasses_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("text");

    const auto allow = [](const char* name, const char* path, const char* text) {
        QTest::newRow(name) << QString::fromUtf8(path) << QString::fromUtf8(text);
    };
    allow("values of QtCore", "engine/core/x.cpp",
          "#include <QString>\n#include <QtCore/QHash>\n#include <vector>");
    allow("downwards", "engine/decide/x.cpp",
          "#include \"engine/operations/o.h\"\n#include \"engine/core/error.h\"");
    allow("runtime over all", "engine/runtime/x.cpp",
          "#include \"engine/store/s.h\"\n#include \"engine/effects/e.h\"");
    allow("sqlite in the store", "engine/store/x.cpp", "#include <sqlite3.h>");
    allow("network in effects", "engine/effects/x.cpp", "#include <QLocalSocket>\nQTimer timer;");
    allow("widgets in ui", "ui/x.cpp", "#include <QtWidgets/QWidget>\nlabel->setText(tr(\"Failed\"));");
    allow("wire of the shepherd", "app/shepherd/x.cpp", "#include \"engine/effects/shepherdwire.h\"");
    allow("moc of a test", "tests/ui/x.cpp", "#include \"tst_ui.moc\"");
    allow("in a comment", "engine/core/x.cpp", "// #include <QWidget>\n/* QFile f;\n QTimer */ int a;");
    allow("in a string", "engine/core/x.cpp",
          "auto s = \"QFile \\\" QTimer\"; char c = '\"'; auto t = u'\\'';");
    allow("in a raw string", "engine/core/x.cpp", "auto s = R\"(QFile \" QTimer)\";");
    allow("part of a word", "engine/core/x.cpp", "str(a); attr(b); myQFiles; operand(c);");
}

void TestLayering::allowedTextPasses()
{
    QFETCH(QString, path);
    QFETCH(QString, text);
    QCOMPARE(checkSource(path, text, m_qtHeaders), QStringList());
}

void TestLayering::longFileIsFound()
{
    const QString ceiling(lineCeiling, u'\n');
    QCOMPARE(checkLength(u"ui/x.cpp"_s, ceiling), QStringList());
    QCOMPARE(checkLength(u"ui/x.cpp"_s, ceiling + u'\n').size(), 1);
}

void TestLayering::strayFolderIsFound()
{
    QCOMPARE(checkTopLevel({u".git"_s, u"app"_s, u"build"_s, u"LICENSE"_s}), QStringList());
    QCOMPARE(checkTopLevel({u"src"_s, u"notes.txt"_s}).size(), 2);
    QCOMPARE(checkEngineFolders({u"core"_s, u"CMakeLists.txt"_s}), QStringList());
    QCOMPARE(checkEngineFolders({u"utils"_s}).size(), 1);
}

QTEST_GUILESS_MAIN(TestLayering)
#include "tst_layering.moc"
