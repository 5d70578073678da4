#include "models/pastgates.h"

#include "engine/core/apply.h"

namespace Drover {

QList<Gate> pastGates(const QList<EventRecord>& events)
{
    QList<Gate> past;
    State state;
    for (const EventRecord& record : events) {
        if (const auto* removed = std::get_if<Events::GateRemoved>(&record.event)) {
            if (const Gate* gate = state.find<Gate>(Gate::keyOf(removed->cluster, removed->gate)))
                past.append(*gate);
        }
        Draft draft(state);
        apply(draft, record);
    }
    return past;
}

} // namespace Drover
