/// The program as a user starts it, on a display of its own: how soon its window is painted, beside another
/// console for machines; what it takes in memory, and what it computes when nothing goes on.
#include "tests/bench/figures.h"

#include <QCoreApplication>
#include <QProcess>
#include <QSet>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QtEndian>

#include <algorithm>
#include <functional>
#include <vector>

using namespace Qt::StringLiterals;

namespace Drover::Bench {

namespace {

constexpr int runs = 7;
constexpr int idleSeconds = 5;
constexpr int patienceMs = 30'000;
const QString program = QStringLiteral(DROVER_BIN_DIR "/drover");

void ended(QProcess& process)
{
    process.terminate();
    if (!process.waitForFinished(5000)) {
        process.kill();
        process.waitForFinished();
    }
}

/// An X server whose picture can be looked at, and a session bus.
class Display
{
public:
    Display()
    {
        m_server.start(u"Xvfb"_s, {u"-screen"_s, u"0"_s, u"1440x900x24"_s, u"-noreset"_s, u"-nolisten"_s,
                                   u"tcp"_s, u"-fbdir"_s, m_folder.path(), u"-displayfd"_s, u"1"_s});
        m_bus.start(u"dbus-daemon"_s, {u"--session"_s, u"--nofork"_s, u"--print-address=1"_s});
        m_server.waitForReadyRead();
        m_bus.waitForReadyRead();
        m_environment = QProcessEnvironment::systemEnvironment();
        m_environment.insert(u"DISPLAY"_s, u":"_s + QString::fromLatin1(m_server.readLine().trimmed()));
        m_environment.insert(u"DBUS_SESSION_BUS_ADDRESS"_s, QString::fromLatin1(m_bus.readLine().trimmed()));
        m_environment.insert(u"HOME"_s, m_folder.path());
        m_environment.insert(u"NO_AT_BRIDGE"_s, u"1"_s);
        for (const QString& name : {u"XDG_RUNTIME_DIR"_s, u"XDG_CONFIG_HOME"_s, u"XDG_DATA_HOME"_s})
            m_environment.insert(name, m_folder.path());
        m_environment.remove(u"QT_QPA_PLATFORM"_s);
        m_picture.setFileName(m_folder.filePath(u"Xvfb_screen0"_s));
        if (!m_picture.open(QIODevice::ReadOnly))
            qFatal("Xvfb did not start");
        // An XWD file. Its head is read once: the server turns its bytes round while it installs a colormap.
        const uchar* picture = m_picture.map(0, m_picture.size());
        const auto word = [picture](int at) { return qFromBigEndian<quint32>(picture + at); };
        m_pixels = picture + word(0) + 12 * word(76);
        m_rowBytes = word(48);
    }
    ~Display()
    {
        ended(m_server);
        ended(m_bus);
    }

    [[nodiscard]] const QProcessEnvironment& environment() const { return m_environment; }
    /// After a program's end its window goes.
    void waitUntilClear()
    {
        while (isPainted() && !m_server.waitForFinished(5)) {
        }
    }
    /// Something with words in it is to be seen: many colours.
    [[nodiscard]] bool isPainted() const
    {
        constexpr int many = 24;
        QSet<quint32> colours;
        for (int y = 0; y < 900 && colours.size() < many; y += 3) {
            const auto* row = reinterpret_cast<const quint32*>(m_pixels + y * m_rowBytes);
            for (int x = 0; x < 1440; x += 3)
                colours.insert(row[x]);
        }
        return colours.size() >= many;
    }

private:
    QTemporaryDir m_folder;
    QProcess m_server;
    QProcess m_bus;
    QProcessEnvironment m_environment;
    QFile m_picture;
    const uchar* m_pixels = nullptr;
    qsizetype m_rowBytes = 0;
};

/// Until its window is painted: milliseconds. It runs on.
double paintedIn(Display& display, QProcess& process, const QString& name, const QStringList& words)
{
    process.setProcessEnvironment(display.environment());
    process.setStandardErrorFile(QProcess::nullDevice());
    QElapsedTimer timer;
    timer.start();
    process.start(name, words);
    while (!display.isPainted()) {
        if (timer.elapsed() > patienceMs)
            qFatal("%s paints nothing", qPrintable(name));
        if (process.waitForFinished(1)) // else a millisecond has gone
            qFatal("%s has ended", qPrintable(name));
    }
    return double(timer.nsecsElapsed()) / 1e6;
}

double middle(std::vector<double> values)
{
    std::ranges::nth_element(values, values.begin() + qsizetype(values.size() / 2));
    return values.at(values.size() / 2);
}

/// Of so many starts; the first, which fills the caches, is left out.
double medianStart(Display& display, const QString& name, const std::function<QStringList(int)>& words)
{
    std::vector<double> times;
    for (int i = 0; i <= runs; ++i) {
        QProcess process;
        const double time = paintedIn(display, process, name, words(i));
        ended(process);
        display.waitUntilClear();
        if (i > 0)
            times.push_back(time);
    }
    return middle(times);
}

QByteArrayList linesOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll().split('\n') : QByteArrayList();
}

double residentMegabytes(qint64 pid)
{
    for (const QByteArray& line : linesOf(u"/proc/%1/status"_s.arg(pid))) {
        if (line.startsWith("VmRSS:"))
            return line.mid(6).simplified().split(' ').constFirst().toDouble() / 1024;
    }
    return 0;
}

double cpuSeconds(qint64 pid)
{
    const QByteArray line = linesOf(u"/proc/%1/stat"_s.arg(pid)).value(0);
    const QByteArrayList words = line.mid(line.lastIndexOf(')') + 2).split(' ');
    return (words.value(11).toDouble() + words.value(12).toDouble()) / double(sysconf(_SC_CLK_TCK));
}

void idle(Display& display, const QString& data, const char* what)
{
    QProcess process;
    paintedIn(display, process, program, {u"--data"_s, data});
    process.waitForFinished(2000); // what opening leaves behind
    figure(qPrintable(u"memory, %1"_s.arg(QLatin1StringView(what))), residentMegabytes(process.processId()),
           "MB", Bar::AtMost, 80);
    const double before = cpuSeconds(process.processId());
    process.waitForFinished(1000 * idleSeconds);
    figure(qPrintable(u"idle, %1"_s.arg(QLatin1StringView(what))),
           100 * (cpuSeconds(process.processId()) - before) / idleSeconds, "% of a core", Bar::AtMost, 1);
    ended(process);
    display.waitUntilClear();
}

int run()
{
    Display display;
    const QTemporaryDir folder;
    std::printf("medians of %d starts under Xvfb\n", runs);
    const double created = medianStart(display, program, [&](int i) {
        return QStringList{u"--data"_s, folder.filePath(u"new-%1"_s.arg(i))};
    });
    figure("first paint, a new data directory", created, "ms", Bar::AtMost, 200);
    const double opened = medianStart(display, program, [&](int) {
        return QStringList{u"--data"_s, folder.filePath(u"new-0"_s)};
    });
    figure("first paint, an empty data directory", opened, "ms", Bar::AtMost, 200);
    if (QStandardPaths::findExecutable(u"virt-manager"_s).isEmpty()) {
        std::printf("  virt-manager is not installed: nothing to compare with\n");
    } else {
        const double other =
            medianStart(display, u"virt-manager"_s, [](int) { return QStringList{u"--no-fork"_s}; });
        figure("first paint of virt-manager", other, "ms");
        figure("Drover / virt-manager", created / other, "x", Bar::AtMost, 1);
    }
    idle(display, folder.filePath(u"new-0"_s), "an empty directory");
    const QString fleet = folder.filePath(u"fleet"_s);
    QProcess demo;
    demo.start(program, {u"--data"_s, fleet, u"demo"_s, u"--machines"_s, u"1000"_s});
    demo.waitForFinished(patienceMs);
    idle(display, fleet, "a fleet of 1000 at rest");
    return 0;
}

} // namespace

} // namespace Drover::Bench

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    return Drover::Bench::run();
}
