#pragma once

#include "engine/core/command.h"
#include "engine/decide/rules.h"

namespace Drover {

/// One overload per command, spread over setupcommands.cpp, poolcommands.cpp, editcommands.cpp, undo.cpp,
/// machinecommands.cpp and operationcommands.cpp. Each either records its events and answers the receipt
/// without `seq`, or refuses.
[[nodiscard]] Result<Receipt> decideCommand(Decider& d, const Commands::CreateDirectory& command);
[[nodiscard]] Result<Receipt> decideCommand(Decider& d, const Commands::ImportMachines& command);
[[nodiscard]] Result<Receipt> decideCommand(Decider& d, const Commands::CreateBroker& command);

[[nodiscard]] Result<Receipt> decideCommand(Decider& d, const Commands::SavePool& command);
[[nodiscard]] Result<Receipt> decideCommand(Decider& d, const Commands::DeletePool& command);
[[nodiscard]] Result<Receipt> decideCommand(Decider& d, const Commands::MoveMachines& command);

[[nodiscard]] Result<Receipt> decideCommand(Decider& d, const Commands::SetParams& command);
[[nodiscard]] Result<Receipt> decideCommand(Decider& d, const Commands::EditMachine& command);
[[nodiscard]] Result<Receipt> decideCommand(Decider& d, const Commands::EditProfile& command);
[[nodiscard]] Result<Receipt> decideCommand(Decider& d, const Commands::DeleteProfile& command);
[[nodiscard]] Result<Receipt> decideCommand(Decider& d, const Commands::UndoChange& command);

[[nodiscard]] Result<Receipt> decideCommand(Decider& d, const Commands::DeleteMachine& command);
[[nodiscard]] Result<Receipt> decideCommand(Decider& d, const Commands::RetryMachine& command);
[[nodiscard]] Result<Receipt> decideCommand(Decider& d, const Commands::ReturnMachine& command);
[[nodiscard]] Result<Receipt> decideCommand(Decider& d, const Commands::LockMachine& command);
[[nodiscard]] Result<Receipt> decideCommand(Decider& d, const Commands::StartWorkflow& command);
[[nodiscard]] Result<Receipt> decideCommand(Decider& d, const Commands::CreateWorkOrder& command);
[[nodiscard]] Result<Receipt> decideCommand(Decider& d, const Commands::CancelWorkOrder& command);
[[nodiscard]] Result<Receipt> decideCommand(Decider& d, const Commands::CancelJob& command);

[[nodiscard]] Result<Receipt> decideCommand(Decider& d, const Commands::StartOperation& command);
[[nodiscard]] Result<Receipt> decideCommand(Decider& d, const Commands::PauseOperation& command);
[[nodiscard]] Result<Receipt> decideCommand(Decider& d, const Commands::ResumeOperation& command);
[[nodiscard]] Result<Receipt> decideCommand(Decider& d, const Commands::RetryOperation& command);
[[nodiscard]] Result<Receipt> decideCommand(Decider& d, const Commands::AbortOperation& command);

/// The machine, cluster or broker of that name. Errors: `machine-unknown`; `locked` unless `evenLocked`.
[[nodiscard]] Result<const Machine*> namedMachine(const Decider& d, const QString& name,
                                                  bool evenLocked = false);
/// "machine web-1"
[[nodiscard]] QString objectOf(const Machine& machine);
/// The refusal of a locked object.
[[nodiscard]] Error lockedError(const Machine& machine);
/// Error `end-past` when what is to end by itself would have ended already.
[[nodiscard]] Result<> checkEnd(const Decider& d, Instant until, const QString& object);
/// " until TIME", or nothing.
[[nodiscard]] QString untilText(Instant until);
/// Error `reason-missing` when the command came without one.
[[nodiscard]] Result<> needReason(const Decider& d, const QString& what);

} // namespace Drover
