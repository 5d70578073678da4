#pragma once

#include "models/clusterstate.h"

#include <QStringList>
#include <functional>

namespace Drover {

/// The words that row models need to answer Qt::DisplayRole. Made by `ui/text`, so that models stay without
/// language; a value that is handed to a model when it is made.
struct ModelWords
{
    std::function<QString(const StateFigure&)>
        state;                                 ///< what replaces the status word: "Retry 2/3"; empty: nothing
    std::function<QString(Duration)> age;      ///< "14 s"
    std::function<QString(Duration)> duration; ///< "4 m 51 s"
    std::function<QString(qint64)> count;      ///< "1 284 913"
    std::function<QString(qint64, qint64)> of; ///< "2 / 8"
    std::function<QString(int)> attempt;       ///< "Attempt 2"
    std::function<QString(int)> members;       ///< "8 members"
    std::function<QString(const RoleState&)> role; ///< "2 of 3 ready", "0 of 5 ready · 1 failed"
    std::function<QString(const char*)> name;      ///< headings by their key, e.g. "clusters.state"
};

} // namespace Drover
