#pragma once

#include <QString>
#include <array>
#include <optional>
#include <string_view>

namespace Drover {

/// Names of an enum's values, in order: specialise with `static constexpr std::array<std::string_view, N>
/// names`. The names are what files, scripts and the journal hold, so they only grow.
template <class E>
struct EnumNames;

template <class E>
concept NamedEnum = requires
{
    EnumNames<E>::names.size();
};

template <NamedEnum E>
[[nodiscard]] constexpr std::string_view enumName(E value)
{
    return EnumNames<E>::names[std::size_t(value)];
}

template <NamedEnum E>
[[nodiscard]] QString enumText(E value)
{
    const std::string_view name = enumName(value);
    return QString::fromLatin1(name.data(), qsizetype(name.size()));
}

template <NamedEnum E>
[[nodiscard]] std::optional<E> enumFrom(QStringView text)
{
    for (std::size_t i = 0; i < EnumNames<E>::names.size(); ++i) {
        const std::string_view name = EnumNames<E>::names[i];
        if (text == QLatin1String(name.data(), qsizetype(name.size())))
            return E(i);
    }
    return std::nullopt;
}

/// DROVER_ENUM_NAMES(PoolStatus, "Joining", "HoldJoin", …) at namespace scope, after the enum.
#define DROVER_ENUM_NAMES(Enum, ...)                                                                         \
    template <>                                                                                              \
    struct EnumNames<Enum>                                                                                   \
    {                                                                                                        \
        static constexpr auto names = std::to_array<std::string_view>({__VA_ARGS__});                        \
    };

} // namespace Drover
