#include "app/cli/programshell.h"
#include "app/logging.h"
#include "app/window.h"

#include <QCoreApplication>

#include <csignal>
#include <cstdio>

using namespace Qt::StringLiterals;

namespace Drover {
namespace {

int print(const Invocation& invocation)
{
    std::fputs(qUtf8Printable(invocation.text), invocation.exitCode == ExitCode::Done ? stdout : stderr);
    return int(invocation.exitCode);
}

int runVerb(int argc, char** argv, const Invocation& invocation)
{
    // No window system is asked for: a verb starts in a moment, and anywhere.
    const QCoreApplication application(argc, argv);
    ProgramShell shell(invocation.globals);
    return int(shell.terminal().ended(invocation.run(shell)));
}

int runProgram(int argc, char** argv)
{
    std::signal(SIGXFSZ, SIG_IGN); // beyond a limit of the system a write fails then, as on a full disk
    QCoreApplication::setApplicationName(u"drover"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(DROVER_VERSION));
    QStringList arguments;
    for (int i = 1; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));
    const Invocation invocation = parseCommandLine(arguments);
    installLogging(invocation.globals.logLevel);
    switch (invocation.kind) {
    case Invocation::Kind::Print:
        return print(invocation);
    case Invocation::Kind::Verb:
        return runVerb(argc, argv, invocation);
    case Invocation::Kind::Window:
    case Invocation::Kind::Picture:
        break;
    }
    const auto application = makeWindowApplication(argc, argv, invocation);
    return invocation.kind == Invocation::Kind::Window ? runWindow(invocation) : takePicture(invocation);
}

} // namespace
} // namespace Drover

int main(int argc, char** argv)
{
    return Drover::runProgram(argc, argv);
}
