#pragma once

#include "engine/effects/executor.h"

#include <QHash>

namespace Drover {

/// Follows the $RS_OUTPUT files of running jobs for `progress=` and `status=` lines (inotify, no polling).
/// Not thread-safe; the thread of its runner owns it.
class OutputsTail
{
public:
    OutputsTail();
    ~OutputsTail();
    OutputsTail(const OutputsTail&) = delete;
    OutputsTail& operator=(const OutputsTail&) = delete;

    /// For poll(); -1 when the system has no inotify left: progress is then seen at the end only.
    [[nodiscard]] int descriptor() const { return m_inotify; }
    /// Answers what the file says already: a script may be faster than we, and one that is attached again
    /// shows its latest progress.
    QList<Observation> watch(const QString& key, const QString& path);
    /// After poll() said there is something.
    QList<Observation> read();
    /// The rest of one file; it is no longer followed.
    QList<Observation> finish(const QString& key);

private:
    struct Followed
    {
        QString path;
        int watch = -1;
        qint64 at = 0;
    };
    static QList<Observation> readNew(const QString& key, Followed& followed);

    int m_inotify;
    QHash<QString, Followed> m_followed;
    QHash<int, QString> m_keys; ///< by watch
};

} // namespace Drover
