#include "engine/store/journalverify.h"

#include "engine/core/tracecheck.h"
#include "engine/store/chaincheck.h"
#include "engine/store/historyreader.h"
#include "engine/store/migrator.h"
#include "engine/store/rowcheck.h"

#include <QHash>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

constexpr qint64 progressInterval = 4096;

/// Folds events and checks what the journal says of itself.
class Fold
{
public:
    Fold(Sqlite::Database& database, JournalReport& report, const JournalChecks& checks)
        : m_database(database), m_report(report), m_checks(checks), m_rows(database, report)
    {
    }

    [[nodiscard]] Result<> run()
    {
        const auto select = m_database.prepare(QByteArray(selectEventSql) + " ORDER BY seq");
        if (!select)
            return tl::make_unexpected(select.error());
        for (;;) {
            const auto row = (*select)->step();
            if (!row)
                return tl::make_unexpected(row.error());
            if (!*row)
                break;
            if (auto done = take(**select); !done)
                return done;
            if (m_report.events % progressInterval == 0 && m_checks.progress &&
                !m_checks.progress(m_report.events))
                return fail(u"cancelled"_s, u"the check of the journal was stopped."_s);
        }
        return threadEnds().and_then([&] { return m_rows.all(m_trace.state()); });
    }

private:
    [[nodiscard]] Result<> take(const Sqlite::Statement& row)
    {
        ++m_report.events;
        checkPlace(row);
        const auto record = readEvent(row);
        if (!record) {
            m_rows.problem(record.error().text);
            return {};
        }
        Result<> checked;
        const QStringList broken = m_trace.take(*record, [&](const Draft& draft) {
            for (const auto& any : draft.retired()) {
                if (checked)
                    checked = std::visit([&](const auto& object) { return m_rows.ended(object); }, any);
            }
        });
        if (m_checks.invariants) {
            for (const QString& line : broken)
                m_rows.problem(u"invariant "_s + line);
        }
        return checked;
    }

    void checkPlace(const Sqlite::Statement& row)
    {
        if (const QString problem = m_chain.next(row); !problem.isEmpty())
            m_rows.problem(problem);
        const qint64 seq = row.integer(0);
        const QString subject = row.text(4);
        const qint64 previous = std::exchange(m_threads[subject], seq);
        if (row.integer(9) != previous)
            m_rows.problem(
                u"event %1: its thread goes on at %2, but the event before it about %3 is %4"_s.arg(seq)
                    .arg(row.integer(9))
                    .arg(subject)
                    .arg(previous));
    }

    [[nodiscard]] Result<> threadEnds()
    {
        const auto select = m_database.prepare("SELECT name, last FROM thread JOIN thread_end USING (id)");
        if (!select)
            return tl::make_unexpected(select.error());
        for (;;) {
            const auto row = (*select)->step();
            if (!row)
                return tl::make_unexpected(row.error());
            if (!*row)
                return {};
            const auto it = m_threads.constFind((*select)->text(0));
            if (it != m_threads.constEnd() && *it != (*select)->integer(1))
                m_rows.problem(
                    u"the thread of %1 ends at event %2, the journal's last about it is %3"_s.arg(it.key())
                        .arg((*select)->integer(1))
                        .arg(*it));
        }
    }

    Sqlite::Database& m_database;
    JournalReport& m_report;
    const JournalChecks& m_checks;
    RowCheck m_rows;
    TraceCheck m_trace;
    ChainCheck m_chain;
    QHash<QString, qint64> m_threads;
};

} // namespace

Result<JournalReport> verifyJournal(const QString& path, const JournalChecks& checks)
{
    const auto database = Sqlite::Database::open(path, Sqlite::Database::Mode::ReadOnly);
    if (!database)
        return tl::make_unexpected(database.error());
    JournalReport report;
    Fold fold(**database, report, checks);
    // One read transaction: turns that are committed meanwhile are not seen.
    const Result<> done =
        checkVersion(**database).and_then([&] { return (*database)->execute("BEGIN"); }).and_then([&] {
            return fold.run();
        });
    if (!done)
        return tl::make_unexpected(done.error());
    return report;
}

} // namespace Drover
