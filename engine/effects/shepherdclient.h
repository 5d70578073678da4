#pragma once

#include "engine/core/error.h"
#include "engine/effects/shepherdwire.h"

#include <QString>
#include <QStringList>
#include <string>
#include <vector>

namespace Drover {

/// A connection to the data directory's shepherd, which is started when there is none. Not thread-safe: one
/// thread (that of its runner) owns it and polls `descriptor()`.
class ShepherdClient
{
public:
    struct Settings
    {
        QString dataDirectory;
        QString program;       ///< drover-shepherd; empty: $DROVER_SHEPHERD, else beside this executable
        QStringList arguments; ///< more arguments for it
    };

    explicit ShepherdClient(Settings settings);
    ~ShepherdClient();
    ShepherdClient(const ShepherdClient&) = delete;
    ShepherdClient& operator=(const ShepherdClient&) = delete;

    /// Connects and greets, starting a shepherd when none answers; takes some milliseconds, 5 s at most.
    Result<> connect();
    [[nodiscard]] bool isConnected() const { return m_fd >= 0; }
    void disconnect();
    /// For poll(); -1 when not connected.
    [[nodiscard]] int descriptor() const { return m_fd; }
    [[nodiscard]] bool hasToSend() const { return !m_out.empty(); }
    /// Where the shepherd's socket is; also home of what must not reach a disk. Empty before the first
    /// connect().
    [[nodiscard]] const QString& runtimeDirectory() const { return m_runtimeDirectory; }

    void send(const Wire::Message& message); ///< queued for the next flush
    /// Sends what was queued, as far as the socket takes it.
    void flush();
    /// What has arrived. Disconnects when the other end is gone.
    std::vector<Wire::Message> receive();

private:
    bool openSocket();
    Result<> startShepherd();
    Result<bool> greet();
    [[nodiscard]] QString findProgram() const;

    Settings m_settings;
    QString m_runtimeDirectory;
    int m_fd = -1;
    Wire::Decoder m_in;
    std::string m_out;
};

} // namespace Drover
