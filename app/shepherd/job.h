#pragma once

#include "app/shepherd/masker.h"
#include "app/shepherd/outputfile.h"

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

namespace Drover::Shepherd {

/// What a `start` request asks for.
struct StartRequest
{
    std::string key;
    std::string directory;
    std::string output;
    std::int64_t timeoutMs = 0;                    ///< 0: none
    std::int64_t limit = 0;                        ///< bytes of output
    std::deque<std::vector<std::string>> programs; ///< run one after the other while they exit 0
    std::vector<std::string> environment;
    std::vector<std::string> masks;
};

/// A job that runs: at any time one process group of ours. Owned by the shepherd.
struct Job
{
    enum class Ending { None, Timeout, Cancelled, OutputLimit };

    StartRequest request;
    OutputFile output;
    std::optional<Masker>
        masker;      ///< set: its output comes through `pipe` instead of going to the file by itself
    int pipe = -1;   ///< read end
    int pipeIn = -1; ///< write end, kept for the next program; the end is known by the exit, not by EOF
    int record = -1; ///< KEY.started
    pid_t pid = 0;
    std::int64_t startedMs = 0; ///< wall clock
    std::int64_t deadline = 0;  ///< awake ms; 0: none
    std::int64_t killAt = 0;    ///< awake ms; 0: not asked to end
    Ending ending = Ending::None;
    std::string trouble; ///< goes into the status as detail
};

/// The remains of a job whose shepherd died: being ended before it is called lost.
struct Remains
{
    std::string key;
    pid_t leader = 0;
    std::uint64_t ticks = 0;
    std::int64_t startedMs = 0;
    std::int64_t killAt = 0;
    std::int64_t lookAt = 0;
};

} // namespace Drover::Shepherd
