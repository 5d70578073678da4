#pragma once

#include "engine/core/error.h"
#include "engine/core/event.h"

#include <array>
#include <span>

/// Events as the journal holds them: a kind, a version and JSON text. Pure; any thread.
namespace Drover::EventCodec {

/// The version that events are written with.
constexpr int currentVersion = 1;

/// Brings a payload of an older version one version further, for what growing fields can't express.
struct Upcast
{
    const char* kind;
    int from;
    QJsonObject (*convert)(const QJsonObject& payload);
};
[[nodiscard]] std::span<const Upcast> upcasts();

/// Appends the event's fields as a JSON object, without its kind.
void writePayload(QByteArray& out, const Event& event);
/// Errors: `event-newer`, `event-unknown`, `event-malformed`.
[[nodiscard]] Result<Event> readPayload(const QString& kind, int version, const QByteArray& payload,
                                        std::span<const Upcast> with = upcasts());

/// One line of `journal export`, without its line end: {actor, at, cause, data, kind, seq, subject, version},
/// keys sorted at every level, so that the same journal gives the same bytes on every machine. A secret is
/// the empty `{"$sealed": ""}`: that there was one is told, what was stored of it is not.
[[nodiscard]] QByteArray exportLine(const EventRecord& record);

/// The chain that makes a changed, missing or added event visible: each link is a hash of the one before it
/// and of the event's columns as they are stored.
using Link = std::array<unsigned char, 16>;
struct StoredEvent
{
    qint64 seq = 0;
    qint64 at = 0;
    QByteArrayView actor;
    QByteArrayView cause;
    QByteArrayView subject;
    QByteArrayView kind;
    int version = currentVersion;
    QByteArrayView payload;
};
[[nodiscard]] Link nextLink(const Link& previous, const StoredEvent& event);

} // namespace Drover::EventCodec
