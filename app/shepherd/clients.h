#pragma once

#include "engine/effects/shepherdwire.h"

#include <functional>
#include <list>
#include <poll.h>
#include <string>
#include <vector>

namespace Drover::Shepherd {

/// The socket in the runtime directory and everybody connected to it. Only processes of the same user are let
/// in. Owned by the shepherd; one thread.
class Clients
{
public:
    struct Client
    {
        int fd = -1;
        Wire::Decoder in;
        std::string out;
        bool greeted = false;
        bool gone = false;
    };
    using Handler = std::function<void(Client&, const Wire::Message&)>;

    Clients() = default;
    ~Clients();
    Clients(const Clients&) = delete;
    Clients& operator=(const Clients&) = delete;

    /// Listens at `path`, 0600; a dead socket there is replaced. False with errno set when that fails.
    bool listen(const std::string& path);
    [[nodiscard]] bool isEmpty() const { return m_clients.empty(); }

    void addTo(std::vector<pollfd>& polled) const;
    /// Accepts, reads and drops, by what poll said; greets, then hands every message to `handler`.
    void serve(const std::vector<pollfd>& polled, const Handler& handler);

    /// Queue the message for the next flush.
    static void send(Client& client, const Wire::Message& message);
    void sendToAll(const Wire::Message& message);
    /// Writes what was queued, as far as the sockets take it.
    void flush();
    /// No connection is let in any more.
    void stopListening();

private:
    void accept();
    static void receive(Client& client, const Handler& handler);
    static void greet(Client& client, const Wire::Message& message);
    static void flush(Client& client);

    std::string m_path;
    int m_listening = -1;
    std::list<Client> m_clients;
};

} // namespace Drover::Shepherd
