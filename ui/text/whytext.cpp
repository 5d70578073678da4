#include "ui/text/whytext.h"

#include "ui/text/words.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

struct WhyWords
{
    Q_DECLARE_TR_FUNCTIONS(Drover::WhyWaits)
};

QString listText(const QStringList& names)
{
    constexpr qsizetype most = 4;
    if (names.size() <= most)
        return names.join(u", "_s);
    return WhyWords::tr("%1 and %n more", nullptr, int(names.size() - most))
        .arg(names.first(most).join(u", "_s));
}

QString untilText(Instant until, Instant now)
{
    return until > now ? WhyWords::tr("in %1").arg(durationText(until - now)) : WhyWords::tr("now");
}

} // namespace

QString whyText(const WhyWaits& why, Instant now)
{
    using Code = WhyWaits::Code;
    const QString because = why.text.isEmpty() ? QString() : u": "_s + why.text;
    switch (why.code) {
    case Code::Nothing:
        return {};
    case Code::Working:
        return WhyWords::tr("Runs %1.").arg(why.object);
    case Code::Stopping:
        return WhyWords::tr("%1 was asked to stop; it has 5 s before it is killed.").arg(why.object);
    case Code::AtGate:
        if (why.names.isEmpty())
            return WhyWords::tr("Waits at the gate %1, %2 of %3 arrived.")
                .arg(why.object)
                .arg(why.part)
                .arg(why.whole);
        return WhyWords::tr("Waits at the gate %1, %2 of %3 arrived; still awaited: %4.")
            .arg(why.object)
            .arg(why.part)
            .arg(why.whole)
            .arg(listText(why.names));
    case Code::GateUnreachable:
        return WhyWords::tr("The gate %1 can't open: %2 held. Retry them, or abort.")
            .arg(why.object, listText(why.names));
    case Code::BackOff:
        return WhyWords::tr("Waits before attempt %1, which begins %2.")
            .arg(why.part)
            .arg(untilText(why.until, now));
    case Code::Incomplete:
        return WhyWords::tr("Its task said it is not done yet; it is asked again %1.")
            .arg(untilText(why.until, now));
    case Code::Reboot:
        return WhyWords::tr("Waits for the reboot.");
    case Code::PowerOff:
        return WhyWords::tr("Waits for the power to go off.");
    case Code::Failed:
        if (!why.object.isEmpty() && why.text.startsWith(why.object))
            return WhyWords::tr("Stopped: %1. Retry it when the cause is mended.").arg(why.text);
        return why.object.isEmpty()
                   ? WhyWords::tr("Stopped by a failure%1. Retry it when the cause is mended.").arg(because)
                   : WhyWords::tr("Stopped: %1 failed%2. Retry it when the cause is mended.")
                         .arg(why.object, because);
    case Code::StoppedByTask:
        return WhyWords::tr("Its task asked to stop here%1. Retry goes on.").arg(because);
    case Code::PausedByPerson:
        return WhyWords::tr("Paused by a person%1.").arg(because);
    case Code::StopAt:
        return WhyWords::tr("Stops here as asked (task-stop-at). Retry goes on.");
    case Code::SingleStep:
        return WhyWords::tr("Takes one step at a time (task-single-step). Retry takes the next.");
    case Code::Held:
        return WhyWords::tr("On hold (%1)%2.").arg(why.object, because);
    case Code::Locked:
        return why.object.isEmpty()
                   ? WhyWords::tr("Locked%1. Nothing new starts on it.").arg(because)
                   : WhyWords::tr("Locked by %1%2. Nothing new starts on it.").arg(why.object, because);
    case Code::OperationPaused:
        return WhyWords::tr("Operation %1 is paused%2.").arg(why.object, because);
    case Code::OperationQueued:
        return why.text.isEmpty() ? WhyWords::tr("Its operation is queued behind another on this cluster.")
                                  : why.text;
    case Code::NeedsAttention:
        return why.text.isEmpty() ? WhyWords::tr("Operation %1 needs a decision.").arg(why.object) : why.text;
    case Code::OperationRuns:
        return why.text.isEmpty() ? WhyWords::tr("Operation %1 goes on.").arg(why.object) : why.text;
    case Code::WaitsForSlot:
        return WhyWords::tr("Waits for a free slot: %1 of %2 jobs run.").arg(why.part).arg(why.whole);
    case Code::WaitsForStart:
        return WhyWords::tr("Ready; its next task has not begun yet.");
    case Code::Service:
        return WhyWords::tr("Complete; takes work orders.");
    case Code::Complete:
        return WhyWords::tr("Complete.");
    case Code::FreeInPool:
        return WhyWords::tr("Belongs to no cluster; in pool %1.").arg(why.object);
    }
    return {};
}

} // namespace Drover
