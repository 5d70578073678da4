#pragma once

#include "engine/core/command.h"

namespace Drover {

/// What `drover demo` is asked for.
struct DemoFleet
{
    int machines = 200;
    int pools = 1;
    qint64 seed = 1;
    double speed = 60; ///< simulated seconds per second; 0: as fast as it goes
};

/// The commands that fill a new simulated data directory after the pack `demo` is loaded: pools, which bring
/// their machines up from the bare metal, then the machines, spread over racks and pools. Machines of the
/// first pool stay in `default`, where the broker looks. The same wish gives the same commands. Pure.
[[nodiscard]] QList<Command> demoCommands(const DemoFleet& wish);

} // namespace Drover
