#pragma once

#include "app/cli/session.h"

#include <QStringList>

/// What each verb does, with its options as they were parsed. Every function prints what came of it and
/// answers how to exit. Main thread; those with a Session need an engine, the others do not.
namespace Drover::Verbs {

struct Get
{
    QString kind;
    QStringList names;
    QString machine;  ///< jobs, work-orders: only this machine's
    QString cluster;  ///< jobs, operations: only this cluster's
    QString subject;  ///< events: only about this
    qint64 after = 0; ///< events: only later ones
    int limit = 0;    ///< 0: all
};
[[nodiscard]] QStringList kinds();
ExitCode get(Session& session, const Get& options);

struct Describe
{
    QString kind;
    QString name;
};
ExitCode describe(Session& session, const Describe& options);

struct Logs
{
    QString job;
    bool follow = false;
};
ExitCode logs(Session& session, const Logs& options);

/// How an operation is started, for every operation verb.
struct Start
{
    bool plan = false;
    QString ifPlan;
    bool wait = false;
    bool acceptWarnings = false;
    QString reason;
    QStringList set; ///< KEY=VALUE options of the operation
    QString optionsFile;
};
struct Provision
{
    QString cluster;
    QString broker;
    QString application;
    QStringList roles; ///< ROLE=N
    std::optional<int> minimum;
    QStringList params; ///< KEY=VALUE
    Start start;
};
ExitCode provision(Session& session, const Provision& options);

struct Destroy
{
    QString cluster;
    QString confirm;
    int confirmWipe = 0;
    Start start;
};
ExitCode destroy(Session& session, const Destroy& options);

enum class OperationVerb { Pause, Resume, Abort, Retry };
struct ChangeOperation
{
    OperationVerb verb = OperationVerb::Pause;
    QString operation;
    bool keep = false;
    bool wait = false;
    bool plan = false; ///< abort: only say what would remain
    QString until;     ///< pause: a moment
    QString reason;
};
ExitCode changeOperation(Session& session, const ChangeOperation& options);

struct CancelJob
{
    QString job;
    QString reason;
};
ExitCode cancelJob(Session& session, const CancelJob& options);

enum class MachineVerb { Delete, Retry, Return, Lock, Unlock };
struct ChangeMachine
{
    MachineVerb verb = MachineVerb::Retry;
    QString machine;
    bool accept = false;
    QString until; ///< lock: a moment
    QString reason;
};
ExitCode changeMachine(Session& session, const ChangeMachine& options);

struct SetMachine
{
    QString machine;
    QStringList params;      ///< KEY=VALUE, as --param
    QStringList assignments; ///< KEY=VALUE, as words
    QStringList unset;
    std::optional<QString> address;
    std::optional<QString> description;
    std::optional<QStringList> profiles;
    QString reason;
};
ExitCode setMachine(Session& session, const SetMachine& options);

struct PoolStatusOf
{
    QStringList pools;
};
ExitCode poolStatus(Session& session, const PoolStatusOf& options);

/// What one transition of a pool is told; what is absent stays. An empty text empties its part.
struct TransitionOptions
{
    std::optional<QString> workflow;
    std::optional<QStringList> addProfiles;
    std::optional<QStringList> removeProfiles;
    std::optional<QStringList> params; ///< KEY=VALUE
    std::optional<QStringList> removeParams;
};
struct SavePool
{
    bool create = false;
    QString name;
    std::optional<QString> description;
    std::optional<QString> parent;
    std::optional<int> minFree;
    std::optional<bool> autoFill;
    std::optional<int> maxFree;
    std::optional<QString> acquirePool;
    std::optional<QString> returnPool;
    TransitionOptions enter;
    TransitionOptions exit;
    TransitionOptions allocate;
    TransitionOptions release;
    QString reason;
};
ExitCode savePool(Session& session, const SavePool& options);

struct MovePoolMachines
{
    PoolMove move = PoolMove::Allocate;
    QString pool;
    QStringList machines;
    int count = 0;
    std::optional<int> minimum;
    QStringList filter; ///< KEY=VALUE
    QString from;
    QString workflow;
    QStringList profiles;
    QStringList params; ///< KEY=VALUE
    QString reason;
};
ExitCode moveMachines(Session& session, const MovePoolMachines& options);

/// A thing that is deleted, cancelled or undone by its name or number.
struct NamedChange
{
    QString name;
    QString reason;
};
ExitCode deletePool(Session& session, const NamedChange& options);
ExitCode deleteProfile(Session& session, const NamedChange& options);
ExitCode cancelWorkOrder(Session& session, const NamedChange& options);
ExitCode undo(Session& session, const NamedChange& options);

struct SaveProfile
{
    bool create = false;
    QString name;
    std::optional<QString> description;
    QStringList assignments; ///< KEY=VALUE
    QStringList params;      ///< the same, as --param
    QStringList unset;
    QString reason;
};
ExitCode saveProfile(Session& session, const SaveProfile& options);

struct SaveBroker
{
    bool create = false;
    QString name;
    std::optional<QString> description;
    std::optional<QString> pool;
    QStringList params; ///< KEY=VALUE
    QStringList unset;
    QString reason;
};
ExitCode saveBroker(Session& session, const SaveBroker& options);

struct RunBlueprint
{
    QString target;
    QString blueprint;
    bool eachMember = false;
    QStringList params; ///< KEY=VALUE
    bool wait = false;
    QString reason;
};
ExitCode runBlueprint(Session& session, const RunBlueprint& options);

ExitCode loadContent(Session& session, const QStringList& paths);
ExitCode checkContent(Terminal& terminal, const QStringList& paths);
struct Render
{
    QString subject; ///< a task, or a file with a template
    QString machine;
    QString data;         ///< a file: its document is the dot, its Params feed .Param
    QString templateName; ///< of the task's
    QStringList params;   ///< KEY=VALUE to try
};
/// Without an engine: a file with a document, and the content that comes with the program.
ExitCode renderFile(Terminal& terminal, const Render& options);
ExitCode renderContent(Session& session, const Render& options);
/// Does it need no engine?
[[nodiscard]] bool rendersAlone(const Render& options);
/// The machines of inventory files, all of them or a Problem per fault.
/// In `places`, when asked, FILE:LINE of each machine by its name.
[[nodiscard]] tl::expected<Commands::ImportMachines, Problems>
readInventories(const QStringList& paths, QHash<QString, QString>* places = nullptr);
ExitCode importInventory(Session& session, const QStringList& files);

} // namespace Drover::Verbs
