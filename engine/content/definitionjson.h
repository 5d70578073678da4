#pragma once

#include "engine/content/definitions.h"

namespace Drover {

/// A definition in DRP's keys, empty ones left out: what a pack's hash is made over and what `describe`
/// shows. Pure; any thread.
[[nodiscard]] QJsonObject toJson(const ParamDef& def);
[[nodiscard]] QJsonObject toJson(const TemplateDef& def);
[[nodiscard]] QJsonObject toJson(const TaskDef& def);
[[nodiscard]] QJsonObject toJson(const StageDef& def);
[[nodiscard]] QJsonObject toJson(const WorkflowDef& def);
[[nodiscard]] QJsonObject toJson(const ProfileDef& def);
[[nodiscard]] QJsonObject toJson(const BlueprintDef& def);
/// Of any kind.
[[nodiscard]] QJsonObject toJson(ContentKind kind, const Definition& definition);

} // namespace Drover
