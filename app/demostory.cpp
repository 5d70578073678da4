#include "app/demostory.h"

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

struct DemoCluster
{
    const char* name;
    int controlPlane;
    int workers;
};

// Of all sizes that an operator meets; together they leave some of the first pool free.
constexpr DemoCluster demoClusters[] = {{"dale-prod-02", 3, 5}, {"fen-prod-01", 3, 24},
                                        {"glen-gpu-01", 3, 20}, {"moor-stage-01", 3, 13},
                                        {"tarn-ci-03", 1, 4},   {"wold-prod-06", 5, 43}};

} // namespace

DemoStory::DemoStory(const Replica& replica, CommandSender& sender, QObject* parent)
    : QObject(parent), m_replica(replica), m_sender(sender)
{
    connect(&replica, &Replica::applied, this, &DemoStory::goOn);
}

void DemoStory::goOn()
{
    int wanted = 0;
    for (const DemoCluster& cluster : demoClusters)
        wanted += cluster.controlPlane + cluster.workers;
    const int free = m_replica.poolCounts(u"default"_s).at(std::size_t(PoolStatus::Free));
    if (m_told || free < wanted || !m_replica.clusterNames().isEmpty())
        return;
    m_told = true;
    for (const DemoCluster& cluster : demoClusters) {
        Commands::StartOperation start;
        start.request.kind = OperationKind::Provision;
        start.request.cluster = QString::fromLatin1(cluster.name);
        start.request.counts = {{u"control-plane"_s, cluster.controlPlane}, {u"worker"_s, cluster.workers}};
        start.acceptWarnings = true;
        m_sender.send(start, u"the simulation begins with it"_s);
    }
}

} // namespace Drover
