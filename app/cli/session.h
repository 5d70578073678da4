#pragma once

#include "app/cli/terminal.h"
#include "engine/api/engine.h"
#include "models/replica.h"

#include <QEventLoop>
#include <QFutureWatcher>
#include <QObject>

namespace Drover {

/// How a verb speaks with an engine: it says one thing after another and waits for each answer. The command
/// line is not inside an event loop when it waits, so its loops are never nested. Owned by the program's
/// start; main thread.
class Session : public QObject
{
    Q_OBJECT
public:
    struct Origin
    {
        bool ownsEngine = true; ///< nobody else serves this data directory; work ends with us
        /// A fresh id for a command: the same id is carried out once.
        std::function<Result<QString>(Session&, const Command&)> commandId;
        QString actor;                               ///< `user:NAME`
        std::function<void()> beginWork = {};        ///< from here on our own engine runs what is due
        std::function<QFuture<void>()> settled = {}; ///< ready when a virtual clock has nothing left to do
    };
    Session(Engine& engine, Terminal& terminal, Origin origin);

    [[nodiscard]] Terminal& terminal() { return m_terminal; }
    [[nodiscard]] Engine& engine() { return m_engine; }
    [[nodiscard]] bool ownsEngine() const { return m_origin.ownsEngine; }

    /// Carries a command out and waits until it is on disk.
    [[nodiscard]] Result<Receipt> submit(const Command& command, const QString& reason = {});
    /// What the command would come to now; nothing changes.
    [[nodiscard]] Result<Receipt> attempt(const Command& command, const QString& reason = {});
    /// The answer's expected alternative.
    template <class T>
    [[nodiscard]] Result<T> ask(const Query& query)
    {
        auto answer = await(m_engine.ask(query));
        if (!answer)
            return tl::make_unexpected(answer.error());
        if (T* expected = std::get_if<T>(&*answer))
            return std::move(*expected);
        return fail(QStringLiteral("answer-missing"), QStringLiteral("the engine answered something else"));
    }
    /// The live objects as of now; waits for the first snapshot.
    [[nodiscard]] Result<const Replica*> replica();
    [[nodiscard]] QList<PackRef> packs() const { return m_packs; }
    /// Journal position the replica shows.
    [[nodiscard]] qint64 seq() const { return m_seq; }
    /// The newest journal position that is known: the replica's, or that of the last receipt.
    [[nodiscard]] qint64 committed() const { return std::max(m_seq, m_receiptSeq); }
    /// Waits until `done` answers true; it is asked again after every batch.
    [[nodiscard]] Result<> waitUntil(const std::function<bool()>& done);

    /// Batches that have come; take it before asking, to miss none that comes meanwhile.
    [[nodiscard]] int news() const { return m_news; }

    /// The command stands; now our own engine may run. Nothing where it is another's.
    void beginWork();
    /// Waits until our own engine has nothing left to do, so that a simulated run ends where it ends however
    /// long we look.
    [[nodiscard]] Result<> settle();

    /// Ends all waiting with this error: the engine is gone, or a person pressed Ctrl-C.
    void interrupt(const Error& why);

private:
    [[nodiscard]] CommandRequest requestFor(const Command& command, const QString& reason) const;
    template <class T>
    Result<T> await(QFuture<Result<T>> future)
    {
        QFutureWatcher<Result<T>> watcher;
        connect(&watcher, &QFutureWatcherBase::finished, &m_loop, &QEventLoop::quit);
        watcher.setFuture(future);
        while (!future.isFinished() && !m_interrupted)
            m_loop.exec();
        if (future.isFinished() && future.resultCount() > 0)
            return future.result();
        return tl::make_unexpected(m_interrupted.value_or(Error{
            QStringLiteral("engine-unreachable"), QStringLiteral("the engine gave no answer"), {}, {}}));
    }
    void apply(const ChangeBatch& batch);

    Engine& m_engine;
    Terminal& m_terminal;
    Origin m_origin;
    Replica m_replica;
    QList<PackRef> m_packs;
    qint64 m_seq = 0;
    qint64 m_receiptSeq = 0;
    int m_news = 0;
    bool m_subscribed = false;
    std::optional<Error> m_interrupted;
    QEventLoop m_loop;
};

} // namespace Drover
