/// drover-shepherd: the parent of a data directory's local jobs. Only a parent can read an exit status, so it
/// outlives the console. Started by the console or the command line when needed; ends when idle.
#include "app/shepherd/shepherd.h"

#include <array>
#include <cerrno>
#include <climits>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <string_view>
#include <sys/file.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using Drover::Shepherd::Settings;

namespace {

constexpr int exitReady = 0;
constexpr int exitFailed = 1;
constexpr int exitUsage = 2;
constexpr int exitOwned = 3; ///< another shepherd has this directory

constexpr const char* usage =
    "drover-shepherd --data DIR --runtime DIR [--idle SECONDS] [--sync] [--at-limit gap|cancel]\n"
    "  Runs the local jobs of one data directory; started by drover when needed.\n"
    "  --data      the data directory: spool, output files and lock\n"
    "  --runtime   a private directory (0700) for the socket\n"
    "  --idle      end after so long without jobs and clients (30)\n"
    "  --sync      force every record to the disk\n"
    "  --at-limit  what to do when a job passes its output limit: drop the middle (gap) or end it (cancel)\n"
    "Exit: 0 it serves in the background, 3 another one serves this directory, 2 wrong usage, 1 failed.\n";

struct Usage
{
    Settings settings;
    bool good = false;
};

Usage parse(int argc, char** argv)
{
    Usage result;
    for (int i = 1; i < argc; ++i) {
        const std::string_view name = argv[i];
        if (name == "--sync") {
            result.settings.sync = true;
            continue;
        }
        if (i + 1 >= argc)
            return result;
        const char* value = argv[++i];
        if (name == "--data")
            result.settings.dataDirectory = value;
        else if (name == "--runtime")
            result.settings.runtimeDirectory = value;
        else if (name == "--idle")
            result.settings.idleMs = std::strtoll(value, nullptr, 10) * 1000;
        else if (name == "--at-limit" &&
                 (std::strcmp(value, "gap") == 0 || std::strcmp(value, "cancel") == 0))
            result.settings.cancelAtLimit = std::strcmp(value, "cancel") == 0;
        else
            return result;
    }
    result.good = !result.settings.dataDirectory.empty() && !result.settings.runtimeDirectory.empty();
    return result;
}

std::string absolutePath(const std::string& path)
{
    std::array<char, PATH_MAX> resolved{};
    return realpath(path.c_str(), resolved.data()) == nullptr ? std::string() : std::string(resolved.data());
}

/// Locks the directory for as long as this process (and a child that has not run its program yet) lives, and
/// notes the runtime directory in the lock file, where clients look for it. -1 with errno set when that
/// fails.
int lockDirectory(const Settings& settings)
{
    const std::string path = settings.dataDirectory + "/shepherd.lock";
    const int fd = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0)
        return -1;
    if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
        const int reason = errno;
        close(fd);
        errno = reason;
        return -1;
    }
    const std::string text = settings.runtimeDirectory + '\n';
    if (ftruncate(fd, 0) != 0 || write(fd, text.data(), text.size()) != static_cast<ssize_t>(text.size()))
        return -1;
    return fd;
}

/// Keeps only standard input, output and error of what was inherited.
void closeInherited()
{
    close_range(3, UINT_MAX, 0);
}

int report(int code, const std::string& text)
{
    std::fprintf(stderr, "drover-shepherd: %s\n", text.c_str());
    return code;
}

/// In the background: tells the parent by one byte on `ready` that it serves, or by text that it cannot.
int serve(const Settings& settings, int ready)
{
    setsid();
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    for (const int ignored : {SIGHUP, SIGINT, SIGPIPE, SIGXFSZ})
        signal(ignored, SIG_IGN);
    Drover::Shepherd::Shepherd shepherd(settings);
    const std::string wrong = shepherd.open();
    if (!wrong.empty()) {
        [[maybe_unused]] const ssize_t wrote = write(ready, wrong.data(), wrong.size());
        return exitFailed;
    }
    const int null = open("/dev/null", O_RDWR | O_CLOEXEC);
    for (const int standard : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
        dup2(null, standard);
    close(null);
    if (chdir("/") != 0)
        return exitFailed;
    if (write(ready, "", 1) != 1)
        return exitFailed;
    close(ready);
    shepherd.run();
    return exitReady;
}

} // namespace

int main(int argc, char** argv)
{
    closeInherited();
    umask(077);
    Usage result = parse(argc, argv);
    if (!result.good) {
        std::fputs(usage, stderr);
        return exitUsage;
    }
    Settings& settings = result.settings;
    for (std::string* directory : {&settings.dataDirectory, &settings.runtimeDirectory}) {
        const std::string given = *directory;
        *directory = absolutePath(given);
        if (directory->empty())
            return report(exitFailed, given + ": " + std::strerror(errno));
    }
    settings.lock = lockDirectory(settings);
    if (settings.lock < 0) {
        const bool owned = errno == EWOULDBLOCK;
        return report(owned ? exitOwned : exitFailed,
                      "cannot lock " + settings.dataDirectory + ": " +
                          (owned ? "another one serves it" : std::strerror(errno)));
    }
    std::array<int, 2> ready{};
    if (pipe2(ready.data(), O_CLOEXEC) != 0)
        return report(exitFailed, std::strerror(errno));
    const pid_t child = fork();
    if (child < 0)
        return report(exitFailed, std::strerror(errno));
    if (child == 0) {
        close(ready[0]);
        return serve(settings, ready[1]);
    }
    close(ready[1]);
    std::array<char, 512> said{};
    const ssize_t got = read(ready[0], said.data(), said.size() - 1);
    if (got == 1 && said[0] == '\0')
        return exitReady;
    waitpid(child, nullptr, 0);
    return report(exitFailed, got > 0 ? std::string(said.data()) : "it ended while starting");
}
