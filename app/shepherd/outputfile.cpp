#include "app/shepherd/outputfile.h"

#include "app/shepherd/processes.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <fcntl.h>
#include <string_view>
#include <sys/stat.h>
#include <unistd.h>

namespace Drover::Shepherd {

namespace {

/// A hole is given back in whole blocks.
constexpr std::int64_t block = 64 * 1024;

void putNumber(std::array<char, 16>& record, std::size_t at, std::int64_t value)
{
    for (std::size_t i = 0; i < 8; ++i)
        record[at + i] = static_cast<char>((static_cast<std::uint64_t>(value) >> (8 * i)) & 0xffU);
}

} // namespace

OutputFile::~OutputFile()
{
    if (m_fd >= 0)
        close(m_fd);
    if (m_index >= 0)
        close(m_index);
}

bool OutputFile::open(const std::string& path, std::int64_t limit)
{
    constexpr std::string_view suffix = ".log";
    m_base = path.ends_with(suffix) ? path.substr(0, path.size() - suffix.size()) : path;
    m_limit = std::max(limit, 4 * block);
    constexpr int flags = O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW;
    m_fd = ::open(path.c_str(), O_WRONLY | flags, 0600);
    return m_fd >= 0;
}

bool OutputFile::look()
{
    struct stat now
    {
    };
    if (fstat(m_fd, &now) != 0 || now.st_size <= m_size)
        return false;
    m_size = now.st_size;
    if (m_index < 0)
        m_index =
            ::open((m_base + ".idx").c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600);
    std::array<char, 16> record{};
    putNumber(record, 0, m_size);
    putNumber(record, 8, wallMs());
    // The index is a convenience: without it (a full disk) a viewer still has the text.
    [[maybe_unused]] const ssize_t wrote = m_index < 0 ? 0 : write(m_index, record.data(), record.size());
    return true;
}

bool OutputFile::isOverLimit() const
{
    const std::int64_t given = m_gapEnd == 0 ? 0 : m_gapEnd - m_limit / 2;
    return m_size - given > m_limit + block;
}

bool OutputFile::makeGap()
{
    const std::int64_t from = m_limit / 2;
    const std::int64_t end = (m_size - m_limit / 2) / block * block;
    if (end <= std::max(from, m_gapEnd))
        return true;
    if (fallocate(m_fd, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, from, end - from) != 0)
        return false;
    m_gapEnd = end;
    const std::string path = m_base + ".gap";
    FILE* file = fopen((path + ".new").c_str(), "we");
    if (file == nullptr)
        return true; // the bytes are gone all the same; a reader sees zeroes
    std::fprintf(file, "%lld %lld\n", static_cast<long long>(from), static_cast<long long>(end - from));
    if (fclose(file) == 0)
        rename((path + ".new").c_str(), path.c_str());
    return true;
}

} // namespace Drover::Shepherd
