#pragma once

#include <string>
#include <sys/types.h>
#include <vector>

namespace Drover::Shepherd {

/// One program to run. All file descriptors are owned by the caller.
struct Launch
{
    std::vector<std::string> argv; ///< argv[0] is a path, not searched for
    std::vector<std::string> environment;
    std::string directory;
    int input = -1;
    int output = -1; ///< standard output and error
    int record = -1; ///< gets pid and start time before the program runs
};

struct Launched
{
    pid_t pid = -1;   ///< also its process group
    int error = 0;    ///< errno; 0: the program runs. The process has ended otherwise and is to be waited for
    std::string step; ///< what failed
};

/// Starts a program as leader of a process group of its own, without a terminal, with default signals and
/// nothing else open.
Launched launch(const Launch& what);

} // namespace Drover::Shepherd
