#pragma once

#include <QJsonObject>
#include <QJsonValue>
#include <QString>
#include <memory>
#include <optional>
#include <tl/expected.hpp>

namespace Drover {

/// A compiled JSON Schema. Immutable; compiled once with the content, then checked against from any thread.
class Schema
{
public:
    /// Answers the schema, or what is wrong with it.
    [[nodiscard]] static tl::expected<std::shared_ptr<const Schema>, QString>
    compile(const QJsonObject& schema);
    ~Schema();

    struct Fault
    {
        QString at;       ///< "members[2].name"; empty = the value as a whole
        QString expected; ///< "an integer of at least 1"
        QJsonValue given; ///< the value at `at`
    };
    /// The first fault, or nothing when the value fits.
    [[nodiscard]] std::optional<Fault> check(const QJsonValue& value) const;

private:
    struct Compiled;
    Schema(const QJsonObject& source, std::unique_ptr<Compiled> compiled);

    QJsonObject m_source;
    QString m_simpleType; ///< set when the type is all that the schema asks for: checked without the library
    std::unique_ptr<Compiled> m_compiled;
};

/// "an integer of at least 1": what a schema asks for, in words.
[[nodiscard]] QString describeSchema(const QJsonObject& schema);
/// "the string \"abc\"": a value in words, cut when long.
[[nodiscard]] QString describeValue(const QJsonValue& value);

} // namespace Drover
