#pragma once

#include "engine/api/engine.h"

#include <QLocalServer>
#include <QObject>
#include <sys/types.h>

namespace Drover {

class ServerClient;

/// Offers an engine to other processes of the same user over a local socket (mode 0600). Owned by the process
/// that owns the data directory; lives on the thread that may call the engine, and must end before it. A
/// client that breaks the rules loses its connection and nothing else happens.
class EngineServer : public QObject
{
    Q_OBJECT
public:
    struct Options
    {
        QString path;                       ///< of the socket, at most 107 bytes
        uid_t user;                         ///< whose clients are served
        qint64 pendingBytesLimit = 8 << 20; ///< unread bytes from which a client gets no more batches
        int clientLimit = 64;
        int requestsInFlight = 64; ///< per client; more wait in the socket
    };
    /// For this user.
    [[nodiscard]] static Options optionsFor(const QString& path);

    /// Listens; a socket that a dead owner left is replaced. Only the owner of the data directory's lock may
    /// do that. Errors: `socket-failed`.
    [[nodiscard]] static Result<std::unique_ptr<EngineServer>> listen(Engine& engine, const Options& options);
    ~EngineServer() override;

    [[nodiscard]] int clientCount() const { return int(m_clients.size()); }

signals:
    void clientCountChanged();

private:
    EngineServer(Engine& engine, Options options);
    void welcomeClients();

    Engine& m_engine;
    Options m_options;
    QLocalServer m_server;
    std::vector<std::unique_ptr<ServerClient>> m_clients;
};

} // namespace Drover
