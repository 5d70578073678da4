#include "engine/content/definitions.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Drover {

QString contentKindName(ContentKind kind)
{
    switch (kind) {
    case ContentKind::Param:
        return u"param"_s;
    case ContentKind::Template:
        return u"template"_s;
    case ContentKind::Task:
        return u"task"_s;
    case ContentKind::Stage:
        return u"stage"_s;
    case ContentKind::Workflow:
        return u"workflow"_s;
    case ContentKind::Profile:
        return u"profile"_s;
    case ContentKind::Blueprint:
        return u"blueprint"_s;
    }
    return {};
}

QString contentSectionName(ContentKind kind)
{
    return contentKindName(kind) + u's';
}

const QList<ContentKind>& allContentKinds()
{
    static const QList<ContentKind> kinds = {
        ContentKind::Param,    ContentKind::Template, ContentKind::Task,     ContentKind::Stage,
        ContentKind::Workflow, ContentKind::Profile,  ContentKind::Blueprint};
    return kinds;
}

SourcePlace Definition::placeOf(const QString& path) const
{
    QString known = path;
    while (!known.isEmpty()) {
        if (const auto it = places.constFind(known); it != places.constEnd()) {
            return *it;
        }
        known.truncate(std::max<qsizetype>(known.lastIndexOf(u'/'), 0));
    }
    return place;
}

bool isValidName(const QString& name)
{
    const auto isEdge = [](QChar c) { return c.isLetterOrNumber() || c == u'_'; };
    const auto isInner = [isEdge](QChar c) { return isEdge(c) || u"._-/+@ "_s.contains(c); };
    return !name.isEmpty() && name.size() <= 256 && std::ranges::all_of(name, isInner) &&
           isEdge(name.front()) && name.back() != u' ';
}

Result<TaskEntry> parseTaskEntry(const QString& entry)
{
    using Kind = TaskEntry::Kind;
    const auto faulty = [&entry](const QString& remedy) {
        return fail(u"task-entry"_s, u"\"%1\" isn't a task-list entry"_s.arg(entry), remedy);
    };
    const qsizetype colon = entry.indexOf(u':');
    if (colon < 0) {
        if (!isValidName(entry)) {
            return faulty(u"write the name of a task"_s);
        }
        return TaskEntry{Kind::Task, entry, {}};
    }
    const QString prefix = entry.left(colon);
    const QString rest = entry.mid(colon + 1);
    if (prefix == u"stage"_s || prefix == u"bootenv"_s) {
        if (!isValidName(rest)) {
            return faulty(u"write a name after \"%1:\""_s.arg(prefix));
        }
        return TaskEntry{prefix == u"stage"_s ? Kind::Stage : Kind::BootEnv, rest, {}};
    }
    if (prefix == u"context"_s) {
        return TaskEntry{Kind::Context, rest, {}}; // empty = back to the machine's own agent
    }
    if (prefix == u"chroot"_s) {
        return TaskEntry{Kind::Chroot, rest, {}};
    }
    if (prefix == u"action"_s) {
        const QStringList parts = rest.split(u':');
        if (parts.size() > 2 || !std::ranges::all_of(parts, isValidName)) {
            return faulty(u"write action:COMMAND or action:PLUGIN:COMMAND"_s);
        }
        return TaskEntry{Kind::Action, parts.last(), parts.size() == 2 ? parts.first() : QString()};
    }
    return faulty(
        u"an entry is a task's name or starts with stage:, bootenv:, context:, chroot: or action:"_s);
}

const QStringList& knownActions()
{
    static const QStringList actions = {u"cluster:allocate-members"_s,
                                        u"cluster:add-params"_s,
                                        u"cluster:start-members"_s,
                                        u"cluster:wait-for-members"_s,
                                        u"cluster:open-gate"_s,
                                        u"cluster:wait-for-gate"_s,
                                        u"cluster:drain-members"_s,
                                        u"cluster:release-members"_s,
                                        u"cluster:enter-work-order-mode"_s,
                                        u"cluster:rolling-update"_s,
                                        u"cluster:run-on-members"_s,
                                        u"pool:allocate"_s,
                                        u"pool:release"_s};
    return actions;
}

const QStringList& engineTasks()
{
    static const QStringList tasks = {
        u"flexiflow-start"_s,          u"flexiflow-stop"_s, u"classify-stage-list-start"_s,
        u"classify-stage-list-stop"_s, u"classify"_s,       u"validation-start"_s,
        u"validation-stop"_s,          u"callback-task"_s,  u"universal-chain-workflow"_s};
    return tasks;
}

} // namespace Drover
