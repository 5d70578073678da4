#include "engine/store/rowcheck.h"

#include "engine/store/rows/cellimage.h"
#include "engine/store/rows/rowreader.h"
#include "engine/store/rows/threads.h"

#include <map>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

/// `machine 67c8…`, `job j-12`: as a problem names an object.
template <class T>
QString nameOf(const T& object)
{
    QString name = QLatin1String(Rows::TableTraits<T>::name);
    forEachField<T>([&](std::string_view field, auto member) {
        using Member = std::remove_cvref_t<decltype(object.*member)>;
        for (const char* key : Rows::TableTraits<T>::key) {
            if (field != key)
                continue;
            if constexpr (std::is_same_v<Member, QString>)
                name += u' ' + object.*member;
            else if constexpr (requires { (object.*member).toString(); })
                name += u' ' + (object.*member).toString();
        }
    });
    if constexpr (std::is_same_v<T, Machine>)
        name += u" (%1)"_s.arg(object.name);
    return name;
}

} // namespace

void RowCheck::problem(const QString& sentence)
{
    if (m_report.problems.size() < JournalReport::mostProblems)
        m_report.problems.append(sentence);
    else
        ++m_report.moreProblems;
}

template <class T>
void RowCheck::compare(const Sqlite::Statement& row, const T& expected)
{
    ++m_report.rows;
    int column = 0;
    Rows::forEachCell<T>([&](auto access) {
        const QByteArray wanted = Rows::CellImage::of(access(expected));
        const QByteArray found = Rows::CellImage::of(row, column);
        if (found != wanted) {
            problem(u"%1: column %2 holds %3, by the journal %4"_s.arg(
                nameOf(expected), QString::fromLatin1(Rows::columnNames<T>().at(column)),
                Rows::CellImage::text(found), Rows::CellImage::text(wanted)));
        }
        ++column;
    });
}

template <class T>
Result<> RowCheck::ended(const T& object)
{
    if constexpr (std::is_same_v<T, Plan>)
        m_endedPlans.insert(object.key());
    else
        std::get<std::set<typename T::Key>>(m_ended).insert(object.key());
    const auto select = m_database.cached(Rows::selectWhereSql<T>(Rows::keySql<T>(1), true));
    if (!select)
        return tl::make_unexpected(select.error());
    Rows::bindKey(**select, 1, object);
    const auto row = (*select)->step();
    if (!row)
        return tl::make_unexpected(row.error());
    if (*row)
        compare(**select, object);
    else
        problem(u"%1: its row is missing, or not marked as ended"_s.arg(nameOf(object)));
    (*select)->reset();
    return {};
}

template Result<> RowCheck::ended(const Job&);
template Result<> RowCheck::ended(const WorkOrder&);
template Result<> RowCheck::ended(const Operation&);
template Result<> RowCheck::ended(const Plan&);

Result<> RowCheck::all(const State& state)
{
    Result<> result;
    const auto step = [&](auto&& check) {
        if (result)
            result = check();
    };
    const auto each = [&]<class... T>(const std::tuple<Table<T>...>*) {
        (step([&] { return live<T>(state.all<T>()); }), ...);
    };
    each(static_cast<const Tables*>(nullptr));
    step([&] { return unaccounted<Job>(); });
    step([&] { return unaccounted<WorkOrder>(); });
    step([&] { return unaccounted<Operation>(); });
    step([&] { return unaccounted<Plan>(); });
    step([&] { return jobThreads(); });
    step([&] { return strays(); });
    return result;
}

template <class T>
Result<> RowCheck::live(const Table<T>& table)
{
    const auto select = m_database.prepare(Rows::selectSql<T>());
    if (!select)
        return tl::make_unexpected(select.error());
    std::set<typename T::Key> seen;
    for (;;) {
        const auto row = (*select)->step();
        if (!row)
            return tl::make_unexpected(row.error());
        if (!*row)
            break;
        const auto object = Rows::readRow<T>(**select, m_database.path());
        if (!object) {
            problem(object.error().text);
            continue;
        }
        const auto it = table.find(object->key());
        if (it == table.end()) {
            problem(u"%1: there is a row of it, but by the journal it is not there or has ended"_s.arg(
                nameOf(*object)));
            continue;
        }
        seen.insert(object->key());
        compare(**select, it->second);
    }
    for (const auto& [key, object] : table) {
        if (!seen.contains(key))
            problem(u"%1: its row is missing or can't be read"_s.arg(nameOf(object)));
    }
    return {};
}

template <class T>
Result<> RowCheck::unaccounted()
{
    const std::set<typename T::Key>& known = [&]() -> const auto&
    {
        if constexpr (std::is_same_v<T, Plan>)
            return m_endedPlans;
        else
            return std::get<std::set<typename T::Key>>(m_ended);
    }
    ();
    // Only the keys: a row that can't be read is a problem and no reason to stop.
    const QByteArray key = Rows::quoted(Rows::TableTraits<T>::key[0]);
    const auto select = m_database.prepare(
        Rows::TableTraits<T>::ended == Rows::Ended::Apart
            ? "SELECT " + key + " FROM " + Rows::quoted(Rows::TableTraits<T>::second)
            : "SELECT " + key + " FROM " + Rows::quoted(Rows::TableTraits<T>::name) + " WHERE live = 0");
    if (!select)
        return tl::make_unexpected(select.error());
    for (;;) {
        const auto row = (*select)->step();
        if (!row)
            return tl::make_unexpected(row.error());
        if (!*row)
            return {};
        const typename T::Key id{(*select)->integer(0)};
        if (!known.contains(id)) {
            problem(u"%1 %2: there is a row of it as ended, but the journal does not end it"_s.arg(
                QLatin1String(Rows::TableTraits<T>::name), id.toString()));
        }
    }
}

Result<> RowCheck::jobThreads()
{
    const auto select =
        m_database.prepare("SELECT id, machine, cluster, previousOfMachine, previousOfCluster FROM job"
                           " ORDER BY id");
    if (!select)
        return tl::make_unexpected(select.error());
    std::map<QByteArray, qint64> ofMachine;
    std::map<QByteArray, qint64> ofCluster;
    const auto check = [&](std::map<QByteArray, qint64>& last, const QByteArray& thread, int column) {
        // A job of no cluster is in no thread.
        const qint64 expected = thread.isEmpty() ? 0 : std::exchange(last[thread], (*select)->integer(0));
        if (expected != (*select)->integer(column))
            problem(u"job j-%1: its thread goes on at j-%2, but the job before it is j-%3"_s
                        .arg((*select)->integer(0))
                        .arg((*select)->integer(column))
                        .arg(expected));
    };
    for (;;) {
        const auto row = (*select)->step();
        if (!row)
            return tl::make_unexpected(row.error());
        if (!*row)
            return {};
        check(ofMachine, (*select)->copiedBytes(1), 3);
        check(ofCluster, (*select)->copiedBytes(2), 4);
    }
}

// Rows that no join reaches: halves whose other half is gone.
Result<> RowCheck::strays()
{
    static constexpr std::pair<const char*, const char*> queries[] = {
        {"machine_sequence",
         "SELECT count(*) FROM machine_sequence WHERE uuid NOT IN (SELECT uuid FROM machine)"},
        {"job", "SELECT count(*) FROM job WHERE id NOT IN (SELECT id FROM job_live) AND id NOT IN (SELECT id "
                "FROM job_end)"},
        {"job_live", "SELECT count(*) FROM job_live WHERE id NOT IN (SELECT id FROM job)"},
        {"job_live", "SELECT count(*) FROM job_live WHERE id IN (SELECT id FROM job_end)"},
        {"job_end", "SELECT count(*) FROM job_end WHERE id NOT IN (SELECT id FROM job)"},
    };
    for (const auto& [table, sql] : queries) {
        const auto count = m_database.number(sql);
        if (!count)
            return tl::make_unexpected(count.error());
        if (*count > 0)
            problem(u"table %1: %2 rows do not belong to any object"_s.arg(QLatin1String(table)).arg(*count));
    }
    return {};
}

} // namespace Drover
