#include "app/shepherd/spool.h"

#include "app/shepherd/processes.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <sstream>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

namespace Drover::Shepherd {

namespace {

/// A forgotten key is asked for again only by a database older than the spool, so old ones may go.
constexpr std::size_t seenKept = 100'000;
constexpr std::size_t sparesKept = 64;

bool writeAll(int fd, const std::string& text)
{
    std::size_t done = 0;
    while (done < text.size()) {
        const ssize_t wrote = write(fd, text.data() + done, text.size() - done);
        if (wrote < 0 && errno == EINTR)
            continue;
        if (wrote < 0)
            return false;
        done += static_cast<std::size_t>(wrote);
    }
    return true;
}

/// FNV-1a, 64 bits.
std::uint64_t hashOf(const std::string& key)
{
    std::uint64_t hash = 14695981039346656037ULL;
    for (const char c : key)
        hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
    return hash;
}

bool replaceFile(const std::string& path, const std::string& text, bool sync)
{
    const std::string aside = path + ".new";
    const int fd = open(aside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0)
        return false;
    bool good = writeAll(fd, text) && (!sync || fdatasync(fd) == 0);
    good = close(fd) == 0 && good;
    return good && rename(aside.c_str(), path.c_str()) == 0;
}

} // namespace

Spool::Spool(std::string directory, bool sync)
    : m_directory(std::move(directory)), m_boot(bootId()), m_sync(sync)
{
}

bool Spool::isKey(const std::string& key)
{
    const auto fits = [](char c) { return c > ' ' && c < 127 && c != '/'; };
    return !key.empty() && key.size() <= 200 && key.front() != '.' && std::ranges::all_of(key, fits);
}

bool Spool::open()
{
    if (mkdir(m_directory.c_str(), 0700) != 0 && errno != EEXIST)
        return false;
    while (m_spares < sparesKept && access(spareFile(m_spares).c_str(), F_OK) == 0)
        ++m_spares;
    return readSeen();
}

bool Spool::readSeen()
{
    const std::string path = m_directory + "/seen";
    std::vector<std::string> keys;
    std::istringstream lines(readFile(path).value_or(std::string()));
    for (std::string line; std::getline(lines, line);)
        keys.push_back(line);
    if (keys.size() > 2 * seenKept) {
        keys.erase(keys.begin(), keys.end() - seenKept);
        std::string text;
        for (const std::string& key : keys)
            text += key + '\n';
        if (!replaceFile(path, text, m_sync))
            return false;
    }
    for (const std::string& key : keys)
        m_forgotten.insert(hashOf(key));
    m_seenFile = ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    return m_seenFile >= 0;
}

bool Spool::hasForgotten(const std::string& key) const
{
    return m_forgotten.contains(hashOf(key));
}

bool Spool::hasSeen(const std::string& key) const
{
    return hasForgotten(key) || access(file(key, ".status").c_str(), F_OK) == 0 ||
           access(file(key, ".started").c_str(), F_OK) == 0;
}

/// Writes the record into a file that was put aside and gives it its name. -1 when there is none, or the name
/// is taken.
int Spool::reuse(const std::string& record, const std::string& text)
{
    if (m_spares == 0)
        return -1;
    const std::string spare = spareFile(--m_spares);
    // Never cut to nothing: a file system takes that for a replacement, and writes the block at once.
    const int fd = ::open(spare.c_str(), O_WRONLY | O_CLOEXEC);
    if (fd >= 0 && writeAll(fd, text) && ftruncate(fd, static_cast<off_t>(text.size())) == 0 &&
        (!m_sync || fdatasync(fd) == 0) &&
        renameat2(AT_FDCWD, spare.c_str(), AT_FDCWD, record.c_str(), RENAME_NOREPLACE) == 0)
        return fd;
    if (fd >= 0)
        close(fd);
    unlink(spare.c_str());
    return -1;
}

void Spool::putAside(const std::string& path)
{
    if (m_spares < sparesKept && rename(path.c_str(), spareFile(m_spares).c_str()) == 0)
        ++m_spares;
    else
        unlink(path.c_str());
}

int Spool::createRecord(const std::string& key, std::int64_t startedMs)
{
    const std::string record = file(key, ".started");
    const std::string text = "boot=" + m_boot + "\nstarted=" + std::to_string(startedMs) + '\n';
    int fd = reuse(record, text);
    bool good = fd >= 0;
    if (!good) {
        fd = ::open(record.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0600);
        if (fd < 0)
            return -1;
        good = writeAll(fd, text) && (!m_sync || fdatasync(fd) == 0);
    }
    if (good && (!m_sync || syncDirectory()))
        return fd;
    const int reason = errno;
    close(fd);
    removeRecord(key);
    errno = reason;
    return -1;
}

void Spool::removeRecord(const std::string& key)
{
    unlink(file(key, ".started").c_str());
}

std::optional<StartRecord> Spool::record(const std::string& key) const
{
    const auto text = readFile(file(key, ".started"));
    if (!text)
        return std::nullopt;
    StartRecord record;
    std::istringstream lines(*text);
    for (std::string line; std::getline(lines, line);) {
        const std::size_t equals = line.find('=');
        if (equals == std::string::npos)
            continue;
        const std::string name = line.substr(0, equals);
        const std::string value = line.substr(equals + 1);
        if (name == "boot")
            record.boot = value;
        else if (name == "started")
            record.startedMs = std::strtoll(value.c_str(), nullptr, 10);
        else if (name == "pid") // one line per script; the last one counts
            record.pid = static_cast<pid_t>(std::strtol(value.c_str(), nullptr, 10));
        else if (name == "ticks")
            record.ticks = std::strtoull(value.c_str(), nullptr, 10);
    }
    return record;
}

bool Spool::writeStatus(const std::string& key, const std::string& text)
{
    const std::string record = file(key, ".started");
    const int fd = ::open(record.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (fd < 0)
        return false;
    bool good = writeAll(fd, text) && (!m_sync || fdatasync(fd) == 0);
    good = close(fd) == 0 && good;
    return good && rename(record.c_str(), file(key, ".status").c_str()) == 0 && (!m_sync || syncDirectory());
}

std::optional<std::string> Spool::status(const std::string& key) const
{
    return readFile(file(key, ".status"));
}

std::string Spool::statusText(const Status& status) const
{
    std::string detail = status.detail;
    std::ranges::replace(detail, '\n', ' ');
    return "version=1\nend=" + status.end + "\ncode=" + std::to_string(status.code) +
           "\nsignal=" + std::to_string(status.signal) + "\npid=" + std::to_string(status.pid) +
           "\nstarted=" + std::to_string(status.startedMs) + "\nended=" + std::to_string(status.endedMs) +
           "\nboot=" + m_boot + "\ndetail=" + detail + '\n';
}

bool Spool::forget(const std::string& key)
{
    if (hasForgotten(key))
        return true;
    if (!hasSeen(key))
        return false;
    if (!writeAll(m_seenFile, key + '\n') || (m_sync && fdatasync(m_seenFile) != 0))
        return false;
    m_forgotten.insert(hashOf(key));
    putAside(file(key, ".status"));
    removeRecord(key);
    return true;
}

std::string Spool::file(const std::string& key, const char* suffix) const
{
    return m_directory + '/' + key + suffix;
}

/// No key begins with a dot.
std::string Spool::spareFile(std::size_t number) const
{
    return m_directory + "/.spare-" + std::to_string(number);
}

bool Spool::syncDirectory() const
{
    const int fd = ::open(m_directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return false;
    const bool good = fsync(fd) == 0;
    close(fd);
    return good;
}

} // namespace Drover::Shepherd
