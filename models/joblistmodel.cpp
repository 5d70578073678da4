#include "models/joblistmodel.h"

#include "models/shortstage.h"
#include "models/timeline/jobspans.h"

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

QString resultOf(const Replica& replica, const Job& job)
{
    if (job.isOpen()) {
        const JobObservation* seen = replica.observation(job.id);
        if (!seen)
            return {};
        return seen->progress >= 0 ? QString::number(seen->progress) + u" %"_s : seen->status;
    }
    if (job.state != JobState::Failed)
        return {};
    return job.end == JobEnd::Exited ? u"exit "_s + QString::number(job.exitCode) : enumText(job.end);
}

TreeSpec<JobRow> specOf(const Replica& replica, const Job& job)
{
    return {.key = job.id.toString(),
            .row = {.kind = RowKind::Job,
                    .name = entryLabel(job.task),
                    .status = statusOf(job),
                    .result = resultOf(replica, job),
                    .started = job.started,
                    .ended = job.ended,
                    .attempt = job.attempt,
                    .job = job.id,
                    .task = job.task},
            .children = {}};
}

/// A group's state is that of its last job, its time that of all.
void sumUp(TreeSpec<JobRow>& group)
{
    const JobRow& last = group.children.constLast().row;
    group.row.status = last.status;
    group.row.started = group.children.constFirst().row.started;
    group.row.ended = last.ended;
    group.row.job = last.job;
    group.row.task = last.task;
}

} // namespace

JobListModel::JobListModel(const Replica& replica, ModelWords words, QObject* parent)
    : KeyedTreeModel(ColumnCount, parent), m_replica(replica), m_words(std::move(words))
{
    connect(&replica, &Replica::applied, this, [this](const ReplicaChanges& changes) {
        const Job* open = m_replica.openJob(m_machine);
        if (changes.snapshot || changes.jobMachines.contains(m_machine) ||
            (open && changes.observations.contains(open->id)))
            refresh();
    });
}

void JobListModel::show(MachineId machine)
{
    if (machine == m_machine)
        return;
    m_machine = machine;
    refresh();
}

void JobListModel::setScope(JobScope scope)
{
    m_scope = scope;
    refresh();
}

void JobListModel::refresh()
{
    QList<TreeSpec<JobRow>> stages;
    m_count = 0;
    m_failed = 0;
    const Job* before = nullptr;
    const QList<JobId> ids = m_replica.jobsOf(m_machine);
    for (const JobId id : ids) {
        const Job* job = m_replica.job(id);
        if (!job)
            continue;
        ++m_count;
        m_failed += job->state == JobState::Failed ? 1 : 0;
        if (m_scope == JobScope::Failed && job->state != JobState::Failed)
            continue;
        const bool sameStage = before && before->stage == job->stage && before->workflow == job->workflow &&
                               before->workOrder == job->workOrder;
        if (!sameStage) {
            const QString name = job->stage.isEmpty() ? job->workflow : job->stage;
            stages.append({.key = u"stage/"_s + id.toString(),
                           .row = {.kind = RowKind::Stage, .name = name},
                           .children = {}});
        }
        QList<TreeSpec<JobRow>>& attempts = stages.last().children;
        // A failed job ends an attempt; what comes after it in the same stage is the next.
        if (!sameStage || before->state == JobState::Failed) {
            attempts.append({.key = u"attempt/"_s + id.toString(),
                             .row = {.kind = RowKind::Attempt, .attempt = int(attempts.size()) + 1},
                             .children = {}});
        }
        attempts.last().children.append(specOf(m_replica, *job));
        before = job;
    }
    for (TreeSpec<JobRow>& stage : stages) {
        for (TreeSpec<JobRow>& attempt : stage.children)
            sumUp(attempt);
        sumUp(stage);
        if (stage.children.size() == 1)
            stage.children = QList<TreeSpec<JobRow>>(stage.children.constFirst().children);
    }
    sync(stages);
    emit countsChanged();
}

JobId JobListModel::jobAt(const QModelIndex& index) const
{
    return index.isValid() ? rowAt(index).job : JobId();
}

QModelIndex JobListModel::indexOfJob(JobId job) const
{
    return indexOfKey(job.toString());
}

QVariant JobListModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const JobRow& row = rowAt(index);
    switch (role) {
    case Qt::DisplayRole:
        if (index.column() == Name)
            return row.kind == RowKind::Attempt ? m_words.attempt(row.attempt) : row.name;
        if (index.column() == Result)
            return row.result;
        if (!row.started.isSet())
            return {};
        return m_words.duration((row.ended.isSet() ? row.ended : m_replica.now()) - row.started);
    case StatusRole:
        return index.column() == Name && row.kind != RowKind::Stage ? QVariant(int(row.status)) : QVariant();
    case StatusTextRole:
        return row.kind == RowKind::Attempt ? m_words.attempt(row.attempt) : row.name;
    case KindRole:
        return int(row.kind);
    case EmphasisRole:
        return row.kind == RowKind::Stage;
    case ToneRole:
        if (index.column() != Result)
            return {};
        return int(row.status == Status::Failed || row.status == Status::Lost ? Tone::Bad
                   : row.status == Status::Retrying                           ? Tone::Warn
                                                                              : Tone::Run);
    case FigureRole:
        return index.column() != Name;
    case DimRole:
        return index.column() == Time;
    case Qt::TextAlignmentRole:
        return index.column() == Time ? QVariant(int(Qt::AlignRight | Qt::AlignVCenter)) : QVariant();
    case Qt::ToolTipRole:
        return row.kind == RowKind::Stage ? row.name : row.task;
    case ObjectKeyRole:
        return keyAt(index);
    default:
        return {};
    }
}

QVariant JobListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    static constexpr const char* keys[] = {"jobs.name", "jobs.result", "jobs.time"};
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section < 0 || section >= ColumnCount)
        return {};
    return m_words.name(keys[section]);
}

} // namespace Drover
