#pragma once

#include "models/journal/eventcache.h"
#include "models/journal/eventmeaning.h"
#include "models/journal/rowfolds.h"
#include "models/modelwords.h"
#include "models/replicafollower.h"
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
    /// What it follows from: "41 213 job hardware"; the position is 0 when it is not at hand.
    std::function<QString(const EventRecord&, qint64 cause, const QString& task)> cause;
    /// In place of what happened, of a row for many events: "12 alike, 41 200 – 41 213".
    std::function<QString(qint64 first, qint64 last)> folded;
};

enum class JournalColumn { Seq, Time, Actor, Object, What, Reason, Cause };
inline constexpr int JournalColumnCount = int(JournalColumn::Cause) + 1;

/// What the journal's rows answer beside models/roles.h.
enum JournalRole : int {
    EventTopicRole = Qt::UserRole + 200, ///< int(EventTopic), in the column Event
    EventKindRole,                       ///< QString: the kind's name, in the column Event
    ActorKindRole,                       ///< int(ActorKind), in the column Actor
    FoldedRole,                          ///< qint64: events that the row stands for, when more than one
    CauseSeqRole,                        ///< qint64: position of the cause, in its column
};

/// The journal as a table, newest first, of any length: without terms a row is a position, and only what is
/// looked at is read; with terms the history is searched backwards, as far as somebody looks. While it does
/// not follow, what is new waits above the first row, so that nothing moves under a reader. Neighbouring
/// events of one kind about one object are folded into a row as soon as they are read, failures never.
/// Follows the replica's journal position; UI thread.
class JournalModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    JournalModel(Engine& engine, const Replica& replica, ModelWords words, JournalWords journalWords,
                 QObject* parent = nullptr);

    /// Shows only events that meet all terms; none: everything.
    /// Off: nobody looks, and what is new waits.
    void setShown(bool shown) { m_follower.setFollowing(shown); }
    void setTerms(const QList<EventTerm>& terms);
    [[nodiscard]] const QList<EventTerm>& terms() const { return m_terms; }
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
    /// -1 when it is not shown; of a folded event the row that stands for it.
    [[nodiscard]] int rowOf(qint64 seq) const;
    /// The row that shows this position, or the next older one; -1 when all are newer.
    [[nodiscard]] int rowNear(qint64 seq) const;
    /// As rowOf, and unfolds what hides it.
    int reveal(qint64 seq);
    /// Events that a row stands for: more than one when they are folded.
    [[nodiscard]] qint64 foldedAt(int row) const;
    void unfold(int row);
    /// Folds the run that a row is part of again. False: it is part of none.
    bool foldAgain(int row);
    /// Somebody reads this one: it is not folded away.
    void setReading(qint64 seq) { m_reading = seq; }
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
    static constexpr int foldedFrom = 3; ///< events alike that become one row

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
    [[nodiscard]] qint64 placeCount() const;
    [[nodiscard]] qint64 seqAtPlace(qint64 place) const;
    [[nodiscard]] qint64 placeOf(qint64 seq) const;
    [[nodiscard]] bool isAlike(qint64 place, qint64 next) const;
    [[nodiscard]] RowFolds::Run runAround(qint64 place) const;
    void foldPlaces(qint64 first, qint64 last);
    void fold(RowFolds::Run run);
    void unfoldPlace(qint64 place);
    [[nodiscard]] qint64 causeOf(const EventRecord& event) const;
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
    RowFolds m_folds;
    QSet<qint64> m_unfolded; ///< newest positions of runs that somebody opened
    qint64 m_reading = 0;
    QTimer m_tick;
    ReplicaFollower m_follower;
};

} // namespace Drover
