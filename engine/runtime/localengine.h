#pragma once

#include "engine/api/engine.h"

#include <chrono>
#include <memory>

namespace Drover {

/// The engine of this process: owns a data directory, runs an EngineCore on a thread of its own and speaks to
/// clients in values. Made and used on one thread (the client's); destroyed there: running local jobs go on
/// under the shepherd.
class LocalEngine final : public Engine
{
public:
    /// Commands are taken and questions are answered in every case; this is about what is due.
    enum class Work {
        Never,    ///< nothing is started, nothing goes on: for a process that only leaves a command behind
        WhenTold, ///< from beginWork() on
        AtOnce,
    };
    struct Options
    {
        QString directory;
        Work work = Work::AtOnce;
        int jobLimit = 64;
        /// A real directory in which nothing worked for longer reopens its operations paused.
        Duration awayLimit = std::chrono::minutes(15);
        QString shepherdProgram; ///< empty: beside the executable
        /// What a new directory begins with, carried out in order on its first opening.
        QList<CommandRequest> setUp;
    };

    /// Takes the directory. Errors: `directory-owned` and the like, the store's, the key's.
    [[nodiscard]] static Result<std::unique_ptr<LocalEngine>> open(Options options);
    ~LocalEngine() override;

    [[nodiscard]] QFuture<Result<Receipt>> submit(CommandRequest request) override;
    [[nodiscard]] QFuture<Result<Answer>> ask(Query query) override;
    void subscribe(QObject* context, std::function<void(ChangeBatchPtr)> sink) override;

    [[nodiscard]] QString directory() const;
    /// What is due is run from now on, after the commands sent before: so a virtual clock's run does not
    /// depend on when they came. Only with Work::WhenTold.
    void beginWork();
    /// Ready when a virtual clock has nothing left to do, and all before is on disk; at once with another
    /// clock.
    [[nodiscard]] QFuture<void> settled();
    /// Was this directory made by this opening?
    [[nodiscard]] bool isNew() const;

private:
    class Worker;
    explicit LocalEngine(std::unique_ptr<Worker> worker);

    std::unique_ptr<Worker> m_worker;
};

} // namespace Drover
