#pragma once

#include "engine/core/error.h"
#include "engine/decide/rules.h"

namespace Drover {

/// Edits of params, fields, profiles and pools: checked whole, then recorded with what was there before, the
/// command's reason and the event that it undoes. What takes an edit back goes the same way, so it meets the
/// same refusals. Those that answer a bool say false when all is so already and nothing was recorded.

/// The values that these params have now; those that have none are left out.
[[nodiscard]] QJsonObject formerValues(const QJsonObject& params, const QStringList& names);

/// One of those that tell where a machine belongs: the engine keeps them in step with the membership itself.
[[nodiscard]] bool isKeptParam(const QString& name);

/// What carries out the tasks of a machine with these params of its own. Errors: `runner-unknown`,
/// `runner-mismatch` when it does not go with the data directory.
[[nodiscard]] Result<RunnerKind> runnerOf(const Decider& d, const QString& machine,
                                          const QJsonObject& params);

/// The machine's runner follows its params. Errors: `param-value`, `param-derived`, `param-not-set`,
/// `param-twice`, `pool-unknown`, those of the runner.
[[nodiscard]] Result<bool> editParams(Decider& d, const Machine& machine, const QJsonObject& set,
                                      const QStringList& unset);
/// The same for a profile of the writable layer; a locked cluster's or broker's own is locked with it.
[[nodiscard]] Result<bool> editParams(Decider& d, const Profile& profile, const QJsonObject& set,
                                      const QStringList& unset);
/// Records a change that has been checked; false when it changes nothing. The machine's runner follows its
/// params. Errors: those of the runner.
[[nodiscard]] Result<bool> recordParams(Decider& d, const Machine& machine, Events::ParamsChanged change);
/// Errors: `address-invalid`, `address-taken`, `profile-unknown`, `profile-own`, `profile-of-cluster`.
[[nodiscard]] Result<bool> editFields(Decider& d, const Machine& machine,
                                      const Events::MachineFields& fields);

/// The writable profile of that name. Errors: `read-only` with what to do instead, `profile-unknown`,
/// `locked`.
[[nodiscard]] Result<const Profile*> writableProfile(const Decider& d, const QString& name);
/// A new profile. Errors: `name-invalid`, `name-taken`, `read-only`, those of params.
[[nodiscard]] Result<> createProfile(Decider& d, const Profile& profile);
/// Errors: `profile-own`, `profile-used`.
[[nodiscard]] Result<> removeProfile(Decider& d, const Profile& profile);

/// Errors: `name-invalid`, `pool-unknown`, `pool-cycle`, `pool-limits`, `workflow-unknown`,
/// `profile-unknown`, `profile-of-cluster`, `param-value`.
[[nodiscard]] Result<bool> savePool(Decider& d, const Pool& pool);
/// Errors: `root-pool`, `pool-used`.
[[nodiscard]] Result<> removePool(Decider& d, const Pool& pool);
/// What a transition may name. `object`: whose it is.
[[nodiscard]] Result<> checkActions(const Decider& d, const PoolActions& actions, const QString& object);

/// May `object` name the profile? Errors: `profile-unknown` unless content or the writable layer has it,
/// `profile-of-cluster` for a cluster's own, which only its members and itself (`own`) carry.
[[nodiscard]] Result<> checkProfile(const Decider& d, const QString& profile, const QString& object,
                                    const QString& own = {});
/// May these params be set and removed on what has `params`? Errors: as of editParams but the runner's.
[[nodiscard]] Result<> checkParams(const Decider& d, const QString& object, const QJsonObject& params,
                                   const QJsonObject& set, const QStringList& unset);

} // namespace Drover
