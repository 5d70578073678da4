#include "engine/content/schema.h"

#include "engine/content/pattern.h"
#include "engine/content/schemafault.h"
#include "engine/content/template/value.h"

#include <QJsonArray>
#include <QSet>
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

/// Where valijson's own way has no bounds: std::regex recurses once per character, and has no end with some
/// patterns; its search for equal items takes a step, and a message, for every two of them.
namespace valijson {

using adapters::QtJsonAdapter;
using adapters::StdStringAdapter;

namespace {

bool isFound(const std::string& pattern, const std::string& text)
{
    const auto found = Drover::findPattern(QString::fromStdString(pattern), QString::fromStdString(text));
    if (!found)
        throw std::runtime_error("a text that is matched with " + pattern + " in fewer steps");
    return *found;
}

/// The same for equal values, and only for those.
QByteArray textOf(const QtJsonAdapter& value)
{
    QByteArray text;
    if (value.isArray()) {
        for (const QtJsonAdapter& item : value.asArray())
            text += textOf(item) + ',';
        return '[' + text + ']';
    }
    if (value.isObject()) {
        for (const QtJsonAdapter::ObjectMember& member : value.asObject())
            text += QByteArray::number(qsizetype(member.first.size())) + ':' + member.first.c_str() +
                    textOf(member.second) + ',';
        return '{' + text + '}';
    }
    if (value.isString()) {
        const std::string bytes = value.asString();
        return QByteArray::number(qsizetype(bytes.size())) + ':' + QByteArray::fromStdString(bytes);
    }
    if (value.isBool())
        return value.asBool() ? "true" : "false";
    return value.isNull() ? QByteArray("null") : QByteArray::number(value.asDouble(), 'g', 17);
}

} // namespace

template <>
bool ValidationVisitor<QtJsonAdapter>::visit(const PatternConstraint& constraint)
{
    if (!m_target.isString() || isFound(constraint.getPattern<std::allocator<char>>(), m_target.asString()))
        return true;
    if (m_results)
        m_results->pushError(m_context, "it does not match the pattern");
    return false;
}

template <>
bool ValidationVisitor<StdStringAdapter>::visit(const PatternConstraint& constraint)
{
    return isFound(constraint.getPattern<std::allocator<char>>(), m_target.asString());
}

template <>
bool ValidationVisitor<QtJsonAdapter>::visit(const FormatConstraint& constraint)
{
    const std::string& format = constraint.getFormat();
    if (!m_target.isString() ||
        Drover::fitsFormat(QString::fromStdString(format), QString::fromStdString(m_target.asString())))
        return true;
    if (m_results)
        m_results->pushError(m_context, "it is no " + format);
    return false;
}

template <>
bool ValidationVisitor<StdStringAdapter>::visit(const FormatConstraint& constraint)
{
    return Drover::fitsFormat(QString::fromStdString(constraint.getFormat()),
                              QString::fromStdString(m_target.asString()));
}

template <>
template <>
bool ValidationVisitor<QtJsonAdapter>::ValidatePatternPropertySubschemas::operator()(
    const constraints::PropertiesConstraint::String& pattern, const Subschema* subschema) const
{
    for (const QtJsonAdapter::ObjectMember& member : m_object) {
        if (!isFound(pattern.c_str(), member.first))
            continue;
        m_propertiesMatched->insert(member.first);
        std::vector<std::string> context = m_context;
        context.push_back('[' + member.first + ']');
        ValidationVisitor visitor(member.second, context, m_strictTypes, m_results, m_regexesCache);
        if (!visitor.validateSchema(*subschema)) {
            *m_validated = false;
            return false;
        }
    }
    return true;
}

template <>
bool ValidationVisitor<QtJsonAdapter>::visit(const UniqueItemsConstraint&)
{
    if (!m_target.isArray())
        return true;
    QSet<QByteArray> seen;
    qsizetype count = 0;
    for (const QtJsonAdapter& item : m_target.asArray()) {
        seen.insert(textOf(item));
        if (seen.size() == ++count)
            continue;
        if (m_results)
            m_results->pushError(m_context, "it holds an item twice");
        return false;
    }
    return true;
}

} // namespace valijson

namespace Drover {

namespace {

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
    if (const QString fault = schemaFault(schema); !fault.isEmpty()) {
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
