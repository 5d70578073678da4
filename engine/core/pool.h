#pragma once

#include "engine/core/machine.h"

namespace Drover {

/// What a pool does to a machine at one of its four transitions (DRP's PoolTransitionActions). No workflow:
/// the machine goes straight to the settled state.
struct PoolActions
{
    QString workflow;
    QStringList addProfiles;
    QJsonObject addParameters;
    QStringList removeProfiles;
    QStringList removeParameters;

    static constexpr auto fields()
    {
        return std::tuple(field("workflow", &PoolActions::workflow),
                          field("addProfiles", &PoolActions::addProfiles),
                          field("addParameters", &PoolActions::addParameters),
                          field("removeProfiles", &PoolActions::removeProfiles),
                          field("removeParameters", &PoolActions::removeParameters));
    }
    bool operator==(const PoolActions&) const = default;
};

/// How a pool keeps its Free machines between `minFree` and `maxFree` by itself (DRP's PoolAutoFill).
struct PoolAutoFill
{
    bool enabled = false;
    int maxFree = 0;     ///< 0: no maximum
    QString acquirePool; ///< below the minimum Free machines come from here; empty: from the pool above
    QString returnPool;  ///< above the maximum they go here; empty: to the pool above

    static constexpr auto fields()
    {
        return std::tuple(field("enabled", &PoolAutoFill::enabled), field("maxFree", &PoolAutoFill::maxFree),
                          field("acquirePool", &PoolAutoFill::acquirePool),
                          field("returnPool", &PoolAutoFill::returnPool));
    }
    bool operator==(const PoolAutoFill&) const = default;
};

/// What a person may do with machines of a pool.
enum class PoolMove { Add, Remove, Allocate, Release };
DROVER_ENUM_NAMES(PoolMove, "add", "remove", "allocate", "release")

/// A named set of machines. A machine is in exactly one. Owned by State.
struct Pool
{
    using Key = QString;

    QString name;
    QString description;
    QString parent; ///< empty: below `default`, the root
    PoolActions enterActions;
    PoolActions exitActions;
    PoolActions allocateActions;
    PoolActions releaseActions;
    int minFree = 0; ///< 0: no minimum
    PoolAutoFill autoFill;

    [[nodiscard]] Key key() const { return name; }

    static constexpr auto fields()
    {
        return std::tuple(field("name", &Pool::name), field("description", &Pool::description),
                          field("parent", &Pool::parent), field("enterActions", &Pool::enterActions),
                          field("exitActions", &Pool::exitActions),
                          field("allocateActions", &Pool::allocateActions),
                          field("releaseActions", &Pool::releaseActions), field("minFree", &Pool::minFree),
                          field("autoFill", &Pool::autoFill));
    }
    bool operator==(const Pool&) const = default;
};

/// A profile of the writable layer: a cluster's or broker's own, or one that a site keeps. Content packs have
/// theirs.
struct Profile
{
    using Key = QString;

    QString name;
    QString description;
    QJsonObject params;
    QStringList profiles;

    [[nodiscard]] Key key() const { return name; }

    static constexpr auto fields()
    {
        return std::tuple(field("name", &Profile::name), field("description", &Profile::description),
                          field("params", &Profile::params), field("profiles", &Profile::profiles));
    }
    bool operator==(const Profile&) const = default;
};

} // namespace Drover
