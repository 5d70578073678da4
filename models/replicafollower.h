#pragma once

#include "models/replica.h"

namespace Drover {

/// Brings a model what the replica applies, while somebody looks at it. A part of the model; UI thread.
class ReplicaFollower : public QObject
{
    Q_OBJECT
public:
    using Take = std::function<void(const ReplicaChanges& changes)>;
    ReplicaFollower(const Replica& replica, Take take);

    /// Off: changes wait and come as one when it is on again, without their jobs and observations, of which
    /// there is no end. A snapshot never waits.
    void setFollowing(bool following);
    [[nodiscard]] bool isFollowing() const { return m_following; }

private:
    void note(const ReplicaChanges& changes);

    Take m_take;
    ReplicaChanges m_waiting;
    bool m_following = true;
    bool m_waits = false;
};

} // namespace Drover
