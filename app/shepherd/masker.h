#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace Drover::Shepherd {

/// Replaces secret values in a stream before it reaches the disk, also when a value arrives in pieces: what
/// could still become a secret is held back until the next bytes or the end tell. One thread.
class Masker
{
public:
    static constexpr std::string_view mask = "********";

    explicit Masker(std::vector<std::string> secrets);

    /// The bytes that may be written now.
    std::string feed(std::string_view bytes);
    /// What was held back, once no more bytes can come.
    std::string finish();

private:
    std::string take(bool atEnd);

    std::vector<std::string> m_secrets; ///< longest first
    std::array<bool, 256> m_first{};
    std::string m_held;
};

} // namespace Drover::Shepherd
