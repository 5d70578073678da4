#pragma once

#include "models/forms/formcontroller.h"
#include "models/replica.h"

namespace Drover {

/// The forms of the window's editors. Each takes what is edited from the replica as it is now; names of
/// objects that are gone give a form whose command the engine refuses. UI thread.

/// Own params of a machine, cluster or broker, each with what it would inherit.
[[nodiscard]] EditForm paramsForm(const Machine& machine);
/// Params of a profile of the writable layer.
[[nodiscard]] EditForm profileParamsForm(const Profile& profile);
/// Address, description and profiles; of a broker also its pool.
[[nodiscard]] EditForm machineForm(const Replica& replica, const Machine& machine);
[[nodiscard]] EditForm newBrokerForm(const Replica& replica);
[[nodiscard]] EditForm newProfileForm();

/// A pool with its limits, auto-fill and four transitions.
[[nodiscard]] EditForm poolForm(const Replica& replica, const Pool& pool);
[[nodiscard]] EditForm newPoolForm(const Replica& replica, const QString& parent);
/// Machines by name, or how many; `machines` are named beforehand.
[[nodiscard]] EditForm moveForm(const Replica& replica, PoolMove move, const QString& pool,
                                const QStringList& machines);

/// A blueprint on these machines, clusters or brokers; on one cluster also on each of its members.
[[nodiscard]] EditForm blueprintForm(const Replica& replica, const QStringList& targets);
/// The same with the target to choose; `target` is chosen beforehand, empty: none.
[[nodiscard]] EditForm orderForm(const Replica& replica, const QString& target);
/// What takes work orders and is not locked: clusters, then brokers, then machines. Cost: linear.
[[nodiscard]] QStringList orderTargets(const Replica& replica);
/// An inventory in YAML, typed, pasted or read from a file.
[[nodiscard]] EditForm importForm();
[[nodiscard]] EditForm undoForm(const EventRecord& event);

/// A cluster that could be provisioned, as an application of its own would say it. A value.
struct ApplicationTemplate
{
    QString application; ///< what it is made of
    QString description;
    QJsonObject own; ///< what that application's profile of the writable layer sets, if it has one
    QList<TopologyRole> topology;
    QJsonObject changes; ///< params that are to be other than the application's
    QStringList secrets; ///< params whose values are never copied
};
/// A profile of the writable layer that can be provisioned as the applications of content packs can.
[[nodiscard]] EditForm templateForm(const ApplicationTemplate& from);

/// Plain fields of an object, for those above: any, and the name of a new one.
[[nodiscard]] ParamField plainField(const QString& name, const QString& section, ParamField::Kind kind,
                                    const QJsonValue& value);
[[nodiscard]] ParamField nameField();

} // namespace Drover
