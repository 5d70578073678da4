#pragma once

#include "models/journal/journalmodel.h"

#include <QAbstractListModel>

namespace Drover {

/// The events about one object, newest first; older ones are read as somebody scrolls to them, new ones come
/// with the replica. Owned by the inspector; UI thread.
class ObjectEventsModel : public QAbstractListModel
{
    Q_OBJECT
public:
    ObjectEventsModel(Engine& engine, const Replica& replica, JournalWords words, QObject* parent = nullptr);

    /// `machine web-1`, as EventRecord::subject has it; empty: none.
    void show(const QString& subject);
    /// Something may have happened to it.
    void lookForNew();
    [[nodiscard]] bool isReading() const { return m_reading; }
    [[nodiscard]] qint64 seqAt(const QModelIndex& index) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    /// DisplayRole: what happened; SecondaryTextRole: why, else its position; SortRole: when, in words;
    /// ToneRole, EventTopicRole.
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;

    static constexpr int pageRows = 100;

signals:
    void changed();
    void failed(const Drover::Error& error);

private:
    void ask(const Queries::FindEvents& query);
    void take(const Answers::Events& page, bool newer);

    Engine& m_engine;
    const Replica& m_replica;
    JournalWords m_words;
    QString m_subject;
    std::deque<EventRecord> m_events; ///< newest first
    bool m_reading = false;
    bool m_again = false; ///< news came while it read
    bool m_whole = true;  ///< nothing is older
    int m_generation = 0;
};

} // namespace Drover
