#include "app/cli/documents.h"
#include "app/cli/history.h"
#include "app/cli/kinds.h"
#include "app/cli/verbs.h"
#include "app/cli/yamltext.h"

using namespace Qt::StringLiterals;

namespace Drover::Verbs {

namespace {

constexpr int describedJobs = 20;
constexpr int describedEvents = 20;

bool hasParams(const Kind& kind)
{
    return kind.singular == "machine"_L1 || kind.singular == "cluster"_L1 || kind.singular == "broker"_L1;
}

/// Adds what is known about a machine, cluster or broker beside its own fields.
Result<> addSurroundings(Session& session, const QString& subjectKind, const QString& name,
                         QJsonObject& document)
{
    const auto params = session.ask<Answers::Params>(Queries::EffectiveParams{name});
    if (!params)
        return tl::make_unexpected(params.error());
    QJsonArray rows;
    for (const Answers::ParamRow& row : params->params)
        rows.append(Documents::param(row));
    document.insert(u"effectiveParams"_s, rows);

    Get ofMachine;
    ofMachine.machine = name;
    ofMachine.limit = describedJobs;
    const auto jobs = History::jobs(session, ofMachine);
    if (!jobs)
        return tl::make_unexpected(jobs.error());
    QJsonArray lastJobs;
    for (const Job& job : *jobs)
        lastJobs.append(Documents::job(job, {}));
    document.insert(u"lastJobs"_s, lastJobs);

    Get aboutIt;
    aboutIt.subject = subjectKind + u' ' + name;
    aboutIt.limit = describedEvents;
    const auto events = History::events(session, aboutIt);
    if (!events)
        return tl::make_unexpected(events.error());
    QJsonArray lastEvents;
    for (const EventRecord& record : *events)
        lastEvents.append(Documents::event(record));
    document.insert(u"lastEvents"_s, lastEvents);
    return {};
}

/// Fields one a line, then params, jobs and events as tables.
QString describedText(const QJsonObject& document)
{
    QJsonObject fields = document;
    const QJsonArray params = fields.take(u"effectiveParams"_s).toArray();
    const QJsonArray jobs = fields.take(u"lastJobs"_s).toArray();
    const QJsonArray events = fields.take(u"lastEvents"_s).toArray();
    QString out = yamlDocument(fields);
    if (!params.isEmpty())
        out += u"\nEFFECTIVE PARAMS\n"_s +
               tableText({columnOf(u"NAME"_s, u"name"_s), columnOf(u"LAYER"_s, u"layer"_s),
                          columnOf(u"SOURCE"_s, u"source"_s), columnOf(u"VALUE"_s, u"value"_s)},
                         params);
    if (!jobs.isEmpty())
        out += u"\nLAST JOBS\n"_s + tableText(findKind(u"jobs"_s)->columns, jobs);
    if (!events.isEmpty())
        out += u"\nLAST EVENTS\n"_s + tableText(findKind(u"events"_s)->columns, events);
    return out;
}

} // namespace

ExitCode describe(Session& session, const Describe& options)
{
    Terminal& terminal = session.terminal();
    const Kind* kind = findKind(options.kind);
    if (!kind)
        return terminal.refuse(unknownKind(options.kind));
    if (kind->name == "events"_L1)
        return terminal.refuse({u"usage"_s,
                                u"events are not described one by one"_s,
                                u"`drover get events -o json` shows them whole"_s,
                                {}});
    Get one;
    one.kind = kind->name;
    one.names = {options.name};
    const auto found = kind->fetch(session, one);
    if (!found)
        return terminal.refuse(found.error());
    QJsonObject document = found->first().toObject();
    if (hasParams(*kind)) {
        const QString subjectKind = kind->singular == "broker"_L1 ? u"resource-broker"_s : kind->singular;
        const auto added =
            addSurroundings(session, subjectKind, document.value(u"name"_s).toString(), document);
        if (!added)
            return terminal.refuse(added.error());
    }
    terminal.print(document, [&] { return describedText(document); });
    return ExitCode::Done;
}

ExitCode logs(Session& session, const Logs& options)
{
    Terminal& terminal = session.terminal();
    Queries::ReadOutput query;
    query.job = JobId::fromString(options.job);
    if (!query.job.isSet())
        return terminal.refuse({u"job-unknown"_s, u"%1 is not a job's id"_s.arg(options.job),
                                u"`drover get jobs` lists them: j-1, j-2, …"_s, u"job "_s + options.job});
    if (options.follow) {
        if (const auto replica = session.replica(); !replica)
            return terminal.refuse(replica.error());
    }
    while (true) {
        const int before = session.news();
        const auto output = session.ask<Answers::Output>(query);
        if (!output)
            return terminal.refuse(output.error());
        terminal.write(output->text.toUtf8());
        const bool more = output->next > query.offset && output->next < output->size;
        query.offset = output->next;
        if (more)
            continue;
        if (output->ended || !options.follow)
            return ExitCode::Done;
        if (session.ownsEngine()) // of which nobody but us knows: waiting would only keep others out
            return terminal.refuse({u"engine-unreachable"_s,
                                    u"%1 has not ended, but no console or `drover serve` works in this data "
                                    "directory, so nothing more will come"_s.arg(options.job),
                                    u"open one, then follow it again"_s, u"job "_s + options.job});
        // New output and the job's end both come with a batch.
        if (const auto came = session.waitUntil([&] { return session.news() != before; }); !came)
            return terminal.refuse(came.error());
    }
}

} // namespace Drover::Verbs
