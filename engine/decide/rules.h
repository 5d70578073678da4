#pragma once

#include "engine/core/transitions.h"
#include "engine/decide/decider.h"

namespace Drover {

/// The decisions by subject, as the other files of this folder call them. Everything is told to the Decider;
/// a function that can be refused answers a Result.

// sequencer.cpp
void advance(Decider& d, const RunnerRef& runner);
/// Sets a workflow on a machine, from its beginning. Error: `workflow-unknown`.
Result<> startWorkflow(Decider& d, MachineId machine, const QString& workflow, const QString& from = {});
/// Ends the open engine job of the runner and goes on behind it.
void finishEngineJob(Decider& d, const Job& job);
void failEngineJob(Decider& d, const Job& job, const QString& message);
/// `runnable` becomes false; a machine in a pool's transition goes on hold.
void stopSequence(Decider& d, const RunnerRef& runner, Stop stop, const QString& reason);
/// `runnable` becomes true; a hold goes back to its transition.
void retrySequence(Decider& d, const RunnerRef& runner, const QString& reason);
[[nodiscard]] bool isRollEntry(const QString& entry);

// jobended.cpp
void endJob(Decider& d, const Job& job, const Outcome& outcome);
/// What a failed attempt leads to: its retry, its error handlers, or a stop.
void afterFailure(Decider& d, const Job& job, const QString& message, bool mayRetry);
/// Error handlers have succeeded: after a pause the task that failed begins again, with its retries.
void endErrorHandlers(Decider& d, const RunnerRef& runner);
/// What follows from a finished entry: gates, single-step.
void afterEntry(Decider& d, const Job& job);
/// Asks for the end of an open job; an engine's own ends at once.
void cancelJob(Decider& d, const Job& job, const QString& reason);

// outputs.cpp
/// The lines of $RS_OUTPUT as params: checked all, then applied all. Error `output-invalid` names the line.
Result<> applyOutputs(Decider& d, const Job& job, const QByteArray& outputs);

// enginetasks.cpp
/// Carries out a task that is the engine's own (`Meta.engine`); the job is open.
void runEngineTask(Decider& d, const Job& job, const QString& engine);

// clusterverbs.cpp, poolverbs.cpp
void runAction(Decider& d, const Job& job);
void runPoolAction(Decider& d, const Job& job, const QString& verb);

// poolverbs.cpp
/// A machine's workflow has ended: its pool's transition settles.
void settlePool(Decider& d, MachineId machine);
/// Begins the release of an allocated machine: the pool's ReleaseActions, or straight to Free.
/// `actions` are the request's own: its workflow in place of the pool's, the rest on top.
void releaseMachine(Decider& d, const Machine& machine, const QString& reason,
                    const PoolActions& actions = {});
/// Takes a Free machine into use, in no cluster: the pool's AllocateActions, or straight to InUse.
void allocateMachine(Decider& d, const Machine& machine, const QString& reason, const PoolActions& actions);
/// A Free machine goes to another pool: the ExitActions of the one, the EnterActions of the other.
void leavePool(Decider& d, const Machine& machine, const QString& next, const QString& reason);
/// A machine has left its pool and enters the next one.
void enterNextPool(Decider& d, const Machine& machine, const QString& reason);
/// The pool that machines go to which are removed from this one.
[[nodiscard]] QString poolAbove(const Pool& pool);
/// A machine becomes Free on the strength of a proof: it leaves its cluster and the pool's profiles.
void freeMachine(Decider& d, const Machine& machine, FreeProof proof, const QString& reason);
/// A machine enters a pool: its EnterActions, or straight to Free.
void joinPool(Decider& d, const Machine& machine);
void setPoolStatus(Decider& d, const Machine& machine, PoolStatus to, const QString& reason,
                   FreeProof proof = FreeProof::None, const QString& next = {});

// autofill.cpp
/// Pools that keep a number of machines Free take some or give some back, as far as they were changed.
void fillPools(Decider& d);

// gates.cpp
/// The first closed gate that the member's application waits at, or null.
[[nodiscard]] const Gate* closedGateBefore(const State& state, const Machine& machine);
/// The member has come so far (`application`, `complete` or a task's name): gates that count it take note and
/// may open.
void arriveAtGates(Decider& d, const Machine& machine, const QString& when);
void openGate(Decider& d, const Gate& gate, const QString& by);
/// A member is on its way out: gates that counted it do so no more.
void leaveGates(Decider& d, const Machine& machine);
/// Says of each closed gate of the cluster that counts the role (empty: of each) whether its need can't be
/// met any more.
void reviewGates(Decider& d, const QString& cluster, const QString& role = {});
/// The member is through: a gate that it has not arrived at by now will not see it come.
void passGates(Decider& d, const Machine& machine);
/// The first gate that nobody will open any more, as what an operation needs attention for.
[[nodiscard]] std::optional<Why> closedForGood(const State& state, const QString& cluster);

// workorders.cpp
Result<WorkOrderId> createOrder(Decider& d, const Machine& target, const QString& blueprint,
                                const QJsonObject& params, OperationId operation = {});
void pickUp(Decider& d, MachineId machine);
void endOrder(Decider& d, const WorkOrder& order, WorkOrderState state, const QString& reason);
void setWorkOrderMode(Decider& d, const Machine& machine, bool on, const QString& reason);

// operations.cpp
void drive(Decider& d, OperationId id);
/// The open engine job by which the cluster's workflow waits for the step of that verb, or null.
[[nodiscard]] const Job* waitingJob(const State& state, const QString& cluster, const QString& verb);
/// Why a step waits: the cluster's workflow has not come to the verb yet.
[[nodiscard]] Why beforeVerb(const Operation& operation, const QString& verb);
/// Why a step waits: what its work order on the broker waits for itself.
[[nodiscard]] Why whyOrderWaits(const Decider& d, const Operation& operation);
void setOperationState(Decider& d, const Operation& operation, OperationState to, const Why& why);
/// A pause is over: it goes on, or waits for its turn again when it has not begun.
void resume(Decider& d, const Operation& operation, const QString& why);
/// A person lets it go on: machines that it has given up so far may be chosen again.
void setRetried(Decider& d, const Operation& operation, const QString& why);
void progress(Decider& d, const Operation& operation, int done, int total);

// memberfailures.cpp
/// What becomes of a provision when a member fails for good: option or param `cluster/on-member-failure`.
enum class MemberFailure { Hold, Replace, Abort };
[[nodiscard]] MemberFailure memberFailurePolicy(const Decider& d, const Operation& operation,
                                                const Plan& plan);
/// The failure by which the operation has to end, if there is one.
[[nodiscard]] std::optional<Why> failureThatAborts(const Decider& d, const Operation& operation,
                                                   const Plan& plan);
/// Does it stand in the plan in the place of another, and is not allocated yet?
[[nodiscard]] bool isToCome(const State& state, const Operation& operation, const PlanMachine& planned);
/// Is the member being given back, or was that tried and failed?
[[nodiscard]] bool isLeaving(const Machine& member);
/// Amends the plan: another machine of the same filter takes the place of one. Those that were given up since
/// a person last retried are not tried again. False: the pool has none. `again`: the one that is given up may
/// come back itself.
bool swapMachine(Decider& d, OperationId id, const PlanMachine& out, const QString& member,
                 bool again = false);
/// Puts other machines, or the same once more, in the place of those that were given back before they were
/// complete; how many.
int replaceDeparted(Decider& d, const Operation& operation);

/// What a step says when it is looked at.
struct StepResult
{
    enum Kind { Done, Waiting, Attention } kind = Waiting;
    Why why;
};
/// Done when all members of the plan are complete; replaces those that failed when the policy says so.
StepResult awaitMembers(Decider& d, const Operation& operation, const Plan& plan);
// draining.cpp
/// Members run the cluster's drain blueprint before they are released: workers before voters, voters one by
/// one.
StepResult drainMembers(Decider& d, const Operation& operation, const Plan& plan);
[[nodiscard]] bool isDrainOpen(const Decider& d, const Operation& operation);
/// Cancels what waits in the machine's queue and what stands still, all but the operation's own; true when
/// nothing else runs either.
bool cancelQueuedOrders(Decider& d, const Machine& machine, const QString& reason, OperationId but = {});
/// Keeps on the member what its drain came to, if the order was one.
void noteDrained(Decider& d, const WorkOrder& order, WorkOrderState state, const QString& reason);
/// Forgets the drains that failed, so that they are tried again; how many.
int retryDrains(Decider& d, const Operation& operation);
/// Ends the drains that are open; true when none is any more.
bool endDrains(Decider& d, const Operation& operation, const QString& reason);
// provisionsteps.cpp, destroysteps.cpp
StepResult driveProvision(Decider& d, const Operation& operation, const Plan& plan, StepKind step);
StepResult driveDestroy(Decider& d, const Operation& operation, const Plan& plan, StepKind step);
/// Releases machines through a work order on the broker; Done when all of them have left the cluster.
StepResult driveRelease(Decider& d, const Operation& operation, const Plan& plan, const QStringList& names);
/// The cluster, its profile and gates go; needs attention while it has members.
StepResult removeCluster(Decider& d, const Operation& operation, const Plan& plan);

// aborting.cpp
/// From now on the operation only takes back. Nothing of it starts any more, from this moment.
void beginAbort(Decider& d, OperationId id, bool keep, const QString& reason, Why why);
/// What an abort still has to do; Done when nothing is left.
StepResult driveAbort(Decider& d, const Operation& operation, const Plan& plan);
/// The step has no work order any more.
void forgetOrder(Decider& d, OperationId id);
/// What an abort would leave, member by member.
struct AbortRest
{
    int stay = 0;     ///< as they are
    int unready = 0;  ///< are released, or kept on hold
    int released = 0; ///< are on their way out already
};
[[nodiscard]] AbortRest abortRest(const State& state, const Operation& operation);

} // namespace Drover
