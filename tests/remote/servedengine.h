#pragma once

#include "engine/core/json.h"
#include "engine/remote/engineserver.h"
#include "engine/remote/frames.h"
#include "engine/remote/messages.h"
#include "engine/remote/remoteengine.h"
#include "tests/support/fakeengine.h"

#include <QLocalSocket>
#include <QTemporaryDir>

namespace Drover::Testing {

/// A FakeEngine behind a server in a folder of its own, and ways to reach it.
struct ServedEngine
{
    ServedEngine()
    {
        auto listening = EngineServer::listen(engine, EngineServer::optionsFor(path));
        if (listening)
            server = std::move(*listening);
    }

    [[nodiscard]] std::unique_ptr<RemoteEngine> attach() const
    {
        auto attached = RemoteEngine::open(path);
        return attached ? std::move(*attached) : nullptr;
    }
    /// A connection that says nothing by itself.
    [[nodiscard]] std::unique_ptr<QLocalSocket> rawClient() const
    {
        auto socket = std::make_unique<QLocalSocket>();
        socket->connectToServer(path);
        return socket->waitForConnected(2000) ? std::move(socket) : nullptr;
    }
    [[nodiscard]] QString filePath(const QString& name) const { return dir.filePath(name); }

    QTemporaryDir dir;
    QString path = dir.filePath(QStringLiteral("engine.socket"));
    FakeEngine engine;
    std::unique_ptr<EngineServer> server;
};

inline Machine machineOf(const QString& name)
{
    Machine machine;
    machine.id = MachineId{QUuid::createUuidV5(QUuid(), name)};
    machine.name = name;
    return machine;
}

inline QByteArray requestFrame(const RemoteRequest& request)
{
    return frame(Json::toText(request));
}

inline QByteArray helloFrame(int protocol)
{
    RemoteRequest request;
    request.hello = Hello{protocol, QStringLiteral("9.9")};
    return requestFrame(request);
}

} // namespace Drover::Testing
