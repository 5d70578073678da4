#pragma once

#include "engine/core/error.h"

#include <QFutureWatcher>

namespace Drover {

/// Calls `handler(Result<T>)` on the context's thread when the engine has answered; never before this call
/// returns, and not at all once the context is gone. A future that ends without an answer counts as
/// `engine-unreachable`.
template <class T, class F>
void onAnswer(const QFuture<Result<T>>& future, QObject* context, F handler)
{
    auto* watcher = new QFutureWatcher<Result<T>>(context);
    QObject::connect(
        watcher, &QFutureWatcherBase::finished, context, [watcher, handler = std::move(handler)]() mutable {
            watcher->deleteLater();
            if (watcher->future().resultCount() > 0) {
                handler(watcher->result());
                return;
            }
            handler(Result<T>(
                fail(QStringLiteral("engine-unreachable"), QStringLiteral("The engine gave no answer."),
                     QStringLiteral("Try again; if it stays silent, start the console anew."))));
        });
    watcher->setFuture(future);
}

} // namespace Drover
