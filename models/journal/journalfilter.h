#pragma once

#include "engine/core/eventterm.h"
#include "models/textfilter.h"

namespace Drover {

/// What the journal's segments leave over.
enum class JournalScope { All, People, Operations, Failures, Changes };
inline constexpr int JournalScopeCount = int(JournalScope::Changes) + 1;

/// The conditions of a scope and of what is typed, as a search takes them. Keys are kind, actor, object (or
/// subject) and cause; a word with another key, or none, is looked for in everything recorded.
[[nodiscard]] QList<EventTerm> eventTerms(JournalScope scope, const TextFilter& filter);

} // namespace Drover
