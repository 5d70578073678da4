#pragma once

#include "models/content/contentcontroller.h"
#include "models/content/contentdetailmodel.h"

namespace Drover {

/// "stage, task 3 of 6", "profile, by universal/runbook-during-flexiflow".
[[nodiscard]] QString useText(const ContentUse& use);
[[nodiscard]] DetailWords detailWords();

/// What is wrong, in a few words: "Param install/pots does not exist".
[[nodiscard]] QString faultTitle(const RenderFault& fault);
/// Why the word in question is wrong, behind its carets: "not set, no schema, no default".
[[nodiscard]] QString faultReason(const RenderFault& fault);
/// "rendering stops here: install/pots is not set".
[[nodiscard]] QString faultNote(const RenderFault& fault);
/// "fails on 8 of 8 machines".
[[nodiscard]] QString faultReach(const TaskFault& fault);
/// "unpack-rootfs.sh.tmpl:24:20".
[[nodiscard]] QString faultPlace(const TaskFault& fault);
/// What would help.
[[nodiscard]] QString faultMend(const RenderFault& fault);

} // namespace Drover
