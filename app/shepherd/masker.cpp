#include "app/shepherd/masker.h"

#include <algorithm>

namespace Drover::Shepherd {

Masker::Masker(std::vector<std::string> secrets) : m_secrets(std::move(secrets))
{
    std::erase_if(m_secrets, [](const std::string& secret) { return secret.empty(); });
    std::ranges::sort(m_secrets, std::ranges::greater(), &std::string::size);
    for (const std::string& secret : m_secrets)
        m_first[static_cast<unsigned char>(secret.front())] = true;
}

std::string Masker::feed(std::string_view bytes)
{
    m_held += bytes;
    return take(false);
}

std::string Masker::finish()
{
    return take(true);
}

std::string Masker::take(bool atEnd)
{
    const std::string_view all = m_held;
    std::string out;
    out.reserve(all.size());
    std::size_t at = 0;
    std::size_t plain = 0; // start of the bytes not yet copied
    bool undecided = false;
    while (at < all.size() && !undecided) {
        if (!m_first[static_cast<unsigned char>(all[at])]) {
            ++at;
            continue;
        }
        const std::string_view rest = all.substr(at);
        std::size_t matched = 0;
        for (const std::string& secret : m_secrets) {
            if (!atEnd && rest.size() < secret.size() && secret.starts_with(rest)) {
                undecided = true; // a longer secret goes before a shorter one that is already whole
                break;
            }
            if (rest.starts_with(secret)) {
                matched = secret.size();
                break;
            }
        }
        if (matched > 0) {
            out += all.substr(plain, at - plain);
            out += mask;
            at += matched;
            plain = at;
        } else if (!undecided) {
            ++at;
        }
    }
    out += all.substr(plain, at - plain);
    m_held.erase(0, at);
    return out;
}

} // namespace Drover::Shepherd
