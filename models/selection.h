#pragma once

#include "models/objectkey.h"

#include <QObject>

namespace Drover {

/// What is selected, shared by tree, lists, timeline and inspector: one object, and one of its jobs when a
/// bar or a job row was chosen. Owned by the window; UI thread.
class Selection : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    [[nodiscard]] QString key() const { return m_key; }
    [[nodiscard]] ObjectKey object() const { return ObjectKey::parse(m_key); }
    [[nodiscard]] JobId job() const { return m_job; }

    /// The object; a job that was chosen before is no longer.
    void select(const QString& key);
    void selectJob(const QString& key, JobId job);

signals:
    void objectChanged(const QString& key);
    void jobChanged(Drover::JobId job);

private:
    QString m_key;
    JobId m_job;
};

} // namespace Drover
