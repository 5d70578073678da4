#include "engine/runtime/localengine.h"

#include "engine/effects/localrunner.h"
#include "engine/runtime/answers.h"
#include "engine/runtime/changefeed.h"
#include "engine/runtime/historyworker.h"
#include "engine/runtime/mailbox.h"
#include "engine/runtime/workerpool.h"
#include "engine/store/datadirectory.h"
#include "engine/store/sealer.h"
#include "engine/store/sqlitestore.h"

#include <QFileInfo>
#include <QLoggingCategory>
#include <QObject>
#include <QPromise>
#include <mutex>
#include <thread>

namespace Drover {

using namespace Qt::StringLiterals;
using SteadyClock = std::chrono::steady_clock;

namespace {

Q_LOGGING_CATEGORY(engineLog, "drover.engine")

constexpr Duration retryTrouble = std::chrono::seconds(2);
constexpr auto feedInterval = std::chrono::milliseconds(33);
constexpr Duration turnBudget = std::chrono::milliseconds(20);
constexpr int snapshotHistory = 5000;
/// Beside the engine, the window and the history: heavy answers wait for each other, never for a turn.
constexpr int poolThreads = 2;
constexpr Duration watchInterval = std::chrono::minutes(1);

} // namespace

/// Where a subscription's batches go. The client's thread ends it; the engine's thread delivers through it.
/// The lock is held for a pointer's time only.
struct FeedOutlet
{
    std::mutex mutex;
    QObject* context = nullptr;
    std::function<void(ChangeBatchPtr)> sink;
    std::atomic<bool> busy = false; ///< a batch is on its way and not yet taken
    ChangeFeed feed;                ///< engine thread
    bool fresh = true;              ///< engine thread: has had no snapshot yet
    std::optional<QList<Job>>
        history;             ///< engine thread: what the snapshot begins with, when it has been read
    bool figuresDue = false; ///< engine thread: no object changed, but the engine itself has news

    /// Returns false when the client is gone.
    bool deliver(ChangeBatchPtr batch, const std::shared_ptr<FeedOutlet>& self)
    {
        const std::lock_guard lock(mutex);
        if (!context)
            return false;
        busy = true;
        QMetaObject::invokeMethod(
            context,
            [self, batch] {
                self->busy = false;
                self->sink(batch);
            },
            Qt::QueuedConnection);
        return true;
    }
};

/// What lives on the engine's thread, and the mail that reaches it.
class LocalEngine::Worker
{
public:
    Worker(std::unique_ptr<DataDirectory> directory, Sealer sealer)
        : m_directory(std::move(directory)), m_sealer(std::move(sealer))
    {
    }
    ~Worker() { stop(); }

    Result<> open(const Options& options);
    void answer(const Query& query, const std::shared_ptr<QPromise<Result<Answer>>>& promise);
    void admit(const std::shared_ptr<FeedOutlet>& outlet);
    void startThread()
    {
        m_thread = std::thread([this] { loop(); });
    }

    void post(Mailbox::Letter letter) { m_mail.post(std::move(letter)); }

    std::unique_ptr<DataDirectory> m_directory;
    Sealer m_sealer;
    std::unique_ptr<LocalRunner> m_runner;
    std::unique_ptr<EngineCore> m_core;
    std::unique_ptr<HistoryWorker> m_history;
    std::unique_ptr<WorkerPool> m_pool;
    std::vector<std::shared_ptr<FeedOutlet>> m_outlets; ///< engine thread
    bool m_new = false;
    bool m_working = true;                                   ///< engine thread
    std::vector<std::shared_ptr<QPromise<void>>> m_settling; ///< engine thread
    Instant m_started;

private:
    void stop();
    void loop();
    void carryOut();
    void tellTrouble();
    void flushFeeds();
    void keepWatch();
    [[nodiscard]] std::optional<Duration> idleFor();
    Figures figures();

    std::thread m_thread;
    Mailbox m_mail;
    Duration m_awayLimit{0}; ///< engine thread
    std::optional<Instant>
        m_watched;           ///< engine thread: when an engine was last known to work; unset: not kept here
    bool m_watching = false; ///< engine thread: it was this one
    SteadyClock::time_point m_lastFlush;
    SteadyClock::time_point m_rateSince = SteadyClock::now();
    qint64 m_rateSeq = 0;
    double m_rate = 0;
    QString m_toldTrouble;                    ///< engine thread
    std::vector<Mailbox::Command> m_commands; ///< engine thread: to be carried out next
};

Result<> LocalEngine::Worker::open(const Options& options)
{
    Result<std::unique_ptr<SqliteStore>> store = SqliteStore::open(m_directory->database());
    if (!store)
        return tl::make_unexpected(store.error());
    Result<State> state = (*store)->load();
    if (!state)
        return tl::make_unexpected(state.error());
    m_new = !state->ledger().created;
    bool simulated = state->ledger().simulated;
    double speed = state->ledger().speed;
    for (const CommandRequest& request : options.setUp) {
        const auto* create = std::get_if<Commands::CreateDirectory>(&request.command);
        if (m_new && create) {
            simulated = create->simulated;
            speed = create->speed;
        }
    }
    EngineCore::Parts parts;
    parts.store = std::move(*store);
    const Instant last = std::max(state->ledger().at, VirtualClock::epoch());
    if (!simulated)
        parts.clock = std::make_unique<SystemClock>();
    else if (speed == 0)
        parts.clock = std::make_unique<VirtualClock>(last);
    else
        parts.clock = std::make_unique<SystemClock>(last, speed);
    m_working = options.work == Work::AtOnce;
    if (!simulated && options.work != Work::Never) {
        ExecutorSinks sinks;
        sinks.outcome = [this](const RunOutcome& outcome) {
            post([this, outcome] { m_core->take(outcome); });
        };
        sinks.probed = [this](const QString& key, ProbeAnswer answer) {
            post([this, key, answer] { m_core->probed(key, answer); });
        };
        sinks.observation = [this](const Observation& seen) {
            post([this, seen] {
                const Job* job = EffectRunner::jobOf(m_core->state(), seen.key);
                if (!job)
                    return;
                JobObservation observation{job->id, seen.kind == Observation::Kind::Output ? seen.size : 0,
                                           seen.kind == Observation::Kind::Progress ? seen.progress : -1,
                                           seen.text};
                for (const auto& outlet : m_outlets)
                    outlet->feed.observe(observation);
            });
        };
        LocalRunner::Settings settings;
        settings.dataDirectory = m_directory->path();
        settings.shepherdProgram = options.shepherdProgram;
        m_runner = std::make_unique<LocalRunner>(std::move(settings), std::move(sinks));
        parts.local = m_runner.get();
    }
    if (!simulated)
        parts.newMachineId = [] { return MachineId{QUuid::createUuid()}; };
    parts.seal = [this](const QJsonValue& clear) { return m_sealer.seal(clear); };
    parts.open = [this](const QJsonValue& sealed) -> std::optional<QJsonValue> {
        const Result<QJsonValue> clear = m_sealer.unseal(sealed);
        return clear ? std::optional(*clear) : std::nullopt;
    };
    // A simulated job costs nothing outside, so that the fleet's size is the only limit.
    parts.limits.jobs = simulated ? std::max(options.jobLimit, 100000) : options.jobLimit;
    parts.committed = [this](const Draft& draft, const QList<EventRecord>& events) {
        for (const auto& outlet : m_outlets)
            outlet->feed.note(draft, events);
    };
    parts.state = std::move(*state);
    Result<std::unique_ptr<EngineCore>> core = EngineCore::open(std::move(parts));
    if (!core)
        return tl::make_unexpected(core.error());
    m_core = std::move(*core);
    m_core->directory = m_directory->path();
    m_history = std::make_unique<HistoryWorker>(m_directory->database());
    m_pool = std::make_unique<WorkerPool>(poolThreads);
    m_started = m_core->clock().now();
    m_awayLimit = options.awayLimit;
    // A simulated directory's time stands still while nobody looks; a process that only leaves a command
    // behind is not there to work.
    if (!simulated && options.work != Work::Never)
        m_watched = m_new ? m_started : m_directory->lastWorked().value_or(last);
    for (const CommandRequest& request : options.setUp) {
        if (std::holds_alternative<Commands::CreateDirectory>(request.command) && !m_new)
            continue;
        if (const Result<Receipt> receipt = m_core->submit(request); !receipt) {
            if (m_new)
                return tl::make_unexpected(receipt.error());
            // Newer content that does not go with a site's own must not keep anybody out of the directory.
            qWarning("set-up was refused: %s", qUtf8Printable(receipt.error().text));
        }
    }
    return {};
}

void LocalEngine::Worker::stop()
{
    if (m_thread.joinable()) {
        m_mail.close();
        m_thread.join();
    }
    if (m_watching)
        m_directory->noteWorking();
    m_history.reset(); // what was asked is answered first
    m_pool.reset();
    m_runner.reset(); // its thread ends before what its sinks reach
}

/// Notes once a minute that the engine works here. A gap means that it didn't: it was closed, or the computer
/// slept.
void LocalEngine::Worker::keepWatch()
{
    if (!m_working || !m_watched)
        return;
    const Instant now = m_core->clock().now();
    const Duration gap = now - *m_watched;
    const bool away = gap > m_awayLimit;
    if (away && !m_core->wasAway(gap))
        return; // nothing else can be written either; this is said when the store is back
    if (away || !m_watching || gap >= watchInterval || gap.count() < 0) {
        m_directory->noteWorking();
        m_watched = now;
        m_watching = true;
    }
}

/// How long the loop may sleep; nothing: until mail comes.
std::optional<Duration> LocalEngine::Worker::idleFor()
{
    std::optional<Duration> wait;
    if (const std::optional<Instant> wake = m_working ? m_core->wakeAt() : std::nullopt)
        wait = m_core->clock().wallUntil(*wake);
    if (m_watched && m_working && !m_core->state().all<Operation>().empty())
        wait = std::min<Duration>(wait.value_or(watchInterval), watchInterval);
    if (!m_core->trouble().isEmpty()) // a virtual clock has no wall time of its own to try again at
        wait = std::min<Duration>(wait.value_or(retryTrouble), retryTrouble);
    for (const auto& outlet : m_outlets) {
        if (outlet->fresh ? outlet->history.has_value() : outlet->figuresDue || !outlet->feed.isEmpty())
            wait = std::min<Duration>(wait.value_or(Duration(1000)), feedInterval);
    }
    return wait;
}

void LocalEngine::Worker::loop()
{
    for (;;) {
        keepWatch();
        const bool more = m_working && m_core->run(turnBudget);
        tellTrouble();
        flushFeeds();
        if (!more || !m_core->clock().isVirtual()) {
            for (const auto& promise : std::exchange(m_settling, {}))
                promise->finish();
        }
        auto mail = m_mail.take(more ? Mailbox::Patience() : [this] { return idleFor(); });
        if (!mail)
            return;
        for (Mailbox::Letter& letter : *mail) {
            if (auto* command = std::get_if<Mailbox::Command>(&letter)) {
                m_commands.push_back(std::move(*command));
                continue;
            }
            carryOut(); // what was sent before it comes first
            std::get<Mailbox::Work>(letter)();
        }
        carryOut();
    }
}

/// The commands that came together, each with its own answer.
void LocalEngine::Worker::carryOut()
{
    if (m_commands.empty())
        return;
    QList<CommandRequest> requests;
    for (Mailbox::Command& command : m_commands)
        requests.append(std::move(command.request));
    std::vector<Result<Receipt>> answers = m_core->submit(std::move(requests), m_working);
    for (std::size_t i = 0; i < answers.size(); ++i) {
        m_commands[i].answer->addResult(std::move(answers[i]));
        m_commands[i].answer->finish();
    }
    m_commands.clear();
}

Figures LocalEngine::Worker::figures()
{
    const State& state = m_core->state();
    const auto now = SteadyClock::now();
    const double seconds = std::chrono::duration<double>(now - m_rateSince).count();
    if (seconds >= 1) {
        m_rate = double(state.ledger().seq - m_rateSeq) / seconds;
        m_rateSeq = state.ledger().seq;
        m_rateSince = now;
    }
    Figures figures;
    figures.runningJobs = state.runningJobs();
    figures.jobLimit = m_core->limits().jobs;
    figures.queuedJobs = int(state.ready().size());
    figures.seq = state.ledger().seq;
    figures.eventsPerSecond = m_rate;
    const Store::Sizes sizes = m_core->store().sizes();
    figures.databaseBytes = sizes.databaseBytes;
    figures.walBytes = sizes.walBytes;
    figures.now = m_core->clock().now();
    figures.speed = state.ledger().simulated ? state.ledger().speed : 1;
    figures.started = m_started;
    figures.trouble = m_core->trouble();
    figures.directory = m_directory->path();
    return figures;
}

/// What the state can't answer goes to the history's thread, what takes long to the pool.
void LocalEngine::Worker::answer(const Query& query, const std::shared_ptr<QPromise<Result<Answer>>>& promise)
{
    auto begun = beginAnswer(*m_core, query);
    if (auto* whole = std::get_if<Result<Answer>>(&begun)) {
        promise->addResult(std::move(*whole));
        promise->finish();
        return;
    }
    if (auto* heavy = std::get_if<PoolHalf>(&begun)) {
        m_pool->post([promise, work = std::move(*heavy)] {
            promise->addResult(work());
            promise->finish();
        });
        return;
    }
    m_history->post([promise,
                     half = std::get<HistoryHalf>(std::move(begun))](const Result<History*>& history) {
        promise->addResult(history ? half(**history) : Result<Answer>(tl::make_unexpected(history.error())));
        promise->finish();
    });
}

/// A new subscriber's feed begins now; its snapshot waits for the history.
void LocalEngine::Worker::admit(const std::shared_ptr<FeedOutlet>& outlet)
{
    m_outlets.push_back(outlet);
    m_history->post([this, outlet](const Result<History*>& history) {
        Result<QList<Job>> ended =
            history ? (*history)->endedJobs({{}, {}, {}, {}, snapshotHistory}) : Result<QList<Job>>();
        post([outlet, jobs = ended ? std::move(*ended) : QList<Job>()] { outlet->history = jobs; });
    });
}

/// When the database can't be written, and when it can again: in the log, and to every client.
void LocalEngine::Worker::tellTrouble()
{
    if (m_core->trouble() == m_toldTrouble)
        return;
    m_toldTrouble = m_core->trouble();
    if (m_toldTrouble.isEmpty())
        qCWarning(engineLog, "the database can be written again; what waited goes on");
    else
        qCWarning(engineLog, "changes are refused, it is tried again every 2 s: %s",
                  qUtf8Printable(m_toldTrouble));
    for (const auto& outlet : m_outlets)
        outlet->figuresDue = true;
}

void LocalEngine::Worker::flushFeeds()
{
    const auto now = SteadyClock::now();
    if (m_outlets.empty() || now - m_lastFlush < feedInterval)
        return;
    bool sent = false;
    std::erase_if(m_outlets, [&](const std::shared_ptr<FeedOutlet>& outlet) {
        const bool due =
            outlet->fresh ? outlet->history.has_value() : outlet->figuresDue || !outlet->feed.isEmpty();
        if (outlet->busy || !due)
            return false;
        outlet->figuresDue = false;
        sent = true;
        ChangeBatch batch;
        if (std::exchange(outlet->fresh, false)) {
            batch = outlet->feed.snapshot(m_core->state(), figures(), *std::exchange(outlet->history, {}));
        } else {
            batch = outlet->feed.take(m_core->state(), figures());
        }
        return !outlet->deliver(std::make_shared<const ChangeBatch>(std::move(batch)), outlet);
    });
    if (sent)
        m_lastFlush = now;
}

LocalEngine::LocalEngine(std::unique_ptr<Worker> worker) : m_worker(std::move(worker)) {}
LocalEngine::~LocalEngine() = default;

Result<std::unique_ptr<LocalEngine>> LocalEngine::open(Options options)
{
    Result<std::unique_ptr<DataDirectory>> directory =
        DataDirectory::open(options.directory, DataDirectory::Missing::Create);
    if (!directory)
        return tl::make_unexpected(directory.error());
    // A fresh key would open nothing of what is sealed; it is only for a directory in which nothing is yet.
    if (QFileInfo((*directory)->database()).size() > 0 && !QFileInfo::exists((*directory)->keyFile()))
        return fail(
            u"key-missing"_s, u"the key %1 is missing"_s.arg((*directory)->keyFile()),
            u"Put it back from a copy of the data directory; without it secret params can't be opened."_s);
    const Result<Sealer> sealer = Sealer::open((*directory)->keyFile());
    if (!sealer)
        return tl::make_unexpected(sealer.error());
    auto worker = std::make_unique<Worker>(std::move(*directory), *sealer);
    if (const Result<> opened = worker->open(options); !opened)
        return tl::make_unexpected(opened.error());
    worker->startThread();
    return std::unique_ptr<LocalEngine>(new LocalEngine(std::move(worker)));
}

void LocalEngine::beginWork()
{
    m_worker->post([worker = m_worker.get()] { worker->m_working = true; });
}

QFuture<void> LocalEngine::settled()
{
    auto promise = std::make_shared<QPromise<void>>();
    promise->start();
    m_worker->post([worker = m_worker.get(), promise] { worker->m_settling.push_back(promise); });
    return promise->future();
}

QString LocalEngine::directory() const
{
    return m_worker->m_directory->path();
}
bool LocalEngine::isNew() const
{
    return m_worker->m_new;
}

QFuture<Result<Receipt>> LocalEngine::submit(CommandRequest request)
{
    auto promise = std::make_shared<QPromise<Result<Receipt>>>();
    promise->start();
    QFuture<Result<Receipt>> future = promise->future();
    m_worker->post(Mailbox::Command{std::move(request), promise});
    return future;
}

QFuture<Result<Answer>> LocalEngine::ask(Query query)
{
    auto promise = std::make_shared<QPromise<Result<Answer>>>();
    promise->start();
    QFuture<Result<Answer>> future = promise->future();
    m_worker->post(
        [worker = m_worker.get(), promise, query = std::move(query)] { worker->answer(query, promise); });
    return future;
}

void LocalEngine::subscribe(QObject* context, std::function<void(ChangeBatchPtr)> sink)
{
    auto outlet = std::make_shared<FeedOutlet>();
    outlet->context = context;
    outlet->sink = std::move(sink);
    QObject::connect(
        context, &QObject::destroyed, context,
        [outlet] {
            const std::lock_guard lock(outlet->mutex);
            outlet->context = nullptr;
        },
        Qt::DirectConnection);
    m_worker->post([worker = m_worker.get(), outlet] { worker->admit(outlet); });
}

} // namespace Drover
