#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QJsonValue>
#include <QList>
#include <QString>
#include <QStringList>
#include <map>
#include <memory>
#include <optional>
#include <variant>

namespace Drover {

class TemplateObject;

/// What a template computes with: nil, bool, int, float, string, list, map, or an object with members (`.`,
/// `.Machine`). Lists and maps that come from params stay JSON until something is added to them. Immutable
/// and implicitly shared; made during one rendering.
class Value
{
public:
    using List = QList<Value>;
    using Map = std::map<QString, Value>;
    struct ListData
    {
        List items;
        int depth = 0;
    };
    struct MapData
    {
        Map members;
        int depth = 0;
    };
    enum class Kind { Nil, Bool, Int, Float, String, List, Map, Object };

    Value() = default;
    Value(bool value) : m_value(value) {}
    Value(int value) : m_value(qint64{value}) {}
    Value(qint64 value) : m_value(value) {}
    Value(double value) : m_value(value) {}
    Value(QString value) : m_value(std::move(value)) {}
    template <class T>
    Value(T* pointer) = delete; // would become a bool
    explicit Value(std::shared_ptr<const TemplateObject> object) : m_value(std::move(object)) {}
    explicit Value(List items);
    explicit Value(Map members);
    explicit Value(const QStringList& strings);
    /// A whole JSON number is an int.
    [[nodiscard]] static Value fromJson(const QJsonValue& json);

    [[nodiscard]] Kind kind() const;
    /// "string", "int", "list", … for error texts and `kindOf`.
    [[nodiscard]] QString kindName() const;
    [[nodiscard]] bool isNil() const { return std::holds_alternative<std::monostate>(m_value); }
    [[nodiscard]] bool isNumber() const { return kind() == Kind::Int || kind() == Kind::Float; }
    [[nodiscard]] bool isString() const { return kind() == Kind::String; }
    /// Go's rule: false, 0, nil and what is empty are false.
    [[nodiscard]] bool truth() const;

    [[nodiscard]] bool toBool() const { return std::get<bool>(m_value); }
    [[nodiscard]] qint64 toInt() const;    ///< of a number; a float is cut
    [[nodiscard]] double toDouble() const; ///< of a number
    [[nodiscard]] const QString& string() const { return std::get<QString>(m_value); }
    [[nodiscard]] const TemplateObject* object() const;

    /// Of a list, map or string (in characters); 0 for all else.
    [[nodiscard]] qsizetype size() const;
    [[nodiscard]] Value at(qsizetype index) const;                       ///< of a list, index in range
    [[nodiscard]] std::optional<Value> member(const QString& key) const; ///< of a map
    [[nodiscard]] QStringList keys() const;                              ///< of a map, sorted
    [[nodiscard]] List items() const;                                    ///< of a list
    [[nodiscard]] Map members() const;                                   ///< of a map

    /// Objects become null.
    [[nodiscard]] QJsonValue toJson() const;
    /// As Go's fmt prints it with %v.
    [[nodiscard]] QString print() const;
    /// How deep lists and maps made by functions are nested.
    [[nodiscard]] int depth() const;

    /// Deep equality; 1 equals 1.0.
    bool operator==(const Value& other) const;

private:
    void printTo(QString& out, bool nested) const;

    using Object = std::shared_ptr<const TemplateObject>;
    using OwnList = std::shared_ptr<const ListData>;
    using OwnMap = std::shared_ptr<const MapData>;
    std::variant<std::monostate, bool, qint64, double, QString, QJsonArray, QJsonObject, OwnList, OwnMap,
                 Object>
        m_value;
};

/// A float as Go prints it with `%v`: the shortest form, with an exponent below 1e-4 and from 1e6.
[[nodiscard]] QString goFloat(double value);

/// As Go's encoding/json writes it: keys sorted, `<>&` escaped unless `raw`; with `indent` spaces per level,
/// 0 = compact.
struct JsonStyle
{
    int indent = 0;
    bool raw = false;
};
[[nodiscard]] QString jsonText(const QJsonValue& value, JsonStyle style);
/// As block YAML that ends in a line feed.
[[nodiscard]] QString yamlText(const QJsonValue& value);

} // namespace Drover
