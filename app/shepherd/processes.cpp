#include "app/shepherd/processes.h"

#include <array>
#include <cstdlib>
#include <ctime>
#include <dirent.h>
#include <fcntl.h>
#include <sstream>
#include <unistd.h>

namespace Drover::Shepherd {

namespace {

std::int64_t clockMs(clockid_t clock)
{
    timespec now{};
    clock_gettime(clock, &now);
    return std::int64_t{now.tv_sec} * 1000 + now.tv_nsec / 1'000'000;
}

struct Stat
{
    char state = 0;
    pid_t group = 0;
    std::uint64_t ticks = 0;
};

/// proc(5): the second field, the command in parentheses, may itself hold spaces and parentheses.
std::optional<Stat> parseStat(const std::string& line)
{
    const std::size_t afterName = line.rfind(')');
    if (afterName == std::string::npos)
        return std::nullopt;
    std::istringstream rest(line.substr(afterName + 1));
    Stat stat;
    pid_t parent = 0;
    rest >> stat.state >> parent >> stat.group;
    std::string skipped;
    constexpr int fieldsBetweenGroupAndStart = 16;
    for (int i = 0; i < fieldsBetweenGroupAndStart; ++i)
        rest >> skipped;
    rest >> stat.ticks;
    if (!rest)
        return std::nullopt;
    return stat;
}

std::optional<Stat> statOf(pid_t pid)
{
    const auto text = readFile("/proc/" + std::to_string(pid) + "/stat");
    return text ? parseStat(*text) : std::nullopt;
}

bool isGone(const Stat& stat)
{
    return stat.state == 'Z' || stat.state == 'X';
}

bool belongsTo(pid_t pid, const std::string& key)
{
    const auto environment = readFile("/proc/" + std::to_string(pid) + "/environ");
    if (!environment)
        return false;
    const std::string wanted = '\0' + std::string("DROVER_JOB=") + key + '\0';
    return ('\0' + *environment).find(wanted) != std::string::npos;
}

} // namespace

std::int64_t wallMs()
{
    return clockMs(CLOCK_REALTIME);
}

std::int64_t awakeMs()
{
    return clockMs(CLOCK_MONOTONIC);
}

std::string bootId()
{
    std::string id = readFile("/proc/sys/kernel/random/boot_id").value_or("unknown");
    while (!id.empty() && id.back() == '\n')
        id.pop_back();
    return id;
}

std::vector<pid_t> livingGroup(pid_t leader, std::uint64_t leaderTicks, const std::string& key)
{
    // While a group has members its number is not given to a new process, so another start time means all are
    // gone.
    const auto leaderNow = statOf(leader);
    if (leaderNow && leaderNow->ticks != leaderTicks)
        return {};

    std::vector<pid_t> living;
    DIR* proc = opendir("/proc");
    if (proc == nullptr)
        return living;
    while (const dirent* entry = readdir(proc)) {
        const pid_t pid = static_cast<pid_t>(std::strtol(entry->d_name, nullptr, 10));
        if (pid <= 0)
            continue;
        const auto stat = statOf(pid);
        if (!stat || stat->group != leader || isGone(*stat))
            continue;
        if (leaderNow || belongsTo(pid, key))
            living.push_back(pid);
    }
    closedir(proc);
    return living;
}

std::optional<std::string> readFile(const std::string& path)
{
    const int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return std::nullopt;
    std::string text;
    std::array<char, 4096> buffer{};
    ssize_t got = 0;
    while ((got = read(fd, buffer.data(), buffer.size())) > 0)
        text.append(buffer.data(), static_cast<std::size_t>(got));
    close(fd);
    if (got < 0)
        return std::nullopt;
    return text;
}

} // namespace Drover::Shepherd
