#pragma once

#include "engine/content/render.h"
#include "engine/content/template/templateobject.h"

#include <memory>

namespace Drover {

/// The `.` of a rendering: params, machine, task, stage, work order, cluster. Refers to the context, which
/// must outlive it.
[[nodiscard]] std::shared_ptr<const TemplateObject> makeRenderRoot(const RenderContext& context);

} // namespace Drover
