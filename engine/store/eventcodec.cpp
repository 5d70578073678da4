#include "engine/store/eventcodec.h"

#include "engine/core/json.h"
#include "engine/store/deepjson.h"
#include "engine/store/sealer.h"

#include <QJsonArray>
#include <cstring>
#include <sodium.h>

using namespace Qt::StringLiterals;

namespace Drover::EventCodec {

namespace {

template <class T>
void hashPart(crypto_generichash_state& state, const T& value)
{
    crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(&value), sizeof value);
}

void hashText(crypto_generichash_state& state, QByteArrayView text)
{
    hashPart(state, qint64(text.size()));
    crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(text.data()),
                              static_cast<unsigned long long>(text.size()));
}

} // namespace

// Fields only grow and absent ones read as their default, so no kind has needed a second version yet.
std::span<const Upcast> upcasts()
{
    return {};
}

void writePayload(QByteArray& out, const Event& event)
{
    std::visit(
        [&out](const auto& e) {
            out += '{';
            Json::writeFields(out, e, true);
            out += '}';
        },
        event);
}

Result<Event> readPayload(const QString& kind, int version, const QByteArray& payload,
                          std::span<const Upcast> with)
{
    QJsonParseError problem;
    QJsonDocument document = QJsonDocument::fromJson(payload, &problem);
    if (problem.error == QJsonParseError::DeepNesting)
        document = QJsonDocument::fromJson(cutDeep(payload), &problem);
    if (problem.error != QJsonParseError::NoError || !document.isObject()) {
        return fail(u"event-malformed"_s,
                    u"an event of kind %1 is not a JSON object: %2"_s.arg(kind, problem.errorString()),
                    u"Run `drover journal verify` on the data directory."_s);
    }
    QJsonObject object = document.object();
    int newest = currentVersion;
    for (const Upcast& upcast : with) {
        if (kind == QLatin1String(upcast.kind)) {
            newest = std::max(newest, upcast.from + 1);
            if (version == upcast.from) {
                object = upcast.convert(object);
                ++version;
            }
        }
    }
    if (version > newest) {
        return fail(
            u"event-newer"_s,
            u"an event of kind %1 has version %2; this Drover knows %3"_s.arg(kind).arg(version).arg(newest),
            u"Use the Drover that wrote this data directory, or a newer one."_s);
    }
    Event event;
    if (Json::readVariant(kind, object, event))
        return event;
    const bool known = [&]<class... E>(std::variant<E...>*) {
        return ((kind == QLatin1String(E::kind)) || ...);
    }(static_cast<Event*>(nullptr));
    if (!known) {
        return fail(u"event-unknown"_s, u"the journal has an event of the unknown kind %1"_s.arg(kind),
                    u"Use the Drover that wrote this data directory, or a newer one."_s);
    }
    return fail(u"event-malformed"_s, u"an event of kind %1 has a field of the wrong shape"_s.arg(kind),
                u"Run `drover journal verify` on the data directory."_s);
}

namespace {

/// What a sealed value looks like depends on the directory's key, and nobody outside can open it.
QJsonValue withoutSealed(const QJsonValue& value)
{
    if (value.isArray()) {
        QJsonArray items;
        for (const QJsonValue item : value.toArray())
            items.append(withoutSealed(item));
        return items;
    }
    if (!value.isObject())
        return value;
    if (Sealer::isSealed(value))
        return QJsonObject{{u"$sealed"_s, QString()}};
    QJsonObject members = value.toObject();
    for (auto it = members.begin(); it != members.end(); ++it)
        *it = withoutSealed(*it);
    return members;
}

} // namespace

// QJsonObject keeps its keys sorted by code unit and writes numbers without a locale.
QByteArray exportLine(const EventRecord& record)
{
    QByteArray payload;
    writePayload(payload, record.event);
    const QJsonObject data = QJsonDocument::fromJson(payload).object();
    const QJsonObject line{
        {u"seq"_s, record.seq},
        {u"at"_s, record.at.toString()},
        {u"kind"_s, eventKind(record.event)},
        {u"version"_s, currentVersion},
        {u"subject"_s, record.subject},
        {u"actor"_s, record.actor},
        {u"cause"_s, record.cause},
        {u"data"_s, payload.contains("$sealed") ? withoutSealed(data) : QJsonValue(data)},
    };
    return QJsonDocument(line).toJson(QJsonDocument::Compact);
}

// The texts are hashed with their lengths, so that a byte can't move from one column to its neighbour unseen.
Link nextLink(const Link& previous, const StoredEvent& event)
{
    Link link;
    crypto_generichash_state state;
    crypto_generichash_init(&state, nullptr, 0, link.size());
    crypto_generichash_update(&state, previous.data(), previous.size());
    hashPart(state, event.seq);
    hashPart(state, event.at);
    hashPart(state, qint64(event.version));
    hashText(state, event.actor);
    hashText(state, event.cause);
    hashText(state, event.subject);
    hashText(state, event.kind);
    hashText(state, event.payload);
    crypto_generichash_final(&state, link.data(), link.size());
    return link;
}

} // namespace Drover::EventCodec
