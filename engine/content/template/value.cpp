#include "engine/content/template/value.h"

#include "engine/content/template/templateobject.h"

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

template <class... Cases>
struct Overloaded : Cases...
{
    using Cases::operator()...;
};
template <class... Cases>
Overloaded(Cases...) -> Overloaded<Cases...>;

} // namespace

Value::Value(List items)
{
    int deepest = 0;
    for (const Value& item : items) {
        deepest = std::max(deepest, item.depth());
    }
    m_value = std::make_shared<const ListData>(ListData{std::move(items), deepest + 1});
}

Value::Value(Map members)
{
    int deepest = 0;
    for (const auto& [key, value] : members) {
        deepest = std::max(deepest, value.depth());
    }
    m_value = std::make_shared<const MapData>(MapData{std::move(members), deepest + 1});
}

Value::Value(const QStringList& strings) : Value(List(strings.cbegin(), strings.cend())) {}

Value Value::fromJson(const QJsonValue& json)
{
    switch (json.type()) {
    case QJsonValue::Null:
    case QJsonValue::Undefined:
        return {};
    case QJsonValue::Bool:
        return json.toBool();
    case QJsonValue::Double: {
        const double number = json.toDouble();
        constexpr double exact = 9007199254740992.0; // beyond, whole doubles are no longer every int
        if (std::trunc(number) == number && std::abs(number) < exact) {
            return json.toInteger();
        }
        // An int64 that no double holds exactly comes back from toInteger as it was written.
        const qint64 integer = json.toInteger(0);
        return integer != 0 ? Value(integer) : Value(number);
    }
    case QJsonValue::String:
        return json.toString();
    case QJsonValue::Array: {
        Value value;
        value.m_value = json.toArray();
        return value;
    }
    case QJsonValue::Object: {
        Value value;
        value.m_value = json.toObject();
        return value;
    }
    }
    return {};
}

Value::Kind Value::kind() const
{
    return std::visit(
        Overloaded{[](std::monostate) { return Kind::Nil; }, [](bool) { return Kind::Bool; },
                   [](qint64) { return Kind::Int; }, [](double) { return Kind::Float; },
                   [](const QString&) { return Kind::String; }, [](const QJsonArray&) { return Kind::List; },
                   [](const QJsonObject&) { return Kind::Map; }, [](const OwnList&) { return Kind::List; },
                   [](const OwnMap&) { return Kind::Map; }, [](const Object&) { return Kind::Object; }},
        m_value);
}

QString Value::kindName() const
{
    switch (kind()) {
    case Kind::Nil:
        return u"nil"_s;
    case Kind::Bool:
        return u"bool"_s;
    case Kind::Int:
        return u"int"_s;
    case Kind::Float:
        return u"float"_s;
    case Kind::String:
        return u"string"_s;
    case Kind::List:
        return u"list"_s;
    case Kind::Map:
        return u"map"_s;
    case Kind::Object:
        return u"object"_s;
    }
    return {};
}

bool Value::truth() const
{
    switch (kind()) {
    case Kind::Nil:
        return false;
    case Kind::Bool:
        return toBool();
    case Kind::Int:
        return toInt() != 0;
    case Kind::Float:
        return toDouble() != 0.0;
    case Kind::String:
    case Kind::List:
    case Kind::Map:
        return size() > 0;
    case Kind::Object:
        return true;
    }
    return false;
}

qint64 Value::toInt() const
{
    if (const auto* integer = std::get_if<qint64>(&m_value)) {
        return *integer;
    }
    const double number = std::get<double>(m_value);
    constexpr double limit = 9223372036854775807.0;
    if (std::isnan(number)) {
        return 0;
    }
    return number >= limit    ? std::numeric_limits<qint64>::max()
           : number <= -limit ? std::numeric_limits<qint64>::min()
                              : static_cast<qint64>(number);
}

double Value::toDouble() const
{
    const auto* integer = std::get_if<qint64>(&m_value);
    return integer ? static_cast<double>(*integer) : std::get<double>(m_value);
}

const TemplateObject* Value::object() const
{
    const auto* held = std::get_if<Object>(&m_value);
    return held ? held->get() : nullptr;
}

qsizetype Value::size() const
{
    return std::visit(
        Overloaded{[](const QString& text) { return text.size(); },
                   [](const QJsonArray& array) { return array.size(); },
                   [](const QJsonObject& object) { return object.size(); },
                   [](const OwnList& list) { return list->items.size(); },
                   [](const OwnMap& map) { return static_cast<qsizetype>(map->members.size()); },
                   [](const auto&) { return qsizetype{0}; }},
        m_value);
}

Value Value::at(qsizetype index) const
{
    if (const auto* array = std::get_if<QJsonArray>(&m_value)) {
        return fromJson(array->at(index));
    }
    return std::get<OwnList>(m_value)->items.at(index);
}

std::optional<Value> Value::member(const QString& key) const
{
    if (const auto* object = std::get_if<QJsonObject>(&m_value)) {
        const auto it = object->constFind(key);
        return it == object->constEnd() ? std::nullopt : std::optional(fromJson(*it));
    }
    const Map& map = std::get<OwnMap>(m_value)->members;
    const auto it = map.find(key);
    return it == map.end() ? std::nullopt : std::optional(it->second);
}

QStringList Value::keys() const
{
    if (const auto* object = std::get_if<QJsonObject>(&m_value)) {
        return object->keys();
    }
    QStringList result;
    for (const auto& [key, value] : std::get<OwnMap>(m_value)->members) {
        result.append(key);
    }
    return result;
}

Value::List Value::items() const
{
    if (const auto* own = std::get_if<OwnList>(&m_value)) {
        return (*own)->items;
    }
    List result;
    for (const QJsonValue& item : std::get<QJsonArray>(m_value)) {
        result.append(fromJson(item));
    }
    return result;
}

Value::Map Value::members() const
{
    if (const auto* own = std::get_if<OwnMap>(&m_value)) {
        return (*own)->members;
    }
    Map result;
    const QJsonObject& object = std::get<QJsonObject>(m_value);
    for (auto it = object.constBegin(); it != object.constEnd(); ++it) {
        result.emplace(it.key(), fromJson(it.value()));
    }
    return result;
}

QJsonValue Value::toJson() const
{
    return std::visit(Overloaded{[](std::monostate) { return QJsonValue(QJsonValue::Null); },
                                 [](bool value) { return QJsonValue(value); },
                                 [](qint64 value) { return QJsonValue(value); },
                                 [](double value) { return QJsonValue(value); },
                                 [](const QString& value) { return QJsonValue(value); },
                                 [](const QJsonArray& value) { return QJsonValue(value); },
                                 [](const QJsonObject& value) { return QJsonValue(value); },
                                 [](const OwnList& list) {
                                     QJsonArray array;
                                     for (const Value& item : list->items) {
                                         array.append(item.toJson());
                                     }
                                     return QJsonValue(array);
                                 },
                                 [](const OwnMap& map) {
                                     QJsonObject object;
                                     for (const auto& [key, value] : map->members) {
                                         object.insert(key, value.toJson());
                                     }
                                     return QJsonValue(object);
                                 },
                                 [](const Object&) { return QJsonValue(QJsonValue::Null); }},
                      m_value);
}

int Value::depth() const
{
    if (const auto* list = std::get_if<OwnList>(&m_value)) {
        return (*list)->depth;
    }
    const auto* map = std::get_if<OwnMap>(&m_value);
    return map ? (*map)->depth : 0;
}

bool Value::operator==(const Value& other) const
{
    if (isNumber() && other.isNumber()) {
        return kind() == Kind::Int && other.kind() == Kind::Int ? toInt() == other.toInt()
                                                                : toDouble() == other.toDouble();
    }
    if (kind() != other.kind()) {
        return false;
    }
    switch (kind()) {
    case Kind::Nil:
        return true;
    case Kind::Bool:
        return toBool() == other.toBool();
    case Kind::Int:
    case Kind::Float:
        return toDouble() == other.toDouble();
    case Kind::String:
        return string() == other.string();
    case Kind::List:
        return items() == other.items();
    case Kind::Map:
        return members() == other.members();
    case Kind::Object:
        return object() == other.object();
    }
    return false;
}

} // namespace Drover
