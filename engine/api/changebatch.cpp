#include "engine/api/changebatch.h"

namespace Drover {

template <>
Changes<PackRef>& ChangeBatch::of()
{
    return packs;
}
template <>
Changes<Pool>& ChangeBatch::of()
{
    return pools;
}
template <>
Changes<Profile>& ChangeBatch::of()
{
    return profiles;
}
template <>
Changes<Machine>& ChangeBatch::of()
{
    return machines;
}
template <>
Changes<Job>& ChangeBatch::of()
{
    return jobs;
}
template <>
Changes<WorkOrder>& ChangeBatch::of()
{
    return workOrders;
}
template <>
Changes<Plan>& ChangeBatch::of()
{
    return plans;
}
template <>
Changes<Operation>& ChangeBatch::of()
{
    return operations;
}
template <>
Changes<Gate>& ChangeBatch::of()
{
    return gates;
}

} // namespace Drover
