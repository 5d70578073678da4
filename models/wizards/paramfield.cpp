#include "models/wizards/paramfield.h"

#include "models/parammodel.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

bool isTextList(const QJsonObject& schema)
{
    return schema.value("type"_L1).toString() == "array"_L1 &&
           schema.value("items"_L1).toObject().value("type"_L1).toString() == "string"_L1;
}

/// Packs say so in the description, or by the name.
bool isInSeconds(const Answers::ApplicationParam& param)
{
    return param.name.endsWith("-timeout"_L1) || param.name.endsWith("-seconds"_L1) ||
           param.description.contains("in seconds"_L1);
}

/// A number as people write it: 8192, not 8192.0 or 8.192e3.
QString numberText(double number)
{
    return number == double(qint64(number)) ? QString::number(qint64(number)) : QString::number(number);
}

} // namespace

ParamField paramField(const Answers::ApplicationParam& param)
{
    ParamField field{.name = param.name,
                     .description = param.description,
                     .required = param.required,
                     .secure = param.secure};
    field.inherited = param.value;
    const QJsonObject& schema = param.schema;
    field.typeName = schema.value("type"_L1).toString();
    field.pattern = schema.value("pattern"_L1).toString();
    if (schema.contains("minimum"_L1))
        field.least = schema.value("minimum"_L1).toDouble();
    if (schema.contains("maximum"_L1))
        field.most = schema.value("maximum"_L1).toDouble();
    const QJsonArray choices = schema.value("enum"_L1).toArray();
    bool allText = !choices.isEmpty();
    for (const QJsonValue choice : choices) {
        allText = allText && choice.isString();
        field.choices.append(choice.toString());
    }
    using Kind = ParamField::Kind;
    if (allText)
        field.kind = Kind::Choice;
    else if (field.typeName == "string"_L1)
        field.kind = Kind::Text;
    else if (field.typeName == "integer"_L1)
        field.kind = Kind::Integer;
    else if (field.typeName == "number"_L1)
        field.kind = Kind::Number;
    else if (field.typeName == "boolean"_L1)
        field.kind = Kind::Boolean;
    else if (isTextList(schema)) {
        field.kind = Kind::List;
        for (const QJsonValue choice : schema.value("items"_L1).toObject().value("enum"_L1).toArray())
            field.choices.append(choice.toString());
    } else
        field.kind = Kind::Json;
    if (field.kind == Kind::Integer && isInSeconds(param))
        field.unit = u"s"_s;
    return field;
}

ParamField paramField(const QString& name, const QJsonObject& document)
{
    Answers::ApplicationParam param;
    param.name = name;
    param.description = document.value("Description"_L1).toString();
    param.schema = document.value("Schema"_L1).toObject();
    param.secure = document.value("Secure"_L1).toBool();
    param.value = param.schema.value("default"_L1);
    return paramField(param);
}

FieldIssue checkField(const ParamField& field, const QJsonValue& value)
{
    const bool empty =
        value.isNull() || value.isUndefined() || (value.isString() && value.toString().isEmpty());
    if (empty)
        return field.required ? FieldIssue{u"missing"_s, {}} : FieldIssue{};
    if (value.isDouble()) {
        if (field.least && value.toDouble() < *field.least)
            return {u"too-small"_s, numberText(*field.least)};
        if (field.most && value.toDouble() > *field.most)
            return {u"too-large"_s, numberText(*field.most)};
    }
    if (value.isString() && !field.pattern.isEmpty()) {
        const QRegularExpression pattern(field.pattern);
        if (pattern.isValid() && !pattern.match(value.toString()).hasMatch())
            return {u"no-match"_s, field.pattern};
    }
    if (field.kind == ParamField::Kind::Choice && !field.choices.contains(value.toString())) {
        // A long list of what would be right helps nobody.
        constexpr qsizetype toldAtMost = 12;
        return field.choices.size() <= toldAtMost ? FieldIssue{u"no-choice"_s, field.choices.join(u", "_s)}
                                                  : FieldIssue{u"unknown"_s, value.toString()};
    }
    if (field.kind == ParamField::Kind::List && !field.choices.isEmpty()) {
        for (const QJsonValue item : value.toArray()) {
            if (!field.choices.contains(item.toString()))
                return {u"unknown"_s, item.toString()};
        }
    }
    return {};
}

FieldValue fieldValue(const ParamField& field, const QString& typed)
{
    using Kind = ParamField::Kind;
    const QString text = typed.trimmed();
    switch (field.kind) {
    case Kind::Text:
    case Kind::Choice:
        return {typed, checkField(field, typed)};
    case Kind::Boolean:
        return {text == "true"_L1, {}};
    case Kind::Integer:
    case Kind::Number: {
        if (text.isEmpty())
            return {QJsonValue(), checkField(field, {})};
        bool isNumber = false;
        const double number = text.toDouble(&isNumber);
        if (!isNumber)
            return {QJsonValue(), {u"not-a-number"_s, text}};
        if (field.kind == Kind::Integer && number != double(qint64(number)))
            return {QJsonValue(), {u"not-whole"_s, text}};
        const QJsonValue value =
            field.kind == Kind::Integer ? QJsonValue(qint64(number)) : QJsonValue(number);
        return {value, checkField(field, value)};
    }
    case Kind::List:
    case Kind::Json:
        break;
    }
    if (text.isEmpty())
        return {QJsonValue(), checkField(field, {})};
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson('[' + text.toUtf8() + ']', &problem);
    if (problem.error != QJsonParseError::NoError || document.array().size() != 1)
        return {QJsonValue(), {u"not-json"_s, problem.errorString()}};
    const QJsonValue value = document.array().first();
    const QJsonValue::Type wanted = field.typeName == "object"_L1  ? QJsonValue::Object
                                    : field.typeName == "array"_L1 ? QJsonValue::Array
                                                                   : value.type();
    if (value.type() != wanted)
        return {QJsonValue(), {u"wrong-type"_s, field.typeName}};
    return {value, checkField(field, value)};
}

QString fieldText(const ParamField& field, const QJsonValue& value)
{
    if (value.isNull() || value.isUndefined())
        return {};
    if (field.kind == ParamField::Kind::Json && value.isString())
        return u'"' + value.toString() + u'"';
    return paramText(value);
}

} // namespace Drover
