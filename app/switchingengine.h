#pragma once

#include "engine/api/engine.h"

#include <QPointer>

namespace Drover {

/// An engine that stays the same for its clients while the one behind it changes: when the owner of the data
/// directory ends, an attached console takes over. Subscriptions go on with a snapshot of the new one.
/// Contexts and calls in the main thread.
class SwitchingEngine final : public Engine
{
public:
    /// Null: everything answers `why` until there is another.
    void setInner(Engine* inner, const Error& why = {});

    [[nodiscard]] QFuture<Result<Receipt>> submit(CommandRequest request) override;
    [[nodiscard]] QFuture<Result<Answer>> ask(Query query) override;
    void subscribe(QObject* context, std::function<void(ChangeBatchPtr)> sink) override;

private:
    struct Subscription
    {
        QPointer<QObject> context;
        std::function<void(ChangeBatchPtr)> sink;
        QPointer<QObject> relay; ///< context of the subscription at the engine behind; a child of `context`
    };
    void relay(Subscription& subscription);

    Engine* m_inner = nullptr;
    Error m_why;
    std::vector<Subscription> m_subscriptions;
};

} // namespace Drover
