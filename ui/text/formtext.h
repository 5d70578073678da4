#pragma once

#include "models/forms/formcontroller.h"
#include "models/pools/poolrules.h"
#include "models/wizards/provisioncontroller.h"

namespace Drover {

/// One sentence that says what is wrong in a form and what would be right.
[[nodiscard]] QString issueText(const FormIssue& issue);
[[nodiscard]] QString fieldIssueText(const FieldIssue& issue);
/// "string, one of a, b", "integer, 1 to 6".
[[nodiscard]] QString fieldTypeText(const ParamField& field);
/// A title for people: "Address", "Max attempts" of `retry/max-attempts`.
[[nodiscard]] QString fieldTitle(const ParamField& field);
/// "Integer, 1 to 6, default 3", or what a plain field is for.
[[nodiscard]] QString fieldHint(const ParamField& field);
[[nodiscard]] QString sectionTitle(const QString& section);

/// The words of an editor.
struct FormText
{
    QString title;   ///< "Edit pool"
    QString meaning; ///< one sentence under it; may be empty
    QString apply;   ///< the button
};
[[nodiscard]] FormText formText(FormKind kind);

/// Why it can't be done with the pool now, and what would help; empty: it can.
[[nodiscard]] QString hindranceText(PoolHindrance hindrance, const QString& pool);

/// "3 control-plane, 6 worker".
[[nodiscard]] QString topologyText(const QList<TopologyRole>& roles);

} // namespace Drover
