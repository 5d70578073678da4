#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

/// What the kernel knows of time and processes. Free functions; the shepherd has one thread.
namespace Drover::Shepherd {

/// Milliseconds since 1970 in UTC; for records.
std::int64_t wallMs();
/// Milliseconds of awake time from an arbitrary start; for deadlines (time asleep does not count).
std::int64_t awakeMs();

/// The id of this boot; a record of another boot speaks of processes that cannot exist any more.
std::string bootId();

/// Living processes in the group led by `leader`, when that group is the one that the job `key` started.
/// A pid that was used again is told apart by its start time (kernel ticks since boot), or, when the leader
/// has ended, by the environment of the members (launch() puts DROVER_JOB there).
std::vector<pid_t> livingGroup(pid_t leader, std::uint64_t leaderTicks, const std::string& key);

/// The whole text of a small file; nothing when it cannot be read.
std::optional<std::string> readFile(const std::string& path);

} // namespace Drover::Shepherd
