#pragma once

#include "engine/content/pack.h"
#include "engine/core/command.h"

namespace Drover {

/// Reads an inventory: YAML or JSON, `machines: [{name, address, pool, profiles: [], params: {}}]`, all but
/// name optional. Answers every row, or every problem with its line; in `lines`, when asked, where each
/// machine stands by its name. Pure.
[[nodiscard]] tl::expected<QList<Commands::MachineRow>, Problems>
readInventory(const SourceFile& file, QHash<QString, int>* lines = nullptr);

} // namespace Drover
