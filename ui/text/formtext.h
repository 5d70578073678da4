#pragma once

#include "models/wizards/provisioncontroller.h"

namespace Drover {

/// One sentence that says what is wrong in a form and what would be right.
[[nodiscard]] QString issueText(const FormIssue& issue);
[[nodiscard]] QString fieldIssueText(const FieldIssue& issue);
/// "string, one of a, b", "integer, 1 to 6".
[[nodiscard]] QString fieldTypeText(const ParamField& field);
/// "3 control-plane, 6 worker".
[[nodiscard]] QString topologyText(const QList<TopologyRole>& roles);

} // namespace Drover
