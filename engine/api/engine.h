#pragma once

#include "engine/api/changebatch.h"
#include "engine/api/query.h"
#include "engine/core/command.h"
#include "engine/core/error.h"

#include <QFuture>
#include <functional>

class QObject;

namespace Drover {

/// All that a client sees of an engine, be it in this process (runtime/LocalEngine) or behind a socket
/// (remote/RemoteEngine): values in, values out, nothing blocks. Callable from the thread that made it;
/// answers come back as futures, news through the sink on the context's thread.
class Engine
{
public:
    virtual ~Engine() = default;

    /// Carries out a command once, however often it is sent under the same id. The receipt comes when its
    /// transaction is on disk. Errors: the refusal with its reason and what would help, or
    /// `engine-unreachable`.
    [[nodiscard]] virtual QFuture<Result<Receipt>> submit(CommandRequest request) = 0;

    /// Answers from the committed state or the history; changes nothing.
    [[nodiscard]] virtual QFuture<Result<Answer>> ask(Query query) = 0;

    /// From now on `sink` gets batches, on `context`'s thread, at most ~30 a second; the first is a snapshot.
    /// Ends with `context`. One subscription per context.
    virtual void subscribe(QObject* context, std::function<void(ChangeBatchPtr)> sink) = 0;
};

} // namespace Drover
