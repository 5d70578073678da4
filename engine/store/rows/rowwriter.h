#pragma once

#include "engine/store/rows/tablewriter.h"
#include "engine/store/rows/threads.h"

#include <optional>

namespace Drover::Rows {

/// The columns in which two values of a type differ.
template <class T>
[[nodiscard]] ColumnSet changedColumns(const T& before, const T& after)
{
    ColumnSet changed = 0;
    int column = 0;
    forEachCell<T>([&](auto access) {
        if (!(access(before) == access(after)))
            changed |= ColumnSet(1) << column;
        ++column;
    });
    return changed;
}

/// Writes the rows of one type as a turn leaves its objects. Owned by the turn writer, on the store's thread.
template <class T>
class RowWriter
{
    static constexpr bool marks = TableTraits<T>::ended == Ended::Marked;

public:
    RowWriter(Sqlite::Database& database, Threads&)
        : m_first(database, TableTraits<T>::name, allColumns<T>() & ~secondColumns<T>(),
                  marks ? QByteArrayList{"live"} : QByteArrayList())
    {
        if (TableTraits<T>::second)
            m_second.emplace(database, TableTraits<T>::second, secondColumns<T>() | keyColumns<T>());
    }

    [[nodiscard]] Result<> insert(const T& object) { return insertMarked(object, true); }
    [[nodiscard]] Result<> update(const T& before, const T& after)
    {
        const ColumnSet changed = changedColumns(before, after);
        return m_first.update(after, changed).and_then([&] {
            return m_second ? m_second->update(after, changed) : Result<>();
        });
    }
    /// The object has ended; `before` is its row's value, none if it has no row yet.
    [[nodiscard]] Result<> end(const T* before, const T& last) requires marks
    {
        if (!before)
            return insertMarked(last, false);
        return m_first.update(last, changedColumns(*before, last), "live = 0");
    }
    [[nodiscard]] Result<> erase(const T& object)
    {
        return m_first.erase(object).and_then(
            [&] { return m_second ? m_second->erase(object) : Result<>(); });
    }

private:
    [[nodiscard]] Result<> insertMarked(const T& object, bool live)
    {
        if constexpr (marks)
            return m_first.insert(object, live ? 1 : 0);
        else
            return m_first.insert(object).and_then(
                [&] { return m_second ? m_second->insert(object) : Result<>(); });
    }

    TableWriter<T> m_first;
    std::optional<TableWriter<T>> m_second;
};

/// Jobs are many and short: what they began as and what became of them are two rows, both appended, and a
/// small table says which are open. They are threaded by machine and by cluster.
template <>
class RowWriter<Job>
{
public:
    RowWriter(Sqlite::Database& database, Threads& threads)
        : m_database(database), m_threads(threads),
          m_begun(database, TableTraits<Job>::name, allColumns<Job>(),
                  {"previousOfMachine", "previousOfCluster"}),
          m_ended(database, TableTraits<Job>::second, secondColumns<Job>() | keyColumns<Job>())
    {
    }

    [[nodiscard]] Result<> insert(const Job& job)
    {
        return begin(job).and_then([&] { return live(job, "INSERT INTO job_live (id) VALUES (?1)"); });
    }
    [[nodiscard]] Result<> update(const Job& before, const Job& after)
    {
        return m_begun.update(after, changedColumns(before, after));
    }
    [[nodiscard]] Result<> end(const Job* before, const Job& last)
    {
        const Result<> begun =
            before
                ? m_begun.update(last, changedColumns(*before, last) & ~secondColumns<Job>()).and_then([&] {
                      return live(last, "DELETE FROM job_live WHERE id = ?1");
                  })
                : begin(last);
        return begun ? m_ended.insert(last) : begun;
    }
    /// Only what `apply` would never do: an open job does not vanish without an end.
    [[nodiscard]] Result<> erase(const Job& job)
    {
        return live(job, "DELETE FROM job_live WHERE id = ?1").and_then([&] { return m_begun.erase(job); });
    }

private:
    [[nodiscard]] Result<> begin(const Job& job)
    {
        const auto ofMachine = m_threads.append(jobsOf(job.machine), job.id.value);
        if (!ofMachine)
            return tl::make_unexpected(ofMachine.error());
        const auto ofCluster = job.cluster.isEmpty() ? Result<Threads::Place>(Threads::Place())
                                                     : m_threads.append(jobsOf(job.cluster), job.id.value);
        if (!ofCluster)
            return tl::make_unexpected(ofCluster.error());
        return m_begun.insert(job, ofMachine->previous, ofCluster->previous);
    }
    [[nodiscard]] Result<> live(const Job& job, const QByteArray& sql)
    {
        const auto statement = m_database.cached(sql);
        if (!statement)
            return tl::make_unexpected(statement.error());
        (*statement)->bindInteger(1, job.id.value);
        return (*statement)->run().map([](int) {});
    }

    Sqlite::Database& m_database;
    Threads& m_threads;
    TableWriter<Job> m_begun;
    TableWriter<Job> m_ended;
};

} // namespace Drover::Rows
