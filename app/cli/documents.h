#pragma once

#include "engine/api/query.h"
#include "models/replica.h"

#include <QJsonArray>
#include <QJsonObject>

namespace Drover::Documents {

/// The documents of `-o json`: keys are promised (interface.md of the project: none renamed, all always
/// present). Times are RFC 3339 UTC with milliseconds or null, durations are seconds or null, ids and names
/// are texts, empty where there is none. Pure.

[[nodiscard]] QJsonObject cluster(const Replica& replica, const Machine& cluster);
[[nodiscard]] QJsonObject machine(const Machine& machine);
[[nodiscard]] QJsonObject broker(const Machine& broker);
[[nodiscard]] QJsonObject pool(const Replica& replica, const Pool& pool);
/// With the keys of a content profile.
[[nodiscard]] QJsonObject profile(const Profile& profile);
/// `now` gives running jobs their seconds so far.
[[nodiscard]] QJsonObject job(const Job& job, Instant now);
[[nodiscard]] QJsonObject operation(const Operation& operation);
[[nodiscard]] QJsonObject gate(const Gate& gate);
[[nodiscard]] QJsonObject workOrder(const WorkOrder& order);
[[nodiscard]] QJsonObject event(const EventRecord& record);
[[nodiscard]] QJsonObject plan(const Plan& plan);
/// An effective param with its winning source and, below it, what it hides. Secrets stay hidden.
[[nodiscard]] QJsonObject param(const Answers::ParamRow& row);

/// A time, or null when it is not set.
[[nodiscard]] QJsonValue time(Instant instant);
/// A value that may be sealed: secrets stand as `"(secret)"`.
[[nodiscard]] QJsonValue shown(const QJsonValue& value);
/// What a machine, cluster or broker waits for or why it stands still: "gate control-plane-ready", empty when
/// it goes on.
[[nodiscard]] QString waiting(const Sequence& sequence);

} // namespace Drover::Documents
