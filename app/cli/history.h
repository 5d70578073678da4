#pragma once

#include "app/cli/verbs.h"

/// Pages through what has ended as well as what is open. Errors are the engine's, or an unknown machine's.
namespace Drover::History {

/// Newest first.
[[nodiscard]] Result<QList<Job>> jobs(Session& session, const Verbs::Get& get);
/// Newest first.
[[nodiscard]] Result<QList<Operation>> operations(Session& session, const Verbs::Get& get);
/// Newest first.
[[nodiscard]] Result<QList<WorkOrder>> workOrders(Session& session, const Verbs::Get& get);
/// In order of their numbers; with a limit the last ones.
[[nodiscard]] Result<QList<EventRecord>> events(Session& session, const Verbs::Get& get);

/// A machine, cluster or broker by name or uuid. Errors: `machine-unknown`.
[[nodiscard]] Result<Machine> findMachine(Session& session, const QString& nameOrUuid);

} // namespace Drover::History
