#include "tests/app/etcdlab.h"

#include "tests/app/processes.h"

#include <QDirIterator>
#include <QRegularExpression>
#include <QTcpSocket>

#include <csignal>

using namespace Qt::StringLiterals;

namespace Drover::Testing {

namespace {

constexpr int machineCount = 5;
constexpr int clientPort = 2379;
constexpr int peerPort = 2380;

/// Goes into every script after its `set -eu`. The names have a prefix: the scripts have their own.
constexpr auto stopHere = R"(
lab='@LAB@'
lab_me="$RS_NAME-$RS_TASK"
echo "begin $lab_me"
trap 'echo "end $lab_me"' EXIT
lab_before=$(cat "$lab/pid/$lab_me" 2>/dev/null || true)
if [ -n "$lab_before" ] && tr '\0' ' ' 2>/dev/null <"/proc/$lab_before/cmdline" | grep -q "$RS_TASK"; then
    echo "$lab_me $RS_JOB.$RS_ATTEMPT: process $lab_before is still there" >>"$lab/twice"
fi
echo $$ >"$lab/pid/$lab_me"
echo "$RS_JOB.$RS_ATTEMPT $lab_me" >>"$lab/began"
lab_line=0
while [ -e "$lab/hold/$RS_TASK" ]; do
    lab_line=$((lab_line + 1))
    echo "line $lab_line"
    sleep 0.02
done
echo "lines $lab_line"
)";

void writeFile(const QString& path, const QByteArray& text)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        qFatal("cannot write %s", qPrintable(path));
}

QByteArray readFile(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

EtcdLab::EtcdLab(int network) : m_network(network)
{
    for (const QString& name : {u"hold"_s, u"pid"_s})
        QDir().mkpath(lab(name));
    writePack();
    writeInventory();
}

EtcdLab::~EtcdLab()
{
    if (m_console)
        killConsole();
    for (const pid_t pid : processesWith(QFile::encodeName(m_drover.filePath({}))))
        kill(pid, SIGKILL);
}

void EtcdLab::writePack() const
{
    const QDir pack(QStringLiteral(DROVER_SOURCE_DIR "/resources/content/etcd"));
    QByteArray stop = stopHere;
    stop.replace("@LAB@", QFile::encodeName(lab({}).chopped(1)));
    QDirIterator at(pack.path(), QDir::Files, QDirIterator::Subdirectories);
    while (at.hasNext()) {
        const QString path = at.next();
        QByteArray text = readFile(path);
        if (text.startsWith("#!"))
            text.replace("\nset -eu\n", "\nset -eu\n" + stop);
        text.replace("election-timeout: 2000", "election-timeout: 1000"); // half the wait for a leader
        writeFile(m_drover.filePath(u"pack/"_s + pack.relativeFilePath(path)), text);
    }
}

QString EtcdLab::address(int machine) const
{
    return u"127.0.%1.%2"_s.arg(m_network).arg(machine);
}

void EtcdLab::writeInventory() const
{
    QByteArray text = "machines:\n";
    for (int i = 1; i <= machineCount; ++i)
        text += u"  - {name: local-%1, address: %2, params: {access/runner: local}}\n"_s
                    .arg(QString::number(i), address(i))
                    .toUtf8();
    writeFile(m_drover.filePath(u"machines.yaml"_s), text);
}

QByteArray EtcdLab::prepare()
{
    for (const QStringList& words :
         {QStringList{u"content"_s, u"load"_s, m_drover.filePath(u"pack"_s)},
          QStringList{u"inventory"_s, u"import"_s, m_drover.filePath(u"machines.yaml"_s)}}) {
        const Ran ran = m_drover.run(words);
        if (ran.code != 0)
            return words.join(u' ').toUtf8() + ": " + ran.all();
    }
    return {};
}

QJsonArray EtcdLab::get(const QString& what) const
{
    return m_drover.run(u"get %1 -o json"_s.arg(what)).array();
}

bool EtcdLab::openConsole()
{
    m_console = m_drover.start(QStringLiteral(DROVER_CONSOLE));
    const QString lock = m_drover.data + u"/drover.lock"_s;
    return m_console &&
           QTest::qWaitFor([&] { return pidIn(lock) == m_console->processId(); }, programDeadlineMs);
}

void EtcdLab::killConsole()
{
    m_console->kill();
    m_console->waitForFinished(programDeadlineMs);
    m_console.reset();
}

pid_t EtcdLab::shepherd() const
{
    return shepherdOf(m_drover.data);
}

void EtcdLab::killShepherd() const
{
    if (const pid_t pid = shepherd(); pid > 0)
        kill(pid, SIGKILL);
}

void EtcdLab::hold(const QString& task) const
{
    writeFile(lab(u"hold/"_s + task), {});
}

void EtcdLab::letGo(const QString& task) const
{
    QFile::remove(lab(u"hold/"_s + task));
}

QList<pid_t> EtcdLab::held(const QString& task) const
{
    QList<pid_t> found;
    for (const QString& name : QDir(lab(u"pid"_s)).entryList({u"*-"_s + task}, QDir::Files)) {
        const pid_t pid = pidIn(lab(u"pid/"_s + name));
        if (isAlive(pid))
            found.append(pid);
    }
    return found;
}

QByteArrayList EtcdLab::began() const
{
    return readFile(lab(u"began"_s)).trimmed().split('\n');
}

QByteArray EtcdLab::twice() const
{
    return readFile(lab(u"twice"_s));
}

QByteArray EtcdLab::gapIn(const QByteArray& output)
{
    const QByteArrayList lines = output.trimmed().split('\n');
    if (!lines.constFirst().startsWith("begin ") || !lines.constLast().startsWith("end "))
        return "its first or last line is missing: " + output;
    qsizetype counted = 0;
    for (const QByteArray& line : lines) {
        if (line.startsWith("line ") && line.mid(5).toLongLong() != ++counted)
            return "after line " + QByteArray::number(counted - 1) + " came " + line;
        if (line.startsWith("lines ") && line.mid(6).toLongLong() != counted)
            return "of its " + line + " there are " + QByteArray::number(counted);
    }
    return {};
}

QList<pid_t> EtcdLab::daemons() const
{
    QList<pid_t> found;
    QDirIterator at(m_drover.data + u"/machines"_s, {u"etcd.pid"_s, u"worker.pid"_s}, QDir::Files,
                    QDirIterator::Subdirectories);
    while (at.hasNext())
        found.append(pidIn(at.next()));
    std::ranges::sort(found);
    return found;
}

QByteArrayList EtcdLab::leftRunning() const
{
    QByteArrayList found;
    for (const pid_t pid : processesWith(QFile::encodeName(m_drover.data))) {
        const QByteArray line = commandLineOf(pid).replace('\0', ' ');
        if (!line.startsWith(DROVER_BIN_DIR "/drover"))
            found.append(line);
    }
    return found;
}

QStringList EtcdLab::leftListening() const
{
    QStringList found;
    for (int i = 1; i <= machineCount; ++i) {
        for (const int port : {clientPort, peerPort}) {
            QTcpSocket socket;
            socket.connectToHost(address(i), quint16(port));
            if (socket.waitForConnected(1000))
                found.append(u"%1:%2"_s.arg(address(i)).arg(port));
        }
    }
    return found;
}

QStringList EtcdLab::leftFiles() const
{
    QStringList found;
    QDirIterator at(m_drover.data + u"/machines"_s, QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot,
                    QDirIterator::Subdirectories);
    while (at.hasNext()) {
        const QString path = at.next();
        // A machine of the inventory keeps its directory.
        if (QFileInfo(path).fileName().startsWith(u"local-"_s))
            continue;
        found.append(path);
    }
    return found;
}

QByteArray EtcdLab::etcdctl(const QStringList& words) const
{
    QProcess process;
    QStringList endpoints;
    for (int i = 1; i <= 3; ++i)
        endpoints.append(u"http://%1:%2"_s.arg(address(i)).arg(clientPort));
    process.setEnvironment(QProcess::systemEnvironment() + QStringList{u"ETCDCTL_API=3"_s});
    process.start(u"etcdctl"_s, QStringList{u"--endpoints"_s, endpoints.join(u',')} + words);
    process.waitForFinished(programDeadlineMs);
    return process.readAllStandardOutput();
}

} // namespace Drover::Testing
