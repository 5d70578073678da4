#include "engine/remote/frames.h"

#include <QtEndian>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

constexpr qsizetype headerSize = 4;

} // namespace

QByteArray frame(const QByteArray& payload)
{
    QByteArray bytes(headerSize, Qt::Uninitialized);
    qToBigEndian(quint32(payload.size()), bytes.data());
    return bytes + payload;
}

void FrameReader::append(const QByteArray& bytes)
{
    // Used bytes are dropped here, once, and not frame by frame: many small frames would move the rest each
    // time.
    if (m_read > 0) {
        m_bytes.remove(0, m_read);
        m_read = 0;
    }
    m_bytes += bytes;
}

Result<std::optional<QByteArray>> FrameReader::next()
{
    if (m_bytes.size() - m_read < headerSize)
        return std::nullopt;
    const qint64 size = qFromBigEndian<quint32>(m_bytes.constData() + m_read);
    if (size == 0 || size > m_limit)
        return fail(u"frame-size"_s, u"a frame of %1 bytes came over the socket"_s.arg(size),
                    u"frames have 1 to %1 bytes"_s.arg(m_limit));
    if (m_bytes.size() - m_read - headerSize < size)
        return std::nullopt;
    QByteArray payload = m_bytes.mid(m_read + headerSize, size);
    m_read += headerSize + qsizetype(size);
    return payload;
}

} // namespace Drover
