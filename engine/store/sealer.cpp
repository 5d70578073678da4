#include "engine/store/sealer.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>
#include <sodium.h>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

constexpr qsizetype keySize = crypto_aead_xchacha20poly1305_ietf_KEYBYTES;
constexpr qsizetype nonceSize = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr qsizetype tagSize = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr QFile::Permissions ownerOnly = QFile::ReadOwner | QFile::WriteOwner;
constexpr QFile::Permissions others =
    QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;

const uchar* bytes(const QByteArray& data)
{
    return reinterpret_cast<const uchar*>(data.constData());
}

uchar* bytes(QByteArray& data)
{
    return reinterpret_cast<uchar*>(data.data());
}

tl::unexpected<Error> unusable(const QString& path, const QString& why, const QString& remedy)
{
    return fail(u"key-unusable"_s, u"the key %1 can't be used: %2."_s.arg(path, why), remedy, path);
}

Result<QByteArray> makeKey(const QString& path)
{
    QByteArray key(keySize, Qt::Uninitialized);
    randombytes_buf(key.data(), std::size_t(key.size()));
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(ownerOnly) || file.write(key) != keySize ||
        !file.commit())
        return unusable(path, file.errorString(),
                        u"Mend the rights of the data directory, or free space there."_s);
    return key;
}

} // namespace

Result<Sealer> Sealer::open(const QString& keyFile)
{
    if (sodium_init() < 0)
        return unusable(keyFile, u"libsodium does not start"_s, u"Reinstall libsodium."_s);
    QFile file(keyFile);
    if (!file.exists())
        return makeKey(keyFile).map([](QByteArray key) { return Sealer(std::move(key)); });
    if (file.permissions() & others) {
        return fail(
            u"key-exposed"_s, u"the key %1 may be read by other users."_s.arg(keyFile),
            u"Run chmod 600 %1, and change the secrets it keeps if someone may have read it."_s.arg(keyFile),
            keyFile);
    }
    const QString restore = u"Restore it from a copy; without it secret params can't be opened."_s;
    if (!file.open(QIODevice::ReadOnly))
        return unusable(keyFile, file.errorString(), restore);
    QByteArray key = file.readAll();
    if (key.size() != keySize)
        return unusable(keyFile, u"it does not hold a key"_s, restore);
    return Sealer(std::move(key));
}

QJsonValue Sealer::seal(const QJsonValue& clear) const
{
    const QByteArray text = QJsonDocument(QJsonArray{clear}).toJson(QJsonDocument::Compact);
    QByteArray nonce(nonceSize, Qt::Uninitialized);
    crypto_generichash(bytes(nonce), std::size_t(nonceSize), bytes(text), quint64(text.size()), bytes(m_key),
                       std::size_t(keySize));
    QByteArray sealed(text.size() + tagSize, Qt::Uninitialized);
    unsigned long long length = 0;
    crypto_aead_xchacha20poly1305_ietf_encrypt(bytes(sealed), &length, bytes(text), quint64(text.size()),
                                               nullptr, 0, nullptr, bytes(nonce), bytes(m_key));
    return QJsonObject{{u"$sealed"_s, QString::fromLatin1((nonce + sealed).toBase64())}};
}

Result<QJsonValue> Sealer::unseal(const QJsonValue& sealed) const
{
    const QByteArray data =
        QByteArray::fromBase64(sealed.toObject().value(u"$sealed"_s).toString().toLatin1());
    const auto damaged = fail(u"sealed-damaged"_s, u"a secret was sealed with another key, or is damaged."_s,
                              u"Set the param again, or restore the data directory's key."_s);
    if (data.size() < nonceSize + tagSize)
        return damaged;
    const QByteArray nonce = data.first(nonceSize);
    const QByteArray box = data.sliced(nonceSize);
    QByteArray text(box.size() - tagSize, Qt::Uninitialized);
    unsigned long long length = 0;
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(bytes(text), &length, nullptr, bytes(box),
                                                   quint64(box.size()), nullptr, 0, bytes(nonce),
                                                   bytes(m_key)) != 0)
        return damaged;
    return QJsonValue(QJsonDocument::fromJson(text).array().first());
}

bool Sealer::isSealed(const QJsonValue& value)
{
    const QJsonObject object = value.toObject();
    return object.size() == 1 && object.value(u"$sealed"_s).isString();
}

} // namespace Drover
