#pragma once

#include "engine/content/content.h"
#include "engine/core/error.h"

#include <QJsonObject>
#include <QMap>
#include <functional>
#include <optional>

/// Where a param's value comes from. Pure functions over Content and the layers of one machine; any thread.
namespace Drover {

/// In order of precedence, highest first.
enum class ParamLayer { WorkOrder, Machine, Blueprint, Stage, Profile, StageProfile, Global, Default };

/// "work order", "machine", …
[[nodiscard]] QString paramLayerName(ParamLayer layer);

/// What one machine brings to resolution. Cheap to copy: Qt's values share.
struct ParamLayers
{
    QJsonObject workOrder;
    QJsonObject machine;
    QJsonObject blueprint;
    QStringList blueprintProfiles; ///< of the running work order and its blueprint; searched after its params
    QString stage;                 ///< its Params, and later its Profiles
    QStringList profiles;          ///< in order, each with those it nests
    /// The params of a writable profile (a cluster's own, `global` as edited), null when there is none of
    /// that name. They win over a content profile of the same name. May be empty.
    std::function<const QJsonObject*(const QString& name)> writableProfile;
};

struct ParamValue
{
    QString name;
    QJsonValue value;
    ParamLayer layer = ParamLayer::Default;
    QString source; ///< name of the profile or stage; else empty

    bool operator==(const ParamValue&) const = default;
};

/// The value that wins, or nothing when no layer sets it and it has no default.
[[nodiscard]] std::optional<ParamValue> resolveParam(const Content& content, const ParamLayers& layers,
                                                     const QString& name);
/// Every layer that sets it, the winner first.
[[nodiscard]] QList<ParamValue> paramChain(const Content& content, const ParamLayers& layers,
                                           const QString& name);
/// All params with a value, by name; those that have only their default are included.
[[nodiscard]] QMap<QString, ParamValue> effectiveParams(const Content& content, const ParamLayers& layers);
/// Lists of all layers one after the other, maps merged key by key (the higher layer's key wins), winner
/// first. A scalar is just the winner. Errors: `param-undeclared`, `param-unset`, `param-compose` (layers of
/// unlike type).
[[nodiscard]] Result<QJsonValue> composeParam(const Content& content, const ParamLayers& layers,
                                              const QString& name);

/// How deep lists and maps of a value may lie in each other: what is written has to be read again, inside
/// rows, events and messages, by a parser that has a limit too.
inline constexpr int mostValueLevels = 100;
/// And how many characters it may have.
inline constexpr qsizetype mostValueSize = 1 << 20;

/// Does the value fit the param's schema? A null `param` (a free-form one) and sealed values fit whatever
/// they are, but none may be nested too deep or
/// too large. Error `param-value`: names the param, what is expected and what
/// was given; never shows a secure value.
[[nodiscard]] Result<> checkValue(const QString& name, const ParamDef* param, const QJsonValue& value);
/// The same for a whole map of params; the first fault by name.
[[nodiscard]] Result<> checkValues(const Content& content, const QJsonObject& params);

/// `{"$sealed": "…"}`: a secure value as it is stored.
[[nodiscard]] bool isSealed(const QJsonValue& value);

/// The required params of a task that have no value here, in the task's order.
[[nodiscard]] QStringList missingParams(const Content& content, const TaskDef& task,
                                        const ParamLayers& layers);

} // namespace Drover
