#pragma once

#include "engine/core/error.h"

#include <QByteArray>
#include <QJsonValue>

namespace Drover {

/// Seals the values of secure params with a key that lies in the data directory (0600): `{"$sealed":
/// "BASE64"}`, by libsodium's XChaCha20-Poly1305 with a nonce made of key and value. The same value gives the
/// same sealed text, so that a plan keeps its id. A value with the key in it; any thread.
class Sealer
{
public:
    /// Reads the key, or makes one. Errors: `key-unusable`, `key-exposed` when others may read the file.
    [[nodiscard]] static Result<Sealer> open(const QString& keyFile);

    [[nodiscard]] QJsonValue seal(const QJsonValue& clear) const;
    /// Error `sealed-damaged` when it was made with another key or altered.
    [[nodiscard]] Result<QJsonValue> unseal(const QJsonValue& sealed) const;
    [[nodiscard]] static bool isSealed(const QJsonValue& value);

private:
    explicit Sealer(QByteArray key) : m_key(std::move(key)) {}

    QByteArray m_key;
};

} // namespace Drover
