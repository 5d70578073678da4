#include "app/shepherd/clients.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

namespace Drover::Shepherd {

namespace {

/// A client that stopped reading is dropped; it can connect again and probe.
constexpr std::size_t outgoingLimit = 8U << 20U;

bool isSameUser(int fd)
{
    ucred peer{};
    socklen_t size = sizeof peer;
    return getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0 && peer.uid == getuid();
}

} // namespace

Clients::~Clients()
{
    stopListening();
    for (const Client& client : m_clients)
        close(client.fd);
}

bool Clients::listen(const std::string& path)
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof address.sun_path) {
        errno = ENAMETOOLONG;
        return false;
    }
    std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
    m_listening = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (m_listening < 0)
        return false;
    unlink(path.c_str()); // the lock is ours, so whoever left it is dead
    m_path = path;
    // The umask (077) makes it 0600 from its first moment.
    return bind(m_listening, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 &&
           ::listen(m_listening, 64) == 0;
}

void Clients::stopListening()
{
    if (m_listening < 0)
        return;
    close(m_listening);
    unlink(m_path.c_str());
    m_listening = -1;
}

void Clients::addTo(std::vector<pollfd>& polled) const
{
    if (m_listening >= 0)
        polled.push_back({m_listening, POLLIN, 0});
    for (const Client& client : m_clients) {
        const int events = client.out.empty() ? POLLIN : POLLIN | POLLOUT;
        polled.push_back({client.fd, static_cast<short>(events), 0});
    }
}

void Clients::serve(const std::vector<pollfd>& polled, const Handler& handler)
{
    const auto happened = [&polled](int fd) {
        const auto found = std::ranges::find(polled, fd, &pollfd::fd);
        return found == polled.end() ? 0 : int{found->revents};
    };
    for (Client& client : m_clients) {
        if ((happened(client.fd) & (POLLIN | POLLHUP | POLLERR)) != 0)
            receive(client, handler);
    }
    // After the others: a new one has not been polled.
    if (m_listening >= 0 && happened(m_listening) != 0)
        accept();
    for (const Client& client : m_clients) {
        if (client.gone)
            close(client.fd);
    }
    m_clients.remove_if([](const Client& client) { return client.gone; });
}

void Clients::accept()
{
    while (true) {
        const int fd = accept4(m_listening, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
        if (fd < 0)
            return;
        if (isSameUser(fd)) {
            m_clients.emplace_back();
            m_clients.back().fd = fd;
        } else {
            close(fd);
        }
    }
}

void Clients::receive(Client& client, const Handler& handler)
{
    std::array<char, 65536> buffer{};
    while (!client.gone) {
        const ssize_t got = recv(client.fd, buffer.data(), buffer.size(), 0);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0 && errno == EAGAIN)
            return;
        if (got <= 0) {
            client.gone = true;
            return;
        }
        client.in.feed(buffer.data(), static_cast<std::size_t>(got));
        while (const auto message = client.in.next()) {
            if (client.gone || message->empty())
                continue;
            if (client.greeted)
                handler(client, *message);
            else
                greet(client, *message);
        }
        client.gone = client.gone || client.in.isBad();
    }
}

void Clients::greet(Client& client, const Wire::Message& message)
{
    const bool isHello = message.size() == 3 && message[0] == "hello" && message[1] == Wire::magic;
    if (isHello && message[2] == Wire::version) {
        client.greeted = true;
        send(client, {"hello", std::string(Wire::version), std::to_string(getpid())});
        return;
    }
    send(client, {"bad-version", std::string(Wire::version)});
    flush(client);
    client.gone = true;
}

void Clients::send(Client& client, const Wire::Message& message)
{
    client.out += Wire::encode(message);
}

void Clients::sendToAll(const Wire::Message& message)
{
    for (Client& client : m_clients) {
        if (client.greeted && !client.gone)
            send(client, message);
    }
}

void Clients::flush()
{
    for (Client& client : m_clients) {
        if (!client.out.empty())
            flush(client);
    }
}

void Clients::flush(Client& client)
{
    std::size_t done = 0;
    while (!client.gone && done < client.out.size()) {
        const ssize_t sent =
            ::send(client.fd, client.out.data() + done, client.out.size() - done, MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR)
            continue;
        if (sent < 0 && errno != EAGAIN)
            client.gone = true;
        if (sent < 0)
            break;
        done += static_cast<std::size_t>(sent);
    }
    client.out.erase(0, done);
    client.gone = client.gone || client.out.size() > outgoingLimit;
}

} // namespace Drover::Shepherd
