#include "engine/content/references.h"

#include "engine/content/definitionjson.h"
#include "engine/content/expansion.h"
#include "engine/content/sourcenode.h"
#include "engine/content/template/rendertrace.h"

#include <QJsonArray>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

/// Collects the uses of one object.
class UseSearch
{
public:
    UseSearch(const Content& content, ContentKind kind, const QString& name)
        : m_content(content), m_kind(kind), m_name(name)
    {
    }

    QList<ContentUse> all()
    {
        each(ContentKind::Task, &UseSearch::task);
        each(ContentKind::Stage, &UseSearch::stage);
        each(ContentKind::Workflow, &UseSearch::workflow);
        each(ContentKind::Blueprint, &UseSearch::blueprint);
        each(ContentKind::Profile, &UseSearch::profile);
        each(ContentKind::Param, &UseSearch::param);
        each(ContentKind::Template, &UseSearch::shared);
        return m_uses;
    }

private:
    void each(ContentKind kind, void (UseSearch::*look)(const Definition&))
    {
        for (const QString& name : m_content.names(kind)) {
            if (kind == m_kind && name == m_name)
                continue;
            m_user = {.section = contentSectionName(kind), .name = name};
            (this->*look)(*m_content.find(kind, name));
        }
    }

    void add(ContentUseHow how, const QString& where = {}, qsizetype at = -1, qsizetype of = 0)
    {
        ContentUse use = m_user;
        use.how = how;
        use.where = where;
        use.at = int(at + 1);
        use.of = int(of);
        m_uses.append(use);
    }

    void task(const Definition& definition)
    {
        const auto& task = static_cast<const TaskDef&>(definition);
        if (m_kind == ContentKind::Task && task.prerequisites.contains(m_name))
            add(ContentUseHow::Prerequisite);
        if (m_kind == ContentKind::Param && (task.requiredParams + task.optionalParams).contains(m_name))
            add(ContentUseHow::Requires);
        const QList<const Template*> parsed = m_content.taskTemplates(task.name);
        for (qsizetype i = 0; i < parsed.size(); ++i) {
            if (m_kind == ContentKind::Template && task.templates[i].id == m_name)
                add(ContentUseHow::Includes, task.templates[i].name);
            else if (task.templates[i].id.isEmpty()) // a shared one speaks for itself
                text(*parsed[i], task.templates[i].name);
        }
    }

    void shared(const Definition& definition)
    {
        if (const Template* parsed = m_content.parsedTemplate(definition.name))
            text(*parsed, {});
    }

    /// What a template's text says of it.
    void text(const Template& parsed, const QString& where)
    {
        if (m_kind == ContentKind::Template &&
            std::ranges::any_of(parsed.includes(), [this](const Template::Include& include) {
                const Template* found = m_content.parsedTemplate(include.name);
                return found && found->name() == m_name;
            }))
            add(ContentUseHow::Includes, where);
        if (m_kind != ContentKind::Param)
            return;
        const QList<ParamMention> mentions = paramMentions(parsed);
        if (const auto found = std::ranges::find(mentions, m_name, &ParamMention::name);
            found != mentions.end())
            add(ContentUseHow::Mentions, where, found->line - 1);
    }

    void entries(const QStringList& entries)
    {
        const QString wanted = m_kind == ContentKind::Task    ? m_name
                               : m_kind == ContentKind::Stage ? u"stage:"_s + m_name
                                                              : QString();
        if (const qsizetype at = wanted.isEmpty() ? -1 : entries.indexOf(wanted); at >= 0) {
            add(ContentUseHow::Lists, {}, at, entries.size());
            return;
        }
        for (const QString& entry : entries) {
            const StageDef* stage = entry.startsWith("stage:"_L1) ? m_content.stage(entry.mid(6)) : nullptr;
            if (m_kind == ContentKind::Task && stage && stage->tasks.contains(m_name)) {
                add(ContentUseHow::Reaches, stage->name);
                return;
            }
        }
    }

    void carries(const QStringList& profiles)
    {
        if (m_kind == ContentKind::Profile && profiles.contains(m_name))
            add(ContentUseHow::Carries);
    }

    void values(const QJsonObject& params)
    {
        for (auto it = params.begin(); it != params.end(); ++it) {
            if (m_kind == ContentKind::Param && it.key() == m_name)
                add(ContentUseHow::Sets);
            else if (m_kind != ContentKind::Template && holdsText(*it, m_name))
                add(ContentUseHow::Names, it.key());
        }
    }

    void stage(const Definition& definition)
    {
        const auto& stage = static_cast<const StageDef&>(definition);
        entries(stage.tasks);
        carries(stage.profiles);
        values(stage.params);
        if (m_kind == ContentKind::Param && (stage.requiredParams + stage.optionalParams).contains(m_name))
            add(ContentUseHow::Requires);
    }

    void workflow(const Definition& definition)
    {
        QStringList stages;
        for (const QString& stage : static_cast<const WorkflowDef&>(definition).stages)
            stages.append(u"stage:"_s + stage);
        entries(stages);
    }

    void blueprint(const Definition& definition)
    {
        const auto& blueprint = static_cast<const BlueprintDef&>(definition);
        entries(blueprint.tasks);
        carries(blueprint.profiles);
        values(blueprint.params);
    }

    void profile(const Definition& definition)
    {
        const auto& profile = static_cast<const ProfileDef&>(definition);
        carries(profile.profiles);
        values(profile.params);
    }

    void param(const Definition& definition)
    {
        const auto& param = static_cast<const ParamDef&>(definition);
        if (m_kind != ContentKind::Template && m_kind != ContentKind::Param &&
            holdsText(param.defaultValue(), m_name))
            add(ContentUseHow::Names, u"default"_s);
    }

    const Content& m_content;
    ContentKind m_kind;
    const QString& m_name;
    ContentUse m_user;
    QList<ContentUse> m_uses;
};

} // namespace

QList<ContentUse> contentUses(const Content& content, ContentKind kind, const QString& name)
{
    return UseSearch(content, kind, name).all();
}

WaysTo waysTo(const Content& content, ContentKind kind, const QString& name)
{
    WaysTo ways;
    QSet<QString> named; // by what a list of entries or a param may name it
    if (kind == ContentKind::Task) {
        ways.tasks = {name};
        named = {name};
    } else if (kind == ContentKind::Template) {
        for (const ContentUse& use : contentUses(content, kind, name)) {
            if (use.section == contentSectionName(ContentKind::Task))
                ways.tasks.insert(use.name);
        }
        named = ways.tasks;
    } else if (kind == ContentKind::Stage) {
        named = {u"stage:"_s + name, name};
    } else if (kind == ContentKind::Workflow) {
        ways.workflows = {name};
    } else if (kind == ContentKind::Profile) {
        ways.profiles = {name};
    }
    for (const QString& workflow : content.names(ContentKind::Workflow)) {
        const Result<QStringList> tasks = expandWorkflow(content, workflow);
        if (tasks && std::ranges::any_of(*tasks, [&](const QString& entry) { return named.contains(entry); }))
            ways.workflows.insert(workflow);
    }
    for (const QString& profile : content.names(ContentKind::Profile)) {
        if (std::ranges::any_of(named, [&](const QString& wanted) {
                return holdsText(content.profile(profile)->params, wanted);
            }))
            ways.profiles.insert(profile);
    }
    const QSet<QString> direct = ways.profiles;
    for (const QString& profile : content.names(ContentKind::Profile)) {
        const QList<const ProfileDef*>& nested = content.profileWithNested(profile);
        if (std::ranges::any_of(nested, [&](const ProfileDef* def) { return direct.contains(def->name); }))
            ways.profiles.insert(profile);
    }
    return ways;
}

bool holdsText(const QJsonValue& value, const QString& text)
{
    if (value.isString())
        return value.toString() == text;
    if (value.isArray()) {
        const QJsonArray array = value.toArray();
        return std::any_of(array.begin(), array.end(),
                           [&](const QJsonValue& item) { return holdsText(item, text); });
    }
    const QJsonObject object = value.toObject();
    return std::any_of(object.begin(), object.end(),
                       [&](const QJsonValue& item) { return holdsText(item, text); });
}

QString writtenText(const Content& content, ContentKind kind, const Definition& definition)
{
    const auto pack = std::ranges::find(content.packs(), definition.pack, &Pack::name);
    if (pack != content.packs().end() && pack->files.size() > 1) {
        const auto file = std::ranges::find(pack->files, definition.place.file,
                                            [](const SourceFile& each) { return shownPath(each); });
        if (file != pack->files.end())
            return QString::fromUtf8(file->text);
    }
    return kind == ContentKind::Template ? static_cast<const TemplateDef&>(definition).contents
                                         : yamlText(toJson(kind, definition));
}

} // namespace Drover
