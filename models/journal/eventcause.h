#pragma once

#include "engine/core/event.h"

#include <functional>

namespace Drover {

/// What an event follows from, by its field `cause`.
enum class CauseKind : quint8 {
    Asked,    ///< somebody gave a command; the cause is its id
    Reported, ///< a job reported
    Due,      ///< its time or turn had come
    Away,     ///< the engine had not worked for a while
};
[[nodiscard]] CauseKind causeKind(const QString& cause);
/// The job that reported; unset for other causes.
[[nodiscard]] JobId causeJob(const QString& cause);
/// The job that an event is about; unset when it is about none.
[[nodiscard]] JobId eventJob(const Event& event);

/// An event by its position; null: not at hand.
using EventLookup = std::function<const EventRecord*(qint64 seq)>;

/// The event that this one follows from, among those at hand: what began the same decision; before the report
/// of a job its beginning; before what was due what happened to the same object last. 0: it begins with a
/// command, or is not found within `causeReach` events.
[[nodiscard]] qint64 causeNear(const EventRecord& event, const EventLookup& near);
/// The first event that follows from this one; 0 as above.
[[nodiscard]] qint64 effectNear(const EventRecord& event, const EventLookup& near);
/// The last event of the decision that this one began; its own position when it began none.
[[nodiscard]] qint64 decisionEnd(const EventRecord& event, const EventLookup& near);

inline constexpr qint64 causeReach = 128;

} // namespace Drover
