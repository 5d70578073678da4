#pragma once

#include "engine/core/error.h"

#include <QByteArray>
#include <optional>

namespace Drover {

/// Largest frame that a server takes from a client.
inline constexpr qint64 requestLimit = 16LL << 20;
/// Largest frame that a client takes from its engine: an answer is not cut where a value can't be.
inline constexpr qint64 replyLimit = 64LL << 20;

/// `payload` as one frame of the local socket: four bytes of length, big endian, then the payload.
[[nodiscard]] QByteArray frame(const QByteArray& payload);

/// Cuts a stream of bytes into frames. Holds at most one frame and what came behind it. A value of one
/// connection's thread.
class FrameReader
{
public:
    explicit FrameReader(qint64 limit) : m_limit(limit) {}

    void append(const QByteArray& bytes);
    /// The next whole frame; nothing when more bytes are needed. Errors: `frame-size` for an empty frame or
    /// one beyond the limit; nothing after it can be read.
    [[nodiscard]] Result<std::optional<QByteArray>> next();

private:
    qint64 m_limit;
    QByteArray m_bytes;
    qsizetype m_read = 0; ///< bytes of `m_bytes` that are used up
};

} // namespace Drover
