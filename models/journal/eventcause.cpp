#include "models/journal/eventcause.h"

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

/// Events of one decision stand together and have one cause. What is due is decided one object at a time,
/// under one word for all.
bool sameDecision(const EventRecord& event, const EventRecord* other)
{
    return other && other->cause == event.cause && causeKind(event.cause) != CauseKind::Due;
}

bool begins(const EventRecord* event, JobId job)
{
    const auto* created = event ? std::get_if<Events::JobCreated>(&event->event) : nullptr;
    return created && created->job.id == job;
}

qint64 decisionStart(const EventRecord& event, const EventLookup& near)
{
    qint64 seq = event.seq;
    while (sameDecision(event, near(seq - 1)))
        --seq;
    return seq;
}

} // namespace

CauseKind causeKind(const QString& cause)
{
    if (cause == "schedule"_L1)
        return CauseKind::Due;
    if (cause == "absence"_L1)
        return CauseKind::Away;
    return causeJob(cause).isSet() ? CauseKind::Reported : CauseKind::Asked;
}

JobId causeJob(const QString& cause)
{
    return cause.startsWith("j-"_L1) ? JobId::fromString(cause) : JobId();
}

JobId eventJob(const Event& event)
{
    return std::visit(
        []<class E>(const E& e) {
            if constexpr (requires {
                              {
                                  e.job
                                  } -> std::convertible_to<JobId>;
                          })
                return e.job;
            else if constexpr (std::is_same_v<E, Events::JobCreated>)
                return e.job.id;
            else
                return JobId();
        },
        event);
}

qint64 causeNear(const EventRecord& event, const EventLookup& near)
{
    const CauseKind kind = causeKind(event.cause);
    if (const qint64 start = decisionStart(event, near); start != event.seq)
        return start;
    if (kind != CauseKind::Reported && kind != CauseKind::Due)
        return 0;
    const JobId job = causeJob(event.cause);
    for (qint64 seq = event.seq - 1; seq > 0 && seq >= event.seq - causeReach; --seq) {
        const EventRecord* before = near(seq);
        if (!before)
            return 0;
        if (before->subject == event.subject && (kind == CauseKind::Due || begins(before, job)))
            return seq;
    }
    return 0;
}

qint64 decisionEnd(const EventRecord& event, const EventLookup& near)
{
    qint64 seq = event.seq;
    if (decisionStart(event, near) == seq) {
        while (sameDecision(event, near(seq + 1)))
            ++seq;
    }
    return seq;
}

qint64 effectNear(const EventRecord& event, const EventLookup& near)
{
    if (decisionEnd(event, near) != event.seq)
        return event.seq + 1;
    const auto* created = std::get_if<Events::JobCreated>(&event.event);
    for (qint64 seq = event.seq + 1; seq <= event.seq + causeReach; ++seq) {
        const EventRecord* next = near(seq);
        if (!next)
            return 0;
        if (created && causeJob(next->cause) == created->job.id)
            return seq;
        if (!created && next->subject == event.subject)
            return causeKind(next->cause) == CauseKind::Due ? seq : 0;
    }
    return 0;
}

} // namespace Drover
