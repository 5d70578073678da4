#pragma once

#include <QList>
#include <QString>

namespace Drover {

/// One finding of `drover doctor`.
struct Finding
{
    enum class Level { Ok, Warn, Fail };

    Level level = Level::Ok;
    QString check; ///< what was looked at: stable, scripts may key on it
    QString text;
    QString mend; ///< empty when all is well

    bool operator==(const Finding&) const = default;
};

/// Looks at the installation and at a data directory without changing either. Needs no engine; one that runs
/// is left alone.
[[nodiscard]] QList<Finding> examine(const QString& directory);

} // namespace Drover
