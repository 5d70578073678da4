#include "engine/content/schema.h"

#include "engine/content/template/value.h"

#include <QJsonArray>
#include <QStringList>
#include <algorithm>
#include <cmath>
// Without it a schema that a person got wrong ends the program.
#define VALIJSON_USE_EXCEPTIONS 1
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wold-style-cast"
#include <valijson/internal/adapter.hpp>
#include <valijson/internal/basic_adapter.hpp>
#include <valijson/internal/frozen_value.hpp>
// The adapter asks QJsonValue::toInt, which knows 32 bits only: 34359738368 bytes would be no integer.
#define toInt toInteger
#include <valijson/adapters/qtjson_adapter.hpp>
#undef toInt
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>
#pragma GCC diagnostic pop

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

const QStringList& schemaTypes()
{
    static const QStringList types = {u"string"_s, u"integer"_s, u"number"_s, u"boolean"_s,
                                      u"array"_s,  u"object"_s,  u"null"_s};
    return types;
}

/// valijson takes some faulty types in silence: look at every `type` ourselves.
QString findBadType(const QJsonObject& schema)
{
    const QJsonValue type = schema.value(u"type"_s);
    const QJsonArray named = type.isArray()       ? type.toArray()
                             : type.isUndefined() ? QJsonArray()
                                                  : QJsonArray{type};
    for (const QJsonValue& one : named) {
        if (!schemaTypes().contains(one.toString())) {
            return u"there is no type %1; types are %2"_s.arg(jsonText(one, {0, true}),
                                                              schemaTypes().join(u", "_s));
        }
    }
    const auto inside = [](const QJsonValue& value) {
        return value.isObject() ? findBadType(value.toObject()) : QString();
    };
    for (const QString& key : {u"items"_s, u"additionalProperties"_s, u"not"_s}) {
        if (const QString fault = inside(schema.value(key)); !fault.isEmpty()) {
            return fault;
        }
    }
    for (const QString& key : {u"properties"_s, u"patternProperties"_s, u"definitions"_s}) {
        for (const QJsonValue& member : schema.value(key).toObject()) {
            if (const QString fault = inside(member); !fault.isEmpty()) {
                return fault;
            }
        }
    }
    return {};
}

bool isOfType(const QJsonValue& value, const QString& type)
{
    switch (value.type()) {
    case QJsonValue::Null:
        return type == u"null"_s;
    case QJsonValue::Bool:
        return type == u"boolean"_s;
    case QJsonValue::String:
        return type == u"string"_s;
    case QJsonValue::Array:
        return type == u"array"_s;
    case QJsonValue::Object:
        return type == u"object"_s;
    case QJsonValue::Double:
        return type == u"number"_s ||
               (type == u"integer"_s && std::trunc(value.toDouble()) == value.toDouble());
    case QJsonValue::Undefined:
        break;
    }
    return false;
}

/// The type when the schema asks for nothing else.
QString onlyType(const QJsonObject& schema)
{
    static const QStringList harmless = {u"type"_s,     u"default"_s, u"description"_s,
                                         u"title"_s,    u"$schema"_s, u"$id"_s,
                                         u"examples"_s, u"id"_s,      u"example"_s};
    const QStringList keys = schema.keys();
    const bool alone = std::ranges::all_of(keys, [](const QString& key) { return harmless.contains(key); });
    return alone ? schema.value(u"type"_s).toString() : QString();
}

/// Follows one step of valijson's context (`[name]` or `[3]`) through value and schema alike.
void step(const QString& context, QJsonValue& value, QJsonObject& schema, QString& at)
{
    if (!context.startsWith(u'[')) {
        return; // the root
    }
    const QString key = context.mid(1, context.size() - 2);
    if (value.isArray()) {
        const int index = key.toInt();
        value = value.toArray().at(index);
        at += context;
        const QJsonValue items = schema.value(u"items"_s);
        schema = items.isArray() ? items.toArray().at(index).toObject() : items.toObject();
        return;
    }
    value = value.toObject().value(key);
    at += at.isEmpty() ? key : u'.' + key;
    const QJsonObject properties = schema.value(u"properties"_s).toObject();
    schema = properties.contains(key) ? properties.value(key).toObject()
                                      : schema.value(u"additionalProperties"_s).toObject();
}

QString typePhrase(const QString& type)
{
    const bool vowel = type == u"integer"_s || type == u"array"_s || type == u"object"_s;
    return type == u"null"_s ? type : (vowel ? u"an "_s : u"a "_s) + type;
}

} // namespace

struct Schema::Compiled
{
    valijson::Schema schema;
};

Schema::Schema(const QJsonObject& source, std::unique_ptr<Compiled> compiled)
    : m_source(source), m_simpleType(onlyType(source)), m_compiled(std::move(compiled))
{
}

Schema::~Schema() = default;

tl::expected<std::shared_ptr<const Schema>, QString> Schema::compile(const QJsonObject& schema)
{
    if (const QString fault = findBadType(schema); !fault.isEmpty()) {
        return tl::make_unexpected(fault);
    }
    try {
        auto compiled = std::make_unique<Compiled>();
        valijson::SchemaParser parser;
        const QJsonValue source(schema);
        parser.populateSchema(valijson::adapters::QtJsonAdapter(source), compiled->schema);
        return std::shared_ptr<const Schema>(new Schema(schema, std::move(compiled)));
    } catch (const std::exception& error) {
        QString what = QString::fromUtf8(error.what());
        if (what.endsWith(u'.')) {
            what.chop(1); // the mend follows
        }
        return tl::make_unexpected(what);
    }
}

std::optional<Schema::Fault> Schema::check(const QJsonValue& value) const
{
    if (!m_simpleType.isEmpty()) {
        return isOfType(value, m_simpleType) ? std::nullopt
                                             : std::optional(Fault{{}, typePhrase(m_simpleType), value});
    }
    valijson::ValidationResults results;
    try {
        valijson::Validator validator;
        if (validator.validate(m_compiled->schema, valijson::adapters::QtJsonAdapter(value), &results)) {
            return std::nullopt;
        }
    } catch (const std::exception& error) {
        return Fault{{}, QString::fromUtf8(error.what()), value};
    }
    Fault fault{{}, {}, value};
    QJsonObject schema = m_source;
    valijson::ValidationResults::Error error;
    if (results.popError(error)) { // the first is the innermost
        for (const std::string& context : error.context) {
            step(QString::fromStdString(context), fault.given, schema, fault.at);
        }
    }
    fault.expected = describeSchema(schema);
    const QString said = QString::fromStdString(error.description);
    if (fault.expected.isEmpty() || said.contains(u"required"_s) || said.contains(u"properties"_s)) {
        fault.expected = said;
    }
    return fault;
}

QString describeSchema(const QJsonObject& schema)
{
    if (const QJsonArray choices = schema.value(u"enum"_s).toArray(); !choices.isEmpty()) {
        QStringList texts;
        for (const QJsonValue& choice : choices) {
            texts.append(jsonText(choice, {0, true}));
        }
        return u"one of "_s + texts.join(u", "_s);
    }
    QStringList types;
    const QJsonValue type = schema.value(u"type"_s);
    for (const QJsonValue& one : type.isArray() ? type.toArray() : QJsonArray{type}) {
        if (one.isString()) {
            types.append(typePhrase(one.toString()));
        }
    }
    static const QList<std::pair<QString, QString>> limits = {
        {u"minimum"_s, u"at least %1"_s},
        {u"maximum"_s, u"at most %1"_s},
        {u"exclusiveMinimum"_s, u"more than %1"_s},
        {u"exclusiveMaximum"_s, u"less than %1"_s},
        {u"multipleOf"_s, u"a multiple of %1"_s},
        {u"minLength"_s, u"at least %1 characters"_s},
        {u"maxLength"_s, u"at most %1 characters"_s},
        {u"minItems"_s, u"at least %1 items"_s},
        {u"maxItems"_s, u"at most %1 items"_s},
        {u"pattern"_s, u"matching %1"_s},
        {u"const"_s, u"exactly %1"_s},
    };
    QStringList parts;
    for (const auto& [key, phrase] : limits) {
        if (schema.contains(key)) {
            parts.append(phrase.arg(jsonText(schema.value(key), {0, true})));
        }
    }
    const QString noun = types.isEmpty() && !parts.isEmpty() ? u"a value"_s : types.join(u" or "_s);
    return parts.isEmpty() ? noun : noun + u", "_s + parts.join(u" and "_s);
}

QString describeValue(const QJsonValue& value)
{
    constexpr qsizetype shown = 60;
    QString text = jsonText(value, {0, true});
    if (text.size() > shown) {
        text = text.left(shown) + u'…';
    }
    switch (value.type()) {
    case QJsonValue::String:
        return u"the string "_s + text;
    case QJsonValue::Double:
        return u"the number "_s + text;
    case QJsonValue::Bool:
        return u"the boolean "_s + text;
    case QJsonValue::Array:
        return u"the list "_s + text;
    case QJsonValue::Object:
        return u"the map "_s + text;
    case QJsonValue::Null:
        return u"null"_s;
    case QJsonValue::Undefined:
        break;
    }
    return u"nothing"_s;
}

} // namespace Drover
