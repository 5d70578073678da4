#include "engine/remote/serverclient.h"

#include "engine/core/json.h"

#include <QCoreApplication>
#include <QFutureWatcher>
#include <QLocalSocket>
#include <QLoggingCategory>
#include <QTimer>

#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace Drover {

namespace {

Q_LOGGING_CATEGORY(clientLog, "drover.remote.client")

/// Calls `handler(Result<T>)` when the engine has answered; not at all once the context is gone.
/// (QFuture::then with a context that has ended is fatal in Qt 6.4.)
template <class T, class F>
void whenAnswered(const QFuture<Result<T>>& future, QObject* context, F handler)
{
    auto* watcher = new QFutureWatcher<Result<T>>(context);
    QObject::connect(watcher, &QFutureWatcherBase::finished, context,
                     [watcher, handler = std::move(handler)] {
                         watcher->deleteLater();
                         if (watcher->future().resultCount() > 0)
                             handler(watcher->result());
                         else
                             handler(Result<T>(fail(u"engine-unreachable"_s, u"the engine has ended"_s)));
                     });
    watcher->setFuture(future);
}

constexpr qint64 readChunk = 256 << 10;
constexpr int subscriptionLimit = 16;
constexpr auto greetingDeadline = 10s;
constexpr auto farewellDeadline = 1s;

} // namespace

ServerClient::ServerClient(Engine& engine, QLocalSocket* socket, Limits limits)
    : m_engine(engine), m_socket(socket), m_limits(std::move(limits))
{
    m_socket->setParent(this);
    m_socket->setReadBufferSize(readChunk);
    connect(m_socket, &QLocalSocket::readyRead, this, &ServerClient::readMore);
    connect(m_socket, &QLocalSocket::bytesWritten, this, &ServerClient::written);
    connect(m_socket, &QLocalSocket::disconnected, this, [this] {
        m_ended = true;
        m_subscriptions.clear();
        emit ended();
    });
    QTimer::singleShot(greetingDeadline, this, [this] {
        if (!m_greeted)
            breakOff({u"no-greeting"_s, u"the client did not say which version it speaks"_s, {}, {}});
    });
    // What came before the connections above has been announced already.
    QMetaObject::invokeMethod(this, &ServerClient::readMore, Qt::QueuedConnection);
}

ServerClient::~ServerClient()
{
    m_socket->disconnect(this);
}

void ServerClient::turnAway(QLocalSocket* socket, const Error& why)
{
    RemoteReply reply;
    reply.error = RemoteError::of(why);
    connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
    socket->write(frame(Json::toText(reply)));
    socket->disconnectFromServer();
}

bool ServerClient::isFull() const
{
    return m_inFlight >= m_limits.requestsInFlight || m_socket->bytesToWrite() > m_limits.pendingBytes;
}

void ServerClient::readMore()
{
    if (m_reading)
        return; // an answer that was ready at once brought us here again; the loop below goes on
    m_reading = true;
    while (!m_ended && !isFull()) {
        const auto payload = m_frames.next();
        if (!payload) {
            breakOff(payload.error());
            break;
        }
        if (*payload) {
            handle(**payload);
            continue;
        }
        const QByteArray bytes = m_socket->read(readChunk);
        if (bytes.isEmpty())
            break;
        m_frames.append(bytes);
    }
    m_reading = false;
}

void ServerClient::handle(const QByteArray& payload)
{
    auto request = Json::fromText<RemoteRequest>(payload);
    if (!request) {
        breakOff(request.error());
        return;
    }
    if (!m_greeted) {
        if (request->hello)
            greet(*request->hello);
        else
            breakOff({u"no-greeting"_s, u"the client did not say which version it speaks"_s, {}, {}});
        return;
    }
    if (request->submit) {
        submit(request->id, std::move(*request->submit));
    } else if (request->ask) {
        ask(request->id, std::move(*request->ask));
    } else if (request->subscribe) {
        if (int(m_subscriptions.size()) >= subscriptionLimit)
            breakOff(
                {u"too-many-subscriptions"_s, u"a client has at most %1"_s.arg(subscriptionLimit), {}, {}});
        else
            subscribe(request->id);
    } else if (request->unsubscribe) {
        m_subscriptions.erase(request->id);
    } else {
        breakOff({u"request-unknown"_s, u"the client asked for nothing that is known"_s, {}, {}});
    }
}

void ServerClient::greet(const Hello& hello)
{
    if (hello.protocol != protocolVersion) {
        breakOff(
            {u"version-differs"_s,
             u"the engine is Drover %1 and the client is Drover %2; they speak different protocols (%3 and %4)"_s
                 .arg(QCoreApplication::applicationVersion(), hello.program)
                 .arg(protocolVersion)
                 .arg(hello.protocol),
             u"use the same version for both, or close the console that owns the data directory"_s,
             {}});
        return;
    }
    m_greeted = true;
    RemoteReply reply;
    reply.hello = Hello{protocolVersion, QCoreApplication::applicationVersion()};
    send(reply);
}

void ServerClient::submit(qint64 id, CommandRequest request)
{
    // Who asks is what the kernel says, whatever the client claims.
    request.actor = u"user:"_s + m_limits.userName;
    if (request.via != "cli"_L1 && request.via != "console"_L1)
        request.via = u"socket"_s;
    ++m_inFlight;
    whenAnswered(m_engine.submit(std::move(request)), this, [this, id](const Result<Receipt>& result) {
        RemoteReply reply;
        reply.id = id;
        if (result)
            reply.receipt = *result;
        else
            reply.error = RemoteError::of(result.error());
        answered(std::move(reply));
    });
}

void ServerClient::ask(qint64 id, Query query)
{
    ++m_inFlight;
    whenAnswered(m_engine.ask(std::move(query)), this, [this, id](const Result<Answer>& result) {
        RemoteReply reply;
        reply.id = id;
        if (result)
            reply.answer = *result;
        else
            reply.error = RemoteError::of(result.error());
        answered(std::move(reply));
    });
}

void ServerClient::answered(RemoteReply reply)
{
    --m_inFlight;
    if (m_ended)
        return;
    QByteArray payload = Json::toText(reply);
    if (payload.size() > replyLimit) {
        RemoteReply tooLarge;
        tooLarge.id = reply.id;
        tooLarge.error =
            RemoteError{u"answer-too-large"_s,
                        u"the answer has %1 bytes, more than a client takes"_s.arg(payload.size()),
                        u"ask for less at a time"_s,
                        {}};
        payload = Json::toText(tooLarge);
    }
    m_socket->write(frame(payload));
    readMore();
}

void ServerClient::subscribe(qint64 id)
{
    auto context = std::make_unique<QObject>();
    QObject* raw = context.get();
    m_subscriptions[id] = std::move(context);
    m_engine.subscribe(raw, [this, id](const ChangeBatchPtr& batch) { sendBatch(id, *batch); });
}

void ServerClient::sendBatch(qint64 id, const ChangeBatch& batch)
{
    if (m_ended)
        return;
    const auto it = m_subscriptions.find(id);
    if (it == m_subscriptions.end() || !it->second)
        return;
    if (m_socket->bytesToWrite() > m_limits.pendingBytes) {
        // Missed from here on; written() asks for a snapshot when the client has caught up. We are called by
        // way of the context, so it is deleted later.
        qCDebug(clientLog, "a client does not keep up; it gets a snapshot later");
        it->second.release()->deleteLater();
        return;
    }
    for (const QByteArray& payload : batchPayloads(id, batch, requestLimit))
        m_socket->write(frame(payload));
}

void ServerClient::written()
{
    if (m_ended || m_socket->bytesToWrite() > m_limits.pendingBytes / 4)
        return;
    for (const auto& [id, context] : m_subscriptions) {
        if (!context)
            subscribe(id);
    }
    readMore();
}

void ServerClient::send(const RemoteReply& reply)
{
    m_socket->write(frame(Json::toText(reply)));
}

void ServerClient::breakOff(const Error& why)
{
    qCWarning(clientLog, "a client is disconnected: %s", qUtf8Printable(why.text));
    m_ended = true;
    m_subscriptions.clear();
    RemoteReply reply;
    reply.error = RemoteError::of(why);
    send(reply);
    m_socket->disconnectFromServer();
    // One that does not read the reason is cut off all the same.
    QTimer::singleShot(farewellDeadline, m_socket, [socket = m_socket] { socket->abort(); });
}

} // namespace Drover
