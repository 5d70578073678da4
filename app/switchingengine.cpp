#include "app/switchingengine.h"

#include <QObject>
#include <QPromise>

namespace Drover {

namespace {

template <class T>
QFuture<Result<T>> answeredNow(const Error& error)
{
    QPromise<Result<T>> promise;
    promise.start();
    auto future = promise.future();
    promise.addResult(tl::make_unexpected(error));
    promise.finish();
    return future;
}

} // namespace

void SwitchingEngine::setInner(Engine* inner, const Error& why)
{
    m_inner = inner;
    m_why = why;
    std::erase_if(m_subscriptions, [](const Subscription& each) { return !each.context; });
    for (Subscription& subscription : m_subscriptions) {
        delete subscription.relay;
        if (m_inner)
            relay(subscription);
    }
}

QFuture<Result<Receipt>> SwitchingEngine::submit(CommandRequest request)
{
    return m_inner ? m_inner->submit(std::move(request)) : answeredNow<Receipt>(m_why);
}

QFuture<Result<Answer>> SwitchingEngine::ask(Query query)
{
    return m_inner ? m_inner->ask(std::move(query)) : answeredNow<Answer>(m_why);
}

void SwitchingEngine::subscribe(QObject* context, std::function<void(ChangeBatchPtr)> sink)
{
    m_subscriptions.push_back({context, std::move(sink), {}});
    if (m_inner)
        relay(m_subscriptions.back());
}

void SwitchingEngine::relay(Subscription& subscription)
{
    subscription.relay = new QObject(subscription.context);
    m_inner->subscribe(subscription.relay, subscription.sink);
}

} // namespace Drover
