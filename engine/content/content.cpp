#include "engine/content/content.h"

#include "engine/content/contentbuilder.h"
#include "engine/content/contentdata.h"

using namespace Qt::StringLiterals;

namespace Drover {

Content::Content() : m_data(std::make_shared<const Data>()) {}

Content::Content(std::shared_ptr<const Data> data) : m_data(std::move(data)) {}

tl::expected<Content, Problems> Content::build(const QList<Pack>& packs)
{
    return ContentBuilder(packs).build();
}

const ParamDef* Content::param(const QString& name) const
{
    return m_data->params.value(name);
}

const TaskDef* Content::task(const QString& name) const
{
    return m_data->tasks.value(name);
}

const StageDef* Content::stage(const QString& name) const
{
    return m_data->stages.value(name);
}

const WorkflowDef* Content::workflow(const QString& name) const
{
    return m_data->workflows.value(name);
}

const ProfileDef* Content::profile(const QString& name) const
{
    return m_data->profiles.value(name);
}

const BlueprintDef* Content::blueprint(const QString& name) const
{
    return m_data->blueprints.value(name);
}

const TemplateDef* Content::templateText(const QString& id) const
{
    return m_data->templates.value(id);
}

const Template* Content::parsedTemplate(const QString& name) const
{
    return m_data->parsed.value(name).get();
}

QList<const Template*> Content::taskTemplates(const QString& task) const
{
    QList<const Template*> result;
    const TaskDef* def = m_data->tasks.value(task);
    const auto parsed = m_data->taskTemplates.constFind(task);
    for (qsizetype i = 0; def && i < def->templates.size(); ++i) {
        const Template* own = parsed->at(i).contents.get();
        result.append(own ? own : parsedTemplate(def->templates[i].id));
    }
    return result;
}

const Template* Content::taskPath(const QString& task, qsizetype index) const
{
    const auto parsed = m_data->taskTemplates.constFind(task);
    return parsed == m_data->taskTemplates.constEnd() ? nullptr : parsed->value(index).path.get();
}

const QList<const ProfileDef*>& Content::profileWithNested(const QString& name) const
{
    static const QList<const ProfileDef*> none;
    const auto it = m_data->nestedProfiles.constFind(name);
    return it == m_data->nestedProfiles.constEnd() ? none : *it;
}

QStringList Content::names(ContentKind kind) const
{
    const auto sorted = [](QStringList names) {
        names.sort();
        return names;
    };
    switch (kind) {
    case ContentKind::Param:
        return sorted(m_data->params.keys());
    case ContentKind::Template:
        return sorted(m_data->templates.keys());
    case ContentKind::Task:
        return sorted(m_data->tasks.keys());
    case ContentKind::Stage:
        return sorted(m_data->stages.keys());
    case ContentKind::Workflow:
        return sorted(m_data->workflows.keys());
    case ContentKind::Profile:
        return sorted(m_data->profiles.keys());
    case ContentKind::Blueprint:
        return sorted(m_data->blueprints.keys());
    }
    return {};
}

const Definition* Content::find(ContentKind kind, const QString& name) const
{
    switch (kind) {
    case ContentKind::Param:
        return param(name);
    case ContentKind::Template:
        return templateText(name);
    case ContentKind::Task:
        return task(name);
    case ContentKind::Stage:
        return stage(name);
    case ContentKind::Workflow:
        return workflow(name);
    case ContentKind::Profile:
        return profile(name);
    case ContentKind::Blueprint:
        return blueprint(name);
    }
    return nullptr;
}

const QList<Pack>& Content::packs() const
{
    return m_data->packs;
}

QByteArray Content::hash() const
{
    return m_data->hash;
}

} // namespace Drover
