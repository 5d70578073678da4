#include "models/selection.h"

namespace Drover {

void Selection::select(const QString& key)
{
    if (key == m_key)
        return;
    selectJob(key, {});
}

void Selection::selectJob(const QString& key, JobId job)
{
    const bool otherObject = key != m_key;
    const bool otherJob = job != m_job;
    m_key = key;
    m_job = job;
    if (otherObject)
        emit objectChanged(m_key);
    if (otherJob || otherObject)
        emit jobChanged(m_job);
}

} // namespace Drover
