#include "tests/layering/layers.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Drover::Layering {

namespace {

const QString core = u"engine/core/"_s;
const QString content = u"engine/content/"_s;
const QString operations = u"engine/operations/"_s;
const QString decide = u"engine/decide/"_s;
const QString store = u"engine/store/"_s;
const QString effects = u"engine/effects/"_s;
const QString runtime = u"engine/runtime/"_s;
const QString api = u"engine/api/"_s;
const QString remote = u"engine/remote/"_s;
const QString models = u"models/"_s;
const QString ui = u"ui/"_s;
const QString shepherd = u"app/shepherd/"_s;

const QString qtCore = u"QtCore"_s;
const QString qtNetwork = u"QtNetwork"_s;

QList<Layer> makeLayers()
{
    const QStringList window{qtCore, u"QtGui"_s, u"QtWidgets"_s, u"QtSvg"_s, u"QtSvgWidgets"_s};
    const QStringList everyModule = window + QStringList{qtNetwork, u"QtTest"_s};
    return {
        {.folder = core, .ours = {core}, .qtModules = {qtCore}, .pure = true},
        {.folder = content,
         .ours = {core, content},
         .qtModules = {qtCore},
         .thirdParty = {u"yaml-cpp/"_s, u"valijson/"_s},
         .pure = true},
        {.folder = operations, .ours = {core, content, operations}, .qtModules = {qtCore}, .pure = true},
        {.folder = decide, .ours = {core, content, operations, decide}, .qtModules = {qtCore}, .pure = true},
        {.folder = store,
         .ours = {core, store},
         .qtModules = {qtCore},
         .thirdParty = {u"sqlite3.h"_s, u"sodium"_s}},
        {.folder = effects, .ours = {core, effects}, .qtModules = {qtCore, qtNetwork}},
        {.folder = api, .ours = {core, api}, .qtModules = {qtCore}},
        {.folder = runtime,
         .ours = {core, content, operations, decide, store, effects, api, runtime},
         .qtModules = {qtCore, qtNetwork}},
        {.folder = remote, .ours = {core, api, remote}, .qtModules = {qtCore, qtNetwork}},
        {.folder = models, .ours = {core, api, models}, .qtModules = {qtCore}},
        // The desktop tells its theme over D-Bus only.
        {.folder = ui,
         .ours = {core, api, models, ui},
         .qtModules = window + QStringList{u"QtDBus"_s},
         .sendsMeaning = false},
        // The shepherd must go on when everything else is gone: it links neither Qt nor us.
        {.folder = shepherd, .ours = {shepherd, u"engine/effects/shepherdwire.h"_s}},
        {.folder = u"app/"_s,
         .ours = {u"app/"_s, u"engine/"_s, models, ui},
         .qtModules = everyModule,
         .thirdParty = {u"sodium"_s, u"CLI/"_s},
         .sendsMeaning = false},
        {.folder = u"tests/"_s,
         .ours = {u"tests/"_s, u"app/"_s, u"engine/"_s, models, ui},
         .qtModules = everyModule + QStringList{u"QtDBus"_s},
         .thirdParty = guardedHeaders(),
         .sendsMeaning = false},
    };
}

WordRule rule(const QString& pattern, const QString& reason)
{
    return {QRegularExpression(pattern), reason};
}

} // namespace

const Layer* layerOf(const QString& path)
{
    static const QList<Layer> layers = makeLayers();
    const Layer* found = nullptr;
    for (const Layer& layer : layers) {
        if (path.startsWith(layer.folder) && (!found || layer.folder.size() > found->folder.size()))
            found = &layer;
    }
    return found;
}

const QStringList& guardedHeaders()
{
    static const QStringList headers{u"sqlite3.h"_s, u"sodium"_s, u"yaml-cpp/"_s, u"valijson/"_s, u"CLI/"_s};
    return headers;
}

const QList<WordRule>& pureRules()
{
    static const QList<WordRule> rules{
        rule(uR"(\b(QObject|Q_OBJECT|QTimer|QEventLoop|QCoreApplication)\b)"_s,
             u"the pure half has no QObject and no event loop; values in, values out"_s),
        rule(
            uR"(\b(QFile|QSaveFile|QTemporaryFile|QTemporaryDir|QDir|QDirIterator|QFileInfo|QSettings|QStandardPaths)\b)"_s,
            u"the pure half does no input or output; texts come in as arguments"_s),
        rule(
            uR"(\b(std::(i|o)?fstream|std::filesystem|fopen\s*\(|QProcess\b|QNetwork\w+|QLocalS\w+|QTcpS\w+|QSql\w+|sqlite3_\w+))"_s,
            u"the pure half does no input or output; an outside action is an effect"_s),
        rule(uR"(\b(getenv|qgetenv|qEnvironmentVariable\w*)\s*\()"_s,
             u"the pure half reads no environment; pass it in"_s),
        rule(uR"(\b(currentDateTime(Utc)?|currentM?Secs?SinceEpoch|currentDate|currentTime)\s*\()"_s,
             u"the pure half has no clock; time comes in as Facts"_s),
        rule(
            uR"(\b((system|steady|high_resolution)_clock|QElapsedTimer|QDeadlineTimer|gettimeofday|clock_gettime)\b)"_s,
            u"the pure half has no clock; time comes in as Facts"_s),
        rule(uR"(\bstd::time\s*\()"_s, u"the pure half has no clock; time comes in as Facts"_s),
        rule(
            uR"(\b(QRandomGenerator|random_device|mt19937(_64)?|std::s?rand|s?rand\s*\(|std::random\w*|createUuid)\b)"_s,
            u"the pure half makes up nothing; fresh ids and chances come in as Facts"_s),
        rule(uR"(\b(std::j?thread|std::async|QThread\w*|QtConcurrent)\b)"_s,
             u"the pure half starts no thread"_s),
    };
    return rules;
}

const QList<WordRule>& meaningRules()
{
    static const QList<WordRule> rules{
        rule(uR"((?<![\w.])tr\s*\()"_s,
             u"engine and models send codes and arguments; ui/text makes the words"_s),
        rule(uR"(\b(QT_TR_NOOP|QT_TRANSLATE_NOOP|QObject::tr\b|QCoreApplication::translate))"_s,
             u"engine and models send codes and arguments; ui/text makes the words"_s),
    };
    return rules;
}

const QList<WordRule>& productRules()
{
    static const QList<WordRule> rules{
        rule(uR"(\bprocessEvents\s*\()"_s, u"no nested event loops; return and be called again"_s),
        rule(uR"(\bBlockingQueuedConnection\b)"_s, u"no thread waits for another through a signal"_s),
    };
    return rules;
}

const QList<WordRule>& testRules()
{
    static const QList<WordRule> rules{
        rule(uR"(\b(qWait|qSleep|msleep|usleep|sleep_for|sleep_until)\s*\()"_s,
             u"a test waits for what it expects (QTRY_…), never for a time"_s),
    };
    return rules;
}

const QList<WordRule>& generalRules()
{
    static const QList<WordRule> rules{
        rule(uR"(\b(std|ranges)::views\b)"_s, u"no range adaptors: clang 14's tools stop at them"_s),
        // Qt D-Bus knows no other way to hear a signal of another process.
        rule(uR"(\b(SIGNAL|SLOT)\s*\((?!.*QDBus))"_s, u"connect by member pointer, with a context object"_s),
    };
    return rules;
}

const QStringList& topLevel()
{
    static const QStringList names{u"app"_s,
                                   u"ui"_s,
                                   u"models"_s,
                                   u"engine"_s,
                                   u"resources"_s,
                                   u"tests"_s,
                                   u"CMakeLists.txt"_s,
                                   u"CMakePresets.json"_s,
                                   u"README.md"_s,
                                   u"ARCHITECTURE.md"_s,
                                   u"CONTRIBUTING.md"_s,
                                   u"CHANGELOG.md"_s,
                                   u"LICENSE"_s,
                                   u"dev"_s};
    return names;
}

} // namespace Drover::Layering
