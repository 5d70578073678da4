#include "app/cli/directoryverbs.h"

#include "app/builtincontent.h"
#include "app/cli/packfiles.h"
#include "app/cli/texttable.h"
#include "app/endsignals.h"
#include "engine/store/datadirectory.h"
#include "engine/store/eventcodec.h"
#include "engine/store/historyreader.h"
#include "engine/store/journalverify.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace Drover::Verbs {

namespace {

constexpr int exportPage = 5000;

QString chosenDirectory(const Globals& globals)
{
    return globals.data.isEmpty() ? Application::defaultDirectory() : globals.data;
}

Result<> hasJournal(const QString& directory)
{
    if (QFileInfo::exists(DataDirectory::databaseIn(directory)))
        return {};
    return fail(u"directory-missing"_s,
                u"%1 is not a data directory: nothing has happened there"_s.arg(directory),
                u"name another with --data"_s, u"directory "_s + directory);
}

bool isEmptyDirectory(const QString& path)
{
    const QDir directory(path);
    return !directory.exists() ||
           directory.entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot)
               .isEmpty();
}

/// Everything a demo brought in stands free in its pool.
bool allFree(const Replica& replica, int machines)
{
    int free = 0;
    for (const auto& [id, machine] : replica.machines()) {
        if (machine.kind == MachineKind::Machine)
            free += machine.poolStatus == PoolStatus::Free ? 1 : 0;
    }
    return free >= machines;
}

QString speedText(double speed)
{
    return speed == 0 ? u"as fast as it goes"_s : u"%1 simulated seconds a second"_s.arg(speed);
}

} // namespace

ExitCode serve(const Globals& globals, Terminal& terminal)
{
    Application::Options options;
    options.directory = globals.data;
    const auto application = Application::open(options);
    if (!application)
        return terminal.refuse(application.error());
    if (!(*application)->ownsEngine())
        return terminal.refuse(
            {u"directory-owned"_s,
             u"another Drover works in %1 already and serves it"_s.arg((*application)->directory()),
             u"nothing needs to be done: commands go to that one"_s,
             u"directory "_s + (*application)->directory()});
    EndSignals endSignals;
    QObject::connect(&endSignals, &EndSignals::arrived, qApp, &QCoreApplication::quit);
    terminal.note(u"serving %1; Ctrl-C ends it, jobs go on"_s.arg((*application)->directory()));
    QCoreApplication::exec();
    return ExitCode::Done;
}

ExitCode demo(ProgramShell& shell, const DemoFleet& wish)
{
    Terminal& terminal = shell.terminal();
    const QString directory = chosenDirectory(terminal.globals());
    if (!isEmptyDirectory(directory))
        return terminal.refuse({u"directory-not-empty"_s, u"%1 is not empty"_s.arg(directory),
                                u"name an empty or new directory with --data"_s,
                                u"directory "_s + directory});
    Commands::CreateDirectory create;
    create.simulated = true;
    create.seed = wish.seed;
    create.speed = wish.speed;
    const auto session = shell.session(Shell::Use::Carry, create);
    if (!session)
        return terminal.refuse(session.error());
    const auto site = carriedPack(embeddedPack(u"demo"_s));
    if (!site)
        return terminal.refuse(u"content-invalid"_s, site.error());
    const QList<Command> commands = QList<Command>{Commands::LoadContent{{*site}}} + demoCommands(wish);
    for (const Command& command : commands) {
        if (const auto receipt = (*session)->submit(command); !receipt)
            return terminal.refuse(receipt.error());
    }
    (*session)->beginWork();
    const auto replica = (*session)->replica();
    if (!replica)
        return terminal.refuse(replica.error());
    if (const auto free = (*session)->waitUntil([&] { return allFree(**replica, wish.machines); }); !free)
        return terminal.refuse(free.error());
    if (const auto settled = (*session)->settle(); !settled)
        return terminal.refuse(settled.error());
    const QString shown = shell.application().directory();
    terminal.print(QJsonObject{{u"directory"_s, shown},
                               {u"machines"_s, wish.machines},
                               {u"pools"_s, wish.pools},
                               {u"seed"_s, wish.seed},
                               {u"speed"_s, wish.speed == 0 ? QJsonValue(u"max"_s) : QJsonValue(wish.speed)}},
                   [&] {
                       const QString pools = wish.pools == 1 ? u"a pool"_s : u"%1 pools"_s.arg(wish.pools);
                       return u"%1 simulated machines in %2 are free in %3, %4\n"_s.arg(
                           QString::number(wish.machines), pools, shown, speedText(wish.speed));
                   });
    return ExitCode::Done;
}

ExitCode verifyJournal(Terminal& terminal)
{
    const QString directory = chosenDirectory(terminal.globals());
    if (const auto there = hasJournal(directory); !there)
        return terminal.refuse(there.error());
    JournalChecks checks;
    checks.progress = [&](qint64 events) {
        terminal.redraw(u"%1 events"_s.arg(events));
        return true;
    };
    const auto report = Drover::verifyJournal(DataDirectory::databaseIn(directory), checks);
    terminal.endRedraw();
    if (!report)
        return terminal.refuse(report.error());
    terminal.print(QJsonObject{{u"ok"_s, report->ok()},
                               {u"events"_s, report->events},
                               {u"rows"_s, report->rows},
                               {u"problems"_s, QJsonArray::fromStringList(report->problems)},
                               {u"moreProblems"_s, report->moreProblems}},
                   [&] {
                       QString text =
                           u"%1 events make the %2 rows that are stored, and keep every invariant\n"_s;
                       if (!report->ok())
                           text = u"%1 events and the %2 rows that are stored are not sound:\n"_s;
                       text = text.arg(report->events).arg(report->rows);
                       for (const QString& problem : report->problems)
                           text += problem + u'\n';
                       if (report->moreProblems > 0)
                           text += u"and %1 more\n"_s.arg(report->moreProblems);
                       return text;
                   });
    return report->ok() ? ExitCode::Done : ExitCode::Failed;
}

ExitCode exportJournal(Terminal& terminal)
{
    const QString directory = chosenDirectory(terminal.globals());
    if (const auto there = hasJournal(directory); !there)
        return terminal.refuse(there.error());
    const auto reader = HistoryReader::open(DataDirectory::databaseIn(directory));
    if (!reader)
        return terminal.refuse(reader.error());
    History::EventFilter filter;
    filter.limit = exportPage;
    for (;;) {
        const auto events = (*reader)->events(filter);
        if (!events)
            return terminal.refuse(events.error());
        QByteArray lines;
        for (const EventRecord& record : *events)
            lines += EventCodec::exportLine(record) + '\n';
        terminal.write(lines);
        if (events->size() < exportPage)
            return ExitCode::Done;
        filter.after = events->last().seq;
    }
}

} // namespace Drover::Verbs
