#include "models/content/contentcontroller.h"

#include "models/request.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Drover {

ContentController::ContentController(Engine& engine, const Replica& replica, QObject* parent)
    : QObject(parent), m_engine(engine), m_replica(replica)
{
    for (QTimer* timer : {&m_listAgain, &m_renderAgain}) {
        timer->setSingleShot(true);
        timer->setInterval(patience);
    }
    connect(&m_listAgain, &QTimer::timeout, this, &ContentController::list);
    connect(&m_renderAgain, &QTimer::timeout, this, &ContentController::render);
    connect(&replica, &Replica::applied, this, &ContentController::follow);
    if (replica.isReady())
        list();
}

void ContentController::follow(const ReplicaChanges& changes)
{
    if (changes.snapshot || changes.content) {
        m_checks.clear();
        m_check.reset();
        ++m_checkGeneration;
        m_toCheck.clear();
        m_checksOpen = 0;
        list();
        if (m_key.isSet())
            askObject();
        emit faultsChanged();
        return;
    }
    if (!changes.profiles.isEmpty())
        emit packsChanged();
    const Machine* machine = m_replica.machineNamed(m_machine);
    if (renders() && ((machine && changes.machines.contains(machine->id)) || !changes.profiles.isEmpty()) &&
        !m_renderAgain.isActive())
        m_renderAgain.start();
}

void ContentController::setSearch(const QString& text)
{
    if (m_search == text)
        return;
    m_search = text;
    m_listAgain.start();
}

void ContentController::list()
{
    const int generation = ++m_listGeneration;
    onAnswer(m_engine.ask(Queries::ListContent{m_search}), this,
             [this, generation](const Result<Answer>& answer) {
                 if (generation != m_listGeneration)
                     return;
                 const auto* packs = answer ? std::get_if<Answers::ContentPacks>(&*answer) : nullptr;
                 if (!packs) {
                     if (!answer)
                         emit failed(answer.error());
                     return;
                 }
                 m_packs = *packs;
                 m_listed = true;
                 emit packsChanged();
             });
}

QStringList ContentController::ownProfiles() const
{
    QStringList names;
    for (const auto& [name, profile] : m_replica.profiles()) {
        if (m_search.isEmpty() || name.contains(m_search, Qt::CaseInsensitive))
            names.append(name);
    }
    return names;
}

void ContentController::open(const ContentKey& key)
{
    if (key == m_key)
        return;
    const bool sameObject = key.section == m_key.section && key.name == m_key.name;
    m_key = key;
    m_rendering.reset();
    m_renderError.reset();
    if (sameObject && m_object) {
        emit objectChanged();
        render();
        return;
    }
    m_object.reset();
    m_tried = {};
    const auto known = m_checks.constFind(key.name);
    m_check =
        key.section == "tasks"_L1 && known != m_checks.constEnd() ? std::optional(*known) : std::nullopt;
    if (key.section == "own"_L1) {
        emit objectChanged();
        return;
    }
    askObject();
}

void ContentController::askObject()
{
    const int generation = ++m_objectGeneration;
    onAnswer(m_engine.ask(Queries::DescribeContent{m_key.section, m_key.name, m_machine}), this,
             [this, generation](const Result<Answer>& answer) {
                 if (generation != m_objectGeneration)
                     return;
                 const auto* object = answer ? std::get_if<Answers::ContentObject>(&*answer) : nullptr;
                 if (!object) {
                     m_object.reset();
                     if (!answer)
                         emit failed(answer.error());
                     emit objectChanged();
                     return;
                 }
                 m_object = *object;
                 // One that uses it says more than one that does not.
                 const bool keeps = m_replica.machineNamed(m_machine) &&
                                    (object->machines.isEmpty() || object->machines.contains(m_machine));
                 if (!keeps)
                     m_machine = machines().value(0);
                 emit objectChanged();
                 render();
             });
}

QStringList ContentController::machines() const
{
    QStringList names = m_object ? m_object->machines : QStringList();
    if (!names.isEmpty())
        return names;
    constexpr qsizetype enough = 100;
    for (const auto& [id, machine] : m_replica.machines()) {
        names.append(machine.name);
        if (names.size() >= enough)
            break;
    }
    names.sort();
    return names;
}

void ContentController::setMachine(const QString& name)
{
    if (name == m_machine || name.isEmpty())
        return;
    m_machine = name;
    if (m_key.section == "workflows"_L1)
        askObject();
    else
        render();
    emit objectChanged();
}

void ContentController::nextMachine()
{
    const QStringList names = machines();
    if (!names.isEmpty())
        setMachine(names.at((names.indexOf(m_machine) + 1) % names.size()));
}

void ContentController::tryValue(const QString& param, const QJsonValue& value)
{
    if (value.isUndefined())
        m_tried.remove(param);
    else
        m_tried.insert(param, value);
    render();
}

void ContentController::dropTried()
{
    m_tried = {};
    render();
}

bool ContentController::renders() const
{
    return m_object && !m_object->texts.isEmpty() &&
           (m_key.section == "templates"_L1 || !m_key.templateName.isEmpty());
}

Queries::RenderTask ContentController::renderQuery() const
{
    Queries::RenderTask query;
    query.machine = m_machine;
    query.params = m_tried;
    if (m_key.section == "templates"_L1) {
        query.templateName = m_key.name;
    } else {
        query.task = m_key.name;
        query.templateName = m_key.templateName;
    }
    return query;
}

void ContentController::render()
{
    const int generation = ++m_renderGeneration;
    m_renderAgain.stop();
    if (!renders() || m_machine.isEmpty()) {
        m_rendering.reset();
        emit renderingChanged();
        return;
    }
    onAnswer(m_engine.ask(renderQuery()), this, [this, generation](const Result<Answer>& answer) {
        if (generation != m_renderGeneration)
            return;
        m_rendering.reset();
        m_renderError.reset();
        if (const auto* rendering = answer ? std::get_if<Answers::Rendering>(&*answer) : nullptr)
            m_rendering = *rendering;
        else if (!answer)
            m_renderError = answer.error();
        emit renderingChanged();
        emit faultsChanged();
    });
}

void ContentController::check()
{
    if (m_key.section != "tasks"_L1 || m_toCheck.contains(m_key.name))
        return;
    m_toCheck.prepend(m_key.name);
    startChecks();
}

void ContentController::checkAll()
{
    m_toCheck.clear();
    for (const Answers::ContentPack& pack : std::as_const(m_packs.packs)) {
        for (const Answers::ContentEntry& entry : pack.objects) {
            if (entry.section == "tasks"_L1)
                m_toCheck.append(entry.name);
        }
    }
    startChecks();
}

void ContentController::startChecks()
{
    while (m_checksOpen < checksAtOnce && !m_toCheck.isEmpty()) {
        const QString task = m_toCheck.takeFirst();
        ++m_checksOpen;
        const bool opened = m_key.section == "tasks"_L1 && m_key.name == task;
        const int generation = m_checkGeneration;
        onAnswer(m_engine.ask(Queries::CheckTask{task, opened ? m_tried : QJsonObject()}), this,
                 [this, generation, task](const Result<Answer>& answer) {
                     if (generation != m_checkGeneration)
                         return;
                     --m_checksOpen;
                     if (const auto* check = answer ? std::get_if<Answers::RenderCheck>(&*answer) : nullptr) {
                         m_checks.insert(task, *check);
                         if (m_key.section == "tasks"_L1 && m_key.name == task)
                             m_check = *check;
                     }
                     startChecks();
                     emit faultsChanged();
                 });
    }
    emit faultsChanged();
}

void ContentController::addFaults(QList<TaskFault>& list, const QString& task) const
{
    const auto check = m_checks.constFind(task);
    if (check == m_checks.constEnd())
        return;
    const qsizetype begin = list.size();
    for (const Answers::MachineFault& each : check->faults) {
        const auto same = std::find_if(list.begin() + begin, list.end(),
                                       [&](const TaskFault& fault) { return fault.fault == each.fault; });
        if (same == list.end()) {
            list.append({task, each.text, each.fault, {each.machine}, 1, check->checked});
        } else {
            same->machines.append(each.machine);
            ++same->failed;
        }
    }
}

QList<TaskFault> ContentController::faults() const
{
    QList<TaskFault> list;
    const bool isTask = m_key.section == "tasks"_L1;
    if (isTask)
        addFaults(list, m_key.name);
    if (m_rendering && m_rendering->missing.size() > 0 && m_tried.isEmpty() && list.isEmpty() && isTask) {
        RenderFault fault{.param = m_rendering->missing.first(), .declared = true};
        list.prepend({m_key.name, {}, fault, {m_machine}, 1, 0});
    }
    if (m_rendering && !m_rendering->texts.isEmpty() && m_rendering->texts.first().failed) {
        const RenderFault& fault = m_rendering->texts.first().fault;
        if (std::ranges::find(list, fault, &TaskFault::fault) == list.end())
            list.prepend({m_key.name, m_key.templateName, fault, {m_machine}, 1, 0});
    }
    for (auto it = m_checks.constBegin(); it != m_checks.constEnd(); ++it) {
        if (!isTask || it.key() != m_key.name)
            addFaults(list, it.key());
    }
    return list;
}

QHash<QString, int> ContentController::faultCounts() const
{
    QHash<QString, int> counts;
    for (const TaskFault& fault : faults()) {
        if (fault.checked > 0 || m_key.section == "tasks"_L1)
            ++counts[ContentKey{u"tasks"_s, fault.task, fault.templateName}.toString()];
    }
    return counts;
}

} // namespace Drover
