#pragma once

#include <functional>

namespace Drover {

/// A model whose rows stay where they are while somebody points at them; a view finds out by dynamic_cast.
/// While held, no row comes, goes or moves because of a change: what a row shows is new, its place waits.
/// What somebody asks for, a filter or an order, is carried out at once. UI thread.
class HeldRows
{
public:
    virtual ~HeldRows() = default;
    /// Letting go applies what waits.
    virtual void setHeld(bool held) = 0;
    virtual void applyWaiting() = 0;
    /// How many rows would come, go or move now.
    [[nodiscard]] virtual int waitingCount() const = 0;

    /// Told whenever that number changes. One at a time.
    void setWaitingSink(std::function<void(int)> sink) { m_sink = std::move(sink); }

protected:
    void tellWaiting() const
    {
        if (m_sink)
            m_sink(waitingCount());
    }

private:
    std::function<void(int)> m_sink;
};

} // namespace Drover
