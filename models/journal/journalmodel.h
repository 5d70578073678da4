#pragma once

#include "models/journal/eventcache.h"
#include "models/journal/eventmeaning.h"
#include "models/modelwords.h"
#include "models/replica.h"
#include "models/roles.h"

#include <QAbstractTableModel>
#include <deque>
#include <optional>

namespace Drover {

/// The words of the journal; made by `ui/text`, as ModelWords are.
struct JournalWords
{
    /// What happened, in a few words; the second is the task of the job that it is about, as far as known.
    std::function<QString(const EventRecord&, const QString& task)> event;
    std::function<QString(Instant at, Instant now)> time; ///< "14:07:41", with its day when that is another
};

enum class JournalColumn { Seq, Time, Actor, Object, What, Reason, Cause };
inline constexpr int JournalColumnCount = int(JournalColumn::Cause) + 1;

/// What the journal's rows answer beside models/roles.h.
enum JournalRole : int {
    EventTopicRole = Qt::UserRole + 200, ///< int(EventTopic), in the column Event
    EventKindRole,                       ///< QString: the kind's name, in the column Event
    ActorKindRole,                       ///< int(ActorKind), in the column Actor
};

/// The journal as a table, newest first, of any length: without terms a row is a position, and only what is
/// looked at is read; with terms the history is searched backwards, as far as somebody looks. While it does
/// not follow, what is new waits above the first row, so that nothing moves under a reader. Follows the
/// replica's journal position; UI thread.
class JournalModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    JournalModel(Engine& engine, const Replica& replica, ModelWords words, JournalWords journalWords,
                 QObject* parent = nullptr);

    /// Shows only events that meet all terms; none: everything.
    void setTerms(const QList<EventTerm>& terms);
    [[nodiscard]] bool isFiltered() const { return !m_terms.isEmpty(); }
    void setFollowing(bool on);
    [[nodiscard]] bool isFollowing() const { return m_following; }

    /// Events that came while it did not follow.
    [[nodiscard]] qint64 waiting() const;
    /// The journal's newest position, as far as the replica knows.
    [[nodiscard]] qint64 newest() const { return m_replica.figures().seq; }
    /// A search goes on.
    [[nodiscard]] bool isSearching() const { return m_searching; }
    /// How far back the search has looked; 1: to the beginning.
    [[nodiscard]] qint64 searchedTo() const { return m_low; }

    /// Null while it is not read.
    [[nodiscard]] const EventRecord* eventAt(int row) const;
    [[nodiscard]] qint64 seqAt(int row) const;
    /// -1 when it is not shown.
    [[nodiscard]] int rowOf(qint64 seq) const;
    /// Reads the events of some rows, at most `collectedAtOnce` from the newest on, in order of their
    /// position.
    void collect(int firstRow, int lastRow, QObject* context,
                 std::function<void(const QList<EventRecord>&)> done);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;

    static constexpr qint64 mostRows = 1'000'000; ///< of what is older, a search shows any part
    static constexpr int pageRows = 200;          ///< found at once
    static constexpr int collectedAtOnce = 10'000;
    static constexpr int patience = 150; ///< ms between looks at what is new

signals:
    void stateChanged(); ///< searching, waiting, position
    void failed(const Drover::Error& error);

private:
    void restart();
    void lookForNew();
    void showPositions(qint64 newest);
    void searchOlder();
    void searchNewer();
    void takeOlder(const Answers::Events& page);
    void takeNewer(const Answers::Events& page, qint64 upTo);
    void showWaiting();
    void announce(qint64 first, qint64 last);
    void stopWith(const Error& error);
    [[nodiscard]] QString text(const EventRecord& event, JournalColumn column) const;

    Engine& m_engine;
    const Replica& m_replica;
    ModelWords m_words;
    JournalWords m_journalWords;
    mutable EventCache m_cache;
    QList<EventTerm> m_terms;
    bool m_following = true;
    qint64 m_top = 0;              ///< without terms: position of the first row
    qint64 m_shown = 0;            ///< without terms: rows
    std::deque<qint64> m_found;    ///< with terms: positions, newest first
    std::deque<qint64> m_waiting;  ///< found while not following, newest first
    qint64 m_low = 1;              ///< everything from here …
    qint64 m_high = 0;             ///< … to here has been searched
    qsizetype m_target = pageRows; ///< go on until so many are found
    bool m_searching = false;
    bool m_searchingNewer = false;
    int m_generation = 0;
    QTimer m_tick;
};

} // namespace Drover
