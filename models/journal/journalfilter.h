#pragma once

#include "engine/core/eventterm.h"
#include "models/textfilter.h"

namespace Drover {

/// What the journal's segments leave over.
enum class JournalScope { All, People, Operations, Failures, Changes };
inline constexpr int JournalScopeCount = int(JournalScope::Changes) + 1;

/// The keys that a filter of the journal may have, and what there is to choose from for one.
[[nodiscard]] QStringList journalFilterKeys();
[[nodiscard]] QStringList journalFilterValues(const QString& key);

/// The conditions of a scope and of what is typed, as a search takes them. A word with
/// another key, or none, is looked for in everything recorded.
[[nodiscard]] QList<EventTerm> eventTerms(JournalScope scope, const TextFilter& filter);

} // namespace Drover
