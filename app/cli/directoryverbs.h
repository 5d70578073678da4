#pragma once

#include "app/cli/demofleet.h"
#include "app/cli/programshell.h"

/// Verbs that are about the data directory or the installation as a whole. Main thread.
namespace Drover::Verbs {

/// The engine without a window, until a signal ends it.
ExitCode serve(const Globals& globals, Terminal& terminal);
/// Fills an empty directory with a simulated fleet.
ExitCode demo(ProgramShell& shell, const DemoFleet& wish);
/// Folds the journal and compares it with the rows; needs no engine.
ExitCode verifyJournal(Terminal& terminal);
/// Events as JSON Lines with sorted keys; needs no engine.
ExitCode exportJournal(Terminal& terminal);
/// What is wrong with the installation or the data directory, and the mend.
ExitCode doctor(Terminal& terminal);

} // namespace Drover::Verbs
