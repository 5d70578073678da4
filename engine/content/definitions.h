#pragma once

#include "engine/core/error.h"
#include "engine/core/instant.h"

#include <QHash>
#include <QJsonObject>
#include <QJsonValue>
#include <QString>
#include <QStringList>
#include <memory>

/// What a content pack holds, as values in DRP's shapes. Made by `readPack`, owned by a Pack and, after
/// `Content::build`, by a Content; immutable from then on and readable from any thread.
namespace Drover {

class Schema;

/// Where a definition was written. Line counts from 1; 0 = unknown.
struct SourcePlace
{
    QString file;
    int line = 0;
    int column = 0;

    bool operator==(const SourcePlace&) const = default;
};

enum class ContentKind { Param, Template, Task, Stage, Workflow, Profile, Blueprint };

/// "task", "stage", … as people and error texts say it.
[[nodiscard]] QString contentKindName(ContentKind kind);
/// "tasks", "stages", …: the section of a bundle and the folder of a pack.
[[nodiscard]] QString contentSectionName(ContentKind kind);
[[nodiscard]] const QList<ContentKind>& allContentKinds();

/// What all definitions share.
struct Definition
{
    QString name; ///< DRP's `Name`; of a template its `ID`
    QString description;
    QString documentation;
    QJsonObject meta;
    QString pack; ///< name of the pack that supplied it
    SourcePlace place;
    /// Places of the parts, by path below the definition ("Tasks/2", "Schema", "Contents").
    QHash<QString, SourcePlace> places;

    /// The place of a part, or of its nearest known parent.
    [[nodiscard]] SourcePlace placeOf(const QString& path) const;
};

struct ParamDef : Definition
{
    QJsonObject schema; ///< JSON Schema; empty = anything goes
    bool secure = false;
    std::shared_ptr<const Schema> compiled; ///< set by Content::build; null before and when `schema` is empty

    /// The schema's `default`, or undefined.
    [[nodiscard]] QJsonValue defaultValue() const { return schema.value(QLatin1String("default")); }
};

/// One template of a task or stage: `contents` written in place, or `id` naming a TemplateDef.
struct TemplateInfo
{
    QString name;
    QString path; ///< not empty = the rendered text is written to this file; empty = it is run
    QString id;
    QString contents;
    QString link;
    QJsonObject meta;
};

/// What becomes of a job whose host or parent is gone.
enum class OnLost { Ask, Rerun, Fail };

/// How the simulated runner acts this task out.
struct SimulatedRun
{
    double seconds = 1.0; ///< the middle of its duration
    double spread = 0.0;  ///< as a share of `seconds`: 0.2 = 20 % shorter to 20 % longer
    double fail = 0.0;    ///< probability of a failed attempt, 0 … 1
    QJsonObject outputs;  ///< params that it sets when it succeeds
};

struct TaskDef : Definition
{
    QList<TemplateInfo> templates;
    QStringList requiredParams;
    QStringList optionalParams;
    QStringList prerequisites;
    // Read from Meta, which keeps the originals.
    OnLost onLost = OnLost::Ask; ///< `on-lost: ask|rerun|fail`
    Duration timeout{0};         ///< `timeout` in seconds; 0 = none
    SimulatedRun sim;            ///< `sim: {seconds, spread, outputs, fail}`
    QString engine; ///< `engine: flexiflow-start|…`: the engine carries this task itself; it has no templates
};

struct StageDef : Definition
{
    QStringList tasks; ///< entries in the task-list grammar
    QJsonObject params;
    QStringList profiles;
    QStringList requiredParams;
    QStringList optionalParams;
    QList<TemplateInfo> templates;
    QString bootEnv;
};

struct WorkflowDef : Definition
{
    QStringList stages;
};

struct ProfileDef : Definition
{
    QJsonObject params;
    QStringList profiles;
};

struct BlueprintDef : Definition
{
    QStringList tasks;
    QJsonObject params;
    QStringList profiles;
};

struct TemplateDef : Definition
{
    QString contents;
};

/// A task-list entry taken apart: `taskname`, `stage:x`, `bootenv:x`, `context:x`, `chroot:x`, `action:cmd`,
/// `action:plugin:cmd`.
struct TaskEntry
{
    enum class Kind { Task, Stage, BootEnv, Context, Chroot, Action };
    Kind kind = Kind::Task;
    QString name;   ///< the task, stage, bootenv, … or the action's command
    QString plugin; ///< of an action: "cluster", "pool", or empty
};

/// Answers what the entry is; a faulty one is an error with code `task-entry`.
[[nodiscard]] Result<TaskEntry> parseTaskEntry(const QString& entry);
/// The engine's own verbs, as "plugin:command".
[[nodiscard]] const QStringList& knownActions();
/// The tasks that the engine carries itself (`Meta.engine`).
[[nodiscard]] const QStringList& engineTasks();
/// A name that objects and task entries may have: letters, digits and `._-/+@ ` inside, no colon, at most
/// 256.
[[nodiscard]] bool isValidName(const QString& name);

} // namespace Drover
