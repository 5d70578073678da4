#include "engine/effects/shepherdclient.h"

#include "engine/effects/runtimedirectory.h"

#include <QDeadlineTimer>
#include <QFile>
#include <QFileInfo>
#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

namespace Drover {

using namespace Qt::StringLiterals;

namespace {

constexpr int exitOwned = 3; ///< drover-shepherd: another one serves the directory

bool isPeerUs(int fd)
{
    ucred peer{};
    socklen_t size = sizeof peer;
    return getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0 && peer.uid == getuid();
}

/// Waits for data without sleeping past the deadline; false when it passed.
bool waitReadable(int fd, const QDeadlineTimer& deadline)
{
    pollfd polled{fd, POLLIN, 0};
    return poll(&polled, 1, static_cast<int>(deadline.remainingTime())) > 0;
}

QString readAll(int fd)
{
    QByteArray text;
    std::array<char, 512> buffer{};
    ssize_t got = 0;
    while ((got = read(fd, buffer.data(), buffer.size())) > 0)
        text.append(buffer.data(), got);
    return QString::fromLocal8Bit(text.trimmed());
}

} // namespace

ShepherdClient::ShepherdClient(Settings settings) : m_settings(std::move(settings)) {}

ShepherdClient::~ShepherdClient()
{
    disconnect();
}

void ShepherdClient::disconnect()
{
    if (m_fd >= 0)
        close(m_fd);
    m_fd = -1;
    m_in = {};
    m_out.clear();
}

Result<> ShepherdClient::connect()
{
    if (isConnected())
        return {};
    const QDeadlineTimer deadline(5000);
    while (!deadline.hasExpired()) {
        const Result<QString> directory = Drover::runtimeDirectory(m_settings.dataDirectory);
        if (!directory)
            return tl::make_unexpected(directory.error());
        m_runtimeDirectory = *directory;
        if (openSocket()) {
            const Result<bool> greeted = greet();
            if (!greeted) {
                disconnect();
                return tl::make_unexpected(greeted.error());
            }
            if (*greeted)
                return {};
            disconnect(); // it was just ending
        }
        const Result<> started = startShepherd();
        if (!started)
            return started;
    }
    return fail(
        u"shepherd-unreachable"_s,
        u"The process that runs local jobs does not answer at %1/shepherd.sock"_s.arg(m_runtimeDirectory),
        u"end drover-shepherd by hand, or wait until it has ended"_s);
}

bool ShepherdClient::openSocket()
{
    const QByteArray path = QFile::encodeName(m_runtimeDirectory + u"/shepherd.sock"_s);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= qsizetype{sizeof address.sun_path})
        return false;
    std::memcpy(address.sun_path, path.constData(), static_cast<size_t>(path.size()) + 1);
    m_fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (m_fd >= 0 && ::connect(m_fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 &&
        isPeerUs(m_fd) && fcntl(m_fd, F_SETFL, O_NONBLOCK) == 0)
        return true;
    disconnect();
    return false;
}

/// True: greeted. False: the other end went away. An error: it speaks another version.
Result<bool> ShepherdClient::greet()
{
    send({"hello", std::string(Wire::magic), std::string(Wire::version)});
    flush();
    const QDeadlineTimer deadline(2000);
    while (isConnected() && waitReadable(m_fd, deadline)) {
        for (const Wire::Message& message : receive()) {
            if (message.front() == "hello")
                return true;
            return fail(u"shepherd-version"_s,
                        u"The process that runs local jobs belongs to another version of Drover"_s,
                        u"let its jobs end, then close the other version; it ends by itself when idle"_s);
        }
    }
    return false;
}

QString ShepherdClient::findProgram() const
{
    const QString fromEnvironment = qEnvironmentVariable("DROVER_SHEPHERD");
    if (!m_settings.program.isEmpty())
        return m_settings.program;
    if (!fromEnvironment.isEmpty())
        return fromEnvironment;
    const QString here = QFileInfo(QFile::symLinkTarget(u"/proc/self/exe"_s)).path();
    for (const QString& place : {here, here + u"/../libexec/drover"_s, here + u"/../lib/drover"_s}) {
        if (QFileInfo(place + u"/drover-shepherd"_s).isExecutable())
            return place + u"/drover-shepherd"_s;
    }
    return {};
}

/// The program answers once its background half serves; while another one still holds the lock, "again".
Result<> ShepherdClient::startShepherd()
{
    const QString program = findProgram();
    if (program.isEmpty())
        return fail(u"shepherd-missing"_s, u"The program drover-shepherd was not found"_s,
                    u"install it beside drover, or set DROVER_SHEPHERD to its path"_s);
    std::vector<QByteArray> words{QFile::encodeName(program), "--data",
                                  QFile::encodeName(m_settings.dataDirectory), "--runtime",
                                  QFile::encodeName(m_runtimeDirectory)};
    for (const QString& argument : m_settings.arguments)
        words.push_back(QFile::encodeName(argument));
    std::vector<char*> argv;
    for (QByteArray& word : words)
        argv.push_back(word.data());
    argv.push_back(nullptr);

    std::array<int, 2> errors{};
    if (pipe2(errors.data(), O_CLOEXEC) != 0)
        return fail(u"shepherd-failed"_s, u"drover-shepherd cannot be started: no pipe"_s);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, errors[1], STDERR_FILENO);
    pid_t pid = 0;
    const int refused = posix_spawn(&pid, argv.front(), &actions, nullptr, argv.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    close(errors[1]);
    const QString said = refused == 0 ? readAll(errors[0]) : QString::fromLocal8Bit(std::strerror(refused));
    close(errors[0]);
    int status = 0;
    if (refused == 0)
        waitpid(pid, &status, 0);
    if (refused == 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0)
        return {};
    if (refused == 0 && WIFEXITED(status) && WEXITSTATUS(status) == exitOwned) {
        poll(nullptr, 0, 20); // it is just starting or ending
        return {};
    }
    return fail(u"shepherd-failed"_s, u"%1 cannot be started: %2"_s.arg(program, said),
                u"check the rights and the space of %1"_s.arg(m_settings.dataDirectory));
}

void ShepherdClient::send(const Wire::Message& message)
{
    m_out += Wire::encode(message);
}

void ShepherdClient::flush()
{
    std::size_t done = 0;
    while (isConnected() && done < m_out.size()) {
        const ssize_t sent = ::send(m_fd, m_out.data() + done, m_out.size() - done, MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR)
            continue;
        if (sent < 0)
            break; // full: poll tells when it takes more; gone: receive() finds out
        done += static_cast<std::size_t>(sent);
    }
    m_out.erase(0, done);
}

std::vector<Wire::Message> ShepherdClient::receive()
{
    std::vector<Wire::Message> messages;
    std::array<char, 65536> buffer{};
    bool gone = false;
    while (isConnected() && !gone) {
        const ssize_t got = recv(m_fd, buffer.data(), buffer.size(), 0);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0 && errno == EAGAIN)
            break;
        gone = got <= 0;
        if (!gone)
            m_in.feed(buffer.data(), static_cast<std::size_t>(got));
        while (auto message = m_in.next()) {
            if (!message->empty())
                messages.push_back(std::move(*message));
        }
        gone = gone || m_in.isBad();
    }
    if (gone)
        disconnect();
    return messages;
}

} // namespace Drover
