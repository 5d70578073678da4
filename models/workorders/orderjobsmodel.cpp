#include "models/workorders/orderjobsmodel.h"

#include "models/memberstate.h"
#include "models/replica.h"
#include "models/request.h"
#include "models/timeline/jobspans.h"

using namespace Qt::StringLiterals;

namespace Drover {

OrderJobsModel::OrderJobsModel(Engine& engine, const Replica& replica, ModelWords words, QObject* parent)
    : KeyedTreeModel(ColumnCount, parent), m_engine(engine), m_replica(replica), m_words(std::move(words))
{
    connect(&replica, &Replica::applied, this, [this](const ReplicaChanges& changes) {
        if (changes.snapshot || changes.jobMachines.contains(m_order.target))
            refresh();
    });
}

void OrderJobsModel::show(const WorkOrder& order)
{
    const bool another = order.id != m_order.id;
    m_order = order;
    if (!another)
        return;
    ++m_generation;
    m_past.clear();
    refresh();
    if (order.started.isSet())
        ask({}, mostPages);
}

/// The target's jobs back to when the order was made.
void OrderJobsModel::ask(JobId before, int pages)
{
    const Queries::FindJobs query{
        .ids = {}, .machine = m_order.target, .cluster = {}, .before = before, .limit = pageSize};
    onAnswer(m_engine.ask(query), this,
             [this, pages, generation = m_generation](const Result<Answer>& answer) {
                 const auto* page = answer ? std::get_if<Answers::Jobs>(&*answer) : nullptr;
                 if (generation != m_generation || !page || page->jobs.isEmpty())
                     return;
                 for (const Job& job : page->jobs) {
                     if (job.workOrder == m_order.id)
                         m_past.insert_or_assign(job.id, job);
                 }
                 refresh();
                 if (page->more && pages > 1 && page->jobs.constLast().created >= m_order.created)
                     ask(page->jobs.constLast().id, pages - 1);
             });
}

void OrderJobsModel::refresh()
{
    std::map<JobId, Job> jobs = m_past;
    for (const JobId id : m_replica.jobsOf(m_order.target)) {
        const Job* job = m_replica.job(id);
        if (job && job->workOrder == m_order.id && m_order.id.isSet())
            jobs.insert_or_assign(id, *job);
    }
    QList<TreeSpec<OrderJobRow>> specs;
    m_done = 0;
    for (const auto& [id, job] : jobs) {
        m_done += int(!job.isOpen());
        specs.append({.key = id.toString(),
                      .row = {.id = id,
                              .task = entryLabel(job.task),
                              .machine = job.member.isEmpty() ? job.machineName : job.member,
                              .status = Drover::statusOf(job),
                              .attempt = job.attempt,
                              .started = job.started,
                              .ended = job.ended,
                              .message = job.message},
                      .children = {}});
    }
    sync(specs);
    emit changed();
}

JobId OrderJobsModel::jobAt(const QModelIndex& index) const
{
    return index.isValid() ? rowAt(index).id : JobId();
}

JobId OrderJobsModel::telling() const
{
    JobId last;
    JobId failed;
    for (int row = 0; row < rowCount(); ++row) {
        const OrderJobRow& job = rowAt(index(row, 0));
        if (!job.ended.isSet())
            return job.id;
        if (job.status == Status::Failed)
            failed = job.id;
        last = job.id;
    }
    return failed.isSet() ? failed : last;
}

QVariant OrderJobsModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const OrderJobRow& row = rowAt(index);
    switch (role) {
    case Qt::DisplayRole:
        switch (Column(index.column())) {
        case Task:
            return row.attempt > 1 ? u"%1 · %2"_s.arg(row.attempt).arg(row.task) : row.task;
        case Machine:
            return row.machine;
        case Id:
            return row.id.toString();
        case Time:
            if (!row.started.isSet())
                return u"—"_s;
            return m_words.duration((row.ended.isSet() ? row.ended : m_replica.now()) - row.started);
        case ColumnCount:
            break;
        }
        return {};
    case Qt::ToolTipRole:
        return row.message;
    case Qt::TextAlignmentRole:
        return index.column() == Time ? QVariant(int(Qt::AlignRight | Qt::AlignVCenter)) : QVariant();
    case StatusRole:
        return index.column() == Task ? QVariant(int(row.status)) : QVariant();
    case StatusTextRole:
        return index.column() == Task
                   ? QVariant(row.attempt > 1 ? u"%1 · %2"_s.arg(row.attempt).arg(row.task) : row.task)
                   : QVariant();
    case FigureRole:
        return index.column() != Task;
    case DimRole:
        return index.column() == Machine || index.column() == Time;
    default:
        return {};
    }
}

} // namespace Drover
