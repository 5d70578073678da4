#pragma once

#include <QString>
#include <optional>
#include <sys/types.h>

class QLocalSocket;

namespace Drover {

/// The user at the other end of a connected local socket, as the kernel knows it. Nothing when it can't be
/// told.
[[nodiscard]] std::optional<uid_t> peerUser(const QLocalSocket& socket);

/// A user's login name, or the number when it has none.
[[nodiscard]] QString userName(uid_t user);

} // namespace Drover
