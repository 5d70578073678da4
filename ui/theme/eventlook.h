#pragma once

#include "models/journal/eventmeaning.h"
#include "ui/theme/icons.h"

namespace Drover {

/// The icon of what an event is about.
[[nodiscard]] IconName topicIcon(EventTopic topic);

/// How an actor looks (pages.md): a person, the engine, a job, a rule.
struct ActorLook
{
    Tone tone = Tone::Idle;
    IconName icon = IconName::Person;
};
[[nodiscard]] ActorLook actorLook(ActorKind kind);

} // namespace Drover
