#include "engine/effects/spoolstatus.h"

#include <QHash>
#include <cstring>

namespace Drover {

using namespace Qt::StringLiterals;

namespace {

/// As kill(1) has it: SEGV, KILL, TERM.
QString signalName(int number)
{
    const char* name = sigabbrev_np(number);
    return name ? QString::fromLatin1(name) : u"unknown"_s;
}

} // namespace

RunOutcome outcomeFromStatus(const QString& key, const std::string& text)
{
    static const QHash<QString, JobEnd> ends{{u"exited"_s, JobEnd::Exited},
                                             {u"signalled"_s, JobEnd::Signalled},
                                             {u"timeout"_s, JobEnd::TimedOut},
                                             {u"cancelled"_s, JobEnd::Cancelled},
                                             {u"lost"_s, JobEnd::Lost},
                                             {u"failed-to-start"_s, JobEnd::NotStarted},
                                             {u"output-limit"_s, JobEnd::OutputLimit}};

    QHash<QString, QString> values;
    for (const QString& line : QString::fromStdString(text).split(u'\n')) {
        const qsizetype equals = line.indexOf(u'=');
        if (equals > 0)
            values.insert(line.left(equals), line.mid(equals + 1));
    }
    RunOutcome outcome;
    outcome.key = key;
    const auto end = ends.constFind(values.value(u"end"_s));
    if (values.value(u"version"_s) != u"1"_s || end == ends.cend()) {
        outcome.detail = u"The record of how it ended cannot be read"_s;
        return outcome;
    }
    outcome.end = *end;
    outcome.code = values.value(outcome.end == JobEnd::Exited ? u"code"_s : u"signal"_s).toInt();
    outcome.started = Instant(values.value(u"started"_s).toLongLong());
    outcome.ended = Instant(values.value(u"ended"_s).toLongLong());
    outcome.detail = values.value(u"detail"_s);
    if (outcome.end == JobEnd::Signalled && outcome.detail.isEmpty())
        outcome.detail =
            u"ended by signal %1 (%2)"_s.arg(QString::number(outcome.code), signalName(outcome.code));
    return outcome;
}

} // namespace Drover
