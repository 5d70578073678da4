#pragma once

#include "engine/core/json.h"
#include "engine/core/state.h"

#include <random>

namespace Drover::Testing {

/// Random values of described types, every field filled: what codecs are tested with. The same seed gives the
/// same ones.
class RandomValues
{
public:
    explicit RandomValues(quint64 seed) : m_engine(seed) {}

    [[nodiscard]] int upTo(int n) { return n <= 0 ? 0 : int(m_engine() % quint64(n)); }
    [[nodiscard]] bool chance(int percent) { return upTo(100) < percent; }
    [[nodiscard]] quint64 bits() { return m_engine(); }
    [[nodiscard]] QString word()
    {
        static const QStringList words{QStringLiteral("web"),
                                       QStringLiteral("K3s server"),
                                       QStringLiteral("a\"b\\c"),
                                       QStringLiteral("Zürich – ☃"),
                                       QStringLiteral("line\nline\ttab"),
                                       QStringLiteral("\u0001\u007f"),
                                       QStringLiteral("𝄞"),
                                       QString()};
        return words.at(upTo(int(words.size()))) + (chance(50) ? QString::number(upTo(1000)) : QString());
    }
    [[nodiscard]] QJsonValue json(int depth = 2)
    {
        switch (upTo(depth > 0 ? 7 : 5)) {
        case 0:
            return upTo(1000) - 500;
        case 1:
            return word();
        case 2:
            return chance(50);
        case 3:
            return double(upTo(1000)) / 8;
        case 4:
            return qint64(9'007'199'254'740'993);
        case 5:
            return QJsonArray{json(depth - 1), json(depth - 1)};
        default:
            return object(depth - 1);
        }
    }
    [[nodiscard]] QJsonObject object(int depth = 2)
    {
        QJsonObject object;
        for (int i = upTo(4); i > 0; --i)
            object.insert(QStringLiteral("key/%1").arg(upTo(20)), json(depth));
        return object;
    }
    [[nodiscard]] QUuid uuid()
    {
        const quint64 high = bits();
        const quint64 low = bits();
        return QUuid(uint(high >> 32) | 1, ushort(high >> 16), ushort(high), uchar(low), uchar(low >> 8),
                     uchar(low >> 16), uchar(low >> 24), uchar(low >> 32), uchar(low >> 40), uchar(low >> 48),
                     uchar(low >> 56));
    }

    template <class T>
    void fill(T& value)
    {
        if constexpr (std::is_same_v<T, bool>) {
            value = chance(50);
        } else if constexpr (std::is_integral_v<T>) {
            value = T(upTo(100000) - 50000);
        } else if constexpr (std::is_floating_point_v<T>) {
            value = T(upTo(1000)) / 7;
        } else if constexpr (NamedEnum<T>) {
            value = T(upTo(int(EnumNames<T>::names.size())));
        } else if constexpr (std::is_same_v<T, QString>) {
            value = word();
        } else if constexpr (std::is_same_v<T, Instant>) {
            value = chance(20) ? Instant() : Instant(1'900'000'000'000 + upTo(1'000'000'000));
        } else if constexpr (std::is_same_v<T, Duration>) {
            value = Duration(upTo(1'000'000));
        } else if constexpr (std::is_same_v<T, MachineId>) {
            value = chance(10) ? MachineId() : MachineId{uuid()};
        } else if constexpr (Json::IsCounted<T>::value) {
            value.value = upTo(100000);
        } else if constexpr (std::is_same_v<T, QJsonObject>) {
            value = object();
        } else if constexpr (std::is_same_v<T, QJsonArray>) {
            value = QJsonArray{json(), json()};
        } else if constexpr (std::is_same_v<T, QJsonValue>) {
            value = json();
        } else if constexpr (Json::IsList<T>::value) {
            value.clear();
            for (int i = upTo(4); i > 0; --i)
                fill(value.emplace_back());
        } else if constexpr (Json::IsOptional<T>::value) {
            value.reset();
            if (chance(60))
                fill(value.emplace());
        } else if constexpr (Json::IsMap<T>::value) {
            value.clear();
            for (int i = upTo(4); i > 0; --i)
                fill(value[word()]);
        } else if constexpr (Json::IsVariant<T>::value) {
            fillVariant(value, std::make_index_sequence<std::variant_size_v<T>>());
        } else {
            forEachField<T>([&](const char*, auto member) { fill(value.*member); });
        }
    }
    template <class T>
    [[nodiscard]] T make()
    {
        T value{};
        fill(value);
        return value;
    }

private:
    template <class T, std::size_t... I>
    void fillVariant(T& value, std::index_sequence<I...>)
    {
        const auto wanted = std::size_t(upTo(int(sizeof...(I))));
        ((I == wanted ? fill(value.template emplace<I>()) : void()), ...);
    }

    std::mt19937_64 m_engine;
};

} // namespace Drover::Testing
