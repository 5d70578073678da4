#include "app/cli/kinds.h"

#include "app/cli/documents.h"
#include "app/cli/history.h"
#include "engine/content/nearest.h"
#include "models/memberstate.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

using Verbs::Get;

QList<const Machine*> machinesOfKind(const Replica& replica, MachineKind kind)
{
    QList<const Machine*> found;
    for (const auto& [id, machine] : replica.machines()) {
        if (machine.kind == kind)
            found.append(&machine);
    }
    std::ranges::sort(found, {}, [](const Machine* machine) {
        return std::pair(naturalKey(machine->name), machine->id.uuid);
    });
    return found;
}

Result<QJsonArray> fetchClusters(Session& session, const Get& get)
{
    const auto replica = session.replica();
    if (!replica)
        return tl::make_unexpected(replica.error());
    QJsonArray documents;
    for (const Machine* machine : machinesOfKind(**replica, MachineKind::Cluster))
        documents.append(Documents::cluster(**replica, *machine));
    return named(documents, get.names, u"name"_s, u"cluster"_s);
}

Result<QJsonArray> fetchMachines(Session& session, const Get& get)
{
    const auto replica = session.replica();
    if (!replica)
        return tl::make_unexpected(replica.error());
    QJsonArray documents;
    for (const Machine* machine : machinesOfKind(**replica, MachineKind::Machine)) {
        if (get.cluster.isEmpty() || machine->cluster == get.cluster)
            documents.append(Documents::machine(*machine));
    }
    return named(documents, get.names, u"name"_s, u"machine"_s);
}

Result<QJsonArray> fetchBrokers(Session& session, const Get& get)
{
    const auto replica = session.replica();
    if (!replica)
        return tl::make_unexpected(replica.error());
    QJsonArray documents;
    for (const Machine* machine : machinesOfKind(**replica, MachineKind::ResourceBroker))
        documents.append(Documents::broker(*machine));
    return named(documents, get.names, u"name"_s, u"broker"_s);
}

Result<QJsonArray> fetchPools(Session& session, const Get& get)
{
    const auto replica = session.replica();
    if (!replica)
        return tl::make_unexpected(replica.error());
    QJsonArray documents;
    for (const auto& [name, pool] : (*replica)->pools())
        documents.append(Documents::pool(**replica, pool));
    return named(documents, get.names, u"name"_s, u"pool"_s);
}

Result<QJsonArray> fetchGates(Session& session, const Get& get)
{
    const auto replica = session.replica();
    if (!replica)
        return tl::make_unexpected(replica.error());
    QJsonArray documents;
    const QStringList clusters = (*replica)->clusterNames();
    for (const QString& cluster : clusters) {
        if (!get.cluster.isEmpty() && cluster != get.cluster)
            continue;
        for (const Gate* gate : (*replica)->gatesOf(cluster))
            documents.append(Documents::gate(*gate));
    }
    return named(documents, get.names, u"name"_s, u"gate"_s);
}

Result<QJsonArray> fetchOperations(Session& session, const Get& get)
{
    const auto operations = History::operations(session, get);
    if (!operations)
        return tl::make_unexpected(operations.error());
    QJsonArray documents;
    for (const Operation& operation : *operations)
        documents.append(Documents::operation(operation));
    return named(documents, get.names, u"id"_s, u"operation"_s);
}

Result<QJsonArray> fetchWorkOrders(Session& session, const Get& get)
{
    const auto orders = History::workOrders(session, get);
    if (!orders)
        return tl::make_unexpected(orders.error());
    QJsonArray documents;
    for (const WorkOrder& order : *orders)
        documents.append(Documents::workOrder(order));
    return named(documents, get.names, u"id"_s, u"work-order"_s);
}

Result<QJsonArray> fetchJobs(Session& session, const Get& get)
{
    const auto jobs = History::jobs(session, get);
    if (!jobs)
        return tl::make_unexpected(jobs.error());
    const auto replica = session.replica();
    if (!replica)
        return tl::make_unexpected(replica.error());
    QJsonArray documents;
    for (const Job& job : *jobs)
        documents.append(Documents::job(job, (*replica)->figures().now));
    return named(documents, get.names, u"id"_s, u"job"_s);
}

Result<QJsonArray> fetchEvents(Session& session, const Get& get)
{
    const auto events = History::events(session, get);
    if (!events)
        return tl::make_unexpected(events.error());
    QJsonArray documents;
    for (const EventRecord& record : *events)
        documents.append(Documents::event(record));
    return documents;
}

/// Content objects come as the documents that packs are written in.
Kind contentKind(const QString& plural, const QString& singular)
{
    const auto fetch = [plural, singular](Session& session, const Get& get) -> Result<QJsonArray> {
        const auto answer = session.ask<Answers::Documents>(Queries::FindContent{plural, {}});
        if (!answer)
            return tl::make_unexpected(answer.error());
        QJsonArray documents;
        for (const QJsonObject& document : answer->documents)
            documents.append(document);
        return named(documents, get.names, u"Name"_s, singular);
    };
    return {plural,
            singular,
            fetch,
            {columnOf(u"NAME"_s, u"Name"_s), columnOf(u"DESCRIPTION"_s, u"Description"_s)}};
}

/// Those of content, and those that were made here: every cluster has one of its own.
Kind profilesKind()
{
    Kind kind = contentKind(u"profiles"_s, u"profile"_s);
    const auto ofContent = kind.fetch;
    kind.fetch = [ofContent](Session& session, const Get& get) -> Result<QJsonArray> {
        const auto content = ofContent(session, {});
        const auto replica = session.replica();
        if (!content || !replica)
            return tl::make_unexpected(content ? replica.error() : content.error());
        QJsonArray documents = *content;
        for (const auto& [name, profile] : (*replica)->profiles())
            documents.append(Documents::profile(profile));
        return named(documents, get.names, u"Name"_s, u"profile"_s);
    };
    return kind;
}

/// Those that anyone may run; one of the engine's own when it is asked for by name.
Kind blueprintsKind()
{
    Kind kind = contentKind(u"blueprints"_s, u"blueprint"_s);
    const auto all = kind.fetch;
    kind.fetch = [all](Session& session, const Get& get) -> Result<QJsonArray> {
        auto found = all(session, get);
        if (!found || !get.names.isEmpty())
            return found;
        QJsonArray open;
        for (const QJsonValue document : std::as_const(*found)) {
            if (document["Meta"_L1]["reserved"_L1].toString().isEmpty())
                open.append(document);
        }
        return open;
    };
    return kind;
}

TextColumn ofColumn(const QString& title, const QString& part, const QString& whole)
{
    return {title,
            [part, whole](const QJsonObject& row) {
                return plainText(row.value(part)) + u'/' + plainText(row.value(whole));
            },
            true};
}

TextColumn poolCountColumn(const QString& status)
{
    return {status.toUpper(),
            [status](const QJsonObject& row) {
                return plainText(row.value(u"counts"_s).toObject().value(status));
            },
            true};
}

TextColumn progressColumn()
{
    return {u"PROGRESS"_s,
            [](const QJsonObject& row) {
                const QJsonObject progress = row.value(u"progress"_s).toObject();
                return plainText(progress.value(u"done"_s)) + u'/' + plainText(progress.value(u"total"_s));
            },
            true};
}

TextColumn secondsColumn()
{
    return {u"TIME"_s,
            [](const QJsonObject& row) {
                const QJsonValue seconds = row.value(u"seconds"_s);
                return seconds.isDouble() ? secondsText(seconds.toDouble()) : plainText(seconds);
            },
            true};
}

/// What a machine does or why it stands: the word that a person looks for first.
QString doing(const QJsonObject& machine)
{
    if (!machine.value(u"runnable"_s).toBool())
        return machine.value(u"stopReason"_s).toString().isEmpty()
                   ? u"stopped"_s
                   : plainText(machine.value(u"stopReason"_s));
    if (!machine.value(u"waiting"_s).toString().isEmpty())
        return machine.value(u"waiting"_s).toString();
    const QJsonArray tasks = machine.value(u"tasks"_s).toArray();
    if (machine.value(u"workflowComplete"_s).toBool() || tasks.isEmpty())
        return u"—"_s;
    return plainText(tasks.at(machine.value(u"currentTask"_s).toInt()));
}

QList<Kind> makeKinds()
{
    return {
        {u"clusters"_s,
         u"cluster"_s,
         fetchClusters,
         {columnOf(u"NAME"_s, u"name"_s), columnOf(u"STATE"_s, u"state"_s),
          ofColumn(u"READY"_s, u"ready"_s, u"desired"_s), columnOf(u"HEALTH"_s, u"health"_s),
          columnOf(u"APPLICATION"_s, u"application"_s), columnOf(u"STAGE"_s, u"stage"_s),
          columnOf(u"OPERATION"_s, u"operation"_s)}},
        {u"machines"_s,
         u"machine"_s,
         fetchMachines,
         {columnOf(u"NAME"_s, u"name"_s),
          columnOf(u"POOL"_s, u"pool"_s),
          columnOf(u"STATUS"_s, u"poolStatus"_s),
          columnOf(u"CLUSTER"_s, u"cluster"_s),
          columnOf(u"MEMBER"_s, u"member"_s),
          columnOf(u"STAGE"_s, u"stage"_s),
          {u"DOING"_s, doing}}},
        {u"pools"_s,
         u"pool"_s,
         fetchPools,
         {columnOf(u"NAME"_s, u"name"_s),
          columnOf(u"TOTAL"_s, u"total"_s, true),
          poolCountColumn(u"Free"_s),
          poolCountColumn(u"Building"_s),
          poolCountColumn(u"InUse"_s),
          poolCountColumn(u"Destroying"_s),
          {u"HELD"_s,
           [](const QJsonObject& row) {
               const QJsonObject counts = row.value(u"counts"_s).toObject();
               int held = 0;
               for (auto it = counts.begin(); it != counts.end(); ++it)
                   held += it.key().startsWith("Hold"_L1) ? it.value().toInt() : 0;
               return QString::number(held);
           },
           true}}},
        {u"brokers"_s,
         u"broker"_s,
         fetchBrokers,
         {columnOf(u"NAME"_s, u"name"_s), columnOf(u"WORKFLOW"_s, u"workflow"_s),
          columnOf(u"COMPLETE"_s, u"workflowComplete"_s), columnOf(u"WORK ORDERS"_s, u"workOrderMode"_s)}},
        {u"work-orders"_s,
         u"work-order"_s,
         fetchWorkOrders,
         {columnOf(u"ID"_s, u"id"_s), columnOf(u"TARGET"_s, u"target"_s),
          columnOf(u"BLUEPRINT"_s, u"blueprint"_s), columnOf(u"STATE"_s, u"state"_s),
          columnOf(u"CREATED"_s, u"created"_s), columnOf(u"ENDED"_s, u"ended"_s)}},
        {u"jobs"_s,
         u"job"_s,
         fetchJobs,
         {columnOf(u"ID"_s, u"id"_s), columnOf(u"MACHINE"_s, u"machine"_s), columnOf(u"STAGE"_s, u"stage"_s),
          columnOf(u"TASK"_s, u"task"_s), columnOf(u"TRY"_s, u"attempt"_s, true),
          columnOf(u"STATE"_s, u"state"_s), secondsColumn(), columnOf(u"MESSAGE"_s, u"message"_s)}},
        {u"operations"_s,
         u"operation"_s,
         fetchOperations,
         {columnOf(u"ID"_s, u"id"_s),
          columnOf(u"KIND"_s, u"kind"_s),
          columnOf(u"CLUSTER"_s, u"cluster"_s),
          columnOf(u"STATE"_s, u"state"_s),
          progressColumn(),
          columnOf(u"STARTED"_s, u"started"_s),
          {u"WHY"_s,
           [](const QJsonObject& row) {
               return plainText(row.value(u"why"_s).toObject().value(u"text"_s));
           }}}},
        {u"gates"_s,
         u"gate"_s,
         fetchGates,
         {columnOf(u"CLUSTER"_s, u"cluster"_s),
          columnOf(u"NAME"_s, u"name"_s),
          columnOf(u"ROLE"_s, u"role"_s),
          {u"ARRIVED"_s,
           [](const QJsonObject& row) {
               return u"%1/%2"_s.arg(row.value(u"arrived"_s).toArray().size())
                   .arg(row.value(u"needed"_s).toInt());
           },
           true},
          columnOf(u"OPEN"_s, u"open"_s),
          columnOf(u"HOLDS BACK"_s, u"waitingRoles"_s)}},
        contentKind(u"workflows"_s, u"workflow"_s),
        contentKind(u"stages"_s, u"stage"_s),
        contentKind(u"tasks"_s, u"task"_s),
        contentKind(u"params"_s, u"param"_s),
        profilesKind(),
        blueprintsKind(),
        {u"events"_s,
         u"event"_s,
         fetchEvents,
         {columnOf(u"SEQ"_s, u"seq"_s, true), columnOf(u"AT"_s, u"at"_s), columnOf(u"KIND"_s, u"kind"_s),
          columnOf(u"SUBJECT"_s, u"subject"_s), columnOf(u"ACTOR"_s, u"actor"_s),
          columnOf(u"CAUSE"_s, u"cause"_s)}},
    };
}

} // namespace

const QList<Kind>& allKinds()
{
    static const QList<Kind> kinds = makeKinds();
    return kinds;
}

const Kind* findKind(const QString& name)
{
    for (const Kind& kind : allKinds()) {
        if (kind.name == name || kind.singular == name)
            return &kind;
    }
    return nullptr;
}

Error unknownKind(const QString& name)
{
    return {u"kind-unknown"_s, u"there is no kind %1"_s.arg(name), suggestion(name, Verbs::kinds()), {}};
}

Result<QJsonArray> named(const QJsonArray& documents, const QStringList& names, const QString& key,
                         const QString& singular)
{
    if (names.isEmpty())
        return documents;
    QJsonArray found;
    for (const QString& name : names) {
        const auto begin = found.size();
        QStringList known;
        for (const QJsonValue document : documents) {
            const QJsonObject object = document.toObject();
            if (object.value(key).toString() == name || object.value(u"uuid"_s).toString() == name)
                found.append(document);
            known.append(object.value(key).toString());
        }
        if (found.size() == begin)
            return fail(singular + u"-unknown"_s, u"there is no %1 %2"_s.arg(singular, name),
                        suggestion(name, known), singular + u' ' + name);
    }
    return found;
}

} // namespace Drover
