#pragma once

#include "engine/api/answers.h"
#include "engine/api/queries.h"

#include <variant>

namespace Drover {

using Query =
    std::variant<Queries::MakePlan, Queries::FindJobs, Queries::FindEvents, Queries::FindOperations,
                 Queries::FindWorkOrders, Queries::ReadOutput, Queries::EffectiveParams, Queries::FindContent,
                 Queries::FindApplications, Queries::ReadInventory, Queries::TryCommand, Queries::ListContent,
                 Queries::DescribeContent, Queries::RenderTask, Queries::CheckTask, Queries::CheckPack,
                 Queries::FindCommands, Queries::CheckChain, Queries::FindPositions>;
using Answer = std::variant<Answers::PlanAnswer, Answers::Jobs, Answers::Events, Answers::Operations,
                            Answers::WorkOrders, Answers::Output, Answers::Params, Answers::Documents,
                            Answers::Applications, Answers::Inventory, Answers::Trial, Answers::ContentPacks,
                            Answers::ContentObject, Answers::Rendering, Answers::RenderCheck,
                            Answers::PackCheck, Answers::CommandRecords, Answers::Chain, Answers::Positions>;

} // namespace Drover

namespace Drover::Json { // in apicodecs.cpp; see engine/core/event.h
extern template void write(QByteArray&, const Query&);
extern template void write(QByteArray&, const Answer&);
extern template bool read(const QJsonValue&, Query&);
extern template bool read(const QJsonValue&, Answer&);
} // namespace Drover::Json
