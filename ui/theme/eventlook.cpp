#include "ui/theme/eventlook.h"

namespace Drover {

IconName topicIcon(EventTopic topic)
{
    switch (topic) {
    case EventTopic::Directory:
        return IconName::Database;
    case EventTopic::Content:
        return IconName::Content;
    case EventTopic::Pool:
        return IconName::Pools;
    case EventTopic::Profile:
        return IconName::Profile;
    case EventTopic::Params:
        return IconName::Policy;
    case EventTopic::Machine:
        return IconName::Machines;
    case EventTopic::Lock:
        return IconName::StateHold;
    case EventTopic::Workflow:
        return IconName::Workflow;
    case EventTopic::Wait:
        return IconName::StateWaiting;
    case EventTopic::Stop:
        return IconName::StateFailed;
    case EventTopic::Retry:
        return IconName::StateRetrying;
    case EventTopic::Job:
        return IconName::Log;
    case EventTopic::Callback:
        return IconName::Trigger;
    case EventTopic::Member:
        return IconName::Clusters;
    case EventTopic::WorkOrder:
        return IconName::WorkOrder;
    case EventTopic::Operation:
        return IconName::Activity;
    case EventTopic::Gate:
        return IconName::Gate;
    }
    Q_UNREACHABLE();
}

ActorLook actorLook(ActorKind kind)
{
    switch (kind) {
    case ActorKind::Person:
        return {Tone::Run, IconName::Person};
    case ActorKind::Engine:
        return {Tone::Ok, IconName::EmbeddedEngine};
    case ActorKind::Job:
        return {Tone::Idle, IconName::Log};
    case ActorKind::Rule:
        return {Tone::Warn, IconName::Trigger};
    }
    Q_UNREACHABLE();
}

} // namespace Drover
