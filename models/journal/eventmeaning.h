#pragma once

#include "engine/core/event.h"
#include "models/objectkey.h"
#include "models/status.h"

#include <QSet>
#include <optional>

namespace Drover {

class Replica;

/// What an event is about; `ui/theme` gives each its icon.
enum class EventTopic : quint8 {
    Directory,
    Content,
    Pool,
    Profile,
    Params,
    Machine,
    Lock,
    Workflow,
    Wait,
    Stop,
    Retry,
    Job,
    Callback,
    Member,
    WorkOrder,
    Operation,
    Gate,
};

/// How an event is shown beside its words: topic, family of colours, and whether something went wrong.
struct EventMeaning
{
    EventTopic topic = EventTopic::Machine;
    Tone tone = Tone::Idle;
    bool failure = false;
    bool operator==(const EventMeaning&) const = default;
};
[[nodiscard]] EventMeaning eventMeaning(const Event& event);

/// The reason that an event carries: what a person wrote, or the rule that decided. Often empty.
[[nodiscard]] QString eventReason(const Event& event);

/// What the event changed, as documents of the fields in question; secrets are dots. A side is empty where
/// there was or is nothing.
struct EventSides
{
    QJsonObject before;
    QJsonObject after;
    bool operator==(const EventSides&) const = default;
};
/// Nothing: the event does not tell both sides.
[[nodiscard]] std::optional<EventSides> eventSides(const Event& event);
/// The kinds that tell both sides.
[[nodiscard]] QStringList kindsWithSides();
/// The names of all kinds.
[[nodiscard]] QSet<QString> eventKinds();

/// Who did it.
enum class ActorKind : quint8 { Person, Engine, Job, Rule };
[[nodiscard]] ActorKind actorKind(const QString& actor);
/// `user:anna` → `anna`; others lose their prefix likewise.
[[nodiscard]] QString actorName(const QString& actor);

/// The object that the event's subject names, as it can be shown now; empty when it is gone or has no page.
[[nodiscard]] QString subjectKey(const Replica& replica, const QString& subject);

/// The task of the job that the event is about, as far as known: such events name the job by its id only.
[[nodiscard]] QString eventTask(const Replica& replica, const Event& event);

/// The document of one event with the keys of `drover get events`.
[[nodiscard]] QJsonObject eventDocument(const EventRecord& record);

} // namespace Drover
