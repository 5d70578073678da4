#include "models/commandsender.h"

#include "models/request.h"

#include <QPointer>
#include <QUuid>

namespace Drover {

CommandSender::CommandSender(Engine& engine, QString actor, QObject* parent)
    : QObject(parent), m_engine(engine), m_actor(std::move(actor))
{
}

void CommandSender::send(Command command, const QString& reason, QObject* context, Done done)
{
    CommandRequest request{.id = QUuid::createUuid().toString(QUuid::WithoutBraces),
                           .actor = m_actor,
                           .via = QStringLiteral("console"),
                           .reason = reason,
                           .command = std::move(command)};
    const auto finished = [this, context = QPointer<QObject>(context),
                           done = std::move(done)](const Result<Receipt>& receipt) {
        if (done) {
            if (context)
                done(receipt);
        } else if (receipt) {
            emit accepted(*receipt);
        } else {
            emit refused(receipt.error());
        }
    };
    onAnswer(m_engine.submit(std::move(request)), this, finished);
}

void CommandSender::send(Command command, const QString& reason)
{
    send(std::move(command), reason, this, {});
}

} // namespace Drover
