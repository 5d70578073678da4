#pragma once

#include "engine/api/engine.h"

#include <QPointer>
#include <QPromise>
#include <algorithm>
#include <deque>

namespace Drover::Testing {

/// An Engine that says what a test tells it to: answers by function, news by publish(). Answers come at once;
/// while `hold` is set they wait for release() or, one query at a time, answerNext() and answerLast(). Lives
/// on the test's thread.
class FakeEngine : public Engine
{
public:
    [[nodiscard]] QFuture<Result<Receipt>> submit(CommandRequest request) override
    {
        submitted.append(request);
        HeldCommand held{std::move(request), {}};
        held.promise.start();
        auto future = held.promise.future();
        if (hold)
            m_heldCommands.push_back(std::move(held));
        else
            finish(held.promise, onSubmit(held.request));
        return future;
    }

    [[nodiscard]] QFuture<Result<Answer>> ask(Query query) override
    {
        asked.append(query);
        HeldQuery held{std::move(query), {}};
        held.promise.start();
        auto future = held.promise.future();
        if (hold)
            m_heldQueries.push_back(std::move(held));
        else
            finish(held.promise, onAsk(held.query));
        return future;
    }

    void subscribe(QObject* context, std::function<void(ChangeBatchPtr)> sink) override
    {
        m_sinks.append({context, sink});
        auto first = std::make_shared<ChangeBatch>(snapshot);
        first->snapshot = true;
        QMetaObject::invokeMethod(
            context, [first, sink] { sink(first); }, Qt::QueuedConnection);
    }

    /// To every subscriber, at once.
    void publish(const ChangeBatch& batch)
    {
        const auto shared = std::make_shared<const ChangeBatch>(batch);
        for (const Subscription& each : std::as_const(m_sinks)) {
            if (each.context)
                each.sink(shared);
        }
    }
    [[nodiscard]] int subscriptions()
    {
        m_sinks.removeIf([](const Subscription& each) { return !each.context; });
        return int(m_sinks.size());
    }

    /// All of them, the newest first: answers need not come in order.
    void release()
    {
        while (!m_heldCommands.empty()) {
            finish(m_heldCommands.front().promise, onSubmit(m_heldCommands.front().request));
            m_heldCommands.pop_front();
        }
        while (!m_heldQueries.empty())
            answerLast();
    }
    void answerNext()
    {
        finish(m_heldQueries.front().promise, onAsk(m_heldQueries.front().query));
        m_heldQueries.pop_front();
    }
    void answerLast()
    {
        finish(m_heldQueries.back().promise, onAsk(m_heldQueries.back().query));
        m_heldQueries.pop_back();
    }

    /// The last command as its type; null when it is another.
    template <class T>
    [[nodiscard]] const T* lastCommand() const
    {
        return submitted.isEmpty() ? nullptr : std::get_if<T>(&submitted.constLast().command);
    }
    template <class T>
    [[nodiscard]] int askedCount() const
    {
        return int(std::count_if(asked.begin(), asked.end(),
                                 [](const Query& query) { return std::holds_alternative<T>(query); }));
    }

    bool hold = false;
    /// What a new subscriber gets first.
    ChangeBatch snapshot = [] {
        ChangeBatch batch;
        batch.snapshot = true;
        return batch;
    }();
    std::function<Result<Receipt>(const CommandRequest&)> onSubmit = [](const CommandRequest&) {
        return Receipt{};
    };
    std::function<Result<Answer>(const Query&)> onAsk = [](const Query&) -> Result<Answer> {
        return fail(QStringLiteral("not-scripted"), QStringLiteral("The test gave no answer to this query."));
    };
    QList<CommandRequest> submitted;
    QList<Query> asked;

private:
    struct HeldCommand
    {
        CommandRequest request;
        QPromise<Result<Receipt>> promise;
    };
    struct HeldQuery
    {
        Query query;
        QPromise<Result<Answer>> promise;
    };
    struct Subscription
    {
        QPointer<QObject> context;
        std::function<void(ChangeBatchPtr)> sink;
    };

    template <class T>
    static void finish(QPromise<Result<T>>& promise, Result<T> result)
    {
        promise.addResult(std::move(result));
        promise.finish();
    }

    std::deque<HeldCommand> m_heldCommands;
    std::deque<HeldQuery> m_heldQueries;
    QList<Subscription> m_sinks;
};

} // namespace Drover::Testing
