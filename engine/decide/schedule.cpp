#include "engine/decide/schedule.h"

namespace Drover {

Agenda schedule(const State& state, Instant now, const Limits& limits, int most)
{
    Agenda agenda;
    const auto full = [&] { return int(agenda.due.size()) >= most; };
    for (const auto& [at, runner] : state.timers()) {
        if (at > now) {
            agenda.wakeAt = at;
            break;
        }
        if (full())
            break;
        agenda.due.emplace_back(Due::Timer{runner});
    }
    for (const OperationId operation : state.attention()) {
        if (full())
            break;
        agenda.due.emplace_back(Due::Drive{operation});
    }
    for (const MachineId machine : state.orderQueues()) {
        if (full())
            break;
        agenda.due.emplace_back(Due::PickUp{machine});
    }
    // Entries that the engine itself carries take no slot, but which they are only `decide` knows: when all
    // slots are taken they wait with the others for the moment it takes one to come free.
    int room = limits.jobs - state.runningJobs();
    for (const RunnerRef& runner : state.ready()) {
        if (full() || room-- <= 0)
            break;
        agenda.due.emplace_back(Due::Advance{runner});
    }
    return agenda;
}

} // namespace Drover
