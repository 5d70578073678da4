#include "engine/content/definitionreader.h"

#include "engine/content/nearest.h"

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

/// What DRP writes into every object it exports.
const QStringList& exportedKeys()
{
    static const QStringList keys = {u"Validated"_s, u"Available"_s, u"Errors"_s,  u"ReadOnly"_s,
                                     u"Endpoint"_s,  u"Bundle"_s,    u"Partial"_s, u"Bundled"_s};
    return keys;
}

QString nameKey(ContentKind kind)
{
    return kind == ContentKind::Template ? u"ID"_s : u"Name"_s;
}

void addPlaces(Definition& def, const QHash<QString, SourcePlace>& places, const QString& prefix)
{
    for (auto it = places.constBegin(); it != places.constEnd(); ++it) {
        def.places.insert(prefix + it.key(), it.value());
    }
}

} // namespace

bool DefinitionReader::claim(ContentKind kind, const Definition& def)
{
    const QString claimed = contentKindName(kind) + u' ' + def.name;
    if (const auto it = m_claimed.constFind(claimed); it != m_claimed.constEnd()) {
        m_problems.append({def.place.file, def.place.line, def.place.column,
                           u"%1 \"%2\" is defined twice"_s.arg(contentKindName(kind), def.name),
                           u"rename or remove this one or the one at %1:%2"_s.arg(it->file).arg(it->line)});
        return false;
    }
    m_claimed.insert(claimed, def.place);
    return true;
}

bool DefinitionReader::readCommon(ContentKind kind, ObjectReader& reader, const QString& key, Definition& def)
{
    const QString named = nameKey(kind);
    def.name = reader.text(named);
    def.pack = m_pack.name;
    def.description = reader.text(u"Description"_s);
    def.documentation = reader.text(u"Documentation"_s);
    def.meta = reader.object(u"Meta"_s);
    reader.ignore(exportedKeys());
    const SourceNode* nameNode = reader.node().find(named);
    def.place = reader.placeOf(nameNode ? *nameNode : reader.node());
    if (def.name.isEmpty() && !key.isEmpty()) {
        def.name = key;
    }
    if (def.name.isEmpty()) {
        reader.complain(reader.node(), u"the %1 is missing"_s.arg(named), u"add \"%1: …\""_s.arg(named));
        return false;
    }
    if (!key.isEmpty() && key != def.name) {
        reader.complain(*nameNode,
                        u"its %1 is \"%2\", but it stands under the key \"%3\""_s.arg(named, def.name, key),
                        u"make the two the same"_s);
        return false;
    }
    if (!isValidName(def.name)) {
        reader.complain(nameNode ? *nameNode : reader.node(), u"\"%1\" can't be a name"_s.arg(def.name),
                        u"use letters, digits and . _ - / + @, beginning with a letter or digit"_s);
        return false;
    }
    return claim(kind, def);
}

template <class Def, class ReadRest>
void DefinitionReader::add(ContentKind kind, QList<Def>& list, ObjectReader& reader, const QString& key,
                           ReadRest readRest)
{
    Def def;
    const bool keep = readCommon(kind, reader, key, def);
    readRest(def);
    reader.finish();
    if (keep) {
        addPlaces(def, reader.places(), QString());
        list.append(std::move(def));
    }
}

void DefinitionReader::read(ContentKind kind, const SourceNode& node, const QString& file, const QString& key)
{
    const SourceNode* nameNode = node.find(nameKey(kind));
    const QString name = nameNode ? nameNode->text : key;
    const QString what =
        name.isEmpty() ? u"this "_s + contentKindName(kind) : contentKindName(kind) + u" \""_s + name + u'"';
    ObjectReader reader(node, what, file, m_problems);
    if (node.kind != SourceNode::Kind::Map) {
        reader.complain(node, u"it is %1"_s.arg(node.kindName()),
                        u"write a map with \"%1\""_s.arg(nameKey(kind)));
        return;
    }
    switch (kind) {
    case ContentKind::Param:
        add(kind, m_pack.params, reader, key, [&](ParamDef& def) { readParam(reader, def); });
        break;
    case ContentKind::Template:
        add(kind, m_pack.templates, reader, key,
            [&](TemplateDef& def) { def.contents = reader.text(u"Contents"_s); });
        break;
    case ContentKind::Task:
        add(kind, m_pack.tasks, reader, key, [&](TaskDef& def) { readTask(reader, def); });
        break;
    case ContentKind::Stage:
        add(kind, m_pack.stages, reader, key, [&](StageDef& def) { readStage(reader, def); });
        break;
    case ContentKind::Workflow:
        add(kind, m_pack.workflows, reader, key,
            [&](WorkflowDef& def) { def.stages = reader.list(u"Stages"_s); });
        break;
    case ContentKind::Profile:
        add(kind, m_pack.profiles, reader, key, [&](ProfileDef& def) {
            def.params = reader.object(u"Params"_s);
            def.profiles = reader.list(u"Profiles"_s);
        });
        break;
    case ContentKind::Blueprint:
        add(kind, m_pack.blueprints, reader, key, [&](BlueprintDef& def) {
            def.tasks = reader.list(u"Tasks"_s);
            def.params = reader.object(u"Params"_s);
            def.profiles = reader.list(u"Profiles"_s);
        });
        break;
    }
}

void DefinitionReader::addTemplate(const QString& id, const QString& text, const QString& file)
{
    TemplateDef def;
    def.name = id;
    def.pack = m_pack.name;
    def.contents = text;
    def.place = {file, 1, 1};
    def.places.insert(u"Contents"_s, def.place);
    if (claim(ContentKind::Template, def)) {
        m_pack.templates.append(std::move(def));
    }
}

void DefinitionReader::readParam(ObjectReader& reader, ParamDef& def)
{
    def.schema = reader.object(u"Schema"_s);
    def.secure = reader.flag(u"Secure"_s);
}

void DefinitionReader::readTask(ObjectReader& reader, TaskDef& def)
{
    def.templates = readTemplates(reader, def);
    def.requiredParams = reader.list(u"RequiredParams"_s);
    def.optionalParams = reader.list(u"OptionalParams"_s);
    def.prerequisites = reader.list(u"Prerequisites"_s);
    reader.ignore({u"ExtraRoles"_s, u"ExtraClaims"_s, u"OutputTemplates"_s});
    readTaskMeta(reader, def);
}

void DefinitionReader::readTaskMeta(ObjectReader& reader, TaskDef& def)
{
    const SourceNode* meta = reader.mapNode(u"Meta"_s);
    if (!meta) {
        return;
    }
    ObjectReader keys(*meta, u"task \"%1\", Meta"_s.arg(def.name), reader.file(), m_problems);
    if (const QString text = keys.text(u"on-lost"_s); text == u"rerun"_s) {
        def.onLost = OnLost::Rerun;
    } else if (text == u"fail"_s) {
        def.onLost = OnLost::Fail;
    } else if (!text.isEmpty() && text != u"ask"_s) {
        keys.complain(*meta->find(u"on-lost"_s), u"on-lost is \"%1\""_s.arg(text),
                      u"write ask, rerun or fail"_s);
    }
    const double seconds = keys.number(u"timeout"_s, 0);
    if (seconds < 0 || seconds > 1e8) {
        keys.complain(*meta->find(u"timeout"_s), u"timeout is out of range"_s,
                      u"write seconds; 0 means none"_s);
    } else {
        def.timeout = Duration(static_cast<qint64>(seconds * 1000.0));
    }
    if (const SourceNode* sim = keys.mapNode(u"sim"_s)) {
        readSim(*sim, keys, def);
    }
    def.engine = keys.text(u"engine"_s);
    if (!def.engine.isEmpty() && !engineTasks().contains(def.engine)) {
        keys.complain(*meta->find(u"engine"_s), u"the engine has no task \"%1\""_s.arg(def.engine),
                      suggestion(def.engine, engineTasks()));
    }
}

void DefinitionReader::readSim(const SourceNode& node, ObjectReader& owner, TaskDef& def)
{
    ObjectReader keys(node, u"task \"%1\", sim"_s.arg(def.name), owner.file(), m_problems);
    def.sim.seconds = keys.number(u"seconds"_s, def.sim.seconds);
    def.sim.spread = keys.number(u"spread"_s, def.sim.spread);
    def.sim.fail = keys.number(u"fail"_s, def.sim.fail);
    def.sim.outputs = keys.object(u"outputs"_s);
    if (def.sim.seconds < 0 || def.sim.spread < 0 || def.sim.spread > 1 || def.sim.fail < 0 ||
        def.sim.fail > 1) {
        keys.complain(node, u"a number is out of range"_s,
                      u"seconds must not be negative; spread and fail lie between 0 and 1"_s);
    }
    keys.finish();
}

void DefinitionReader::readStage(ObjectReader& reader, StageDef& def)
{
    def.tasks = reader.list(u"Tasks"_s);
    def.params = reader.object(u"Params"_s);
    def.profiles = reader.list(u"Profiles"_s);
    def.requiredParams = reader.list(u"RequiredParams"_s);
    def.optionalParams = reader.list(u"OptionalParams"_s);
    def.templates = readTemplates(reader, def);
    def.bootEnv = reader.text(u"BootEnv"_s);
    reader.ignore({u"Reboot"_s, u"RunnerWait"_s, u"OutputTemplates"_s});
}

QList<TemplateInfo> DefinitionReader::readTemplates(ObjectReader& reader, Definition& def)
{
    QList<TemplateInfo> result;
    const SourceNode* list = reader.listNode(u"Templates"_s);
    for (qsizetype i = 0; list && i < list->items.size(); ++i) {
        const SourceNode& item = list->items[i];
        ObjectReader entry(item, u"\"%1\", template %2"_s.arg(def.name).arg(i + 1), reader.file(),
                           m_problems);
        if (item.kind != SourceNode::Kind::Map) {
            entry.complain(item, u"it is %1"_s.arg(item.kindName()),
                           u"write a map with Name and either ID or Contents"_s);
            continue;
        }
        result.append(readTemplateInfo(entry, static_cast<int>(result.size()), def));
    }
    return result;
}

TemplateInfo DefinitionReader::readTemplateInfo(ObjectReader& reader, int index, Definition& def)
{
    TemplateInfo info;
    info.name = reader.text(u"Name"_s);
    info.path = reader.text(u"Path"_s);
    info.id = reader.text(u"ID"_s);
    info.contents = reader.text(u"Contents"_s);
    info.link = reader.text(u"Link"_s);
    info.meta = reader.object(u"Meta"_s);
    reader.ignore({u"EndDelimiter"_s, u"StartDelimiter"_s});
    reader.finish();
    if (info.name.isEmpty()) {
        reader.complain(reader.node(), u"the Name is missing"_s, u"add \"Name: …\""_s);
    }
    if (info.id.isEmpty() == info.contents.isEmpty()) {
        reader.complain(reader.node(),
                        info.id.isEmpty() ? u"it has neither ID nor Contents"_s
                                          : u"it has both ID and Contents"_s,
                        u"name a template by ID, or write its text under Contents"_s);
    }
    addPlaces(def, reader.places(), u"Templates/%1/"_s.arg(index));
    def.places.insert(u"Templates/%1"_s.arg(index), reader.placeOf(reader.node()));
    return info;
}

} // namespace Drover
