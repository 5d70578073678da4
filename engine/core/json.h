#pragma once

#include "engine/core/enums.h"
#include "engine/core/error.h"
#include "engine/core/fields.h"
#include "engine/core/ids.h"
#include "engine/core/instant.h"

#include <QByteArray>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>
#include <QMap>
#include <optional>
#include <type_traits>
#include <variant>
#include <vector>

/// JSON of described value types (fields.h): `writeJson` appends text, fast, without a tree between;
/// `readJson` fills a value from a parsed tree and answers false when a field has the wrong shape. Fields
/// that have their default value are left out and read back as that default. Instants are RFC 3339 UTC with
/// milliseconds, durations milliseconds. Pure; any thread.
namespace Drover::Json {

void writeString(QByteArray& out, QStringView text);
void writeInstant(QByteArray& out, Instant instant);

template <class T>
struct IsList : std::false_type
{
};
template <class T>
struct IsList<std::vector<T>> : std::true_type
{
};
template <class T>
struct IsList<QList<T>> : std::true_type
{
};
template <class T>
struct IsOptional : std::false_type
{
};
template <class T>
struct IsOptional<std::optional<T>> : std::true_type
{
};
template <class T>
struct IsMap : std::false_type
{
};
template <class T>
struct IsMap<QMap<QString, T>> : std::true_type
{
};
template <class T>
struct IsCounted : std::false_type
{
};
template <class T>
struct IsCounted<CountedId<T>> : std::true_type
{
};
template <class T>
struct IsVariant : std::false_type
{
};
template <class... T>
struct IsVariant<std::variant<T...>> : std::true_type
{
};

template <class T>
void write(QByteArray& out, const T& value);

template <Described T>
void writeFields(QByteArray& out, const T& value, bool first)
{
    [[maybe_unused]] static const T defaults{};
    forEachField<T>([&](const char* name, auto member) {
        if (value.*member == defaults.*member)
            return;
        if (!first)
            out += ',';
        first = false;
        out += '"';
        out += name;
        out += "\":";
        write(out, value.*member);
    });
}

template <class T>
void write(QByteArray& out, const T& value)
{
    if constexpr (std::is_same_v<T, bool>) {
        out += value ? "true" : "false";
    } else if constexpr (std::is_integral_v<T>) {
        out += QByteArray::number(qint64(value));
    } else if constexpr (std::is_floating_point_v<T>) {
        out += QByteArray::number(value, 'g', QLocale::FloatingPointShortest);
    } else if constexpr (NamedEnum<T>) {
        const std::string_view name = enumName(value);
        out += '"';
        out.append(name.data(), qsizetype(name.size()));
        out += '"';
    } else if constexpr (std::is_same_v<T, QString>) {
        writeString(out, value);
    } else if constexpr (std::is_same_v<T, Instant>) {
        writeInstant(out, value);
    } else if constexpr (std::is_same_v<T, Duration>) {
        out += QByteArray::number(qint64(value.count()));
    } else if constexpr (std::is_same_v<T, MachineId> || IsCounted<T>::value) {
        writeString(out, value.toString());
    } else if constexpr (std::is_same_v<T, QJsonObject>) {
        out += QJsonDocument(value).toJson(QJsonDocument::Compact);
    } else if constexpr (std::is_same_v<T, QJsonArray>) {
        out += QJsonDocument(value).toJson(QJsonDocument::Compact);
    } else if constexpr (std::is_same_v<T, QJsonValue>) {
        const QByteArray wrapped = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
        out += QByteArrayView(wrapped).sliced(1, wrapped.size() - 2);
    } else if constexpr (IsList<T>::value) {
        out += '[';
        bool first = true;
        for (const auto& item : value) {
            if (!first)
                out += ',';
            first = false;
            write(out, item);
        }
        out += ']';
    } else if constexpr (IsOptional<T>::value) {
        if (value)
            write(out, *value);
        else
            out += "null";
    } else if constexpr (IsMap<T>::value) {
        out += '{';
        bool first = true;
        for (auto it = value.cbegin(); it != value.cend(); ++it) {
            if (!first)
                out += ',';
            first = false;
            writeString(out, it.key());
            out += ':';
            write(out, it.value());
        }
        out += '}';
    } else if constexpr (IsVariant<T>::value) {
        // A sum is its alternative's fields with the alternative's name beside them.
        std::visit(
            [&](const auto& alternative) {
                out += "{\"kind\":\"";
                out += std::decay_t<decltype(alternative)>::kind;
                out += '"';
                writeFields(out, alternative, false);
                out += '}';
            },
            value);
    } else {
        out += '{';
        writeFields(out, value, true);
        out += '}';
    }
}

template <class T>
[[nodiscard]] bool read(const QJsonValue& json, T& value);

template <Described T>
[[nodiscard]] bool readFields(const QJsonObject& object, T& value)
{
    bool ok = true;
    forEachField<T>([&](const char* name, auto member) {
        const auto it = object.constFind(QLatin1String(name));
        if (it != object.constEnd() && !read(*it, value.*member))
            ok = false;
    });
    return ok;
}

template <class Variant, std::size_t I = 0>
[[nodiscard]] bool readVariant(const QString& kind, const QJsonObject& object, Variant& value)
{
    if constexpr (I < std::variant_size_v<Variant>) {
        using Alternative = std::variant_alternative_t<I, Variant>;
        if (kind == QLatin1String(Alternative::kind)) {
            Alternative alternative;
            if (!readFields(object, alternative))
                return false;
            value = std::move(alternative);
            return true;
        }
        return readVariant<Variant, I + 1>(kind, object, value);
    } else {
        return false;
    }
}

template <class T>
bool read(const QJsonValue& json, T& value)
{
    if constexpr (std::is_same_v<T, bool>) {
        value = json.toBool();
        return json.isBool();
    } else if constexpr (std::is_integral_v<T>) {
        value = T(json.toInteger());
        return json.isDouble();
    } else if constexpr (std::is_floating_point_v<T>) {
        value = json.toDouble();
        return json.isDouble();
    } else if constexpr (NamedEnum<T>) {
        const auto parsed = enumFrom<T>(json.toString());
        if (parsed)
            value = *parsed;
        return parsed.has_value();
    } else if constexpr (std::is_same_v<T, QString>) {
        value = json.toString();
        return json.isString();
    } else if constexpr (std::is_same_v<T, Instant>) {
        const auto parsed = Instant::fromString(json.toString());
        value = parsed.value_or(Instant());
        return parsed.has_value() || json.toString().isEmpty();
    } else if constexpr (std::is_same_v<T, Duration>) {
        value = Duration(json.toInteger());
        return json.isDouble();
    } else if constexpr (std::is_same_v<T, MachineId> || IsCounted<T>::value) {
        value = T::fromString(json.toString());
        return json.isString() && (value.isSet() || json.toString().isEmpty());
    } else if constexpr (std::is_same_v<T, QJsonObject>) {
        value = json.toObject();
        return json.isObject();
    } else if constexpr (std::is_same_v<T, QJsonArray>) {
        value = json.toArray();
        return json.isArray();
    } else if constexpr (std::is_same_v<T, QJsonValue>) {
        value = json;
        return true;
    } else if constexpr (IsList<T>::value) {
        if (!json.isArray())
            return false;
        const QJsonArray array = json.toArray();
        value.clear();
        value.reserve(array.size());
        for (const QJsonValue item : array) {
            typename T::value_type element{};
            if (!read(item, element))
                return false;
            value.push_back(std::move(element));
        }
        return true;
    } else if constexpr (IsOptional<T>::value) {
        if (json.isNull()) {
            value.reset();
            return true;
        }
        return read(json, value.emplace());
    } else if constexpr (IsMap<T>::value) {
        if (!json.isObject())
            return false;
        value.clear();
        const QJsonObject object = json.toObject();
        for (auto it = object.constBegin(); it != object.constEnd(); ++it) {
            if (!read(it.value(), value[it.key()]))
                return false;
        }
        return true;
    } else if constexpr (IsVariant<T>::value) {
        const QJsonObject object = json.toObject();
        return readVariant(object.value(QLatin1String("kind")).toString(), object, value);
    } else {
        return json.isObject() && readFields(json.toObject(), value);
    }
}

/// The value as compact JSON text.
template <class T>
[[nodiscard]] QByteArray toText(const T& value)
{
    QByteArray out;
    write(out, value);
    return out;
}

/// The value as a tree, for documents and hashes.
template <class T>
[[nodiscard]] QJsonValue toTree(const T& value)
{
    return QJsonDocument::fromJson('[' + toText(value) + ']').array().first();
}

/// A value from its text. Errors: `json-malformed` with the parser's words, `json-shape` when a field does
/// not fit.
template <class T>
[[nodiscard]] Result<T> fromText(const QByteArray& text)
{
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson('[' + text + ']', &problem);
    if (problem.error != QJsonParseError::NoError)
        return fail(QStringLiteral("json-malformed"), problem.errorString());
    T value{};
    if (!read(document.array().first(), value))
        return fail(QStringLiteral("json-shape"),
                    QStringLiteral("the JSON does not have the expected shape"));
    return value;
}

} // namespace Drover::Json
