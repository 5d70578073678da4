#pragma once

#include <QString>
#include <arpa/inet.h>

namespace Drover {

/// Is the text an IPv4 or IPv6 address? Pure.
[[nodiscard]] inline bool isAddress(const QString& text)
{
    unsigned char bytes[16];
    const QByteArray ascii = text.toLatin1();
    return inet_pton(AF_INET, ascii.constData(), bytes) == 1 ||
           inet_pton(AF_INET6, ascii.constData(), bytes) == 1;
}

/// 127.0.0.0/8 and ::1: machines that live on this computer may share them.
[[nodiscard]] inline bool isLoopback(const QString& address)
{
    return address == QLatin1String("::1") || address.startsWith(QLatin1String("127."));
}

} // namespace Drover
