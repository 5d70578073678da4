#include "engine/content/contentbuilder.h"

#include "engine/content/params.h"
#include "engine/content/schema.h"

#include <QCryptographicHash>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace Drover {

ContentBuilder::ContentBuilder(const QList<Pack>& packs)
    : m_data(std::make_shared<Content::Data>()), m_view(std::shared_ptr<const Content::Data>(m_data))
{
    for (const Pack& pack : packs) { // a later pack replaces an earlier one of its name, in its place
        const auto same = std::ranges::find(m_data->packs, pack.name, &Pack::name);
        if (same == m_data->packs.end()) {
            m_data->packs.append(pack);
        } else {
            *same = pack;
        }
    }
}

tl::expected<Content, Problems> ContentBuilder::build()
{
    compileSchemas();
    index();
    parseTemplates();
    checkReferences();
    checkCycles();
    if (!m_problems.isEmpty()) {
        std::ranges::stable_sort(m_problems, [](const Problem& a, const Problem& b) {
            return std::tie(a.file, a.line, a.column) < std::tie(b.file, b.line, b.column);
        });
        return tl::make_unexpected(m_problems);
    }
    nestProfiles(); // only now: a circle would have no end
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const Pack& pack : std::as_const(m_data->packs)) {
        hash.addData(pack.name.toUtf8() + '\0' + pack.hash + '\n');
    }
    m_data->hash = hash.result().toHex();
    return m_view;
}

void ContentBuilder::complain(const Definition& owner, const QString& path, const QString& what,
                              const QString& mend)
{
    const SourcePlace place = owner.placeOf(path);
    m_problems.append({place.file, place.line, place.column, what, mend});
}

void ContentBuilder::compileSchemas()
{
    for (Pack& pack : m_data->packs) {
        for (ParamDef& def : pack.params) {
            if (def.schema.isEmpty()) {
                continue;
            }
            auto compiled = Schema::compile(def.schema);
            if (!compiled) {
                complain(def, u"Schema"_s,
                         u"param \"%1\": its schema isn't valid: %2"_s.arg(def.name, compiled.error()),
                         u"write a JSON Schema"_s);
                continue;
            }
            def.compiled = *std::move(compiled);
            const QJsonValue value = def.defaultValue();
            if (value.isUndefined()) {
                continue;
            }
            if (const Result<> checked = checkValue(def.name, &def, value); !checked) {
                complain(def, u"Schema/default"_s, checked.error().text + u" as its default"_s,
                         u"mend the default or the schema"_s);
            }
        }
    }
}

template <class Def>
void ContentBuilder::indexSection(ContentKind kind, const QList<Def>& list, QHash<QString, const Def*>& into)
{
    for (const Def& def : list) {
        if (const Def* other = into.value(def.name)) {
            complain(
                def, QString(),
                u"%1 \"%2\" is defined by pack %3 too"_s.arg(contentKindName(kind), def.name, other->pack),
                u"rename or remove this one or the one at %1:%2"_s.arg(other->place.file)
                    .arg(other->place.line));
            continue;
        }
        into.insert(def.name, &def);
    }
}

void ContentBuilder::index()
{
    for (const Pack& pack : std::as_const(m_data->packs)) {
        indexSection(ContentKind::Param, pack.params, m_data->params);
        indexSection(ContentKind::Template, pack.templates, m_data->templates);
        indexSection(ContentKind::Task, pack.tasks, m_data->tasks);
        indexSection(ContentKind::Stage, pack.stages, m_data->stages);
        indexSection(ContentKind::Workflow, pack.workflows, m_data->workflows);
        indexSection(ContentKind::Profile, pack.profiles, m_data->profiles);
        indexSection(ContentKind::Blueprint, pack.blueprints, m_data->blueprints);
    }
}

std::shared_ptr<const Template> ContentBuilder::parse(const Definition& def, const QString& name,
                                                      const QString& text, const QString& placePath)
{
    auto parsed = Template::parse(name, text);
    if (parsed) {
        return std::make_shared<const Template>(*std::move(parsed));
    }
    const TemplateError& error = parsed.error();
    const SourcePlace place = def.placeOf(placePath);
    const int column = place.column > 0 ? place.column + error.column - 1 : 0;
    m_problems.append({place.file, place.line + error.line - 1, column,
                       u"template \"%1\", line %2, column %3: %4"_s.arg(name)
                           .arg(error.line)
                           .arg(error.column)
                           .arg(error.text),
                       u"mend the template"_s});
    return nullptr;
}

void ContentBuilder::addDefines(const TemplateDef& def, const std::shared_ptr<const Template>& parsed)
{
    for (const QString& name : parsed->defines()) {
        if (m_data->templates.contains(name)) {
            complain(def, u"Contents"_s,
                     u"template \"%1\" defines \"%2\", which is another template's ID"_s.arg(def.name, name),
                     u"give the definition another name"_s);
        } else if (const auto other = m_data->parsed.value(name)) {
            complain(def, u"Contents"_s,
                     u"template \"%1\" defines \"%2\", and so does template \"%3\""_s.arg(def.name, name,
                                                                                          other->name()),
                     u"give one of them another name"_s);
        } else {
            m_data->parsed.insert(name, parsed);
        }
    }
}

void ContentBuilder::parseTemplates()
{
    QStringList ids = m_data->templates.keys();
    ids.sort();
    for (const QString& id : ids) {
        const TemplateDef& def = *m_data->templates.value(id);
        if (const auto parsed = parse(def, id, def.contents, u"Contents"_s)) {
            m_data->parsed.insert(id, parsed);
        }
    }
    for (const QString& id : ids) {
        if (const auto parsed = m_data->parsed.value(id)) {
            addDefines(*m_data->templates.value(id), parsed);
        }
    }
    for (const TaskDef* task : std::as_const(m_data->tasks)) {
        parseTaskTemplates(*task);
    }
    for (const StageDef* stage : std::as_const(m_data->stages)) {
        for (qsizetype i = 0; i < stage->templates.size(); ++i) {
            const TemplateInfo& info = stage->templates[i];
            (void)parse(*stage, stage->name + u'/' + info.name, info.contents,
                        u"Templates/%1/Contents"_s.arg(i));
        }
    }
}

void ContentBuilder::parseTaskTemplates(const TaskDef& task)
{
    QList<Content::Data::TaskTemplate> parsed;
    for (qsizetype i = 0; i < task.templates.size(); ++i) {
        const TemplateInfo& info = task.templates[i];
        const QString name = task.name + u'/' + info.name;
        Content::Data::TaskTemplate one;
        if (!info.contents.isEmpty()) {
            one.contents = parse(task, name, info.contents, u"Templates/%1/Contents"_s.arg(i));
        }
        if (!info.path.isEmpty()) {
            one.path = parse(task, name + u" path"_s, info.path, u"Templates/%1/Path"_s.arg(i));
        }
        parsed.append(one);
    }
    m_data->taskTemplates.insert(task.name, parsed);
}

void ContentBuilder::nestProfiles()
{
    const std::function<void(const ProfileDef*, QList<const ProfileDef*>&)> collect =
        [&](const ProfileDef* profile, QList<const ProfileDef*>& into) {
            if (into.contains(profile)) {
                return;
            }
            into.append(profile);
            for (const QString& nested : profile->profiles) {
                collect(m_data->profiles.value(nested), into);
            }
        };
    for (const ProfileDef* profile : std::as_const(m_data->profiles)) {
        QList<const ProfileDef*> all;
        collect(profile, all);
        m_data->nestedProfiles.insert(profile->name, all);
    }
}

} // namespace Drover
