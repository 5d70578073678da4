#pragma once

#include "engine/api/changebatch.h"
#include "engine/api/query.h"
#include "engine/core/command.h"
#include "engine/core/error.h"

namespace Drover {

/// Grows when an older program could not understand a newer one on the other end of the socket.
inline constexpr int protocolVersion = 1;

/// What both ends say first.
struct Hello
{
    int protocol = 0;
    QString program; ///< version, for the message when the two do not fit

    static constexpr auto fields()
    {
        return std::tuple(field("protocol", &Hello::protocol), field("program", &Hello::program));
    }
    bool operator==(const Hello&) const = default;
};

/// From client to server: one of the optional parts. `id` is the client's own count and comes back with what
/// answers.
struct RemoteRequest
{
    qint64 id = 0;
    std::optional<Hello> hello;
    std::optional<CommandRequest> submit;
    std::optional<Query> ask;
    bool subscribe = false;   ///< batches come back under this id
    bool unsubscribe = false; ///< ends the subscription of this id

    static constexpr auto fields()
    {
        return std::tuple(field("id", &RemoteRequest::id), field("hello", &RemoteRequest::hello),
                          field("submit", &RemoteRequest::submit), field("ask", &RemoteRequest::ask),
                          field("subscribe", &RemoteRequest::subscribe),
                          field("unsubscribe", &RemoteRequest::unsubscribe));
    }
    bool operator==(const RemoteRequest&) const = default;
};

/// Error with its fields listed, for the wire.
struct RemoteError
{
    QString code;
    QString text;
    QString remedy;
    QString object;

    static constexpr auto fields()
    {
        return std::tuple(field("code", &RemoteError::code), field("text", &RemoteError::text),
                          field("remedy", &RemoteError::remedy), field("object", &RemoteError::object));
    }
    bool operator==(const RemoteError&) const = default;

    [[nodiscard]] static RemoteError of(const Error& e) { return {e.code, e.text, e.remedy, e.object}; }
    [[nodiscard]] Error toError() const { return {code, text, remedy, object}; }
};

/// From server to client. An error with id 0 is about the connection, which then ends.
struct RemoteReply
{
    qint64 id = 0;
    std::optional<Hello> hello;
    std::optional<RemoteError> error;
    std::optional<Receipt> receipt;
    std::optional<Answer> answer;
    std::optional<ChangeBatch> batch;

    static constexpr auto fields()
    {
        return std::tuple(field("id", &RemoteReply::id), field("hello", &RemoteReply::hello),
                          field("error", &RemoteReply::error), field("receipt", &RemoteReply::receipt),
                          field("answer", &RemoteReply::answer), field("batch", &RemoteReply::batch));
    }
    bool operator==(const RemoteReply&) const = default;
};

/// The batch as payloads of at most `limit` bytes each, in the order to apply them; only the first is a
/// snapshot. A single object beyond the limit still goes in one piece.
[[nodiscard]] QList<QByteArray> batchPayloads(qint64 id, const ChangeBatch& batch, qint64 limit);

} // namespace Drover
