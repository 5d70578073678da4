#pragma once

#include "app/shepherd/clients.h"
#include "app/shepherd/jobs.h"
#include "app/shepherd/remains.h"
#include "app/shepherd/spool.h"

#include <string>

namespace Drover::Shepherd {

struct Settings
{
    std::string dataDirectory;
    std::string runtimeDirectory;
    int lock = -1; ///< open and locked: `<data>/shepherd.lock`
    std::int64_t idleMs = 30'000;
    bool sync = false;
    bool cancelAtLimit = false;
};

/// The program's one loop: requests of clients, ends of jobs, deadlines. One thread; everything below is its
/// own.
class Shepherd
{
public:
    explicit Shepherd(Settings settings);

    /// Opens spool, socket and signals. Empty, or what is wrong.
    std::string open();
    /// Until nothing runs and nobody is connected for the idle time, or SIGTERM, or the loss of the data
    /// directory, has ended everything.
    void run();

private:
    void handle(Clients::Client& client, const Wire::Message& message);
    void start(Clients::Client& client, const Wire::Message& message);
    void probe(Clients::Client& client, const std::string& key);
    void readSignals();
    [[nodiscard]] bool isIdle() const;
    [[nodiscard]] bool isDataGone() const;

    Settings m_settings;
    Spool m_spool;
    Clients m_clients;
    Jobs m_jobs;
    RemainsList m_remains;
    int m_signals = -1;
    bool m_ending = false;
    bool m_dataGone = false;
};

} // namespace Drover::Shepherd
