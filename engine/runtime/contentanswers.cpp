#include "engine/runtime/contentanswers.h"

#include "engine/content/definitionjson.h"
#include "engine/content/expansion.h"
#include "engine/content/nearest.h"
#include "engine/content/references.h"
#include "engine/runtime/contentloading.h"
#include "engine/runtime/rendersubject.h"

#include <algorithm>
#include <chrono>

namespace Drover {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostChecked = 1000;
constexpr int mostNamed = 100;

double secondsSince(std::chrono::steady_clock::time_point begun)
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
}

std::optional<ContentKind> kindOf(const QString& section)
{
    for (const ContentKind kind : allContentKinds()) {
        if (contentSectionName(kind) == section)
            return kind;
    }
    return std::nullopt;
}

tl::unexpected<Error> unknown(const Content& content, ContentKind kind, const QString& name)
{
    return fail(contentKindName(kind) + u"-unknown"_s,
                u"no loaded content has the %1 “%2”"_s.arg(contentKindName(kind), name),
                suggestion(name, content.names(kind)), contentKindName(kind) + u' ' + name);
}

bool holds(const Definition& definition, ContentKind kind, const QString& text)
{
    return definition.name.contains(text, Qt::CaseInsensitive) ||
           QString::fromUtf8(QJsonDocument(toJson(kind, definition)).toJson(QJsonDocument::Compact))
               .contains(text, Qt::CaseInsensitive);
}

Answers::ContentEntry entryOf(ContentKind kind, const Definition& definition)
{
    Answers::ContentEntry entry{contentSectionName(kind), definition.name,       definition.description,
                                definition.place.file,    definition.place.line, {}};
    if (kind == ContentKind::Task) {
        for (const TemplateInfo& info : static_cast<const TaskDef&>(definition).templates)
            entry.templates.append(info.name);
    }
    return entry;
}

Answers::ContentPacks packsOf(const Content& content, const QString& text)
{
    Answers::ContentPacks found;
    QHash<QString, qsizetype> places;
    for (const Pack& pack : content.packs()) {
        places.insert(pack.name, found.packs.size());
        found.packs.append(
            {pack.name, pack.version, QString::fromLatin1(pack.hash), pack.description, true, {}});
    }
    for (const ContentKind kind : allContentKinds()) {
        for (const QString& name : content.names(kind)) {
            const Definition& definition = *content.find(kind, name);
            if (text.isEmpty() || holds(definition, kind, text))
                found.packs[places.value(definition.pack)].objects.append(entryOf(kind, definition));
        }
    }
    return found;
}

QList<Answers::ContentText> textsOf(const Content& content, ContentKind kind, const Definition& definition)
{
    QList<Answers::ContentText> texts;
    const auto add = [&](const QString& name, const QString& id, const QString& path, const QString& text,
                         const Definition& where, const QString& at) {
        const SourcePlace place = where.placeOf(at);
        texts.append({name, id, path, text, place.file, place.line});
    };
    if (kind == ContentKind::Template) {
        const auto& shared = static_cast<const TemplateDef&>(definition);
        add(shared.name, {}, {}, shared.contents, shared, u"Contents"_s);
    }
    if (kind != ContentKind::Task)
        return texts;
    const auto& task = static_cast<const TaskDef&>(definition);
    for (qsizetype i = 0; i < task.templates.size(); ++i) {
        const TemplateInfo& info = task.templates[i];
        if (const TemplateDef* shared = info.id.isEmpty() ? nullptr : content.templateText(info.id))
            add(info.name, info.id, info.path, shared->contents, *shared, u"Contents"_s);
        else
            add(info.name, {}, info.path, info.contents, task, u"Templates/%1/Contents"_s.arg(i));
    }
    return texts;
}

/// The machines that come to an object, of every kind, in order of their names.
QList<const Machine*> machinesOn(const State& state, const WaysTo& ways)
{
    QList<const Machine*> found;
    if (ways.isEmpty())
        return found;
    QSet<QString> profiles = ways.profiles;
    for (const auto& [name, profile] : state.all<Profile>()) {
        if (std::ranges::any_of(ways.tasks,
                                [&](const QString& task) { return holdsText(profile.params, task); }))
            profiles.insert(name);
    }
    for (const auto& [id, machine] : state.all<Machine>()) {
        const auto carried = [&](const QString& name) { return profiles.contains(name); };
        const auto listed = [&](const QString& entry) { return ways.tasks.contains(entry); };
        if (ways.workflows.contains(machine.sequence.workflow) ||
            std::ranges::any_of(machine.profiles, carried) ||
            (!ways.tasks.isEmpty() && std::ranges::any_of(machine.sequence.tasks, listed)))
            found.append(&machine);
    }
    std::ranges::sort(found, {}, &Machine::name);
    return found;
}

/// What of the state uses a workflow or a profile by its name.
QList<ContentUse> usesInState(const State& state, ContentKind kind, const QString& name)
{
    QList<ContentUse> uses;
    for (const auto& [pool, object] : state.all<Pool>()) {
        const std::pair<const char*, const PoolActions*> transitions[] = {
            {"enter", &object.enterActions},
            {"exit", &object.exitActions},
            {"allocate", &object.allocateActions},
            {"release", &object.releaseActions}};
        for (const auto& [transition, actions] : transitions) {
            if (kind == ContentKind::Workflow  ? actions->workflow == name
                : kind == ContentKind::Profile ? actions->addProfiles.contains(name)
                                               : actions->addParameters.contains(name))
                uses.append({u"pools"_s, pool, ContentUseHow::Enters, QString::fromLatin1(transition)});
        }
    }
    for (const auto& [profile, object] : state.all<Profile>()) {
        if (kind == ContentKind::Profile && object.profiles.contains(name))
            uses.append({u"profiles"_s, profile, ContentUseHow::Carries});
        if (kind == ContentKind::Param && object.params.contains(name))
            uses.append({u"profiles"_s, profile, ContentUseHow::Sets});
    }
    return uses;
}

/// Machines by what they are; the first of each kind, then only a count.
void addMachines(QList<ContentUse>& uses, const QList<const Machine*>& machines, ContentUseHow how)
{
    for (const MachineKind kind : {MachineKind::Cluster, MachineKind::ResourceBroker, MachineKind::Machine}) {
        const QString section = kind == MachineKind::Cluster          ? u"clusters"_s
                                : kind == MachineKind::ResourceBroker ? u"brokers"_s
                                                                      : u"machines"_s;
        int count = 0;
        for (const Machine* machine : machines) {
            if (machine->kind == kind && ++count <= mostNamed)
                uses.append({section, machine->name, how});
        }
    }
}

Answers::ContentObject describe(const Content& content, ContentKind kind, const Definition& definition)
{
    Answers::ContentObject object;
    object.section = contentSectionName(kind);
    object.name = definition.name;
    object.pack = definition.pack;
    const auto pack = std::ranges::find(content.packs(), definition.pack, &Pack::name);
    object.version = pack == content.packs().end() ? QString() : pack->version;
    object.file = definition.place.file;
    object.line = definition.place.line;
    object.document = toJson(kind, definition);
    object.written = writtenText(content, kind, definition);
    object.texts = textsOf(content, kind, definition);
    object.uses = contentUses(content, kind, definition.name);
    return object;
}

/// Without a machine the document's Params are all there is.
PreviewRequest documentRequest(const Content& content, const ParamLayers& layers,
                               const Queries::RenderTask& query)
{
    PreviewRequest request;
    request.context.content = &content;
    request.context.layers = &layers;
    request.context.document = query.document;
    request.tried = query.params;
    return request;
}

/// What is rendered: a task's templates, a shared one, or a text.
Result<Answers::Rendering> preview(const Content& content, const Queries::RenderTask& query,
                                   const PreviewRequest& request)
{
    const auto begun = std::chrono::steady_clock::now();
    Result<Preview> made = Preview();
    if (const TaskDef* task = content.task(query.task); task && !query.task.isEmpty())
        made = previewTask(*task, query.templateName, request);
    else if (const TemplateDef* shared = content.templateText(query.templateName))
        made = previewText(shared->name, shared->contents, request);
    else
        made =
            previewText(query.templateName.isEmpty() ? u"text"_s : query.templateName, query.text, request);
    if (!made)
        return tl::make_unexpected(made.error());
    Answers::Rendering rendering;
    rendering.texts = made->texts;
    rendering.params = made->params;
    rendering.missing = made->missing;
    rendering.seconds = secondsSince(begun);
    return rendering;
}

/// Which of its tasks a shared template is rendered for, so that it sees the stage it would.
QString taskOf(const Content& content, const Queries::RenderTask& query)
{
    if (!query.task.isEmpty() || !content.templateText(query.templateName))
        return query.task;
    for (const ContentUse& use : contentUses(content, ContentKind::Template, query.templateName)) {
        if (use.section == contentSectionName(ContentKind::Task))
            return use.name;
    }
    return {};
}

} // namespace

BegunAnswer beginContentAnswer(const EngineCore& core, const Queries::ListContent& query)
{
    return PoolHalf([content = core.content(), query]() -> Result<Answer> {
        return packsOf(content, query.text.trimmed());
    });
}

BegunAnswer beginContentAnswer(const EngineCore& core, const Queries::DescribeContent& query)
{
    const Content& content = core.content();
    const std::optional<ContentKind> kind = kindOf(query.section);
    if (!kind)
        return Result<Answer>(
            fail(u"section-unknown"_s, u"content has no section “%1”"_s.arg(query.section)));
    if (!content.find(*kind, query.name))
        return Result<Answer>(unknown(content, *kind, query.name));
    QList<ContentUse> uses = usesInState(core.state(), *kind, query.name);
    const QList<const Machine*> machines = machinesOn(core.state(), waysTo(content, *kind, query.name));
    addMachines(uses, machines, *kind == ContentKind::Profile ? ContentUseHow::Carries : ContentUseHow::Runs);
    QStringList names;
    for (const Machine* machine : machines.first(std::min<qsizetype>(machines.size(), mostNamed)))
        names.append(machine->name);
    std::optional<RenderSubject> subject;
    if (const Machine* machine =
            *kind == ContentKind::Workflow ? core.state().findMachine(query.machine) : nullptr)
        subject = RenderSubjects(core.state(), content).of(*machine);
    return PoolHalf([content, kind = *kind, query, uses, names, count = int(machines.size()),
                     subject]() -> Result<Answer> {
        Answers::ContentObject object = describe(content, kind, *content.find(kind, query.name));
        object.uses += uses;
        object.machines = names;
        object.machineCount = count;
        if (kind == ContentKind::Workflow)
            object.expansion = expandFor(content, subject ? subject->layers() : ParamLayers(), query.name)
                                   .value_or(QList<ExpandedEntry>());
        return object;
    });
}

BegunAnswer beginContentAnswer(const EngineCore& core, const Queries::RenderTask& query)
{
    const Content& content = core.content();
    if (!query.task.isEmpty() && !content.task(query.task))
        return Result<Answer>(unknown(content, ContentKind::Task, query.task));
    if (query.machine.isEmpty()) {
        return PoolHalf([content, query]() -> Result<Answer> {
            ParamLayers layers;
            layers.machine = query.document.value("Params"_L1).toObject();
            return preview(content, query, documentRequest(content, layers, query));
        });
    }
    const Machine* machine = core.state().findMachine(query.machine);
    if (!machine)
        return Result<Answer>(fail(u"machine-unknown"_s,
                                   u"there is no machine, cluster or broker “%1”"_s.arg(query.machine),
                                   u"see: drover get machines"_s));
    RenderSubject subject = RenderSubjects(core.state(), content).of(*machine);
    return PoolHalf(
        [content, query, subject = std::move(subject), open = core.opener()]() mutable -> Result<Answer> {
            const QString task = taskOf(content, query);
            const QString stage = subject.enterStageOf(content, task);
            Result<Answers::Rendering> rendering =
                preview(content, query, subject.request(content, task, query.params, open));
            if (!rendering)
                return tl::make_unexpected(rendering.error());
            rendering->machine = subject.machine().name;
            rendering->stage = stage;
            return *rendering;
        });
}

BegunAnswer beginContentAnswer(const EngineCore& core, const Queries::CheckTask& query)
{
    const Content& content = core.content();
    if (!content.task(query.task))
        return Result<Answer>(unknown(content, ContentKind::Task, query.task));
    const QList<const Machine*> machines =
        machinesOn(core.state(), waysTo(content, ContentKind::Task, query.task));
    RenderSubjects from(core.state(), content);
    std::vector<RenderSubject> subjects;
    for (const Machine* machine : machines.first(std::min<qsizetype>(machines.size(), mostChecked)))
        subjects.push_back(from.of(*machine));
    return PoolHalf([content, query, subjects = std::move(subjects), users = int(machines.size()),
                     open = core.opener()]() mutable -> Result<Answer> {
        const auto begun = std::chrono::steady_clock::now();
        Answers::RenderCheck check;
        check.users = users;
        for (RenderSubject& subject : subjects) {
            subject.enterStageOf(content, query.task);
            const Result<Preview> made = previewTask(
                *content.task(query.task), {}, subject.request(content, query.task, query.params, open));
            ++check.checked;
            const std::optional<FirstFault> fault = made ? firstFault(*made) : std::nullopt;
            if (fault && ++check.failed <= mostNamed)
                check.faults.append({subject.machine().name, fault->text, fault->fault});
        }
        check.seconds = secondsSince(begun);
        return check;
    });
}

BegunAnswer beginContentAnswer(const EngineCore& core, const Queries::CheckPack& query)
{
    return PoolHalf([content = core.content(), query]() -> Result<Answer> {
        Answers::PackCheck check;
        const tl::expected<Content, Problems> whole = checkPack(content, query.files, check);
        if (!whole) {
            for (const Problem& problem : whole.error())
                check.problems.append(
                    {problem.file, problem.line, problem.column, problem.what, problem.mend});
        }
        return check;
    });
}

} // namespace Drover
