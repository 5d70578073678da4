#include "engine/remote/remoteengine.h"

#include "engine/core/json.h"

#include <QCoreApplication>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

constexpr int connectDeadlineMs = 2000;

Error unreachable(const QString& text)
{
    return {
        u"engine-unreachable"_s, text, u"start a console or `drover serve`, or say the command again"_s, {}};
}

} // namespace

Result<std::unique_ptr<RemoteEngine>> RemoteEngine::open(const QString& path)
{
    std::unique_ptr<RemoteEngine> engine(new RemoteEngine(path));
    if (auto connected = engine->connectSocket(); !connected)
        return tl::make_unexpected(connected.error());
    return engine;
}

void RemoteEngine::openLater(const QString& path, QObject* context, const std::function<void(Opened)>& done,
                             Duration patience)
{
    auto* engine = new RemoteEngine(path);
    engine->setParent(context);
    // What listens for the outcome ends with it.
    auto* waiting = new QObject(engine);
    const auto end = [done, engine, waiting](const Error* why) {
        if (!waiting->parent())
            return; // the outcome is known
        waiting->setParent(nullptr);
        waiting->deleteLater();
        engine->setParent(nullptr);
        if (why) {
            engine->m_socket.disconnect(engine);
            engine->deleteLater();
            done(tl::make_unexpected(*why));
        } else {
            done(std::unique_ptr<RemoteEngine>(engine));
        }
    };
    connect(&engine->m_socket, &QLocalSocket::connected, waiting, [engine, waiting, end] {
        engine->greet();
        engine->ask(Queries::FindOperations{.limit = 1}).then(waiting, [engine, end](const Result<Answer>&) {
            const Error why = engine->m_why;
            end(engine->isConnected() ? nullptr : &why);
        });
    });
    connect(&engine->m_socket, &QLocalSocket::errorOccurred, waiting, [engine, end] {
        if (engine->isConnected())
            return; // then what was asked is answered with the reason
        const Error why =
            unreachable(u"no engine answers at %1: %2"_s.arg(engine->m_path, engine->m_socket.errorString()));
        end(&why);
    });
    QTimer::singleShot(patience, waiting, [engine, end] {
        const Error why{u"engine-silent"_s,
                        u"the engine at %1 does not answer"_s.arg(engine->m_path),
                        u"try again when it is less busy; if it stays silent, end its process and open the "
                        "directory here"_s,
                        {}};
        end(&why);
    });
    engine->m_socket.connectToServer(path);
}

RemoteEngine::RemoteEngine(QString path) : m_path(std::move(path))
{
    connect(&m_socket, &QLocalSocket::readyRead, this, &RemoteEngine::readMore);
    connect(&m_socket, &QLocalSocket::disconnected, this, &RemoteEngine::disconnected);
}

RemoteEngine::~RemoteEngine()
{
    m_socket.disconnect(this);
    disconnected();
}

Result<> RemoteEngine::connectSocket()
{
    m_frames = FrameReader(replyLimit);
    m_socket.connectToServer(m_path);
    // A local socket answers at once or not at all.
    if (!m_socket.waitForConnected(connectDeadlineMs)) {
        m_why = unreachable(u"no engine answers at %1: %2"_s.arg(m_path, m_socket.errorString()));
        m_socket.abort();
        return tl::make_unexpected(m_why);
    }
    greet();
    return {};
}

void RemoteEngine::greet()
{
    m_connected = true;
    m_why = unreachable(u"the engine at %1 has ended"_s.arg(m_path));
    RemoteRequest request;
    request.hello = Hello{protocolVersion, QCoreApplication::applicationVersion()};
    send(request);
}

Result<> RemoteEngine::reconnect()
{
    if (m_connected)
        return {};
    if (auto connected = connectSocket(); !connected)
        return connected;
    for (const auto& [id, subscription] : m_subscriptions) {
        RemoteRequest request;
        request.id = id;
        request.subscribe = true;
        send(request);
    }
    return {};
}

QFuture<Result<Receipt>> RemoteEngine::submit(CommandRequest command)
{
    QPromise<Result<Receipt>> promise;
    promise.start();
    auto future = promise.future();
    if (!m_connected) {
        promise.addResult(tl::make_unexpected(m_why));
        promise.finish();
        return future;
    }
    RemoteRequest request;
    request.id = ++m_lastId;
    request.submit = std::move(command);
    m_pending.emplace(request.id, std::move(promise));
    send(request);
    return future;
}

QFuture<Result<Answer>> RemoteEngine::ask(Query query)
{
    QPromise<Result<Answer>> promise;
    promise.start();
    auto future = promise.future();
    if (!m_connected) {
        promise.addResult(tl::make_unexpected(m_why));
        promise.finish();
        return future;
    }
    RemoteRequest request;
    request.id = ++m_lastId;
    request.ask = std::move(query);
    m_pending.emplace(request.id, std::move(promise));
    send(request);
    return future;
}

void RemoteEngine::subscribe(QObject* context, std::function<void(ChangeBatchPtr)> sink)
{
    const qint64 id = ++m_lastId;
    m_subscriptions[id] = {context, std::move(sink)};
    connect(context, &QObject::destroyed, this, [this, id] {
        m_subscriptions.erase(id);
        RemoteRequest request;
        request.id = id;
        request.unsubscribe = true;
        send(request);
    });
    RemoteRequest request;
    request.id = id;
    request.subscribe = true;
    send(request);
}

void RemoteEngine::readMore()
{
    m_frames.append(m_socket.readAll());
    while (m_connected) {
        const auto payload = m_frames.next();
        if (payload && !*payload)
            return;
        auto reply = payload ? Json::fromText<RemoteReply>(**payload)
                             : Result<RemoteReply>(tl::make_unexpected(payload.error()));
        if (!reply) {
            m_why = unreachable(
                u"the engine at %1 sent what can't be read: %2"_s.arg(m_path, reply.error().text));
            m_socket.abort();
            return;
        }
        handle(std::move(*reply));
    }
}

void RemoteEngine::handle(RemoteReply reply)
{
    if (reply.batch) {
        deliver(reply.id, std::move(*reply.batch));
        return;
    }
    if (reply.id == 0) {
        if (reply.error)
            m_why = reply.error->toError();
        return;
    }
    auto node = m_pending.extract(reply.id);
    if (node.empty())
        return;
    std::visit(
        [&](auto& promise) {
            using Value = typename std::decay_t<decltype(promise.future().result())>::value_type;
            if (reply.error) {
                promise.addResult(tl::make_unexpected(reply.error->toError()));
            } else if constexpr (std::is_same_v<Value, Receipt>) {
                promise.addResult(reply.receipt.value_or(Receipt()));
            } else if (reply.answer) {
                promise.addResult(std::move(*reply.answer));
            } else {
                promise.addResult(fail(u"answer-missing"_s, u"the engine sent no answer"_s));
            }
            promise.finish();
        },
        node.mapped());
}

void RemoteEngine::deliver(qint64 id, ChangeBatch batch)
{
    const auto it = m_subscriptions.find(id);
    if (it == m_subscriptions.end() || !it->second.context)
        return;
    QMetaObject::invokeMethod(it->second.context,
                              [sink = it->second.sink, shared = std::make_shared<const ChangeBatch>(
                                                           std::move(batch))] { sink(shared); });
}

void RemoteEngine::send(const RemoteRequest& request)
{
    if (!m_connected)
        return;
    m_socket.write(frame(Json::toText(request)));
}

void RemoteEngine::disconnected()
{
    if (!m_connected)
        return;
    m_connected = false;
    auto pending = std::exchange(m_pending, {});
    for (auto& [id, any] : pending) {
        std::visit(
            [&](auto& promise) {
                promise.addResult(tl::make_unexpected(m_why));
                promise.finish();
            },
            any);
    }
    emit lost(m_why);
}

} // namespace Drover
