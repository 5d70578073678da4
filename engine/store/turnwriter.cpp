#include "engine/store/turnwriter.h"

#include <map>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

template <class T>
std::map<typename T::Key, const T*> retiredOf(const Draft& draft)
{
    std::map<typename T::Key, const T*> found;
    if constexpr (Rows::TableTraits<T>::ended != Rows::Ended::Gone) {
        for (const auto& any : draft.retired()) {
            if (const T* object = std::get_if<T>(&any))
                found.insert_or_assign(object->key(), object);
        }
    }
    return found;
}

template <class... T>
std::tuple<Rows::RowWriter<T>...> writersFor(Sqlite::Database& database, Rows::Threads& threads,
                                             const std::tuple<Table<T>...>*)
{
    return std::tuple<Rows::RowWriter<T>...>{Rows::RowWriter<T>(database, threads)...};
}

} // namespace

TurnWriter::TurnWriter(Sqlite::Database& database)
    : m_database(database), m_threads(database),
      m_rows(writersFor(database, m_threads, static_cast<const Tables*>(nullptr)))
{
}

Result<> TurnWriter::resume()
{
    m_link = {};
    m_threads.forget();
    const auto last = m_database.prepare("SELECT hash FROM event ORDER BY seq DESC LIMIT 1");
    if (!last)
        return tl::make_unexpected(last.error());
    const auto row = (*last)->step();
    if (!row)
        return tl::make_unexpected(row.error());
    if (*row) {
        const QByteArrayView hash = (*last)->bytes(0);
        std::copy_n(hash.begin(), std::min(hash.size(), qsizetype(m_link.size())), m_link.begin());
    }
    return {};
}

Result<> TurnWriter::write(const TurnRecord& turn)
{
    return writePacks(turn.packs)
        .and_then([&] { return writeEvents(turn.events); })
        .and_then([&]() -> Result<> {
            if (!turn.draft)
                return {};
            Result<> result;
            const auto each = [&]<class... T>(const std::tuple<Table<T>...>*) {
                ((result = writeTouched<T>(*turn.draft), result.has_value()) && ...);
            };
            each(static_cast<const Tables*>(nullptr));
            return result;
        })
        .and_then([&] { return m_threads.write(); })
        .and_then([&] { return writeCommands(turn.commands); });
}

Result<> TurnWriter::writeEvents(const QList<EventRecord>& events)
{
    const auto found = m_database.cached(
        "INSERT INTO event (seq, at, subject, previous, actor, cause, kind, version, hash, payload)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    if (!found)
        return tl::make_unexpected(found.error());
    Sqlite::Statement& insert = **found;
    for (const EventRecord& record : events) {
        const auto place = m_threads.append(record.subject, record.seq);
        if (!place)
            return tl::make_unexpected(place.error());
        m_payload.resize(0);
        EventCodec::writePayload(m_payload, record.event);
        const QByteArray actor = record.actor.toUtf8();
        const QByteArray cause = record.cause.toUtf8();
        const QByteArray subject = record.subject.toUtf8();
        const QByteArrayView kind =
            std::visit([](const auto& e) { return QByteArrayView(e.kind); }, record.event);
        m_link = EventCodec::nextLink(m_link, {record.seq, record.at.ms(), actor, cause, subject, kind,
                                               EventCodec::currentVersion, m_payload});
        insert.bindInteger(1, record.seq);
        insert.bindInteger(2, record.at.ms());
        insert.bindInteger(3, place->thread);
        insert.bindInteger(4, place->previous);
        insert.bindStaticUtf8(5, actor);
        insert.bindStaticUtf8(6, cause);
        insert.bindStaticUtf8(7, kind);
        insert.bindInteger(8, EventCodec::currentVersion);
        insert.bindBlob(9, QByteArrayView(m_link.data(), qsizetype(m_link.size())));
        insert.bindStaticUtf8(10, m_payload);
        if (const auto done = insert.run(); !done)
            return tl::make_unexpected(done.error());
    }
    return {};
}

// An ended object keeps its row, marked as no longer live; one that came and ended in the same turn is
// written once.
template <class T>
Result<> TurnWriter::writeTouched(const Draft& draft)
{
    const auto retired = retiredOf<T>(draft);
    Result<> result;
    draft.forEachTouched<T>([&](const typename T::Key& key, const T* current, const T* before) {
        if (!result)
            return;
        if (current) {
            result = before ? rows<T>().update(*before, *current) : rows<T>().insert(*current);
            return;
        }
        [[maybe_unused]] const auto ended = retired.find(key);
        if constexpr (Rows::TableTraits<T>::ended != Rows::Ended::Gone) {
            if (ended != retired.end()) {
                result = rows<T>().end(before, *ended->second);
                return;
            }
        }
        if (before)
            result = rows<T>().erase(*before);
    });
    return result;
}

// A command that was answered before keeps its first answer.
Result<> TurnWriter::writeCommands(const QList<StoredCommand>& commands)
{
    const auto insert =
        m_database.cached("INSERT INTO command (id, at, request, receipt, refusal) VALUES (?, ?, ?, ?, ?)"
                          " ON CONFLICT (id) DO NOTHING");
    if (!insert)
        return tl::make_unexpected(insert.error());
    for (const StoredCommand& command : commands) {
        (*insert)->bindText(1, command.id);
        (*insert)->bindInteger(2, command.at.ms());
        (*insert)->bindUtf8(3, command.request);
        (*insert)->bindUtf8(4, command.receipt);
        (*insert)->bindUtf8(5, command.refusal);
        if (const auto done = (*insert)->run(); !done)
            return tl::make_unexpected(done.error());
    }
    return {};
}

Result<> TurnWriter::writePacks(const QList<StoredPack>& packs)
{
    const auto insert = m_database.cached(
        "INSERT INTO content_pack (hash, files) VALUES (?, ?) ON CONFLICT (hash) DO NOTHING");
    if (!insert)
        return tl::make_unexpected(insert.error());
    for (const StoredPack& pack : packs) {
        (*insert)->bindText(1, pack.hash);
        (*insert)->bindUtf8(2, pack.files);
        if (const auto done = (*insert)->run(); !done)
            return tl::make_unexpected(done.error());
    }
    return {};
}

} // namespace Drover
