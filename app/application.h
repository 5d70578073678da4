#pragma once

#include "app/switchingengine.h"
#include "engine/remote/engineserver.h"
#include "engine/remote/remoteengine.h"
#include "engine/runtime/localengine.h"

#include <QObject>
#include <QTimer>

#include <variant>

namespace Drover {

/// The composition root: the engine of one data directory, whoever owns it. Attaches to the owner where there
/// is one, else becomes the owner and serves others over the socket; takes over when the owner ends. Made
/// first, ended last; main thread.
class Application : public QObject
{
    Q_OBJECT
public:
    enum class Work {
        Never,    ///< commands are taken and questions answered; nothing runs here and nobody is served
        WhenTold, ///< as AtOnce, from beginWork() on
        AtOnce,
    };
    struct Options
    {
        QString directory; ///< empty: defaultDirectory()
        Work work = Work::AtOnce;
        Commands::CreateDirectory create; ///< what a new directory is
        QList<Command> first = {};        ///< what else a new directory begins with, carried out once
        bool attachOnly = false;          ///< never become the owner
        int patienceMs = 10000;           ///< how long an owner that does not answer yet is waited for
    };
    /// Errors: `engine-unreachable` when another process owns the directory and does not answer (or,
    /// attaching only, none does), those of the directory, the store and the key, and what the set-up of a
    /// new directory ran into.
    [[nodiscard]] static Result<std::unique_ptr<Application>> open(const Options& options);
    /// The same beside a window that stays alive: a thread of the pool reads the directory, an owner is
    /// reached as its socket answers, and `done` is called on this thread unless `context` is gone by then.
    /// One error more: `engine-silent`, when an owner takes the connection and says nothing.
    static void openLater(const Options& options, QObject* context,
                          std::function<void(Result<std::unique_ptr<Application>>)> done);
    ~Application() override;

    /// `drover` in the user's data home.
    [[nodiscard]] static QString defaultDirectory();
    /// `user:NAME`.
    [[nodiscard]] static QString actor();

    [[nodiscard]] Engine& engine() { return m_engine; }
    [[nodiscard]] bool ownsEngine() const { return m_local != nullptr; }
    [[nodiscard]] const QString& directory() const { return m_options.directory; }
    /// Where we own the engine, it begins to run what is due.
    void beginWork();
    /// Ready when our own engine has nothing left to do; at once where there is nothing to wait for (it is
    /// another's, or it follows a clock).
    [[nodiscard]] QFuture<void> settled();

signals:
    /// We became the owner, or attached to another one.
    void ownerChanged();
    /// The owner does not answer; another is looked for, or we become it unless we are to run nothing.
    void engineSilent(const Drover::Error& why);
    /// The owner ended and no engine could be reached since.
    void engineLost(const Drover::Error& why);

private:
    explicit Application(Options options);
    using Local = Result<std::unique_ptr<LocalEngine>>;
    using AnEngine = std::variant<std::unique_ptr<LocalEngine>, std::unique_ptr<RemoteEngine>>;
    using Reached = Result<AnEngine>;
    /// Ours or the owner's, without blocking this thread; `done` is called on it, unless `context` is gone.
    static void reach(const Options& options, QObject* context, const std::function<void(Reached)>& done);
    [[nodiscard]] static Error noEngineIn(const QString& directory);
    void use(AnEngine engine);
    [[nodiscard]] Result<> openAny();
    /// Any thread.
    [[nodiscard]] static Local openLocal(const Options& options);
    [[nodiscard]] Result<> take(Local local);
    void own(std::unique_ptr<LocalEngine> local);
    [[nodiscard]] Result<> attach();
    void follow(std::unique_ptr<RemoteEngine> remote);
    [[nodiscard]] Result<> serve();
    void lost(const Error& why);
    void tryAgain();

    Options m_options;
    SwitchingEngine m_engine;
    std::unique_ptr<LocalEngine> m_local;
    std::unique_ptr<EngineServer> m_server;
    std::unique_ptr<RemoteEngine> m_remote;
    QTimer m_retry;
    int m_triesLeft = 0;
    Error m_why;
};

} // namespace Drover
