#include "engine/content/expansion.h"

#include <QJsonArray>
#include <QSet>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

class TaskListExpander
{
public:
    explicit TaskListExpander(const Content& content) : m_content(content) {}

    Result<> addStage(const QString& name)
    {
        const StageDef* stage = m_content.stage(name);
        if (!stage) {
            return fail(u"stage-unknown"_s, u"there is no stage \"%1\""_s.arg(name),
                        u"load the content pack that defines it"_s, u"stage "_s + name);
        }
        m_tasks.append(u"stage:"_s + name);
        if (!stage->bootEnv.isEmpty()) {
            addBootEnv(stage->bootEnv);
        }
        return addEntries(stage->tasks);
    }

    Result<> addEntries(const QStringList& entries)
    {
        for (const QString& entry : entries) {
            if (const Result<> added = addEntry(entry); !added) {
                return added;
            }
        }
        return {};
    }

    QStringList take() { return std::move(m_tasks); }

private:
    Result<> addEntry(const QString& entry)
    {
        const Result<TaskEntry> parsed = parseTaskEntry(entry);
        if (!parsed) {
            return tl::make_unexpected(parsed.error());
        }
        switch (parsed->kind) {
        case TaskEntry::Kind::Task:
            return addTask(parsed->name);
        case TaskEntry::Kind::Stage:
            return addStage(parsed->name);
        case TaskEntry::Kind::BootEnv:
            addBootEnv(parsed->name);
            break;
        case TaskEntry::Kind::Context:
        case TaskEntry::Kind::Chroot:
        case TaskEntry::Kind::Action:
            m_tasks.append(entry);
            break;
        }
        return {};
    }

    Result<> addTask(const QString& name)
    {
        const TaskDef* task = m_content.task(name);
        if (!task) {
            return fail(u"task-unknown"_s, u"there is no task \"%1\""_s.arg(name),
                        u"load the content pack that defines it"_s, u"task "_s + name);
        }
        for (const QString& prerequisite : task->prerequisites) {
            if (m_span.contains(prerequisite)) {
                continue;
            }
            if (const Result<> added = addTask(prerequisite); !added) {
                return added;
            }
        }
        m_tasks.append(name);
        m_span.insert(name);
        return {};
    }

    void addBootEnv(const QString& bootEnv)
    {
        m_tasks.append(u"bootenv:"_s + bootEnv);
        if (bootEnv != m_bootEnv) {
            m_span.clear(); // another system: what ran in the last one counts no more
            m_bootEnv = bootEnv;
        }
    }

    const Content& m_content;
    QStringList m_tasks;
    QSet<QString> m_span; ///< tasks since the bootenv last changed
    QString m_bootEnv;
};

bool standsAt(const QStringList& list, qsizetype position, const QStringList& entries)
{
    return position >= 0 && position + entries.size() <= list.size() &&
           std::equal(entries.cbegin(), entries.cend(), list.cbegin() + position);
}

/// Where an insert at `offset` goes in a list of `size` entries.
qsizetype insertPosition(qsizetype offset, qsizetype size)
{
    return std::clamp<qsizetype>(offset < 0 ? size + offset + 1 : offset, 0, size);
}

QStringList withPresent(const QStringList& tasks, PresentRange range, const QStringList& present)
{
    return tasks.first(range.begin) + present + tasks.sliced(range.end);
}

} // namespace

Result<QStringList> expandWorkflow(const Content& content, const QString& workflow)
{
    const WorkflowDef* def = content.workflow(workflow);
    if (!def) {
        return fail(u"workflow-unknown"_s, u"there is no workflow \"%1\""_s.arg(workflow),
                    u"load the content pack that defines it"_s, u"workflow "_s + workflow);
    }
    TaskListExpander expander(content);
    for (const QString& stage : def->stages) {
        if (const Result<> added = expander.addStage(stage); !added) {
            return tl::make_unexpected(added.error());
        }
    }
    return expander.take();
}

Result<QStringList> expandEntries(const Content& content, const QStringList& entries)
{
    TaskListExpander expander(content);
    if (const Result<> added = expander.addEntries(entries); !added) {
        return tl::make_unexpected(added.error());
    }
    return expander.take();
}

Result<QList<ExpandedEntry>> expandFor(const Content& content, ParamLayers layers, const QString& workflow)
{
    const Result<QStringList> tasks = expandWorkflow(content, workflow);
    if (!tasks) {
        return tl::make_unexpected(tasks.error());
    }
    QList<ExpandedEntry> expanded;
    for (const QString& entry : *tasks) {
        if (entry.startsWith("stage:"_L1)) {
            layers.stage = entry.mid(6);
        }
        expanded.append({.entry = entry, .stage = layers.stage});
        const TaskDef* task = content.task(entry);
        if (!task || task->engine != "flexiflow-start"_L1) {
            continue;
        }
        const auto list = resolveParam(content, layers, u"flexiflow/list-parameter"_s);
        const auto alone = resolveParam(content, layers, u"flexiflow/no-compose"_s);
        const QString name = list ? list->value.toString() : QString();
        const QList<ParamValue> chain = paramChain(content, layers, name);
        const Result<QJsonValue> composed = composeParam(content, layers, name);
        if (chain.isEmpty()) {
            continue;
        }
        const bool first = !composed || (alone && alone->value.toBool());
        for (const QJsonValue item : (first ? chain.first().value : *composed).toArray()) {
            expanded.append({.entry = item.toString(),
                             .stage = layers.stage,
                             .list = name,
                             .layer = paramLayerName(chain.first().layer),
                             .source = chain.first().source});
        }
    }
    return expanded;
}

PresentRange presentRange(const QStringList& tasks, qsizetype currentTask)
{
    const qsizetype begin = std::clamp<qsizetype>(currentTask + 1, 0, tasks.size());
    const auto isStage = [](const QString& entry) { return entry.startsWith("stage:"_L1); };
    const auto end = std::find_if(tasks.cbegin() + begin, tasks.cend(), isStage);
    return {begin, end - tasks.cbegin()};
}

QStringList insertTasks(const QStringList& tasks, qsizetype currentTask, qsizetype offset,
                        const QStringList& entries)
{
    const PresentRange range = presentRange(tasks, currentTask);
    QStringList present = tasks.sliced(range.begin, range.end - range.begin);
    // Already done when taking the entries out and inserting them again would give this very list.
    const qsizetype without = present.size() - entries.size();
    if (without >= 0 && standsAt(present, insertPosition(offset, without), entries)) {
        return tasks;
    }
    const qsizetype position = insertPosition(offset, present.size());
    return withPresent(tasks, range, present.first(position) + entries + present.sliced(position));
}

QStringList deleteTasks(const QStringList& tasks, qsizetype currentTask, const QStringList& entries)
{
    const PresentRange range = presentRange(tasks, currentTask);
    QStringList present = tasks.sliced(range.begin, range.end - range.begin);
    qsizetype from = 0;
    for (const QString& entry : entries) {
        if (const qsizetype index = present.indexOf(entry, from); index >= 0) {
            present.removeAt(index);
            from = index;
        }
    }
    return withPresent(tasks, range, present);
}

Result<QStringList> replaceUntil(const QStringList& tasks, qsizetype currentTask, const QString& stopEntry,
                                 const QStringList& entries)
{
    // Not the present: what was injected before may hold stages of its own.
    const qsizetype begin = std::clamp<qsizetype>(currentTask + 1, 0, tasks.size());
    const qsizetype stop = tasks.indexOf(stopEntry, begin);
    if (stop < 0) {
        return fail(u"task-list-stop"_s, u"no \"%1\" follows in the task list"_s.arg(stopEntry),
                    u"let the stage's tasks end in it"_s);
    }
    return withPresent(tasks, {begin, stop}, entries);
}

} // namespace Drover
