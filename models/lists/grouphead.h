#pragma once

#include "models/status.h"

#include <QList>
#include <QMetaType>
#include <QString>

namespace Drover {

/// The row above the members of a group, under GroupRole in every column. A value.
struct GroupHead
{
    QString key;  ///< what it is grouped by: the filter's key, "rack"
    QString text; ///< what its members have in common; empty: that they have none
    int matched = 0;
    int total = 0; ///< also those that the filter hides
    bool collapsed = false;
    QList<std::pair<Status, int>> tally; ///< how those that match are, worst last
};

} // namespace Drover

Q_DECLARE_METATYPE(Drover::GroupHead)
