#include "models/journal/journalmodel.h"

#include "models/journal/eventcause.h"
#include "models/request.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

RowKind subjectKind(const QString& subject)
{
    static const QHash<QString, RowKind> kinds{{u"cluster"_s, RowKind::Cluster},
                                               {u"machine"_s, RowKind::Machine},
                                               {u"resource-broker"_s, RowKind::Broker},
                                               {u"pool"_s, RowKind::Pool},
                                               {u"profile"_s, RowKind::Profile},
                                               {u"work-order"_s, RowKind::WorkOrder},
                                               {u"operation"_s, RowKind::Operation},
                                               {u"gate"_s, RowKind::Gate},
                                               {u"content"_s, RowKind::Content},
                                               {u"directory"_s, RowKind::Directory},
                                               {u"job"_s, RowKind::Job}};
    return kinds.value(subject.section(u' ', 0, 0), RowKind::None);
}

/// What stands in the list: names speak for themselves where their icon tells the kind.
QString subjectName(const QString& subject)
{
    const QString name = subject.section(u' ', 1);
    return subjectKind(subject) == RowKind::None || name.isEmpty() ? subject : name;
}

} // namespace

JournalModel::JournalModel(Engine& engine, const Replica& replica, ModelWords words,
                           JournalWords journalWords, QObject* parent)
    : QAbstractTableModel(parent), m_engine(engine), m_replica(replica), m_words(std::move(words)),
      m_journalWords(std::move(journalWords)), m_cache(engine),
      m_follower(replica, [this](const ReplicaChanges& changes) {
          if (changes.snapshot)
              restart();
          else if (changes.figures && !m_tick.isActive())
              m_tick.start();
      })
{
    m_tick.setSingleShot(true);
    m_tick.setInterval(patience);
    connect(&m_tick, &QTimer::timeout, this, &JournalModel::lookForNew);
    connect(&m_cache, &EventCache::loaded, this, &JournalModel::announce);
    connect(&m_cache, &EventCache::failed, this, &JournalModel::failed);
    restart();
}

void JournalModel::setTerms(const QList<EventTerm>& terms)
{
    if (terms == m_terms)
        return;
    m_terms = terms;
    restart();
}

/// A new filter or snapshot is another table, not a change of this one.
void JournalModel::restart()
{
    beginResetModel();
    ++m_generation;
    m_cache.reset(m_terms);
    m_found.clear();
    m_waiting.clear();
    m_folds.clear();
    m_unfolded.clear();
    m_searching = false;
    m_searchingNewer = false;
    m_target = pageRows;
    m_top = newest();
    m_shown = std::min(m_top, mostRows);
    m_high = newest();
    m_low = m_high + 1;
    endResetModel();
    if (isFiltered())
        searchOlder();
    emit stateChanged();
}

void JournalModel::setFollowing(bool on)
{
    if (on == m_following)
        return;
    m_following = on;
    if (on) {
        showWaiting();
        lookForNew();
    }
    emit stateChanged();
}

qint64 JournalModel::waiting() const
{
    if (isFiltered())
        return qint64(m_waiting.size());
    return std::max<qint64>(0, newest() - m_top);
}

void JournalModel::lookForNew()
{
    if (isFiltered())
        searchNewer();
    else if (m_following)
        showPositions(newest());
    emit stateChanged();
}

void JournalModel::showPositions(qint64 newest)
{
    const qint64 added = newest - m_top;
    if (added <= 0)
        return;
    if (added >= mostRows) {
        restart();
        return;
    }
    const qint64 excess = m_shown + added - mostRows;
    if (excess > 0) {
        for (qint64 place = m_shown - excess; place < m_shown; ++place)
            unfoldPlace(place);
        beginRemoveRows({}, int(m_folds.rowOf(m_shown - excess)), rowCount() - 1);
        m_shown -= excess;
        endRemoveRows();
    }
    beginInsertRows({}, 0, int(added) - 1);
    m_top = newest;
    m_shown += added;
    m_folds.shift(added);
    endInsertRows();
    foldPlaces(0, added - 1);
}

void JournalModel::searchOlder()
{
    if (m_searching || m_low <= 1)
        return;
    m_searching = true;
    const Queries::FindEvents query{
        .after = 0, .before = m_low, .subject = {}, .limit = pageRows, .terms = m_terms};
    onAnswer(m_engine.ask(query), this, [this, generation = m_generation](const Result<Answer>& answer) {
        if (generation != m_generation)
            return;
        if (!answer) {
            m_searching = false;
            stopWith(answer.error());
        } else if (const auto* page = std::get_if<Answers::Events>(&*answer)) {
            takeOlder(*page);
        }
    });
}

void JournalModel::takeOlder(const Answers::Events& page)
{
    // Views ask for more as soon as rows come: until this page is in, the search is not to go on.
    m_low = page.more && page.seen > 1 ? page.seen : 1;
    if (!page.events.isEmpty()) {
        const qint64 place = qint64(m_found.size());
        const int first = rowCount();
        beginInsertRows({}, first, first + int(page.events.size()) - 1);
        for (auto it = page.events.crbegin(); it != page.events.crend(); ++it) {
            m_found.push_back(it->seq);
            m_cache.put(*it);
        }
        endInsertRows();
        foldPlaces(place, qint64(m_found.size()) - 1);
    }
    m_searching = false;
    if (qsizetype(m_found.size()) < m_target)
        searchOlder();
    emit stateChanged();
}

void JournalModel::searchNewer()
{
    const qint64 upTo = newest();
    if (m_searchingNewer || upTo <= m_high)
        return;
    m_searchingNewer = true;
    const Queries::FindEvents query{
        .after = m_high, .before = upTo + 1, .subject = {}, .limit = pageRows, .terms = m_terms};
    onAnswer(m_engine.ask(query), this, [=, this, generation = m_generation](const Result<Answer>& answer) {
        if (generation != m_generation)
            return;
        m_searchingNewer = false;
        if (!answer)
            stopWith(answer.error());
        else if (const auto* page = std::get_if<Answers::Events>(&*answer))
            takeNewer(*page, upTo);
    });
}

void JournalModel::takeNewer(const Answers::Events& page, qint64 upTo)
{
    for (const EventRecord& record : page.events) {
        m_waiting.push_front(record.seq);
        m_cache.put(record);
    }
    m_high = page.more && page.seen > m_high ? page.seen : upTo;
    if (m_following)
        showWaiting();
    if (m_high < newest())
        m_tick.start();
    emit stateChanged();
}

void JournalModel::showWaiting()
{
    if (m_waiting.empty())
        return;
    beginInsertRows({}, 0, int(m_waiting.size()) - 1);
    const qint64 added = qint64(m_waiting.size());
    m_found.insert(m_found.begin(), m_waiting.begin(), m_waiting.end());
    m_waiting.clear();
    m_folds.shift(added);
    endInsertRows();
    foldPlaces(0, added - 1);
}

void JournalModel::stopWith(const Error& error)
{
    emit failed(error);
    emit stateChanged();
}

void JournalModel::announce(qint64 first, qint64 last)
{
    qint64 top = -1;
    qint64 bottom = -1;
    if (isFiltered()) {
        const auto before = [](qint64 a, qint64 b) { return a > b; };
        top = std::lower_bound(m_found.begin(), m_found.end(), last, before) - m_found.begin();
        bottom = std::upper_bound(m_found.begin(), m_found.end(), first, before) - m_found.begin() - 1;
    } else {
        top = std::max<qint64>(0, m_top - last);
        bottom = std::min<qint64>(m_shown - 1, m_top - first);
    }
    if (top < 0 || top > bottom || bottom >= placeCount())
        return;
    foldPlaces(top, bottom);
    emit dataChanged(index(int(m_folds.rowOf(top)), 0),
                     index(int(m_folds.rowOf(bottom)), JournalColumnCount - 1));
}

qint64 JournalModel::placeCount() const
{
    return isFiltered() ? qint64(m_found.size()) : m_shown;
}

qint64 JournalModel::seqAtPlace(qint64 place) const
{
    return isFiltered() ? m_found[std::size_t(place)] : m_top - place;
}

/// -1 when it is not shown.
qint64 JournalModel::placeOf(qint64 seq) const
{
    if (!isFiltered()) {
        const qint64 place = m_top - seq;
        return place >= 0 && place < m_shown ? place : -1;
    }
    const auto at =
        std::lower_bound(m_found.begin(), m_found.end(), seq, [](qint64 a, qint64 b) { return a > b; });
    return at != m_found.end() && *at == seq ? at - m_found.begin() : -1;
}

qint64 JournalModel::seqAt(int row) const
{
    return row < 0 || row >= rowCount() ? 0 : seqAtPlace(m_folds.placeOf(row));
}

int JournalModel::rowOf(qint64 seq) const
{
    const qint64 place = placeOf(seq);
    return place < 0 ? -1 : int(m_folds.rowOf(place));
}

const EventRecord* JournalModel::eventAt(int row) const
{
    const qint64 seq = seqAt(row);
    return seq > 0 ? m_cache.read(seq, newest()) : nullptr;
}

void JournalModel::collect(int firstRow, int lastRow, QObject* context,
                           std::function<void(const QList<EventRecord>&)> done)
{
    lastRow = std::min({lastRow, firstRow + collectedAtOnce - 1, rowCount() - 1});
    const qint64 newestWanted = seqAt(firstRow);
    const qint64 oldestWanted = lastRow < 0 ? 0 : seqAtPlace(m_folds.runAt(m_folds.placeOf(lastRow)).last);
    if (newestWanted == 0 || oldestWanted == 0)
        return;
    // Backwards through what matches, in as many answers as that takes.
    auto gathered = std::make_shared<QList<EventRecord>>();
    auto step = std::make_shared<std::function<void(qint64)>>();
    *step = [=, this, terms = m_terms, weak = std::weak_ptr(step)](qint64 after) {
        const Queries::FindEvents query{.after = after,
                                        .before = newestWanted + 1,
                                        .subject = {},
                                        .limit = collectedAtOnce,
                                        .terms = terms};
        onAnswer(m_engine.ask(query), context, [=, this, again = weak.lock()](const Result<Answer>& answer) {
            const auto* page = answer ? std::get_if<Answers::Events>(&*answer) : nullptr;
            if (!page) {
                if (!answer)
                    emit failed(answer.error());
                return;
            }
            gathered->append(page->events);
            const qint64 seen =
                std::max(page->seen, page->events.isEmpty() ? 0 : page->events.constLast().seq);
            if (page->more && seen > after && seen < newestWanted)
                (*again)(seen);
            else
                done(*gathered);
        });
    };
    (*step)(oldestWanted - 1);
}

int JournalModel::rowCount(const QModelIndex& parent) const
{
    if (parent.isValid())
        return 0;
    return int(placeCount() - m_folds.hidden());
}

int JournalModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : JournalColumnCount;
}

QString JournalModel::text(const EventRecord& event, JournalColumn column) const
{
    switch (column) {
    case JournalColumn::Seq:
        return m_words.count(event.seq);
    case JournalColumn::Time:
        return m_journalWords.time(event.at, m_replica.now());
    case JournalColumn::Actor:
        return actorName(event.actor);
    case JournalColumn::Object:
        return subjectName(event.subject);
    case JournalColumn::What: {
        const RowFolds::Run run = m_folds.runAt(placeOf(event.seq));
        return run.size() > 1 ? m_journalWords.folded(seqAtPlace(run.last), event.seq)
                              : m_journalWords.event(event, eventTask(m_replica, event.event));
    }
    case JournalColumn::Reason:
        return eventReason(event.event);
    case JournalColumn::Cause: {
        const Job* job = m_replica.job(causeJob(event.cause));
        return m_journalWords.cause(event, causeOf(event), job ? job->task : QString());
    }
    }
    return {};
}

QVariant JournalModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const auto column = JournalColumn(index.column());
    const qint64 seq = seqAt(index.row());
    if (role == FigureRole)
        return column == JournalColumn::Seq || column == JournalColumn::Time;
    if (role == Qt::DisplayRole && column == JournalColumn::Seq)
        return m_words.count(seq);
    const EventRecord* event = m_cache.read(seq, newest());
    if (!event)
        return {};
    const EventMeaning meaning = eventMeaning(event->event);
    switch (role) {
    case Qt::DisplayRole:
        return text(*event, column);
    case Qt::ToolTipRole:
        return column == JournalColumn::Object ? event->subject : text(*event, column);
    case Qt::AccessibleTextRole:
        return column == JournalColumn::What ? eventKind(event->event) + u", "_s + text(*event, column)
                                             : text(*event, column);
    case ToneRole:
        if (column == JournalColumn::What)
            return int(meaning.tone);
        return {};
    case EmphasisRole:
        return meaning.failure;
    case DimRole:
        return column == JournalColumn::Seq || column == JournalColumn::Reason ||
               column == JournalColumn::Cause;
    case KindRole:
        return column == JournalColumn::Object ? QVariant(int(subjectKind(event->subject))) : QVariant();
    case ObjectKeyRole:
        return subjectKey(m_replica, event->subject);
    case EventTopicRole:
        return int(meaning.topic);
    case EventKindRole:
        return eventKind(event->event);
    case ActorKindRole:
        return int(actorKind(event->actor));
    case FoldedRole: {
        const qint64 folded = m_folds.runAt(m_folds.placeOf(index.row())).size();
        return folded > 1 ? QVariant(folded) : QVariant();
    }
    case CauseSeqRole:
        return column == JournalColumn::Cause ? QVariant(causeOf(*event)) : QVariant();
    default:
        return {};
    }
}

QVariant JournalModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    static constexpr const char* keys[] = {"journal.seq",    "journal.time",  "journal.actor",
                                           "journal.object", "journal.event", "journal.reason",
                                           "journal.cause"};
    if (orientation != Qt::Horizontal || section < 0 || section >= JournalColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignLeft | Qt::AlignVCenter);
    return role == Qt::DisplayRole ? QVariant(m_words.name(keys[section])) : QVariant();
}

bool JournalModel::canFetchMore(const QModelIndex& parent) const
{
    return !parent.isValid() && isFiltered() && m_low > 1;
}

void JournalModel::fetchMore(const QModelIndex& parent)
{
    if (!canFetchMore(parent))
        return;
    m_target = qsizetype(m_found.size()) + pageRows;
    searchOlder();
}

} // namespace Drover
