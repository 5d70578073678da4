#pragma once

#include "models/commandsender.h"
#include "models/replica.h"

namespace Drover {

/// Gives a new simulated fleet something to do: as soon as its machines are free, some clusters are
/// provisioned. Done once; owned by the window that shows it; UI thread.
class DemoStory : public QObject
{
    Q_OBJECT
public:
    DemoStory(const Replica& replica, CommandSender& sender, QObject* parent);

private:
    void goOn();

    const Replica& m_replica;
    CommandSender& m_sender;
    bool m_told = false;
};

} // namespace Drover
