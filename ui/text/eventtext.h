#pragma once

#include "models/journal/journalmodel.h"

namespace Drover {

/// What happened, in a few words: "boot-os failed, exit 28". Without the object, which stands beside it.
/// `task`: of the job that it is about, as far as known; else the job's id stands for it.
[[nodiscard]] QString eventText(const EventRecord& record, const QString& task = {});

/// "14:07:41"; with its day in front when that is not the day of `now`.
[[nodiscard]] QString eventTimeText(Instant at, Instant now);

/// "ops-1, a person", "j-12, a job".
[[nodiscard]] QString actorText(const QString& actor);

[[nodiscard]] JournalWords journalWords();

} // namespace Drover
