#include "engine/content/contentbuilder.h"
#include "engine/content/nearest.h"
#include "engine/content/params.h"

#include <QSet>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace Drover {

QStringList ContentBuilder::known(ContentKind kind) const
{
    return m_view.names(kind);
}

const Definition* ContentBuilder::find(ContentKind kind, const QString& name) const
{
    return m_view.find(kind, name);
}

void ContentBuilder::checkReferences()
{
    for (const Pack& pack : std::as_const(m_data->packs)) {
        std::ranges::for_each(pack.tasks, [this](const TaskDef& def) { checkTask(def); });
        std::ranges::for_each(pack.stages, [this](const StageDef& def) { checkStage(def); });
        std::ranges::for_each(pack.blueprints, [this](const BlueprintDef& def) { checkBlueprint(def); });
        for (const WorkflowDef& workflow : pack.workflows) {
            checkNames(workflow, u"Stages"_s, workflow.stages, ContentKind::Stage);
        }
        for (const ProfileDef& profile : pack.profiles) {
            checkNames(profile, u"Profiles"_s, profile.profiles, ContentKind::Profile);
            checkParams(profile, u"Params"_s, profile.params);
        }
    }
    checkIncludes();
}

void ContentBuilder::checkTask(const TaskDef& task)
{
    checkNames(task, u"RequiredParams"_s, task.requiredParams, ContentKind::Param);
    checkNames(task, u"Prerequisites"_s, task.prerequisites, ContentKind::Task);
    checkTemplateInfos(task, task.templates);
    checkParams(task, u"Meta/sim"_s, task.sim.outputs);
    if (!task.engine.isEmpty() && !task.templates.isEmpty()) {
        complain(task, u"Templates"_s,
                 u"task \"%1\" is carried by the engine, so its templates would never run"_s.arg(task.name),
                 u"remove its Templates, or the engine key of its Meta"_s);
    }
}

void ContentBuilder::checkStage(const StageDef& stage)
{
    checkNames(stage, u"RequiredParams"_s, stage.requiredParams, ContentKind::Param);
    checkNames(stage, u"Profiles"_s, stage.profiles, ContentKind::Profile);
    checkParams(stage, u"Params"_s, stage.params);
    checkTemplateInfos(stage, stage.templates);
    for (qsizetype i = 0; i < stage.tasks.size(); ++i) {
        checkEntry(stage, u"Tasks/%1"_s.arg(i), stage.tasks[i], false);
    }
}

void ContentBuilder::checkBlueprint(const BlueprintDef& blueprint)
{
    checkNames(blueprint, u"Profiles"_s, blueprint.profiles, ContentKind::Profile);
    checkParams(blueprint, u"Params"_s, blueprint.params);
    for (qsizetype i = 0; i < blueprint.tasks.size(); ++i) {
        checkEntry(blueprint, u"Tasks/%1"_s.arg(i), blueprint.tasks[i], true);
    }
}

void ContentBuilder::checkEntry(const Definition& owner, const QString& path, const QString& entry,
                                bool inBlueprint)
{
    using Kind = TaskEntry::Kind;
    const Result<TaskEntry> parsed = parseTaskEntry(entry);
    if (!parsed) {
        complain(owner, path, u"\"%1\": %2"_s.arg(owner.name, parsed.error().text), parsed.error().remedy);
        return;
    }
    switch (parsed->kind) {
    case Kind::Task:
        checkNames(owner, path, {parsed->name}, ContentKind::Task);
        break;
    case Kind::Stage:
        checkNames(owner, path, {parsed->name}, ContentKind::Stage);
        break;
    case Kind::BootEnv:
    case Kind::Context:
        if (inBlueprint) {
            complain(owner, path,
                     u"blueprint \"%1\": \"%2\" can't stand in a blueprint"_s.arg(owner.name, entry),
                     u"list tasks, stage: and action: entries only"_s);
        }
        break;
    case Kind::Chroot:
        break;
    case Kind::Action: {
        const QString verb = parsed->plugin.isEmpty() ? parsed->name : parsed->plugin + u':' + parsed->name;
        if (!knownActions().contains(verb)) {
            complain(owner, path, u"\"%1\": there is no action \"%2\""_s.arg(owner.name, verb),
                     suggestion(verb, knownActions()));
        }
        break;
    }
    }
}

void ContentBuilder::checkTemplateInfos(const Definition& owner, const QList<TemplateInfo>& templates)
{
    for (qsizetype i = 0; i < templates.size(); ++i) {
        if (!templates[i].id.isEmpty()) {
            const QString path = u"Templates/%1/ID"_s.arg(i);
            checkNames(owner, path, {templates[i].id}, ContentKind::Template);
        }
    }
}

void ContentBuilder::checkIncludes()
{
    // A library template may name what only its including task has beside it.
    QStringList siblings;
    for (const TaskDef* task : std::as_const(m_data->tasks)) {
        std::ranges::transform(task->templates, std::back_inserter(siblings), &TemplateInfo::name);
    }
    for (const TemplateDef* def : std::as_const(m_data->templates)) {
        if (const auto parsed = m_data->parsed.value(def->name)) {
            checkInclude(*def, u"Contents"_s, *parsed, siblings);
        }
    }
    for (const TaskDef* task : std::as_const(m_data->tasks)) {
        QStringList own;
        std::ranges::transform(task->templates, std::back_inserter(own), &TemplateInfo::name);
        const QList<Content::Data::TaskTemplate> parsed = m_data->taskTemplates.value(task->name);
        for (qsizetype i = 0; i < parsed.size(); ++i) {
            if (parsed[i].contents) {
                checkInclude(*task, u"Templates/%1/Contents"_s.arg(i), *parsed[i].contents, own);
            }
        }
    }
}

void ContentBuilder::checkInclude(const Definition& owner, const QString& placePath, const Template& parsed,
                                  const QStringList& siblings)
{
    for (const Template::Include& include : parsed.includes()) {
        if (parsed.define(include.name) || m_data->parsed.contains(include.name) ||
            m_data->templates.contains(include.name) || siblings.contains(include.name)) {
            continue;
        }
        const SourcePlace place = owner.placeOf(placePath);
        const int column = place.column > 0 ? place.column + include.column - 1 : 0;
        m_problems.append(
            {place.file, place.line + include.line - 1, column,
             u"template \"%1\" includes \"%2\", which doesn't exist"_s.arg(parsed.name(), include.name),
             suggestion(include.name, m_data->parsed.keys())});
    }
}

void ContentBuilder::checkParams(const Definition& owner, const QString& path, const QJsonObject& params)
{
    for (auto it = params.constBegin(); it != params.constEnd(); ++it) {
        const Result<> checked = checkValue(it.key(), m_data->params.value(it.key()), it.value());
        if (!checked) {
            complain(owner, path + u'/' + it.key(), u"\"%1\": %2"_s.arg(owner.name, checked.error().text),
                     checked.error().remedy);
        }
    }
}

void ContentBuilder::checkNames(const Definition& owner, const QString& path, const QStringList& names,
                                ContentKind kind)
{
    for (qsizetype i = 0; i < names.size(); ++i) {
        if (find(kind, names[i])) {
            continue;
        }
        const QString itemPath = u"%1/%2"_s.arg(path).arg(i);
        const QString hint = suggestion(names[i], known(kind));
        complain(owner, owner.places.contains(itemPath) ? itemPath : path,
                 u"\"%1\": there is no %2 \"%3\""_s.arg(owner.name, contentKindName(kind), names[i]),
                 hint.isEmpty() ? u"define it, or load the pack that does"_s : hint);
    }
}

void ContentBuilder::checkCycles()
{
    checkCycle(
        ContentKind::Task, [this](const QString& name) { return m_data->tasks.value(name)->prerequisites; },
        u"Prerequisites"_s, u"its prerequisites lead back to itself"_s);
    checkCycle(
        ContentKind::Profile, [this](const QString& name) { return m_data->profiles.value(name)->profiles; },
        u"Profiles"_s, u"it contains itself"_s);
    checkCycle(
        ContentKind::Stage,
        [this](const QString& name) {
            QStringList stages;
            for (const QString& entry : m_data->stages.value(name)->tasks) {
                if (entry.startsWith("stage:"_L1)) {
                    stages.append(entry.mid(6));
                }
            }
            return stages;
        },
        u"Tasks"_s, u"it contains itself"_s);
    checkCycle(
        ContentKind::Template,
        [this](const QString& name) {
            QStringList included;
            const auto parsed = m_data->parsed.value(name);
            for (qsizetype i = 0; parsed && i < parsed->includes().size(); ++i) {
                const QString& other = parsed->includes().at(i).name;
                if (!parsed->define(
                        other)) { // a definition may call itself: that recursion has an end of its own
                    included.append(other);
                }
            }
            return included;
        },
        u"Contents"_s, u"it includes itself"_s);
}

void ContentBuilder::checkCycle(ContentKind kind, const std::function<QStringList(const QString&)>& edges,
                                const QString& path, const QString& phrase)
{
    QSet<QString> finished;
    QStringList trail;
    const std::function<void(const QString&)> visit = [&](const QString& name) {
        if (finished.contains(name) || !find(kind, name)) {
            return;
        }
        if (const qsizetype start = trail.indexOf(name); start >= 0) {
            complain(*find(kind, name), path,
                     u"%1 \"%2\": %3: %4"_s.arg(contentKindName(kind), name, phrase,
                                                (trail.mid(start) + QStringList{name}).join(u" → "_s)),
                     u"take one of them out of the circle"_s);
            return;
        }
        trail.append(name);
        std::ranges::for_each(edges(name), visit);
        trail.removeLast();
        finished.insert(name);
    };
    std::ranges::for_each(known(kind), visit);
}

} // namespace Drover
