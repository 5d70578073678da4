#include "engine/decide/schedule.h"

#include <algorithm>

namespace Drover {

namespace {

/// Takes the first `most` of an index, each as an item of a kind.
template <class Item, class Index>
void take(Agenda& agenda, const Index& index, int most)
{
    for (const auto& key : index) {
        if (most-- <= 0)
            return;
        agenda.due.emplace_back(Item{key});
    }
}

/// The same of an index by time, up to now; what comes after wakes.
template <class Item, class Index>
void takeDue(Agenda& agenda, const Index& index, Instant now, int most)
{
    for (const auto& [at, key] : index) {
        if (at > now) {
            agenda.wakeAt = agenda.wakeAt ? std::min(*agenda.wakeAt, at) : at;
            return;
        }
        if (most-- <= 0)
            return;
        agenda.due.emplace_back(Item{key});
    }
}

} // namespace

Agenda schedule(const State& state, Instant now, const Limits& limits, int most)
{
    Agenda agenda;
    takeDue<Due::Timer>(agenda, state.timers(), now, most);
    takeDue<Due::LockEnd>(agenda, state.lockEnds(), now, most);
    takeDue<Due::PauseEnd>(agenda, state.pauseEnds(), now, most);
    take<Due::Drive>(agenda, state.attention(), most);
    take<Due::PickUp>(agenda, state.orderQueues(), most);
    // Entries that the engine itself carries take no slot, but which they are only `decide` knows: when all
    // slots are taken they wait with the others for the moment it takes one to come free.
    take<Due::Advance>(agenda, state.ready(), std::min(most, limits.jobs - state.runningJobs()));
    return agenda;
}

} // namespace Drover
