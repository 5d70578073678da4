#include "app/window.h"

#include "app/cli/programshell.h"
#include "app/console.h"
#include "app/endsignals.h"
#include "ui/theme/themehub.h"

#include <QApplication>
#include <QImageWriter>
#include <QMessageBox>
#include <QStandardPaths>
#include <QTimer>

#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace Drover {

namespace {

// After the snapshot the window asks for history, params and logs; a picture waits for those answers.
constexpr auto pictureRest = 700ms;
constexpr auto pictureDeadline = 30s;

int refuseToOpen(const Invocation& invocation, const Error& error)
{
    ProgramShell shell(invocation.globals);
    const int code = int(shell.terminal().refuse(error));
    if (QGuiApplication::platformName() != "offscreen"_L1)
        QMessageBox::critical(nullptr, QGuiApplication::applicationDisplayName(),
                              error.text + u"\n\n"_s + error.remedy);
    return code;
}

/// What the picture is of: the window, or the pane in its middle.
QWidget* subjectOfPicture(MainWindow& window, const QString& pane)
{
    if (pane == "window"_L1)
        return &window;
    window.showPane(pane == "overview"_L1      ? MainWindow::Pane::Overview
                    : pane == "pools"_L1       ? MainWindow::Pane::Pools
                    : pane == "machines"_L1    ? MainWindow::Pane::Machines
                    : pane == "work-orders"_L1 ? MainWindow::Pane::WorkOrders
                    : pane == "content"_L1     ? MainWindow::Pane::Content
                    : pane == "timeline"_L1    ? MainWindow::Pane::Timeline
                    : pane == "journal"_L1     ? MainWindow::Pane::Journal
                                               : MainWindow::Pane::Clusters);
    return window.findChild<QWidget*>(pane + u"-pane"_s);
}

} // namespace

std::unique_ptr<QCoreApplication> makeWindowApplication(int& argc, char** argv, const Invocation& invocation)
{
    if (invocation.kind == Invocation::Kind::Picture) {
        qputenv("QT_QPA_PLATFORM", "offscreen");
        qputenv("QT_SCALE_FACTOR", QByteArray::number(invocation.picture.scale));
    }
    auto application = std::make_unique<QApplication>(argc, argv);
    QGuiApplication::setApplicationDisplayName(u"Drover"_s);
    QGuiApplication::setDesktopFileName(u"drover"_s);
    initUiResources();
    ThemeHub::instance().apply(invocation.picture.light ? ThemeName::Light : ThemeName::Dark, 1.0);
    return application;
}

int runWindow(const Invocation& invocation)
{
    Console console({.directory = invocation.globals.data,
                     .settingsPath = QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) +
                                     u"/drover/window.ini"_s,
                     .demoDirectory = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) +
                                      u"/drover-demo"_s});
    if (const Result<> started = console.start(); !started)
        return refuseToOpen(invocation, started.error());
    EndSignals endSignals;
    QObject::connect(&endSignals, &EndSignals::arrived, &console,
                     [&console] { console.window()->closeNow(); });
    return QApplication::exec();
}

int takePicture(const Invocation& invocation)
{
    Application::Options options;
    options.directory = invocation.globals.data;
    options.work = Application::Work::Never;
    const auto application = Application::open(options);
    if (!application)
        return refuseToOpen(invocation, application.error());
    MainWindow window((*application)->engine());
    window.resize(invocation.picture.size);
    QWidget* subject = subjectOfPicture(window, invocation.picture.pane);
    QTimer rest;
    rest.setSingleShot(true);
    rest.setInterval(pictureRest);
    QObject::connect(&window, &MainWindow::ready, &rest, qOverload<>(&QTimer::start));
    QObject::connect(&rest, &QTimer::timeout, qApp, [] { QCoreApplication::exit(0); });
    QTimer::singleShot(pictureDeadline, qApp, [] { QCoreApplication::exit(1); });
    window.show();
    if (QApplication::exec() != 0 || !subject)
        return refuseToOpen(invocation,
                            {u"engine-unreachable"_s, u"the engine sent nothing to show"_s, {}, {}});
    QImageWriter writer(invocation.picture.file, "png");
    if (!writer.write(subject->grab().toImage()))
        return refuseToOpen(invocation,
                            {u"file-unwritable"_s,
                             u"%1 can't be written: %2"_s.arg(invocation.picture.file, writer.errorString()),
                             u"name a file in a folder that you may write"_s,
                             u"file "_s + invocation.picture.file});
    return int(ExitCode::Done);
}

} // namespace Drover
