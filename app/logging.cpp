#include "app/logging.h"

#include <QDateTime>
#include <QLoggingCategory>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

const char* levelWord(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return "debug";
    case QtInfoMsg:
        return "info";
    case QtWarningMsg:
        return "warning";
    case QtCriticalMsg:
        return "critical";
    case QtFatalMsg:
        return "fatal";
    }
    return "";
}

/// One write a line, so that lines of several threads do not mix.
void writeLogLine(QtMsgType type, const QMessageLogContext& context, const QString& message)
{
    // Said by Qt for a directory that nothing of ours uses; where there is none, Drover finds a private one.
    if (message.startsWith("QStandardPaths: XDG_RUNTIME_DIR not set"_L1))
        return;
    const QString line = u"%1 %2 %3: %4\n"_s.arg(
        QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs), QLatin1String(levelWord(type)),
        QLatin1String(context.category ? context.category : "default"), message);
    const QByteArray bytes = line.toUtf8();
    std::fwrite(bytes.constData(), 1, std::size_t(bytes.size()), stderr);
    std::fflush(stderr);
}

} // namespace

void installLogging(const QString& level)
{
    QString rules;
    const bool debug = level == "debug"_L1;
    const bool info = debug || level == "info"_L1;
    const bool warning = info || level != "critical"_L1;
    rules += u"*.debug=false\ndrover.*.debug=%1\n"_s.arg(debug ? u"true"_s : u"false"_s);
    rules += u"*.info=%1\n"_s.arg(info ? u"true"_s : u"false"_s);
    rules += u"*.warning=%1\n"_s.arg(warning ? u"true"_s : u"false"_s);
    QLoggingCategory::setFilterRules(rules);
    qInstallMessageHandler(writeLogLine);
}

} // namespace Drover
