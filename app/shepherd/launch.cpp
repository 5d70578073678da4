#include "app/shepherd/launch.h"

#include "app/shepherd/processes.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace Drover::Shepherd {

namespace {

struct Failure
{
    volatile int error = 0;
    const char* volatile step = "";
};

struct Prepared
{
    const Launch* launch = nullptr;
    char* const* argv = nullptr;
    char* const* environment = nullptr;
};

[[noreturn]] void giveUp(Failure& failure, const char* step)
{
    failure.error = errno;
    failure.step = step;
    _exit(127);
}

/// Writes pid and start time. Only calls that are safe between vfork and exec: no allocation, no stdio
/// streams.
bool writeRecord(int fd)
{
    std::array<char, 1024> stat{};
    const int self = open("/proc/self/stat", O_RDONLY | O_CLOEXEC);
    const ssize_t got = self < 0 ? -1 : read(self, stat.data(), stat.size() - 1);
    if (self >= 0)
        close(self);
    if (got <= 0)
        return false;
    const char* at = stat.data() + got;
    while (at > stat.data() && *at != ')')
        --at;
    constexpr int spacesBeforeStartTime = 20; // proc(5): field 22, counted from the end of field 2
    for (int spaces = 0; spaces < spacesBeforeStartTime; ++at) {
        if (*at == '\0')
            return false;
        if (*at == ' ')
            ++spaces;
    }
    int length = 0;
    while (at[length] >= '0' && at[length] <= '9')
        ++length;
    std::array<char, 96> line{};
    const int size = snprintf(line.data(), line.size(), "pid=%d\nticks=%.*s\n", getpid(), length, at);
    return length > 0 && write(fd, line.data(), static_cast<std::size_t>(size)) == size;
}

/// Runs in the child, on the parent's memory: it must never return and changes nothing but `failure`.
[[noreturn]] void becomeProgram(const Prepared& prepared, Failure& failure)
{
    const Launch& launch = *prepared.launch;
    // A group, no session: with the kernel's autogroups each new session waits for its first turn behind
    // everything else that runs, which costs ten times the start itself on a busy computer.
    if (setpgid(0, 0) != 0)
        giveUp(failure, "cannot lead a process group");
    for (const int ignored : {SIGHUP, SIGINT, SIGPIPE, SIGTERM, SIGCHLD, SIGXFSZ})
        signal(ignored, SIG_DFL);
    sigset_t none;
    sigemptyset(&none);
    if (sigprocmask(SIG_SETMASK, &none, nullptr) != 0)
        giveUp(failure, "signal mask");
    umask(022);
    if (dup2(launch.input, STDIN_FILENO) < 0 || dup2(launch.output, STDOUT_FILENO) < 0 ||
        dup2(launch.output, STDERR_FILENO) < 0)
        giveUp(failure, "dup2");
    if (chdir(launch.directory.c_str()) != 0)
        giveUp(failure, "cannot enter its working directory");
    if (!writeRecord(launch.record))
        giveUp(failure, "cannot write its start record");
    execve(prepared.argv[0], prepared.argv, prepared.environment);
    giveUp(failure, "cannot be run");
}

std::vector<char*> pointers(const std::vector<std::string>& strings)
{
    std::vector<char*> list;
    for (const std::string& string : strings)
        list.push_back(const_cast<char*>(string.c_str())); // execve takes, but never changes, them
    list.push_back(nullptr);
    return list;
}

} // namespace

Launched launch(const Launch& what)
{
    const std::vector<char*> argv = pointers(what.argv);
    const std::vector<char*> environment = pointers(what.environment);
    const Prepared prepared{&what, argv.data(), environment.data()};
    Failure failure;
    // vfork: the parent stands still until the program runs, so its error is known here, and nothing is
    // copied.
    const pid_t pid = vfork();
    if (pid == 0)
        becomeProgram(prepared, failure);
    if (pid < 0)
        return {-1, errno, "fork"};
    return {pid, failure.error, failure.step};
}

} // namespace Drover::Shepherd
