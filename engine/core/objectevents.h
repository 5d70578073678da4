#pragma once

#include "engine/core/eventfields.h"
#include "engine/core/pool.h"

/// What happened to the things of a directory: content, pools, profiles, machines, and who is in which
/// cluster.
namespace Drover::Events {

/// The data directory was made: real (wall clock) or simulated (seed and speed; 0 = as fast as it goes).
struct DirectoryCreated
{
    bool simulated = false;
    qint64 seed = 0;
    double speed = 1;
    QString bootId;
    DROVER_EVENT(DirectoryCreated, DROVER_FIELD(DirectoryCreated, simulated),
                 DROVER_FIELD(DirectoryCreated, seed), DROVER_FIELD(DirectoryCreated, speed),
                 DROVER_FIELD(DirectoryCreated, bootId))
};

/// A content pack was loaded in place of the one of the same name, if any.
struct ContentLoaded
{
    QString pack;
    QString version;
    QString hash;
    QString replaced;
    DROVER_EVENT(ContentLoaded, DROVER_FIELD(ContentLoaded, pack), DROVER_FIELD(ContentLoaded, version),
                 DROVER_FIELD(ContentLoaded, hash), DROVER_FIELD(ContentLoaded, replaced))
};

// Edits tell what was there before, the person's reason if there was one, and which event they undo, if any.

struct PoolSaved
{
    Pool pool;
    std::optional<Pool> before;
    QString reason;
    qint64 undoes = 0;
    DROVER_EVENT(PoolSaved, DROVER_FIELD(PoolSaved, pool), DROVER_FIELD(PoolSaved, before),
                 DROVER_FIELD(PoolSaved, reason), DROVER_FIELD(PoolSaved, undoes))
};

struct PoolRemoved
{
    Pool pool;
    QString reason;
    qint64 undoes = 0;
    DROVER_EVENT(PoolRemoved, DROVER_FIELD(PoolRemoved, pool), DROVER_FIELD(PoolRemoved, reason),
                 DROVER_FIELD(PoolRemoved, undoes))
};

struct ProfileSaved
{
    Profile profile;
    std::optional<Profile> before;
    QString reason;
    qint64 undoes = 0;
    DROVER_EVENT(ProfileSaved, DROVER_FIELD(ProfileSaved, profile), DROVER_FIELD(ProfileSaved, before),
                 DROVER_FIELD(ProfileSaved, reason), DROVER_FIELD(ProfileSaved, undoes))
};

struct ProfileRemoved
{
    QString profile;
    std::optional<Profile> before;
    QString reason;
    qint64 undoes = 0;
    DROVER_EVENT(ProfileRemoved, DROVER_FIELD(ProfileRemoved, profile), DROVER_FIELD(ProfileRemoved, before),
                 DROVER_FIELD(ProfileRemoved, reason), DROVER_FIELD(ProfileRemoved, undoes))
};

/// Params of a machine, or of a writable profile when `profile` is set.
struct ParamsChanged
{
    MachineId machine;
    QString profile;
    QJsonObject set;
    QStringList removed;
    QJsonObject before;
    QString reason;
    qint64 undoes = 0;
    DROVER_EVENT(ParamsChanged, DROVER_FIELD(ParamsChanged, machine), DROVER_FIELD(ParamsChanged, profile),
                 DROVER_FIELD(ParamsChanged, set), DROVER_FIELD(ParamsChanged, removed),
                 DROVER_FIELD(ParamsChanged, before), DROVER_FIELD(ParamsChanged, reason),
                 DROVER_FIELD(ParamsChanged, undoes))
};

struct MachineAdded
{
    Machine machine;
    DROVER_EVENT(MachineAdded, DROVER_FIELD(MachineAdded, machine))
};

/// The plain fields that an edit of a machine touches.
struct MachineFields
{
    std::optional<QString> description;
    std::optional<QString> address;
    std::optional<QStringList> profiles;
    std::optional<RunnerKind> runner;

    static constexpr auto fields()
    {
        return std::tuple(DROVER_FIELD(MachineFields, description), DROVER_FIELD(MachineFields, address),
                          DROVER_FIELD(MachineFields, profiles), DROVER_FIELD(MachineFields, runner));
    }
    bool operator==(const MachineFields&) const = default;
};

/// Plain fields of a machine were edited; absent ones stay.
struct MachineEdited
{
    MachineId machine;
    std::optional<QString> description;
    std::optional<QString> address;
    std::optional<QStringList> profiles;
    std::optional<RunnerKind> runner;
    MachineFields before;
    QString reason;
    qint64 undoes = 0;
    DROVER_EVENT(MachineEdited, DROVER_FIELD(MachineEdited, machine),
                 DROVER_FIELD(MachineEdited, description), DROVER_FIELD(MachineEdited, address),
                 DROVER_FIELD(MachineEdited, profiles), DROVER_FIELD(MachineEdited, runner),
                 DROVER_FIELD(MachineEdited, before), DROVER_FIELD(MachineEdited, reason),
                 DROVER_FIELD(MachineEdited, undoes))
};

struct MachineRemoved
{
    MachineId machine;
    QString name;
    QString reason;
    DROVER_EVENT(MachineRemoved, DROVER_FIELD(MachineRemoved, machine), DROVER_FIELD(MachineRemoved, name),
                 DROVER_FIELD(MachineRemoved, reason))
};

struct LockChanged
{
    MachineId machine;
    Lock lock;
    QString reason; ///< why it was opened; that of a lock stands in it
    DROVER_EVENT(LockChanged, DROVER_FIELD(LockChanged, machine), DROVER_FIELD(LockChanged, lock),
                 DROVER_FIELD(LockChanged, reason))
};

struct PoolStatusChanged
{
    MachineId machine;
    QString pool;
    PoolStatus from = PoolStatus::Free;
    PoolStatus to = PoolStatus::Free;
    FreeProof proof = FreeProof::None; ///< set when `to` is Free
    QString reason;
    QString next; ///< set when `to` is Leaving: the pool it goes to
    DROVER_EVENT(PoolStatusChanged, DROVER_FIELD(PoolStatusChanged, machine),
                 DROVER_FIELD(PoolStatusChanged, pool), DROVER_FIELD(PoolStatusChanged, from),
                 DROVER_FIELD(PoolStatusChanged, to), DROVER_FIELD(PoolStatusChanged, proof),
                 DROVER_FIELD(PoolStatusChanged, reason), DROVER_FIELD(PoolStatusChanged, next))
};

struct PoolChanged
{
    MachineId machine;
    QString from;
    QString to;
    DROVER_EVENT(PoolChanged, DROVER_FIELD(PoolChanged, machine), DROVER_FIELD(PoolChanged, from),
                 DROVER_FIELD(PoolChanged, to))
};

/// A machine became a member: the cluster's profile, its role and name were put on it.
struct MemberAdded
{
    MachineId machine;
    QString cluster;
    QString role;
    QString member;
    QStringList profiles; ///< the machine's whole list now
    QJsonObject params;   ///< set on the machine
    OperationId operation;
    QString reason;
    DROVER_EVENT(MemberAdded, DROVER_FIELD(MemberAdded, machine), DROVER_FIELD(MemberAdded, cluster),
                 DROVER_FIELD(MemberAdded, role), DROVER_FIELD(MemberAdded, member),
                 DROVER_FIELD(MemberAdded, profiles), DROVER_FIELD(MemberAdded, params),
                 DROVER_FIELD(MemberAdded, operation), DROVER_FIELD(MemberAdded, reason))
};

struct MemberDraining
{
    MachineId machine;
    bool draining = true;
    QString reason;
    DROVER_EVENT(MemberDraining, DROVER_FIELD(MemberDraining, machine),
                 DROVER_FIELD(MemberDraining, draining), DROVER_FIELD(MemberDraining, reason))
};

struct MemberRemoved
{
    MachineId machine;
    QString cluster;
    QString member;
    QStringList profiles; ///< the machine's whole list now
    QStringList paramsRemoved;
    QString reason;
    DROVER_EVENT(MemberRemoved, DROVER_FIELD(MemberRemoved, machine), DROVER_FIELD(MemberRemoved, cluster),
                 DROVER_FIELD(MemberRemoved, member), DROVER_FIELD(MemberRemoved, profiles),
                 DROVER_FIELD(MemberRemoved, paramsRemoved), DROVER_FIELD(MemberRemoved, reason))
};

} // namespace Drover::Events
