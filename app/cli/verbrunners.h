#pragma once

#include "app/cli/commandtree.h"
#include "app/cli/verbs.h"

#include <functional>

namespace Drover {

/// How the command tree calls a verb: most ask an engine and are done.
template <class Options>
std::function<ExitCode(Shell&, const Options&)> asking(ExitCode (*verb)(Session&, const Options&))
{
    return [verb](Shell& shell, const Options& options) {
        const auto session = shell.session(Shell::Use::Ask);
        return session ? verb(**session, options) : shell.terminal().refuse(session.error());
    };
}

/// Those with `--wait` stay until it has ended.
template <class Options>
std::function<ExitCode(Shell&, const Options&)> carrying(ExitCode (*verb)(Session&, const Options&),
                                                         std::function<bool(const Options&)> waits)
{
    return [verb, waits](Shell& shell, const Options& options) {
        const auto session = shell.session(waits(options) ? Shell::Use::Carry : Shell::Use::Ask);
        return session ? verb(**session, options) : shell.terminal().refuse(session.error());
    };
}

} // namespace Drover
