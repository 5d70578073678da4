#pragma once

#include "engine/core/enums.h"
#include "engine/core/fields.h"
#include "engine/core/ids.h"
#include "engine/core/instant.h"

#include <QJsonObject>
#include <QList>
#include <QMap>
#include <QStringList>
#include <algorithm>
#include <optional>

namespace Drover {

/// One line of `cluster/topology`, the only truth of counts.
struct TopologyRole
{
    QString role;
    int count = 0;
    std::optional<int> minimum; ///< fewer is still a success; unset: all
    bool votes = false;
    QStringList after; ///< roles whose gate must be open before the application starts
    QString workflow;  ///< entry workflow; empty: the broker's, else the pool's
    QStringList profiles;
    QJsonObject filter; ///< param or field → wanted value

    static constexpr auto fields()
    {
        return std::tuple(field("role", &TopologyRole::role), field("count", &TopologyRole::count),
                          field("minimum", &TopologyRole::minimum), field("votes", &TopologyRole::votes),
                          field("after", &TopologyRole::after), field("workflow", &TopologyRole::workflow),
                          field("profiles", &TopologyRole::profiles), field("filter", &TopologyRole::filter));
    }
    bool operator==(const TopologyRole&) const = default;
};

enum class OperationKind { Provision, Resize, Update, Destroy, RunBlueprint };
DROVER_ENUM_NAMES(OperationKind, "provision", "resize", "update", "destroy", "run-blueprint")

/// What a planner is asked: the wizard's form, the command line's options.
struct PlanRequest
{
    OperationKind kind = OperationKind::Provision;
    QString cluster;
    QString broker;             ///< empty: the only one
    QString application;        ///< empty: base-cluster
    QMap<QString, int> counts;  ///< role → count, over the application's topology
    std::optional<int> minimum; ///< for every role that has none of its own
    QJsonObject params;         ///< of the cluster's profile
    QJsonObject options;        ///< `--set`: on-member-failure, drain, keep, …

    static constexpr auto fields()
    {
        return std::tuple(field("kind", &PlanRequest::kind), field("cluster", &PlanRequest::cluster),
                          field("broker", &PlanRequest::broker),
                          field("application", &PlanRequest::application),
                          field("counts", &PlanRequest::counts), field("minimum", &PlanRequest::minimum),
                          field("params", &PlanRequest::params), field("options", &PlanRequest::options));
    }
    bool operator==(const PlanRequest&) const = default;
};

/// A step of an operation. Each is carried by DRP's objects: the cluster's workflow, a broker's work order,
/// the members' pipelines; the operation alone starts it.
enum class StepKind {
    CreateCluster,
    AllocateMembers,
    AddParams,
    StartMembers,
    WaitForMembers,
    Finalise,
    EnterWorkOrderMode,
    StartTeardown,
    DrainMembers,
    ReleaseMembers,
    FinishTeardown,
    RemoveCluster
};
DROVER_ENUM_NAMES(StepKind, "create-cluster", "allocate-members", "add-params", "start-members",
                  "wait-for-members", "finalise", "enter-work-order-mode", "start-teardown", "drain-members",
                  "release-members", "finish-teardown", "remove-cluster")

struct PlanStep
{
    StepKind kind = StepKind::CreateCluster;
    QString by;           ///< what carries it: a workflow, `broker NAME`, `members`
    QStringList machines; ///< names, in order
    QString text;
    // Once it is done:
    int available = -1;        ///< members that can be counted on; -1: not said
    QMap<QString, int> voters; ///< voting role → those of them that vote

    static constexpr auto fields()
    {
        return std::tuple(field("kind", &PlanStep::kind), field("by", &PlanStep::by),
                          field("machines", &PlanStep::machines), field("text", &PlanStep::text),
                          field("available", &PlanStep::available), field("voters", &PlanStep::voters));
    }
    bool operator==(const PlanStep&) const = default;
};

/// A machine that the plan adds or removes, and why this one.
struct PlanMachine
{
    MachineId machine;
    QString name;
    QString role;
    QString member; ///< its name within the cluster
    bool votes = false;
    QString rack;
    QString reason;
    MachineId replaces; ///< an amendment's: the machine whose place it took

    static constexpr auto fields()
    {
        return std::tuple(field("machine", &PlanMachine::machine), field("name", &PlanMachine::name),
                          field("role", &PlanMachine::role), field("member", &PlanMachine::member),
                          field("votes", &PlanMachine::votes), field("rack", &PlanMachine::rack),
                          field("reason", &PlanMachine::reason), field("replaces", &PlanMachine::replaces));
    }
    bool operator==(const PlanMachine&) const = default;
};

enum class Severity { Info, Warn, Block };
DROVER_ENUM_NAMES(Severity, "info", "warn", "block")

struct PlanCheck
{
    Severity severity = Severity::Info;
    QString code;
    QString text;
    QString object;

    static constexpr auto fields()
    {
        return std::tuple(field("severity", &PlanCheck::severity), field("code", &PlanCheck::code),
                          field("text", &PlanCheck::text), field("object", &PlanCheck::object));
    }
    bool operator==(const PlanCheck&) const = default;
};

struct PlanQuorum
{
    QString role;
    int voters = 0;
    int quorum = 0;
    int lowest = 0; ///< healthy voters at the worst moment of the plan, from their quorum's first on

    static constexpr auto fields()
    {
        return std::tuple(field("role", &PlanQuorum::role), field("voters", &PlanQuorum::voters),
                          field("quorum", &PlanQuorum::quorum), field("lowest", &PlanQuorum::lowest));
    }
    bool operator==(const PlanQuorum&) const = default;
};

struct PlanGate
{
    QString name;
    QString role;
    QString need;
    QString when;
    int needed = 0;
    int counted = 0;
    QStringList waitingRoles;

    static constexpr auto fields()
    {
        return std::tuple(field("name", &PlanGate::name), field("role", &PlanGate::role),
                          field("need", &PlanGate::need), field("when", &PlanGate::when),
                          field("needed", &PlanGate::needed), field("counted", &PlanGate::counted),
                          field("waitingRoles", &PlanGate::waitingRoles));
    }
    bool operator==(const PlanGate&) const = default;
};

/// A stage of the expansion that the review page shows: who runs it and how many jobs it makes.
struct PlanStage
{
    QString workflow;
    QString stage;
    QString runsOn; ///< cluster, broker, members or a role
    int tasks = 0;
    int jobs = 0;

    static constexpr auto fields()
    {
        return std::tuple(field("workflow", &PlanStage::workflow), field("stage", &PlanStage::stage),
                          field("runsOn", &PlanStage::runsOn), field("tasks", &PlanStage::tasks),
                          field("jobs", &PlanStage::jobs));
    }
    bool operator==(const PlanStage&) const = default;
};

/// The frozen answer of a planner. Its id is a hash of its content without `seq` and `predicted`, so that the
/// same world and the same wish give the same id. A value; approved by id.
struct Plan
{
    using Key = OperationId;

    OperationId operation; ///< the operation that holds it; unset while it is only a preview
    QString id;
    qint64 seq = 0; ///< journal position it was made at
    PlanRequest request;
    bool allowed = false;
    QString broker;
    QString application;
    QString pool;
    QList<TopologyRole> topology;
    QList<PlanStep> steps;
    QList<PlanMachine> add;
    QList<PlanMachine> remove;
    QList<QStringList> batches; ///< machine names in the order in which they go
    QList<PlanGate> gates;
    QList<PlanStage> stages;
    QList<PlanCheck> checks;
    int availabilityMinimum = 0;
    int availabilityFloor = 0;
    QList<PlanQuorum> quorum;
    Duration predictedP10{0};
    Duration predictedP50{0}; ///< 0: no prediction
    Duration predictedP90{0};

    [[nodiscard]] Key key() const { return operation; }
    /// Machines whose disks are erased on the way.
    [[nodiscard]] int wipes() const
    {
        return int(std::count_if(checks.begin(), checks.end(),
                                 [](const PlanCheck& check) { return check.code == wipe; }));
    }
    static constexpr auto wipe = QLatin1String("wipe"); ///< code of the check that warns of it, per machine

    static constexpr auto fields()
    {
        return std::tuple(
            field("operation", &Plan::operation), field("id", &Plan::id), field("seq", &Plan::seq),
            field("request", &Plan::request), field("allowed", &Plan::allowed),
            field("broker", &Plan::broker), field("application", &Plan::application),
            field("pool", &Plan::pool), field("topology", &Plan::topology), field("steps", &Plan::steps),
            field("add", &Plan::add), field("remove", &Plan::remove), field("batches", &Plan::batches),
            field("gates", &Plan::gates), field("stages", &Plan::stages), field("checks", &Plan::checks),
            field("availabilityMinimum", &Plan::availabilityMinimum),
            field("availabilityFloor", &Plan::availabilityFloor), field("quorum", &Plan::quorum),
            field("predictedP10", &Plan::predictedP10), field("predictedP50", &Plan::predictedP50),
            field("predictedP90", &Plan::predictedP90));
    }
    bool operator==(const Plan&) const = default;
};

} // namespace Drover
