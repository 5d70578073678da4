#pragma once

#include "engine/content/content.h"
#include "engine/core/applicationprofile.h"
#include "engine/core/plan.h"
#include "engine/core/state.h"

namespace Drover {

/// The workflow in which a member does its application's work, and before whose first task it waits at gates.
[[nodiscard]] QString applicationWorkflow();

/// ⌊n/2⌋+1.
[[nodiscard]] int quorumOf(int voters);

/// Can its cluster count on this member: complete and InUse, and not stopped, locked, draining or unhealthy?
[[nodiscard]] bool isAvailable(const Machine& member);

/// What clusters can be made of, by name: each has a profile, of a content pack or of the writable layer,
/// that says how the members are laid out; and the generic `base-cluster`.
[[nodiscard]] QStringList clusterApplications(const State& state, const Content& content);

/// The topology that a request asks for: the application's `cluster/topology`, its counts replaced by the
/// request's. A topology given among the request's params wins over the application's. Errors:
/// `application-unknown`, `role-unknown`, `topology-invalid` (cycle in `after`, a role twice, a negative
/// count).
[[nodiscard]] Result<QList<TopologyRole>> requestedTopology(const State& state, const Content& content,
                                                            const PlanRequest& request,
                                                            const QString& application);

/// The gates of a topology: param `cluster/gates`, else one `ROLE-ready` for each role that stands in some
/// `after`. Errors: `gate-invalid`.
[[nodiscard]] Result<QList<PlanGate>> plannedGates(const QJsonValue& declared,
                                                   const QList<TopologyRole>& topology);

/// A member's short name: `cp-1` for control-plane, else the role's first letter and the number.
[[nodiscard]] QString memberName(const QString& role, int number);
/// The number in a member's name.
[[nodiscard]] int memberNumber(const QString& member);

/// `did you mean “worker”? `, as the beginning of a remedy; empty when none of the known is near.
[[nodiscard]] QString meant(const QString& word, const QStringList& known);

} // namespace Drover
