#pragma once

#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// How drover-shepherd and its client speak: frames over a stream socket, each a list of byte strings. Plain
/// C++ without Qt, because the shepherd links nothing of ours. Numbers in frames are little-endian, counts
/// and times in fields are decimal text. Values; any thread.
///
/// Requests, after `hello MAGIC VERSION` (answered by `hello VERSION PID`, or `bad-version VERSION` and the
/// end):
///   start KEY CWD OUTPUT TIMEOUT-MS LIMIT-BYTES  N {ARGC ARG…}…  N ENV…  N MASK…
///         → started KEY PID START-MS · refused KEY CODE TEXT (`seen`, `bad-key`, `cannot-start`)
///   cancel KEY · signal KEY NUMBER
///   probe KEY   → running KEY PID START-MS · ended KEY STATUS · never-started KEY · forgotten KEY
///   forget KEY  → (no answer) · list → list KEY… · ping → pong
/// Told to every client: ended KEY STATUS (the text of the status file) · grew KEY SIZE
namespace Drover::Wire {

inline constexpr std::string_view magic = "drover-shepherd";
inline constexpr std::string_view version = "1";
inline constexpr std::uint32_t maxFrame = 16U << 20U;

using Message = std::vector<std::string>;

inline void appendNumber(std::string& out, std::uint32_t value)
{
    for (int i = 0; i < 4; ++i)
        out.push_back(static_cast<char>((value >> (8 * i)) & 0xffU));
}

inline std::uint32_t numberAt(std::string_view bytes, std::size_t at)
{
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i)
        value |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[at + i])) << (8 * i);
    return value;
}

inline std::string encode(const Message& message)
{
    std::string body;
    for (const std::string& field : message) {
        appendNumber(body, static_cast<std::uint32_t>(field.size()));
        body += field;
    }
    std::string frame;
    frame.reserve(body.size() + 4);
    appendNumber(frame, static_cast<std::uint32_t>(body.size()));
    return frame + body;
}

/// Cuts frames out of a stream. Bad once: bad for ever (the connection is to be closed).
class Decoder
{
public:
    void feed(const char* data, std::size_t size) { m_bytes.append(data, size); }
    [[nodiscard]] bool isBad() const { return m_bad; }

    /// The next whole message, or nothing when more bytes are needed (or the stream is bad).
    [[nodiscard]] std::optional<Message> next()
    {
        const std::string_view rest = std::string_view(m_bytes).substr(m_at);
        if (m_bad || rest.size() < 4)
            return compact();
        const std::uint32_t size = numberAt(rest, 0);
        if (size > maxFrame) {
            m_bad = true;
            return std::nullopt;
        }
        if (rest.size() - 4 < size)
            return compact();
        Message message;
        std::size_t at = 4;
        const std::size_t end = 4 + std::size_t{size};
        while (at < end) {
            const bool whole = end - at >= 4;
            const std::size_t length = whole ? numberAt(rest, at) : 0;
            if (!whole || length > end - at - 4) {
                m_bad = true;
                return std::nullopt;
            }
            message.emplace_back(rest.substr(at + 4, length));
            at += 4 + length;
        }
        m_at += end;
        return message;
    }

private:
    std::optional<Message> compact()
    {
        m_bytes.erase(0, m_at);
        m_at = 0;
        return std::nullopt;
    }

    std::string m_bytes;
    std::size_t m_at = 0;
    bool m_bad = false;
};

} // namespace Drover::Wire
