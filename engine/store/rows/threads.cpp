#include "engine/store/rows/threads.h"

#include "engine/store/sqlite/database.h"

#include <algorithm>

namespace Drover::Rows {

namespace {

// A directory with many past work orders has many threads; those that have not moved of late are read again
// when needed.
constexpr std::size_t mostEnds = 200'000;

} // namespace

Result<Threads::Place> Threads::append(const QString& name, qint64 row)
{
    const auto at = find(name);
    if (!at)
        return tl::make_unexpected(at.error());
    End& end = m_ends[std::size_t(*at)];
    if (!std::exchange(end.moved, true))
        m_moved.push_back(*at);
    return Place{end.thread, std::exchange(end.last, row)};
}

Result<qsizetype> Threads::find(const QString& name)
{
    const auto it = m_places.constFind(name);
    if (it != m_places.constEnd())
        return *it;
    const auto loaded = load(name);
    if (!loaded)
        return tl::make_unexpected(loaded.error());
    m_ends.push_back(*loaded);
    return *m_places.insert(name, qsizetype(m_ends.size()) - 1);
}

Result<Threads::End> Threads::load(const QString& name)
{
    const auto select =
        m_database.cached("SELECT id, last FROM thread JOIN thread_end USING (id) WHERE name = ?1");
    if (!select)
        return tl::make_unexpected(select.error());
    (*select)->bindText(1, name);
    const auto row = (*select)->step();
    if (!row)
        return tl::make_unexpected(row.error());
    if (*row) {
        const End end{(*select)->integer(0), (*select)->integer(1), false};
        (*select)->reset();
        return end;
    }
    const auto insert = m_database.cached("INSERT INTO thread (name) VALUES (?1) RETURNING id");
    if (!insert)
        return tl::make_unexpected(insert.error());
    (*insert)->bindText(1, name);
    const auto made = (*insert)->step();
    if (!made)
        return tl::make_unexpected(made.error());
    const End end{(*insert)->integer(0), 0, false};
    (*insert)->reset();
    return end;
}

Result<> Threads::write()
{
    const auto upsert = m_database.cached("INSERT INTO thread_end (id, last) VALUES (?1, ?2)"
                                          " ON CONFLICT (id) DO UPDATE SET last = excluded.last");
    if (!upsert)
        return tl::make_unexpected(upsert.error());
    std::sort(m_moved.begin(), m_moved.end());
    for (const qsizetype at : m_moved) {
        End& end = m_ends[std::size_t(at)];
        end.moved = false;
        (*upsert)->bindInteger(1, end.thread);
        (*upsert)->bindInteger(2, end.last);
        if (const auto done = (*upsert)->run(); !done)
            return tl::make_unexpected(done.error());
    }
    m_moved.clear();
    if (m_ends.size() > mostEnds)
        forget();
    return {};
}

void Threads::forget()
{
    m_places.clear();
    m_ends.clear();
    m_moved.clear();
}

} // namespace Drover::Rows
