#pragma once

#include "engine/core/error.h"
#include "models/bulkrules.h"

#include <QAbstractTableModel>

namespace Drover {

class CommandSender;

enum class BulkState { Waiting, LeftOut, Sent, Done, Refused };

struct BulkItem
{
    MachineId machine;
    QString name;
    QString place; ///< cluster and member, or pool
    QString rack;
    BulkHindrance hindrance = BulkHindrance::None;
    BulkState state = BulkState::Waiting;
    Error error; ///< of a refusal
};

/// One command for many machines: a list that is frozen when it is made, what each is left out for, and what
/// became of each. A few are under way at a time. What has begun goes on when this is deleted, untold. UI
/// thread.
class BulkModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Machine, Place, Outcome, ColumnCount };

    BulkModel(const Replica& replica, CommandSender& sender, BulkVerb verb, const QList<MachineId>& machines,
              QObject* parent = nullptr);

    [[nodiscard]] BulkVerb verb() const { return m_verb; }
    [[nodiscard]] const BulkItem& item(int row) const { return m_items.at(row); }
    [[nodiscard]] int count(BulkState state) const;
    /// The first that something is to be done to; not set: none.
    [[nodiscard]] MachineId firstWaiting() const;
    [[nodiscard]] bool isRunning() const { return m_running; }
    [[nodiscard]] bool hasStarted() const { return m_started; }

    void start(const QString& reason, const BulkRun& run = {});
    /// Once more for those that were refused.
    void retryRefused();

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    /// The texts of Machine and Place; Outcome is the view's to word, by item().
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

    /// The same as lines for a shell, one for each machine that is not left out; none when the command line
    /// has no such verb.
    [[nodiscard]] QStringList commandLines() const;

    static constexpr int underWay = 16;

signals:
    void progressed();
    void finished();

private:
    void sendNext();
    void end(int row, BulkState state, const Error& error);

    CommandSender& m_sender;
    BulkVerb m_verb;
    QList<BulkItem> m_items;
    QString m_reason;
    BulkRun m_run;
    int m_next = 0;
    int m_open = 0;
    bool m_running = false;
    bool m_started = false;
};

} // namespace Drover
