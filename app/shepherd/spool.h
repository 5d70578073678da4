#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <sys/types.h>
#include <unordered_set>

namespace Drover::Shepherd {

/// How a job ended, as it is written to KEY.status.
struct Status
{
    std::string end; ///< exited signalled timeout cancelled output-limit failed-to-start lost
    int code = -1;
    int signal = 0;
    pid_t pid = 0;
    std::int64_t startedMs = 0;
    std::int64_t endedMs = 0;
    std::string detail; ///< one line
};

/// What KEY.started says about a run of which the status is not known.
struct StartRecord
{
    std::string boot;
    std::int64_t startedMs = 0;
    pid_t pid = 0;           ///< 0: no program was ever run for the key
    std::uint64_t ticks = 0; ///< start time of `pid`
};

/// `<data>/spool`: which keys were ever started, and how they ended. Text files of `name=value` lines:
/// KEY.started (opened before the fork, completed by the child before its exec), KEY.status (written aside,
/// then renamed), and `seen`, an append-only list of forgotten keys. With them "never started" can be proved.
/// A forgotten key's file is kept for the next record, because a file system names a file far faster than it
/// makes and removes one. Owned by the shepherd; one thread.
class Spool
{
public:
    /// `sync`: every record is forced to the disk before it counts. Without it a power cut can lose records,
    /// which readers notice by the boot id; a killed process loses nothing either way.
    Spool(std::string directory, bool sync);

    static bool isKey(const std::string& key);

    /// Creates the directory and reads `seen`. False with errno set when that fails.
    bool open();
    [[nodiscard]] bool hasSeen(const std::string& key) const;
    [[nodiscard]] bool hasForgotten(const std::string& key) const;

    /// Opens KEY.started, which must not exist; -1 with errno set when that fails.
    int createRecord(const std::string& key, std::int64_t startedMs);
    void removeRecord(const std::string& key);
    [[nodiscard]] std::optional<StartRecord> record(const std::string& key) const;

    /// Completes KEY.started and makes it KEY.status. May be tried again: the last lines count.
    bool writeStatus(const std::string& key, const std::string& text);
    [[nodiscard]] std::optional<std::string> status(const std::string& key) const;
    [[nodiscard]] std::string statusText(const Status& status) const;

    /// False when the key could not be noted as seen; its files stay then.
    bool forget(const std::string& key);
    [[nodiscard]] const std::string& boot() const { return m_boot; }

private:
    [[nodiscard]] std::string file(const std::string& key, const char* suffix) const;
    [[nodiscard]] std::string spareFile(std::size_t number) const;
    int reuse(const std::string& record, const std::string& text);
    void putAside(const std::string& path);
    bool syncDirectory() const;
    bool readSeen();

    std::string m_directory;
    std::string m_boot;
    std::unordered_set<std::uint64_t> m_forgotten; ///< hashes: a hundred thousand keys stay small
    int m_seenFile = -1;
    std::size_t m_spares = 0; ///< files put aside, numbered from 0
    bool m_sync = false;
};

} // namespace Drover::Shepherd
