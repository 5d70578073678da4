#pragma once

#include "engine/api/query.h"

namespace Drover {

/// A param as a form asks for it, read from its JSON Schema.
struct ParamField
{
    enum class Kind { Text, Integer, Number, Boolean, Choice, Json };
    QString name;
    QString description;
    Kind kind = Kind::Text;
    bool required = false;
    bool secure = false;
    QStringList choices; ///< of a Choice
    std::optional<double> least;
    std::optional<double> most;
    QString pattern;
    QString typeName;     ///< as the schema says: "string", "integer", …
    QJsonValue inherited; ///< what it is without an answer
};
[[nodiscard]] ParamField paramField(const Answers::ApplicationParam& param);

/// What is wrong with a value, as a code with one argument: `missing`, `not-a-number`, `not-json`,
/// `too-small` (least), `too-large` (most), `no-match` (pattern), `no-choice` (the choices), `not-whole`.
/// Empty code: nothing.
struct FieldIssue
{
    QString code;
    QString argument;
    [[nodiscard]] bool isSet() const { return !code.isEmpty(); }
    bool operator==(const FieldIssue&) const = default;
};

/// The value that typed text stands for, or what is wrong with the text.
struct FieldValue
{
    QJsonValue value;
    FieldIssue issue;
};
[[nodiscard]] FieldValue fieldValue(const ParamField& field, const QString& typed);
/// How a value is written into its field.
[[nodiscard]] QString fieldText(const ParamField& field, const QJsonValue& value);
[[nodiscard]] FieldIssue checkField(const ParamField& field, const QJsonValue& value);

} // namespace Drover
