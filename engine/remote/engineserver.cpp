#include "engine/remote/engineserver.h"

#include "engine/remote/peer.h"
#include "engine/remote/serverclient.h"

#include <QLocalSocket>
#include <QLoggingCategory>

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

Q_LOGGING_CATEGORY(serverLog, "drover.remote.server")

} // namespace

EngineServer::Options EngineServer::optionsFor(const QString& path)
{
    return {.path = path, .user = geteuid()};
}

Result<std::unique_ptr<EngineServer>> EngineServer::listen(Engine& engine, const Options& options)
{
    std::unique_ptr<EngineServer> server(new EngineServer(engine, options));
    QLocalServer::removeServer(options.path);
    if (!server->m_server.listen(options.path))
        return fail(u"socket-failed"_s,
                    u"the socket %1 can't be opened: %2"_s.arg(options.path, server->m_server.errorString()),
                    u"see that its directory exists and is yours (drover doctor)"_s);
    return server;
}

EngineServer::EngineServer(Engine& engine, Options options) : m_engine(engine), m_options(std::move(options))
{
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, &EngineServer::welcomeClients);
}

EngineServer::~EngineServer() = default;

void EngineServer::welcomeClients()
{
    while (QLocalSocket* socket = m_server.nextPendingConnection()) {
        const std::optional<uid_t> user = peerUser(*socket);
        if (user != m_options.user) {
            qCWarning(serverLog, "a connection of user %d was refused", user ? int(*user) : -1);
            ServerClient::turnAway(
                socket, {u"other-user"_s, u"this data directory belongs to another user"_s, {}, {}});
            continue;
        }
        if (clientCount() >= m_options.clientLimit) {
            ServerClient::turnAway(socket, {u"too-many-clients"_s,
                                            u"%1 clients are attached already"_s.arg(m_options.clientLimit),
                                            u"close one of them"_s,
                                            {}});
            continue;
        }
        auto client = std::make_unique<ServerClient>(
            m_engine, socket,
            ServerClient::Limits{m_options.pendingBytesLimit, m_options.requestsInFlight, userName(*user)});
        connect(client.get(), &ServerClient::ended, this, [this, gone = client.get()] {
            const auto it = std::ranges::find(m_clients, gone, &std::unique_ptr<ServerClient>::get);
            if (it == m_clients.end())
                return;
            // It is on the stack below us: deleted when that is done.
            it->release()->deleteLater();
            m_clients.erase(it);
            emit clientCountChanged();
        });
        m_clients.push_back(std::move(client));
        emit clientCountChanged();
    }
}

} // namespace Drover
