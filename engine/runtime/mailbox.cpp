#include "engine/runtime/mailbox.h"

#include <algorithm>

namespace Drover {

void Mailbox::post(Letter letter)
{
    const std::lock_guard lock(m_mutex);
    m_letters.push_back(std::move(letter));
    if (m_letters.size() == 1)
        m_wake.notify_one();
}

void Mailbox::close()
{
    const std::lock_guard lock(m_mutex);
    m_closed = true;
    m_wake.notify_one();
}

std::optional<std::deque<Mailbox::Letter>> Mailbox::take(const Patience& patience)
{
    std::unique_lock lock(m_mutex);
    if (m_letters.empty() && !m_closed && patience) {
        const std::optional<Duration> wait = patience();
        const auto ready = [this] { return !m_letters.empty() || m_closed; };
        if (wait)
            m_wake.wait_for(lock, std::max<Duration>(*wait, Duration(1)), ready);
        else
            m_wake.wait(lock, ready);
    }
    if (m_closed && m_letters.empty())
        return std::nullopt;
    return std::exchange(m_letters, {});
}

} // namespace Drover
