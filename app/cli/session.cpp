#include "app/cli/session.h"

using namespace Qt::StringLiterals;

namespace Drover {

Session::Session(Engine& engine, Terminal& terminal, Origin origin)
    : m_engine(engine), m_terminal(terminal), m_origin(std::move(origin))
{
}

CommandRequest Session::requestFor(const Command& command, const QString& reason) const
{
    CommandRequest request;
    request.actor = m_origin.actor;
    request.via = u"cli"_s;
    request.reason = reason;
    request.command = command;
    return request;
}

Result<Receipt> Session::attempt(const Command& command, const QString& reason)
{
    auto trial = ask<Answers::Trial>(Queries::TryCommand{requestFor(command, reason)});
    return trial.map([](const Answers::Trial& answer) { return answer.receipt; });
}

Result<Receipt> Session::submit(const Command& command, const QString& reason)
{
    const auto id = m_origin.commandId(*this, command);
    if (!id)
        return tl::make_unexpected(id.error());
    CommandRequest request = requestFor(command, reason);
    request.id = *id;
    auto receipt = await(m_engine.submit(std::move(request)));
    if (receipt)
        m_receiptSeq = std::max(m_receiptSeq, receipt->seq);
    return receipt;
}

Result<const Replica*> Session::replica()
{
    if (!m_subscribed) {
        m_subscribed = true;
        m_engine.subscribe(this, [this](const ChangeBatchPtr& batch) { apply(*batch); });
    }
    if (auto ready = waitUntil([this] { return m_replica.isReady(); }); !ready)
        return tl::make_unexpected(ready.error());
    return &m_replica;
}

Result<> Session::waitUntil(const std::function<bool()>& done)
{
    while (!done()) {
        if (m_interrupted)
            return tl::make_unexpected(*m_interrupted);
        m_loop.exec();
    }
    return {};
}

void Session::beginWork()
{
    if (m_origin.beginWork)
        m_origin.beginWork();
}

Result<> Session::settle()
{
    if (!m_origin.settled)
        return {};
    QFutureWatcher<void> watcher;
    connect(&watcher, &QFutureWatcherBase::finished, &m_loop, &QEventLoop::quit);
    const QFuture<void> settled = m_origin.settled();
    watcher.setFuture(settled);
    return waitUntil([&] { return settled.isFinished(); });
}

void Session::interrupt(const Error& why)
{
    m_interrupted = why;
    m_loop.quit();
}

void Session::apply(const ChangeBatch& batch)
{
    m_replica.apply(batch);
    if (batch.snapshot)
        m_packs.clear();
    for (const PackRef& pack : batch.packs.changed) {
        m_packs.removeIf([&](const PackRef& each) { return each.name == pack.name; });
        m_packs.append(pack);
    }
    ++m_news;
    m_seq = std::max(m_seq, batch.toSeq);
    m_loop.quit();
}

} // namespace Drover
