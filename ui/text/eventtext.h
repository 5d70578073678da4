#pragma once

#include "models/journal/journalmodel.h"

namespace Drover {

/// What happened, in a few words: "boot-os failed, exit 28". Without the object, which stands beside it.
/// `task`: of the job that it is about, as far as known; else the job's id stands for it.
[[nodiscard]] QString eventText(const EventRecord& record, const QString& task = {});

/// An event as a row of a table for other programs, and what its columns are called there.
[[nodiscard]] QStringList eventCells(const EventRecord& record, const Replica& replica);
[[nodiscard]] QStringList eventCellNames();
/// As a line of JSON, its end included: the document of `drover get events`.
[[nodiscard]] QString eventJsonLine(const EventRecord& record);

/// "14:07:41"; with its day in front when that is not the day of `now`.
[[nodiscard]] QString eventTimeText(Instant at, Instant now);

/// The rule by which what was due came to be: "schedule: its next entry".
[[nodiscard]] QString ruleText(const Event& event);

/// What it follows from: "41 213 j-12 hardware", "command of anna". `cause`: the position, 0 when it is not
/// at hand; `task`: of the job that reported, as far as known.
[[nodiscard]] QString causeText(const EventRecord& record, qint64 cause, const QString& task);

/// "ops-1, a person", "j-12, a job".
[[nodiscard]] QString actorText(const QString& actor);

[[nodiscard]] JournalWords journalWords();

} // namespace Drover
