#pragma once

#include <cstdint>
#include <string>

namespace Drover::Shepherd {

/// The output file of one job, which the job itself writes (its standard output is this file), so that it
/// goes on when the shepherd dies. The shepherd looks at its size a few times a second and keeps two files
/// beside it:
///   NAME.idx  records of two little-endian 64-bit numbers (size, ms since 1970): "by then it was this long"
///   NAME.gap  one line `OFFSET LENGTH`: bytes that were given back because the limit was passed
/// Between two looks a job can write more than its limit; the surplus goes at the next look. Offsets never
/// change. Created 0600. Owned by its job; one thread.
class OutputFile
{
public:
    OutputFile() = default;
    ~OutputFile();
    OutputFile(const OutputFile&) = delete;
    OutputFile& operator=(const OutputFile&) = delete;

    /// `path` ends in `.log`. False with errno set when it cannot be opened.
    bool open(const std::string& path, std::int64_t limit);
    [[nodiscard]] int fd() const { return m_fd; }
    [[nodiscard]] std::int64_t size() const { return m_size; }

    /// True when the file has grown since the last look; writes the index.
    bool look();
    [[nodiscard]] bool isOverLimit() const;
    /// Gives back the middle: half of the limit stays at each end. False when the file system cannot.
    bool makeGap();

private:
    std::string m_base; ///< the path without `.log`
    int m_fd = -1;
    int m_index = -1;
    std::int64_t m_limit = 0;
    std::int64_t m_size = 0;
    std::int64_t m_gapEnd = 0; ///< the gap begins at m_limit / 2
};

} // namespace Drover::Shepherd
