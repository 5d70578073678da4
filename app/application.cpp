#include "app/application.h"

#include "app/builtincontent.h"
#include "app/cli/packfiles.h"
#include "engine/remote/peer.h"
#include "engine/store/datadirectory.h"

#include <QCryptographicHash>
#include <QElapsedTimer>
#include <QLoggingCategory>
#include <QPromise>
#include <QStandardPaths>
#include <QThread>
#include <QThreadPool>

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

Q_LOGGING_CATEGORY(applicationLog, "drover.application")

// A command line that owns the directory for a moment does not serve it; it is waited for.
constexpr int ownerPollMs = 25;
constexpr int takeOverIntervalMs = 100;
constexpr int takeOverTries = 100;

CommandRequest setUpCommand(const QString& id, const Command& command)
{
    CommandRequest request;
    request.id = id;
    request.actor = Application::actor();
    request.via = u"console"_s;
    request.command = command;
    return request;
}

/// What every directory begins with. The ids say what is loaded, so that a program with newer content loads
/// it once.
Result<QList<CommandRequest>> setUpCommands(const Commands::CreateDirectory& create,
                                            const QList<Command>& first)
{
    const QList<SourceFile> files = builtInPack();
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const SourceFile& file : files) {
        hash.addData(file.path.toUtf8());
        hash.addData(QByteArray(1, '\0') + file.text);
    }
    const auto load = carriedPack(files);
    if (!load)
        return fail(u"content-invalid"_s, load.error().value(0).toString(),
                    u"the program's own content is damaged"_s);
    QList<CommandRequest> requests{setUpCommand(u"set-up/directory"_s, create)};
    if (!files.isEmpty())
        requests.append(
            setUpCommand(u"set-up/content/"_s + QString::fromLatin1(hash.result().toHex().first(16)),
                         Commands::LoadContent{{*load}}));
    for (const Command& command : first)
        requests.append(setUpCommand(u"set-up/first/"_s + QString::number(requests.size()), command));
    return requests;
}

} // namespace

QString Application::defaultDirectory()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + u"/drover"_s;
}

QString Application::actor()
{
    return u"user:"_s + userName(geteuid());
}

Application::Application(Options options) : m_options(std::move(options))
{
    if (m_options.directory.isEmpty())
        m_options.directory = defaultDirectory();
    m_retry.setSingleShot(true);
    m_retry.setInterval(takeOverIntervalMs);
    connect(&m_retry, &QTimer::timeout, this, &Application::tryAgain);
}

Application::~Application()
{
    m_retry.stop();
    m_engine.setInner(nullptr);
    m_server.reset();
}

Result<std::unique_ptr<Application>> Application::open(const Options& options)
{
    std::unique_ptr<Application> application(new Application(options));
    QElapsedTimer patience;
    patience.start();
    Result<> opened = application->openAny();
    while (!opened && opened.error().code == "engine-unreachable"_L1 &&
           patience.elapsed() < options.patienceMs) {
        QThread::msleep(ownerPollMs);
        opened = application->openAny();
    }
    if (!opened)
        return tl::make_unexpected(opened.error());
    return application;
}

void Application::openLater(const Options& options, QObject* context,
                            std::function<void(Result<std::unique_ptr<Application>>)> done)
{
    reach(options, context, [options, done = std::move(done)](Reached reached) {
        if (!reached)
            return done(tl::make_unexpected(reached.error()));
        std::unique_ptr<Application> application(new Application(options));
        application->use(std::move(*reached));
        done(std::move(application));
    });
}

void Application::reach(const Options& options, QObject* context, const std::function<void(Reached)>& done)
{
    const auto attach = [options, context, done](const Error& unreachable) {
        const auto path = DataDirectory::engineSocket(options.directory);
        if (!path)
            return done(tl::make_unexpected(path.error()));
        RemoteEngine::openLater(*path, context, [unreachable, done](RemoteEngine::Opened remote) {
            if (remote)
                done(AnEngine(std::move(*remote)));
            else
                done(tl::make_unexpected(remote.error().code == "engine-unreachable"_L1 ? unreachable
                                                                                        : remote.error()));
        });
    };
    if (options.attachOnly)
        return attach(noEngineIn(options.directory));
    const auto take = [done, attach](Local& local) {
        if (local)
            done(AnEngine(std::move(*local)));
        else if (local.error().code == "directory-owned"_L1)
            attach({u"engine-unreachable"_s, local.error().text, local.error().remedy, local.error().object});
        else
            done(tl::make_unexpected(local.error()));
    };
    // The result is shared and not taken: taking it resets the future, and the promise, still alive on its
    // thread, would end it once more and call what waits a second time.
    using Opened = std::shared_ptr<Local>;
    auto opening = std::make_shared<QPromise<Opened>>();
    opening->start();
    opening->future().then(context, [take](const QFuture<Opened>& opened) { take(*opened.result()); });
    QThreadPool::globalInstance()->start([opening, options] {
        opening->addResult(std::make_shared<Local>(openLocal(options)));
        opening->finish();
    });
}

Error Application::noEngineIn(const QString& directory)
{
    return {u"engine-unreachable"_s, u"no engine works in %1"_s.arg(directory),
            u"open the directory here, or start one with `drover serve --data %1`"_s.arg(directory),
            u"directory "_s + directory};
}

void Application::use(AnEngine engine)
{
    if (auto* local = std::get_if<std::unique_ptr<LocalEngine>>(&engine))
        own(std::move(*local));
    else
        follow(std::move(std::get<std::unique_ptr<RemoteEngine>>(engine)));
}

Result<> Application::openAny()
{
    if (m_options.attachOnly) {
        if (const Result<> attached = attach(); !attached)
            return tl::make_unexpected(noEngineIn(m_options.directory));
        return {};
    }
    return take(openLocal(m_options));
}

Application::Local Application::openLocal(const Options& options)
{
    const auto setUp = setUpCommands(options.create, options.first);
    if (!setUp)
        return tl::make_unexpected(setUp.error());
    LocalEngine::Options local;
    local.directory = options.directory;
    local.setUp = *setUp;
    local.work = options.work == Work::Never      ? LocalEngine::Work::Never
                 : options.work == Work::WhenTold ? LocalEngine::Work::WhenTold
                                                  : LocalEngine::Work::AtOnce;
    return LocalEngine::open(std::move(local));
}

/// The engine of this process, or the one that has the directory already.
Result<> Application::take(Local local)
{
    if (local) {
        own(std::move(*local));
        return {};
    }
    const Error& error = local.error();
    if (error.code != "directory-owned"_L1)
        return tl::make_unexpected(error);
    if (attach())
        return {};
    return fail(u"engine-unreachable"_s, error.text, error.remedy, error.object);
}

void Application::own(std::unique_ptr<LocalEngine> local)
{
    m_local = std::move(local);
    m_options.directory = m_local->directory();
    m_engine.setInner(m_local.get());
    if (m_options.work == Work::Never)
        return;
    if (const Result<> served = serve(); !served)
        qCWarning(applicationLog, "no other program can attach: %s", qUtf8Printable(served.error().text));
}

Result<> Application::serve()
{
    const auto path = DataDirectory::engineSocket(m_options.directory);
    if (!path)
        return tl::make_unexpected(path.error());
    auto server = EngineServer::listen(*m_local, EngineServer::optionsFor(*path));
    if (!server)
        return tl::make_unexpected(server.error());
    m_server = std::move(*server);
    return {};
}

Result<> Application::attach()
{
    const auto path = DataDirectory::engineSocket(m_options.directory);
    if (!path)
        return tl::make_unexpected(path.error());
    auto remote = RemoteEngine::open(*path);
    if (!remote)
        return tl::make_unexpected(remote.error());
    follow(std::move(*remote));
    return {};
}

void Application::follow(std::unique_ptr<RemoteEngine> remote)
{
    m_remote = std::move(remote);
    connect(m_remote.get(), &RemoteEngine::lost, this, &Application::lost);
    m_engine.setInner(m_remote.get());
}

void Application::beginWork()
{
    m_options.work = Work::AtOnce; // also when we take over later
    if (m_local)
        m_local->beginWork();
}

QFuture<void> Application::settled()
{
    if (m_local)
        return m_local->settled();
    QPromise<void> promise;
    promise.start();
    promise.finish();
    return promise.future();
}

void Application::lost(const Error& why)
{
    m_why = why;
    m_engine.setInner(nullptr, why);
    // It is on the stack below us.
    m_remote.release()->deleteLater();
    if (why.code != "engine-unreachable"_L1) { // it speaks to us no more: another version, another user
        emit engineLost(why);
        return;
    }
    // Who only looks on would own the directory and serve nobody: it looks for another owner only.
    m_options.attachOnly = m_options.attachOnly || m_options.work == Work::Never;
    m_triesLeft = takeOverTries;
    m_retry.start();
    emit engineSilent(why);
}

void Application::tryAgain()
{
    reach(m_options, this, [this](Reached reached) {
        if (reached) {
            use(std::move(*reached));
            qCInfo(applicationLog, "%s",
                   m_local ? "took over the data directory" : "attached to another owner");
            emit ownerChanged();
        } else if (--m_triesLeft > 0) {
            m_retry.start();
        } else {
            emit engineLost(m_why);
        }
    });
}

} // namespace Drover
