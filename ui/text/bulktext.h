#pragma once

#include "models/bulkmodel.h"

namespace Drover {

/// "Retry 3 machines".
[[nodiscard]] QString bulkTitle(BulkVerb verb, int machines);
/// "Retry…": of a button.
[[nodiscard]] QString bulkWord(BulkVerb verb);
/// What it does to each of them, in one or two sentences.
[[nodiscard]] QString bulkMeaning(BulkVerb verb);
/// Why one is left out: "is locked: unlock it first".
[[nodiscard]] QString hindranceText(BulkHindrance hindrance, BulkVerb verb);
/// "3 can be retried; 12 have not stopped, 2 are locked".
[[nodiscard]] QString outlookText(const BulkOutlook& outlook, BulkVerb verb);
/// What became of it: "done", "left out: is not locked", the refusal in its words.
[[nodiscard]] QString bulkResultText(const BulkItem& item, BulkVerb verb, bool started);

} // namespace Drover
