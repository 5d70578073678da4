#include "tests/bench/benchengine.h"

#include <QDirIterator>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QFutureWatcher>

using namespace Qt::StringLiterals;

namespace Drover::Bench {

namespace {

QList<Commands::ContentFile> builtInFiles()
{
    const QString root = QStringLiteral(DROVER_SOURCE_DIR "/resources/content/drover");
    QList<Commands::ContentFile> files;
    QDirIterator it(root, QDir::Files, QDirIterator::Subdirectories);
    while (it.hasNext()) {
        QFile file(it.next());
        if (file.open(QIODevice::ReadOnly))
            files.append({file.fileName().mid(root.size() + 1), QString::fromUtf8(file.readAll())});
    }
    return files;
}

template <class T>
T awaited(QFuture<T> future)
{
    QFutureWatcher<T> watcher;
    QEventLoop loop;
    QObject::connect(&watcher, &QFutureWatcherBase::finished, &loop, &QEventLoop::quit);
    watcher.setFuture(future);
    if (!future.isFinished())
        loop.exec();
    return future.result();
}

} // namespace

BenchEngine::BenchEngine(Options options) : m_options(std::move(options))
{
    // A login brings a runtime directory in memory; where nobody has logged in, this is it.
    static const QTemporaryDir runtime(u"/dev/shm/drover-bench-XXXXXX"_s);
    if (runtime.isValid() && !qEnvironmentVariableIsSet("XDG_RUNTIME_DIR"))
        qputenv("XDG_RUNTIME_DIR", QFile::encodeName(runtime.path()));
    open();
}

void BenchEngine::open()
{
    const auto request = [](const QString& id, const Command& command) {
        CommandRequest one;
        one.id = id;
        one.actor = u"user:bench"_s;
        one.via = u"cli"_s;
        one.command = command;
        return one;
    };
    LocalEngine::Options options;
    options.directory = m_options.directory.isEmpty() ? m_folder.filePath(u"data"_s) : m_options.directory;
    options.work = m_options.simulated ? LocalEngine::Work::WhenTold : LocalEngine::Work::AtOnce;
    options.jobLimit = m_options.jobLimit;
    options.shepherdProgram = QStringLiteral(DROVER_BIN_DIR "/drover-shepherd");
    options.setUp = {request(u"set-up/1"_s, Commands::CreateDirectory{m_options.simulated, 1, 0}),
                     request(u"set-up/2"_s, Commands::LoadContent{{{builtInFiles()}}})};
    if (!m_options.pack.isEmpty())
        options.setUp.append(request(u"set-up/3"_s, Commands::LoadContent{{{m_options.pack}}}));
    auto engine = LocalEngine::open(std::move(options));
    if (!engine)
        qFatal("%s", qPrintable(engine.error().text));
    m_engine = std::move(*engine);
}

QFuture<Result<Receipt>> BenchEngine::send(Command command)
{
    CommandRequest request;
    request.id = u"bench-%1"_s.arg(++m_commands);
    request.actor = u"user:bench"_s;
    request.via = u"cli"_s;
    request.command = std::move(command);
    return m_engine->submit(std::move(request));
}

Receipt BenchEngine::must(Command command)
{
    const Result<Receipt> receipt = awaited(send(std::move(command)));
    if (!receipt)
        qFatal("%s", qPrintable(receipt.error().text));
    return *receipt;
}

void BenchEngine::mustAll(const QList<Command>& commands)
{
    std::vector<QFuture<Result<Receipt>>> sent;
    for (const Command& command : commands)
        sent.push_back(send(command));
    for (const auto& future : sent) {
        if (const Result<Receipt> receipt = awaited(future); !receipt)
            qFatal("%s", qPrintable(receipt.error().text));
    }
}

void BenchEngine::settle()
{
    m_engine->beginWork();
    QFutureWatcher<void> watcher;
    QEventLoop loop;
    connect(&watcher, &QFutureWatcherBase::finished, &loop, &QEventLoop::quit);
    watcher.setFuture(m_engine->settled());
    loop.exec();
}

void BenchEngine::waitUntil(const std::function<bool(const Replica&)>& done)
{
    QEventLoop loop;
    if (!m_replica) {
        m_replica = std::make_unique<Replica>();
        m_engine->subscribe(this, [this](const ChangeBatchPtr& batch) { m_replica->apply(*batch); });
    }
    QObject::connect(m_replica.get(), &Replica::applied, &loop, [&] {
        if (done(*m_replica))
            loop.quit();
    });
    if (!m_replica->isReady() || !done(*m_replica))
        loop.exec();
}

double BenchEngine::reopen()
{
    m_engine.reset();
    QElapsedTimer timer;
    timer.start();
    open();
    return double(timer.nsecsElapsed()) / 1e9;
}

qint64 BenchEngine::jobs()
{
    Queries::FindJobs query;
    query.limit = 1;
    const auto found = awaited(m_engine->ask(query));
    if (!found)
        qFatal("%s", qPrintable(found.error().text));
    const QList<Job>& jobs = std::get<Answers::Jobs>(*found).jobs;
    return jobs.isEmpty() ? 0 : qint64(jobs.first().id.value);
}

} // namespace Drover::Bench
