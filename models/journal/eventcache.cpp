#include "models/journal/eventcache.h"

#include "models/request.h"

#include <algorithm>

namespace Drover {

EventCache::EventCache(Engine& engine, QObject* parent) : QObject(parent), m_engine(engine)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(0);
    connect(&m_soon, &QTimer::timeout, this, &EventCache::askWanted);
}

void EventCache::reset(const QList<EventTerm>& terms)
{
    ++m_generation;
    m_terms = terms;
    m_blocks.clear();
    m_wanted.clear();
}

const EventRecord* EventCache::peek(qint64 seq) const
{
    const auto block = m_blocks.constFind(seq / blockSize);
    if (block == m_blocks.constEnd())
        return nullptr;
    const auto event = block->events.constFind(seq);
    return event == block->events.constEnd() ? nullptr : &*event;
}

const EventRecord* EventCache::read(qint64 seq, qint64 newest)
{
    const qint64 number = seq / blockSize;
    const auto block = m_blocks.find(number);
    if (block != m_blocks.end()) {
        block->used = ++m_clock;
        const auto event = block->events.constFind(seq);
        if (event != block->events.constEnd())
            return &*event;
        if (block->askedTo >= seq)
            return nullptr;
    }
    m_wanted[number] = std::min(newest, (number + 1) * blockSize - 1);
    if (!m_soon.isActive())
        m_soon.start();
    return nullptr;
}

void EventCache::put(const EventRecord& record)
{
    Block& block = m_blocks[record.seq / blockSize];
    block.used = ++m_clock;
    block.events.insert(record.seq, record);
    forgetOldest();
}

void EventCache::askWanted()
{
    const QHash<qint64, qint64> wanted = std::exchange(m_wanted, {});
    for (auto it = wanted.constBegin(); it != wanted.constEnd(); ++it)
        ask(it.key(), it.value());
}

void EventCache::ask(qint64 number, qint64 to)
{
    Block& block = m_blocks[number];
    // What is there needs no second reading: a block at the journal's end grows while one looks.
    const qint64 after = std::max(block.askedTo, number * blockSize - 1);
    if (after >= to)
        return;
    block.askedTo = to;
    block.used = ++m_clock;
    const Queries::FindEvents query{
        .after = after, .before = to + 1, .subject = {}, .limit = int(blockSize), .terms = m_terms};
    onAnswer(m_engine.ask(query), this, [=, this, generation = m_generation](const Result<Answer>& answer) {
        if (generation != m_generation)
            return;
        const auto* page = answer ? std::get_if<Answers::Events>(&*answer) : nullptr;
        if (!page) {
            m_blocks[number].askedTo = after;
            if (!answer)
                emit failed(answer.error());
            return;
        }
        for (const EventRecord& record : page->events)
            put(record);
        emit loaded(after + 1, to);
    });
    forgetOldest();
}

void EventCache::forgetOldest()
{
    while (m_blocks.size() > blocksKept) {
        auto oldest = m_blocks.begin();
        for (auto it = m_blocks.begin(); it != m_blocks.end(); ++it) {
            if (it->used < oldest->used)
                oldest = it;
        }
        m_blocks.erase(oldest);
    }
}

} // namespace Drover
