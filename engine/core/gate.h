#pragma once

#include "engine/core/fields.h"
#include "engine/core/ids.h"
#include "engine/core/instant.h"

#include <QStringList>

namespace Drover {

/// A named barrier of a cluster (param `cluster/gates`). Counted members report and go on; members whose role
/// stands behind it wait. Open is a latch. Owned by State; lives as long as its cluster.
struct Gate
{
    using Key = QString;

    QString cluster;
    QString name;
    QString role;        ///< whose members are counted
    QString need;        ///< as declared: quorum, all or a number
    QString when;        ///< application, complete or a task's name
    int needed = 0;      ///< what that came to in the plan
    int counted = 0;     ///< how many members could arrive
    QStringList arrived; ///< member names in order of arrival
    QStringList waitingRoles;
    QStringList unreachable; ///< held members, when with them the need can't be met
    Instant declared;
    Instant openedAt;

    [[nodiscard]] Key key() const { return keyOf(cluster, name); }
    [[nodiscard]] static Key keyOf(const QString& cluster, const QString& name)
    {
        return cluster + QLatin1Char('/') + name;
    }
    [[nodiscard]] bool isOpen() const { return openedAt.isSet(); }

    static constexpr auto fields()
    {
        return std::tuple(field("cluster", &Gate::cluster), field("name", &Gate::name),
                          field("role", &Gate::role), field("need", &Gate::need), field("when", &Gate::when),
                          field("needed", &Gate::needed), field("counted", &Gate::counted),
                          field("arrived", &Gate::arrived), field("waitingRoles", &Gate::waitingRoles),
                          field("unreachable", &Gate::unreachable), field("declared", &Gate::declared),
                          field("openedAt", &Gate::openedAt));
    }
    bool operator==(const Gate&) const = default;
};

} // namespace Drover
