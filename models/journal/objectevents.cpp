#include "models/journal/objectevents.h"

#include "models/request.h"

using namespace Qt::StringLiterals;

namespace Drover {

ObjectEventsModel::ObjectEventsModel(Engine& engine, const Replica& replica, JournalWords words,
                                     QObject* parent)
    : QAbstractListModel(parent), m_engine(engine), m_replica(replica), m_words(std::move(words))
{
}

void ObjectEventsModel::show(const QString& subject)
{
    if (subject == m_subject)
        return;
    m_subject = subject;
    ++m_generation;
    m_reading = false;
    m_again = false;
    m_whole = subject.isEmpty();
    beginResetModel(); // another object: another list
    m_events.clear();
    endResetModel();
    emit changed();
    if (!subject.isEmpty())
        fetchMore({});
}

void ObjectEventsModel::lookForNew()
{
    if (m_subject.isEmpty())
        return;
    if (m_reading) {
        m_again = true;
        return;
    }
    if (m_events.empty())
        m_whole = false;
    ask({.after = m_events.empty() ? 0 : m_events.front().seq,
         .before = m_events.empty() ? m_replica.figures().seq + 1 : 0,
         .subject = m_subject,
         .limit = pageRows});
}

bool ObjectEventsModel::canFetchMore(const QModelIndex& parent) const
{
    return !parent.isValid() && !m_whole && !m_reading;
}

void ObjectEventsModel::fetchMore(const QModelIndex&)
{
    if (m_reading || m_whole)
        return;
    ask({.before = m_events.empty() ? m_replica.figures().seq + 1 : m_events.back().seq,
         .subject = m_subject,
         .limit = pageRows});
}

void ObjectEventsModel::ask(const Queries::FindEvents& query)
{
    m_reading = true;
    const bool newer = query.before == 0;
    onAnswer(m_engine.ask(query), this,
             [this, newer, generation = m_generation](const Result<Answer>& answer) {
                 if (generation != m_generation)
                     return;
                 const auto* page = answer ? std::get_if<Answers::Events>(&*answer) : nullptr;
                 if (page)
                     take(*page, newer);
                 m_reading = false; // not before: who is told of new rows may ask for more at once
                 if (!answer)
                     emit failed(answer.error());
                 emit changed();
                 if (std::exchange(m_again, false))
                     lookForNew();
             });
}

void ObjectEventsModel::take(const Answers::Events& page, bool newer)
{
    if (!newer)
        m_whole = !page.more;
    if (page.events.isEmpty())
        return;
    const int count = int(page.events.size());
    const int at = newer ? 0 : int(m_events.size());
    beginInsertRows({}, at, at + count - 1);
    // A page is in order of positions, the list is not.
    if (newer)
        m_events.insert(m_events.begin(), page.events.rbegin(), page.events.rend());
    else
        m_events.insert(m_events.end(), page.events.rbegin(), page.events.rend());
    endInsertRows();
    m_again = m_again || (newer && page.more);
}

int ObjectEventsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_events.size());
}

qint64 ObjectEventsModel::seqAt(const QModelIndex& index) const
{
    return index.isValid() ? m_events.at(std::size_t(index.row())).seq : 0;
}

QVariant ObjectEventsModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const EventRecord& record = m_events.at(std::size_t(index.row()));
    const EventMeaning meaning = eventMeaning(record.event);
    switch (role) {
    case Qt::DisplayRole:
        return m_words.event(record, eventTask(m_replica, record.event));
    case SecondaryTextRole: {
        const QString reason = eventReason(record.event);
        return reason.isEmpty() ? u"seq %1"_s.arg(record.seq) : reason;
    }
    case SortRole:
        return m_words.time(record.at, m_replica.now());
    case ToneRole:
        return int(meaning.tone);
    case EventTopicRole:
        return int(meaning.topic);
    default:
        return {};
    }
}

} // namespace Drover
