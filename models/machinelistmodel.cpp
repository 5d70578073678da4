#include "models/machinelistmodel.h"

#include "engine/core/transitions.h"
#include "models/objectkey.h"
#include "models/roles.h"
#include "models/shortstage.h"
#include "models/timeline/jobspans.h"

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

/// What a machine can be filtered by beside its columns.
enum class MachineField { Member = MachineColumnCount, Site, Profile, Workflow, Attempt, Is };

/// Statuses go as a machine's life goes.
template <class E>
QString enumKey(const QString& text)
{
    const std::optional<E> value = enumFrom<E>(text);
    return value ? QString::number(int(*value)).rightJustified(2, u'0') : QString();
}

QList<IndexedListModel::Field> machineFields()
{
    return {{u"name"_s, &naturalKey},
            {u"role"_s, &naturalKey},
            {u"cluster"_s, &naturalKey},
            {u"pool"_s, &naturalKey},
            {u"status"_s, &enumKey<PoolStatus>},
            {u"state"_s, &naturalKey},
            {u"stage"_s, &naturalKey},
            {u"health"_s, &enumKey<Health>},
            {u"rack"_s, &naturalKey},
            {u"address"_s, &naturalKey},
            {u"job"_s, &naturalKey},
            {u"member"_s, &naturalKey},
            {u"site"_s, &naturalKey},
            {u"profile"_s, &naturalKey},
            {u"workflow"_s, &naturalKey},
            {u"attempt"_s, &naturalKey},
            {u"is"_s, &naturalKey}};
}

QString paramText(const Machine& machine, const QString& name)
{
    const QJsonValue value = machine.params.value(name);
    return value.isString() ? value.toString() : value.toVariant().toString();
}

/// The value's word, made once: lists ask for it a hundred thousand times.
template <class E>
const QString& wordOf(E value)
{
    static QHash<int, QString> words;
    const auto known = words.constFind(int(value));
    return known != words.cend() ? *known : *words.insert(int(value), enumText(value));
}

/// The words that `is:` finds.
QString traitsOf(const Machine& machine)
{
    const bool held = isHeld(machine.poolStatus);
    const std::pair<bool, const char*> traits[] = {
        {machine.sequence.stop == Stop::Failed || machine.health == Health::Unhealthy, "failed"},
        {!machine.sequence.runnable(), "stopped"},
        {held, "held"},
        {!held && machine.poolStatus != PoolStatus::Free && machine.poolStatus != PoolStatus::InUse,
         "changing"},
        {machine.lock.locked, "locked"},
        {machine.draining, "draining"},
        {machine.isMember(), "member"}};
    int which = 0;
    for (std::size_t i = 0; i < std::size(traits); ++i)
        which |= int(traits[i].first) << i;
    static QHash<int, QString> words;
    const auto known = words.constFind(which);
    if (known != words.cend())
        return *known;
    QStringList list;
    for (const auto& [has, word] : traits) {
        if (has)
            list.append(QString::fromLatin1(word));
    }
    return *words.insert(which, list.join(u' '));
}

RowKind roleKind(const QString& role)
{
    return role == "control-plane"_L1 ? RowKind::ControlPlane
           : role == "worker"_L1      ? RowKind::Worker
           : role.isEmpty()           ? RowKind::None
                                      : RowKind::Role;
}

} // namespace

MachineListModel::MachineListModel(const Replica& replica, ModelWords words, QObject* parent)
    : IndexedListModel(machineFields(), MachineColumnCount,
                       {int(MachineColumn::Name), int(MachineField::Member)}, parent),
      m_replica(replica), m_words(std::move(words)),
      m_follower(replica, [this](const ReplicaChanges& changes) { follow(changes); })
{
    connect(&replica, &Replica::applied, this, [this](const ReplicaChanges& changes) {
        if (!m_follower.isFollowing())
            letGo(changes.machines);
    });
    rebuild();
}

QString MachineListModel::cellText(const Machine& machine, MachineColumn column) const
{
    switch (column) {
    case MachineColumn::Name:
        return machine.name;
    case MachineColumn::Role:
        return machine.role;
    case MachineColumn::Cluster:
        return machine.cluster;
    case MachineColumn::Pool:
        return machine.pool;
    case MachineColumn::PoolStatus:
        return wordOf(machine.poolStatus);
    case MachineColumn::State:
        return m_words.state(memberState(m_replica, machine).state);
    case MachineColumn::Stage:
        return shortStage(memberState(m_replica, machine).stage);
    case MachineColumn::Health:
        return wordOf(machine.health);
    case MachineColumn::Rack:
        return paramText(machine, u"location/rack"_s);
    case MachineColumn::Address:
        return machine.address;
    case MachineColumn::LastJob: {
        const Job* job = m_replica.newestJob(machine.id);
        return job ? entryLabel(job->task) : QString();
    }
    }
    return {};
}

QString MachineListModel::fieldText(int slot, int field) const
{
    const Machine& machine = *m_machines[std::size_t(slot)].machine;
    if (field < MachineColumnCount)
        return cellText(machine, MachineColumn(field));
    if (field > int(MachineField::Is))
        return paramText(machine, fieldKey(field));
    switch (MachineField(field)) {
    case MachineField::Member:
        return machine.memberName;
    case MachineField::Site:
        return paramText(machine, u"location/site"_s);
    case MachineField::Profile:
        return machine.profiles.join(u' ');
    case MachineField::Workflow:
        return machine.sequence.workflow;
    case MachineField::Attempt:
        return machine.sequence.complete ? QString() : QString::number(machine.sequence.attempt);
    case MachineField::Is:
        return traitsOf(machine);
    }
    return {};
}

/// To read a param is the dearest, and params hardly ever change.
quint64 MachineListModel::staleFields(int slot)
{
    constexpr quint64 ofParams = (quint64(1) << int(MachineColumn::Rack)) |
                                 (quint64(1) << int(MachineField::Site)) |
                                 (~quint64(0) << (int(MachineField::Is) + 1));
    Place& place = m_machines[std::size_t(slot)];
    if (place.machine && place.isRead && place.params == place.machine->params)
        return ~ofParams;
    place.isRead = place.machine != nullptr;
    place.params = place.machine ? place.machine->params : QJsonObject();
    return ~quint64(0);
}

Status MachineListModel::tallyStatus(const QString& text) const
{
    return statusOf(enumFrom<Health>(text).value_or(Health::Unknown));
}

/// A snapshot is another list, not a change of this one.
void MachineListModel::rebuild()
{
    beginResetModel();
    m_machines.clear();
    m_slotOf.clear();
    m_machines.reserve(m_replica.machines().size());
    m_slotOf.reserve(qsizetype(m_replica.machines().size()));
    for (const auto& [id, machine] : m_replica.machines()) {
        if (machine.kind != MachineKind::Machine)
            continue;
        m_slotOf.insert(id, int(m_machines.size()));
        m_machines.push_back({id, machine.name, &machine});
    }
    fill(int(m_machines.size()));
    endResetModel();
    emit countsChanged();
    tellWaiting();
}

/// A row that nobody looks at may be read all the same, and the replica's value is gone with the machine.
void MachineListModel::letGo(const QSet<MachineId>& changed)
{
    for (const MachineId& id : changed) {
        const auto known = m_slotOf.constFind(id);
        if (known != m_slotOf.cend())
            m_machines[std::size_t(*known)].machine = m_replica.machine(id);
    }
}

void MachineListModel::follow(const ReplicaChanges& changes)
{
    if (changes.snapshot) {
        rebuild();
        return;
    }
    std::vector<int> moved;
    moved.reserve(std::size_t(changes.machines.size()));
    for (const MachineId& id : changes.machines)
        note(id, moved);
    QSet<MachineId> others;
    for (const MachineId& id : changes.jobMachines) {
        if (!changes.machines.contains(id))
            others.insert(id);
    }
    // A gate that lets one in changes the figures of all that wait at it.
    if (isUsed(int(MachineColumn::State))) {
        for (const QString& gate : changes.gates) {
            for (const MachineId& id : m_replica.members(gate.section(u'/', 0, 0))) {
                if (!changes.machines.contains(id))
                    others.insert(id);
            }
        }
    }
    for (const MachineId& id : std::as_const(others))
        note(id, moved);
    if (!moved.empty())
        change(moved);
}

/// Takes in what the replica has of it now; its slot joins `moved`.
void MachineListModel::note(MachineId id, std::vector<int>& moved)
{
    const Machine* machine = m_replica.machine(id);
    if (machine && machine->kind != MachineKind::Machine)
        return;
    auto known = m_slotOf.constFind(id);
    if (known == m_slotOf.cend()) {
        if (!machine)
            return;
        known = m_slotOf.insert(id, int(m_machines.size()));
        m_machines.push_back({id, {}, nullptr});
    }
    Place& place = m_machines[std::size_t(*known)];
    place.machine = machine;
    if (machine)
        place.name = machine->name;
    moved.push_back(*known);
}

QModelIndex MachineListModel::indexOf(MachineId id) const
{
    const int row = rowOf(m_slotOf.value(id, -1));
    return row < 0 ? QModelIndex() : index(row, 0);
}

MachineId MachineListModel::machineAt(int row) const
{
    return slotAt(row) < 0 ? MachineId() : m_machines[std::size_t(slotAt(row))].id;
}

QVariant MachineListModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || slotAt(index.row()) < 0)
        return IndexedListModel::data(index, role);
    const Place& place = m_machines[std::size_t(slotAt(index.row()))];
    const auto column = MachineColumn(index.column());
    if (role == ObjectKeyRole)
        return machineKey(place.id);
    if (!place.machine) {
        // It is gone; its row waits for the moment when rows may move.
        if (column != MachineColumn::Name)
            return {};
        return role == Qt::DisplayRole ? QVariant(place.name) : role == DimRole ? QVariant(true) : QVariant();
    }
    const Machine& machine = *place.machine;
    switch (role) {
    case Qt::DisplayRole:
        return cellText(machine, column);
    case Qt::ToolTipRole:
        return column == MachineColumn::Stage ? machine.sequence.stage : cellText(machine, column);
    case StatusRole:
        if (column == MachineColumn::PoolStatus)
            return int(statusOf(machine.poolStatus));
        if (column == MachineColumn::State)
            return int(memberState(m_replica, machine).state.status);
        if (column == MachineColumn::Health)
            return int(memberState(m_replica, machine).health);
        if (const Job* job = column == MachineColumn::LastJob ? m_replica.newestJob(machine.id) : nullptr)
            return int(statusOf(*job));
        return {};
    case StatusTextRole:
        return column == MachineColumn::State || column == MachineColumn::LastJob
                   ? QVariant(cellText(machine, column))
                   : QVariant();
    case KindRole:
        if (column == MachineColumn::Role)
            return int(roleKind(machine.role));
        return column == MachineColumn::Name ? QVariant(int(RowKind::Machine)) : QVariant();
    case SecondaryTextRole:
        if (column == MachineColumn::Role)
            return machine.memberName;
        return column == MachineColumn::Name && machine.lock.locked ? QVariant(u"locked"_s) : QVariant();
    case FigureRole:
        return column == MachineColumn::Address || column == MachineColumn::Rack;
    default:
        return {};
    }
}

QVariant MachineListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    static constexpr const char* keys[] = {"machines.name",    "machines.role",   "machines.cluster",
                                           "machines.pool",    "machines.status", "machines.state",
                                           "machines.stage",   "machines.health", "machines.rack",
                                           "machines.address", "machines.job"};
    if (orientation != Qt::Horizontal || section < 0 || section >= MachineColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignLeft | Qt::AlignVCenter);
    return role == Qt::DisplayRole ? QVariant(m_words.name(keys[section])) : QVariant();
}

} // namespace Drover
