#pragma once

#include "app/cli/session.h"

namespace Drover {

/// What a verb may ask of the program around it. The real one opens data directories; tests put their own
/// engine there.
class Shell
{
public:
    virtual ~Shell() = default;

    enum class Use {
        Ask,   ///< read, or leave a command behind: nothing is started here
        Carry, ///< stay until something has ended: without an owner the work is done in this process
    };

    [[nodiscard]] virtual Terminal& terminal() = 0;
    /// The engine of the data directory: its owner's, or one of our own. Errors: why none could be reached.
    [[nodiscard]] virtual Result<Session*> session(Use use) = 0;
};

} // namespace Drover
