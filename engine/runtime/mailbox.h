#pragma once

#include "engine/api/query.h"

#include <QPromise>

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <variant>

namespace Drover {

/// What reaches the engine's thread, in the order in which it was sent: things to be done there, and commands
/// with where their answers go. Letters are posted on any thread and taken on the engine's.
class Mailbox
{
public:
    using Work = std::function<void()>;
    struct Command
    {
        CommandRequest request;
        std::shared_ptr<QPromise<Result<Receipt>>> answer;
    };
    using Letter = std::variant<Work, Command>;
    /// How long to wait for mail; nothing: however long that takes. Asked only when there is none.
    using Patience = std::function<std::optional<Duration>()>;

    void post(Letter letter);
    /// Nothing more will come: take() answers what is there, and then nothing.
    void close();
    /// All that is there, after a wait when there is none; without `patience` there is no wait. Nothing once
    /// the box is closed and empty.
    [[nodiscard]] std::optional<std::deque<Letter>> take(const Patience& patience);

private:
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<Letter> m_letters;
    bool m_closed = false;
};

} // namespace Drover
