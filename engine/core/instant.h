#pragma once

#include <QString>
#include <chrono>
#include <optional>

namespace Drover {

using Duration = std::chrono::milliseconds;

/// A moment in UTC, to the millisecond. The core is given moments, it never reads a clock. A value; any
/// thread.
class Instant
{
public:
    constexpr Instant() = default; ///< "never": before every real moment
    constexpr explicit Instant(qint64 msSinceEpoch) : m_ms(msSinceEpoch) {}

    [[nodiscard]] constexpr qint64 ms() const { return m_ms; }
    [[nodiscard]] constexpr bool isSet() const { return m_ms != 0; }
    /// RFC 3339 in UTC with milliseconds: `2030-01-01T00:00:00.000Z`; empty when not set.
    [[nodiscard]] QString toString() const;
    /// The same as Latin-1 without an allocation, for codecs: a set instant has exactly this length.
    static constexpr int textLength = 24;
    void write(char* to) const;
    [[nodiscard]] static std::optional<Instant> fromString(const QString& text);

    auto operator<=>(const Instant&) const = default;
    constexpr Instant operator+(Duration d) const { return Instant(m_ms + d.count()); }
    constexpr Instant operator-(Duration d) const { return Instant(m_ms - d.count()); }
    constexpr Duration operator-(Instant other) const { return Duration(m_ms - other.m_ms); }

private:
    qint64 m_ms = 0;
};

} // namespace Drover
