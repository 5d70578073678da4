#include "models/wizards/paramfield.h"

#include "models/parammodel.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace Drover {

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
    else
        field.kind = Kind::Json;
    return field;
}

FieldIssue checkField(const ParamField& field, const QJsonValue& value)
{
    const bool empty =
        value.isNull() || value.isUndefined() || (value.isString() && value.toString().isEmpty());
    if (empty)
        return field.required ? FieldIssue{u"missing"_s, {}} : FieldIssue{};
    if (value.isDouble()) {
        if (field.least && value.toDouble() < *field.least)
            return {u"too-small"_s, QString::number(*field.least)};
        if (field.most && value.toDouble() > *field.most)
            return {u"too-large"_s, QString::number(*field.most)};
    }
    if (value.isString() && !field.pattern.isEmpty()) {
        const QRegularExpression pattern(field.pattern);
        if (pattern.isValid() && !pattern.match(value.toString()).hasMatch())
            return {u"no-match"_s, field.pattern};
    }
    if (field.kind == ParamField::Kind::Choice && !field.choices.contains(value.toString()))
        return {u"no-choice"_s, field.choices.join(u", "_s)};
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
