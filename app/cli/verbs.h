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

struct CreatePool
{
    QString name;
    QString description;
    QString parent;
    int minFree = 0;
    QString enterWorkflow;
    QString exitWorkflow;
    QString allocateWorkflow;
    QString releaseWorkflow;
};
ExitCode createPool(Session& session, const CreatePool& options);

ExitCode loadContent(Session& session, const QStringList& paths);
ExitCode checkContent(Terminal& terminal, const QStringList& paths);
ExitCode importInventory(Session& session, const QStringList& files);

} // namespace Drover::Verbs
