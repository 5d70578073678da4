#include "app/commandids.h"

#include "engine/core/json.h"

#include <QUuid>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

const QUuid simulatedCommands(u"{9f0c1c2e-52a4-4a53-8a5e-5a1f2d6f7b10}"_s);

} // namespace

Result<QString> commandIdFor(Session& session, const Command& command)
{
    // The journal's first event says what the directory is; before it there is only the command that makes
    // it.
    Queries::FindEvents query;
    query.limit = 1;
    const auto first = session.ask<Answers::Events>(query);
    if (!first)
        return tl::make_unexpected(first.error());
    const auto* made = first->events.isEmpty()
                           ? nullptr
                           : std::get_if<Events::DirectoryCreated>(&first->events.first().event);
    const auto* making = std::get_if<Commands::CreateDirectory>(&command);
    const bool simulated = made ? made->simulated : making && making->simulated;
    if (!simulated)
        return QUuid::createUuid().toString(QUuid::WithoutBraces);
    const auto replica = session.replica();
    if (!replica)
        return tl::make_unexpected(replica.error());
    const QByteArray origin = QByteArray::number(made ? made->seed : making->seed) + '/' +
                              QByteArray::number(session.committed()) + '/' + Json::toText(command);
    return QUuid::createUuidV5(simulatedCommands, origin).toString(QUuid::WithoutBraces);
}

} // namespace Drover
