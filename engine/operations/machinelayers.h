#pragma once

#include "engine/content/content.h"
#include "engine/content/params.h"
#include "engine/core/state.h"

namespace Drover {

/// The param layers of a machine, cluster or broker as of this state, with those of the work order that runs
/// on it when `order` is given. Refers to the state: use at once. Pure.
[[nodiscard]] ParamLayers layersOf(const State& state, const Machine& machine,
                                   const WorkOrder* order = nullptr);

/// What a cluster of the application would have before there is one: the params asked for, over the profiles
/// of the application and of every cluster. Refers to the state, as above.
[[nodiscard]] ParamLayers applicationLayers(const State& state, const QString& application,
                                            const QJsonObject& params);

/// The winning value of a param there, or undefined.
[[nodiscard]] QJsonValue paramOf(const State& state, const Content& content, const Machine& machine,
                                 const QString& name, const WorkOrder* order = nullptr);

/// The profile that every machine allocated for a cluster gets: `broker/set-pipeline` of the cluster, whose
/// layers these are, else of its broker, else that of a plain member.
[[nodiscard]] QString pipelineProfile(const State& state, const Content& content, const ParamLayers& cluster,
                                      const Machine* broker);
/// A member's profiles: the cluster's, its role's, the application's, the pipeline's, then its own.
[[nodiscard]] QStringList memberProfiles(const QString& cluster, const QStringList& ofRole,
                                         const QString& application, const QString& pipeline,
                                         const QStringList& own);

/// `cluster/members`: derived, read-only; voters in plan order first, the first of them bootstraps.
[[nodiscard]] QJsonArray clusterMembers(const State& state, const Content& content, const QString& cluster);

/// The roles of a cluster in topology order, from its `cluster/topology`.
[[nodiscard]] QList<TopologyRole> topologyOf(const State& state, const Content& content,
                                             const Machine& cluster);

/// A machine's failure domain: param `location/rack`, empty when it has none.
[[nodiscard]] QString rackOf(const State& state, const Content& content, const Machine& machine);

/// Members in topology order, then by the number in their name.
[[nodiscard]] QList<const Machine*> membersInOrder(const State& state, const Content& content,
                                                   const QString& cluster);

} // namespace Drover
