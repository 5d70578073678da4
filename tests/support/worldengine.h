#pragma once

#include "engine/runtime/answers.h"
#include "engine/runtime/changefeed.h"
#include "tests/support/engineworld.h"

#include <QPointer>

namespace Drover {

/// An EngineWorld as a client sees it: commands are carried out to their end at once, and whoever listens
/// gets the whole state anew. For tests of forms and windows that must not guess what an engine says.
class WorldEngine final : public Engine
{
public:
    explicit WorldEngine(EngineWorld& world) : m_world(world) {}

    QFuture<Result<Receipt>> submit(CommandRequest request) override
    {
        submitted.append(request);
        Result<Receipt> receipt = m_world.core().submit(std::move(request));
        m_world.run();
        publish();
        return QtFuture::makeReadyFuture(std::move(receipt));
    }
    QFuture<Result<Answer>> ask(Query query) override
    {
        auto begun = beginAnswer(m_world.core(), query);
        if (auto* answer = std::get_if<Result<Answer>>(&begun))
            return QtFuture::makeReadyFuture(std::move(*answer));
        return QtFuture::makeReadyFuture(std::get<HistoryHalf>(begun)(m_world.core().store()));
    }
    void subscribe(QObject* context, std::function<void(ChangeBatchPtr)> sink) override
    {
        m_sinks.append({context, sink});
        QMetaObject::invokeMethod(
            context, [sink, batch = std::make_shared<const ChangeBatch>(snapshot())] { sink(batch); },
            Qt::QueuedConnection);
    }

    [[nodiscard]] ChangeBatch snapshot()
    {
        Figures figures;
        figures.seq = m_world.state().ledger().seq;
        figures.now = m_world.core().clock().now();
        return ChangeFeed().snapshot(m_world.state(), figures, {});
    }
    void publish()
    {
        const auto batch = std::make_shared<const ChangeBatch>(snapshot());
        for (const auto& [context, sink] : std::as_const(m_sinks)) {
            if (context)
                sink(batch);
        }
    }

    QList<CommandRequest> submitted;

private:
    EngineWorld& m_world;
    QList<std::pair<QPointer<QObject>, std::function<void(ChangeBatchPtr)>>> m_sinks;
};

} // namespace Drover
