#pragma once

#include "engine/core/instant.h"

#include <optional>

namespace Drover {

/// The engine's time. Real directories follow the wall clock; simulated ones run it faster, or step a virtual
/// one. Used on the engine's thread.
class Clock
{
public:
    virtual ~Clock() = default;

    [[nodiscard]] virtual Instant now() = 0;
    /// How long to wait on the wall until that moment; nothing for a virtual clock, which is stepped instead.
    [[nodiscard]] virtual std::optional<Duration> wallUntil(Instant moment) = 0;
    /// Steps a virtual clock; the others go by themselves.
    virtual void advanceTo(Instant) {}
    [[nodiscard]] bool isVirtual() { return !wallUntil(now()).has_value(); }
};

/// The wall clock, or one that runs `speed` times as fast from `start` on.
class SystemClock final : public Clock
{
public:
    SystemClock() = default;
    SystemClock(Instant start, double speed);

    [[nodiscard]] Instant now() override;
    [[nodiscard]] std::optional<Duration> wallUntil(Instant moment) override;

private:
    Instant m_start;
    qint64 m_wallStart = 0;
    double m_speed = 0; ///< 0: the wall's own
};

/// Stands still until it is stepped: simulated directories at full speed, and tests.
class VirtualClock final : public Clock
{
public:
    explicit VirtualClock(Instant start) : m_now(start) {}

    [[nodiscard]] Instant now() override { return m_now; }
    [[nodiscard]] std::optional<Duration> wallUntil(Instant) override { return std::nullopt; }
    void advanceTo(Instant moment) override { m_now = std::max(m_now, moment); }

    /// Where a simulated directory's time begins.
    [[nodiscard]] static Instant epoch();

private:
    Instant m_now;
};

} // namespace Drover
