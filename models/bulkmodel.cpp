#include "models/bulkmodel.h"

#include "models/commandsender.h"
#include "models/roles.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

Command commandOf(BulkVerb verb, const QString& machine, const BulkRun& run)
{
    switch (verb) {
    case BulkVerb::Lock:
        return Commands::LockMachine{machine, true, run.until};
    case BulkVerb::Unlock:
        return Commands::LockMachine{machine, false, {}};
    case BulkVerb::Retry:
        return Commands::RetryMachine{machine};
    case BulkVerb::Return:
        return Commands::ReturnMachine{machine, false};
    case BulkVerb::RunWorkflow:
        return Commands::StartWorkflow{machine, run.name};
    case BulkVerb::RunBlueprint:
        return Commands::CreateWorkOrder{machine, run.name, run.params, false, {}};
    case BulkVerb::Delete:
        return Commands::DeleteMachine{machine};
    }
    Q_UNREACHABLE();
}

} // namespace

BulkModel::BulkModel(const Replica& replica, CommandSender& sender, BulkVerb verb,
                     const QList<MachineId>& machines, QObject* parent)
    : QAbstractTableModel(parent), m_sender(sender), m_verb(verb)
{
    for (const MachineId id : machines) {
        const Drover::Machine* machine = replica.machine(id);
        if (!machine)
            continue;
        BulkItem item{.machine = id, .name = machine->name};
        item.place =
            machine->isMember() ? u"%1 / %2"_s.arg(machine->cluster, machine->memberName) : machine->pool;
        item.rack = machine->params.value("location/rack"_L1).toString();
        item.hindrance = bulkHindrance(*machine, verb);
        item.state = item.hindrance == BulkHindrance::None ? BulkState::Waiting : BulkState::LeftOut;
        m_items.append(item);
    }
}

int BulkModel::count(BulkState state) const
{
    return int(std::count_if(m_items.begin(), m_items.end(),
                             [state](const BulkItem& item) { return item.state == state; }));
}

MachineId BulkModel::firstWaiting() const
{
    for (const BulkItem& item : m_items) {
        if (item.state == BulkState::Waiting)
            return item.machine;
    }
    return {};
}

void BulkModel::start(const QString& reason, const BulkRun& run)
{
    if (m_running || count(BulkState::Waiting) == 0)
        return;
    m_reason = reason;
    m_run = run;
    m_started = true;
    m_running = true;
    m_next = 0;
    sendNext();
}

void BulkModel::retryRefused()
{
    if (m_running)
        return;
    for (int row = 0; row < m_items.size(); ++row) {
        if (m_items.at(row).state == BulkState::Refused)
            end(row, BulkState::Waiting, {});
    }
    start(m_reason, BulkRun(m_run));
}

QStringList BulkModel::commandLines() const
{
    QStringList lines;
    for (const BulkItem& item : m_items) {
        const QString line = bulkCommandLine(m_verb, item.name, m_reason, m_run);
        if (item.state != BulkState::LeftOut && !line.isEmpty())
            lines.append(line);
    }
    return lines;
}

void BulkModel::end(int row, BulkState state, const Error& error)
{
    m_items[row].state = state;
    m_items[row].error = error;
    emit dataChanged(index(row, 0), index(row, ColumnCount - 1));
}

void BulkModel::sendNext()
{
    while (m_open < underWay && m_next < m_items.size()) {
        const int row = m_next++;
        if (m_items.at(row).state != BulkState::Waiting)
            continue;
        ++m_open;
        end(row, BulkState::Sent, {});
        m_sender.send(commandOf(m_verb, m_items.at(row).machine.toString(), m_run), m_reason, this,
                      [this, row](const Result<Receipt>& receipt) {
                          --m_open;
                          end(row, receipt ? BulkState::Done : BulkState::Refused,
                              receipt ? Error{} : receipt.error());
                          emit progressed();
                          sendNext();
                      });
    }
    if (m_open == 0 && m_next >= m_items.size() && m_running) {
        m_running = false;
        emit finished();
    }
}

int BulkModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_items.size());
}

int BulkModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant BulkModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const BulkItem& item = m_items.at(index.row());
    const bool leftOut = item.state == BulkState::LeftOut;
    switch (role) {
    case Qt::DisplayRole:
        return index.column() == Machine ? item.name : index.column() == Place ? item.place : QString();
    case KindRole:
        return index.column() == Machine ? QVariant(int(RowKind::Machine)) : QVariant();
    case DimRole:
        return leftOut || index.column() == Place;
    default:
        return {};
    }
}

} // namespace Drover
