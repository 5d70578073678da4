#include "engine/remote/peer.h"

#include <QLocalSocket>

#include <array>
#include <pwd.h>
#include <sys/socket.h>

namespace Drover {

std::optional<uid_t> peerUser(const QLocalSocket& socket)
{
    ucred peer{};
    socklen_t size = sizeof peer;
    if (getsockopt(int(socket.socketDescriptor()), SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0 ||
        size != sizeof peer)
        return std::nullopt;
    return peer.uid;
}

QString userName(uid_t user)
{
    passwd entry{};
    passwd* found = nullptr;
    std::array<char, 4096> space{};
    if (getpwuid_r(user, &entry, space.data(), space.size(), &found) != 0 || !found || !*found->pw_name)
        return QString::number(user);
    return QString::fromLocal8Bit(found->pw_name);
}

} // namespace Drover
