#pragma once

#include "engine/api/engine.h"
#include "engine/remote/frames.h"
#include "engine/remote/messages.h"

#include <QLocalSocket>
#include <QObject>
#include <QPointer>
#include <QPromise>
#include <map>

namespace Drover {

/// The engine of another process, behind its local socket. Lives on the thread that made it; every call is
/// made there. When the connection ends, what was asked and not yet answered answers `engine-unreachable` and
/// so does everything until reconnect() succeeds; subscriptions stay and begin again with a snapshot.
class RemoteEngine final : public QObject, public Engine
{
    Q_OBJECT
public:
    /// Connects to the socket of a data directory's owner. Errors: `engine-unreachable`. An owner of another
    /// version or user shows in the first answer and in lost().
    [[nodiscard]] static Result<std::unique_ptr<RemoteEngine>> open(const QString& path);
    /// The same without blocking: told when the owner has answered a first question, or can't. Errors: those
    /// of lost(), too, and `engine-silent` when it takes the connection and says nothing. `done` is called
    /// on this thread, unless `context`, an object of it, is gone by then.
    using Opened = Result<std::unique_ptr<RemoteEngine>>;
    static void openLater(const QString& path, QObject* context, const std::function<void(Opened)>& done,
                          Duration patience = std::chrono::seconds(10));
    ~RemoteEngine() override;

    [[nodiscard]] QFuture<Result<Receipt>> submit(CommandRequest request) override;
    [[nodiscard]] QFuture<Result<Answer>> ask(Query query) override;
    void subscribe(QObject* context, std::function<void(ChangeBatchPtr)> sink) override;

    /// Tries again after lost(): the owner may have been followed by another.
    [[nodiscard]] Result<> reconnect();
    [[nodiscard]] bool isConnected() const { return m_connected; }

signals:
    /// The connection ended; `why` is the owner's reason when it gave one.
    void lost(const Drover::Error& why);

private:
    using Pending = std::variant<QPromise<Result<Receipt>>, QPromise<Result<Answer>>>;
    struct Subscription
    {
        QPointer<QObject> context;
        std::function<void(ChangeBatchPtr)> sink;
    };

    explicit RemoteEngine(QString path);
    [[nodiscard]] Result<> connectSocket();
    void greet();
    void readMore();
    void handle(RemoteReply reply);
    void deliver(qint64 id, ChangeBatch batch);
    void send(const RemoteRequest& request);
    void disconnected();

    QString m_path;
    QLocalSocket m_socket;
    FrameReader m_frames{replyLimit};
    std::map<qint64, Pending> m_pending;
    std::map<qint64, Subscription> m_subscriptions;
    qint64 m_lastId = 0;
    bool m_connected = false;
    Error m_why; ///< answered while there is no connection
};

} // namespace Drover
