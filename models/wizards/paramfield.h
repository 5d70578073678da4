#pragma once

#include "engine/api/query.h"

namespace Drover {

/// A param as a form asks for it, read from its JSON Schema; a plain field of an object stands in the same
/// shape. The text of a List is its JSON; it is edited as tags.
struct ParamField
{
    enum class Kind { Text, Integer, Number, Boolean, Choice, List, Json };
    QString name;
    QString description;
    QString section; ///< fields of one section stand together; empty: of the first part of the name
    Kind kind = Kind::Text;
    bool required = false;
    bool secure = false;
    QStringList choices;     ///< of a Choice, or what a List may hold; empty: anything
    bool mayBeEmpty = false; ///< of a Choice: none of them is an answer, too
    bool isParam = true;     ///< not a plain field of the object
    std::optional<double> least;
    std::optional<double> most;
    QString pattern;
    QString typeName;                                   ///< as the schema says: "string", "integer", …
    int lines = 1;                                      ///< of a Text: more than one is edited as a page
    QString unit;                                       ///< "s" of a duration in seconds; empty: none
    QJsonValue inherited;                               ///< what it is without an answer
    QString layer = QStringLiteral("default");          ///< where that comes from, as the engine names it
    QString source;                                     ///< the profile's or stage's name
    QJsonValue own = QJsonValue(QJsonValue::Undefined); ///< what the edited object itself sets
    QString ownLayer = QStringLiteral("machine");       ///< what the object's own layer is

    /// What counts before anything is typed.
    [[nodiscard]] QJsonValue current() const { return own.isUndefined() ? inherited : own; }
    bool operator==(const ParamField&) const = default;
};
[[nodiscard]] ParamField paramField(const Answers::ApplicationParam& param);

/// From the document of a content pack's param; without one (free-form) any JSON goes.
[[nodiscard]] ParamField paramField(const QString& name, const QJsonObject& document);

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
