#pragma once

#include "engine/api/engine.h"
#include "engine/remote/frames.h"
#include "engine/remote/messages.h"

#include <QObject>
#include <map>

class QLocalSocket;

namespace Drover {

/// One attached client of an EngineServer, which owns it; same thread. Reads no further while too much is
/// unanswered or unread, so what a client can make us hold is bounded. A subscriber that does not keep up
/// misses batches and gets a fresh snapshot once it has read what is waiting.
class ServerClient : public QObject
{
    Q_OBJECT
public:
    struct Limits
    {
        qint64 pendingBytes;
        int requestsInFlight;
        QString userName;
    };
    /// Takes the socket over.
    ServerClient(Engine& engine, QLocalSocket* socket, Limits limits);
    ~ServerClient() override;

    /// Says why and hangs up; the socket deletes itself.
    static void turnAway(QLocalSocket* socket, const Error& why);

signals:
    void ended();

private:
    void readMore();
    void handle(const QByteArray& payload);
    void greet(const Hello& hello);
    void submit(qint64 id, CommandRequest request);
    void ask(qint64 id, Query query);
    void subscribe(qint64 id);
    void sendBatch(qint64 id, const ChangeBatch& batch);
    void send(const RemoteReply& reply);
    void answered(RemoteReply reply);
    void breakOff(const Error& why);
    void written();
    [[nodiscard]] bool isFull() const;

    Engine& m_engine;
    QLocalSocket* m_socket;
    Limits m_limits;
    FrameReader m_frames{requestLimit};
    std::map<qint64, std::unique_ptr<QObject>>
        m_subscriptions; ///< a null context waits for the client to catch up
    int m_inFlight = 0;
    bool m_greeted = false;
    bool m_ended = false;
    bool m_reading = false;
};

} // namespace Drover
