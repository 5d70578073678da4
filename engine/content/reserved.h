#pragma once

#include "engine/content/content.h"

namespace Drover {

/// Blueprints that only the engine starts say so, and why, in their Meta `reserved`.

/// Why nobody else may run it; empty = anyone may.
[[nodiscard]] inline QString reservedBecause(const BlueprintDef& blueprint)
{
    return blueprint.meta.value(QLatin1String("reserved")).toString();
}

/// What anyone may run, by name.
[[nodiscard]] inline QStringList openBlueprints(const Content& content)
{
    QStringList names = content.names(ContentKind::Blueprint);
    names.removeIf([&](const QString& name) { return !reservedBecause(*content.blueprint(name)).isEmpty(); });
    return names;
}

} // namespace Drover
