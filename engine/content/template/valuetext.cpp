#include "engine/content/template/value.h"

#include <QByteArray>
#include <algorithm>
#include <charconv>
#include <cmath>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

QString shortest(double value, std::chars_format format)
{
    char buffer[400];
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, value, format);
    return QString::fromLatin1(buffer, end.ptr - buffer);
}

/// The decimal exponent of the shortest form.
int exponentOf(double value)
{
    const QString text = shortest(value, std::chars_format::scientific);
    return text.mid(text.indexOf(u'e') + 1).toInt();
}

QString jsonNumber(const QJsonValue& value)
{
    const Value number = Value::fromJson(value);
    if (number.kind() == Value::Kind::Int) {
        return QString::number(number.toInt());
    }
    const double real = number.toDouble();
    const double size = std::abs(real);
    const bool plain = size == 0.0 || (size >= 1e-6 && size < 1e21);
    return shortest(real, plain ? std::chars_format::fixed : std::chars_format::scientific);
}

void appendJsonString(QString& out, const QString& text, bool raw)
{
    out += u'"';
    for (const QChar c : text) {
        switch (c.unicode()) {
        case '"':
            out += u"\\\""_s;
            break;
        case '\\':
            out += u"\\\\"_s;
            break;
        case '\n':
            out += u"\\n"_s;
            break;
        case '\r':
            out += u"\\r"_s;
            break;
        case '\t':
            out += u"\\t"_s;
            break;
        default: {
            const bool markup = !raw && (c == u'<' || c == u'>' || c == u'&');
            if (c.unicode() < 0x20 || markup || c.unicode() == 0x2028 || c.unicode() == 0x2029) {
                out += u"\\u"_s + QString::number(c.unicode(), 16).rightJustified(4, u'0');
            } else {
                out += c;
            }
        }
        }
    }
    out += u'"';
}

class JsonWriter
{
public:
    JsonWriter(QString& out, JsonStyle style) : m_out(out), m_style(style) {}

    void write(const QJsonValue& value, int level)
    {
        switch (value.type()) {
        case QJsonValue::Null:
        case QJsonValue::Undefined:
            m_out += u"null"_s;
            break;
        case QJsonValue::Bool:
            m_out += value.toBool() ? u"true"_s : u"false"_s;
            break;
        case QJsonValue::Double:
            m_out += jsonNumber(value);
            break;
        case QJsonValue::String:
            appendJsonString(m_out, value.toString(), m_style.raw);
            break;
        case QJsonValue::Array:
            writeArray(value.toArray(), level);
            break;
        case QJsonValue::Object:
            writeObject(value.toObject(), level);
            break;
        }
    }

private:
    void writeArray(const QJsonArray& array, int level)
    {
        m_out += u'[';
        bool first = true;
        for (const QJsonValue& item : array) {
            separate(std::exchange(first, false), level + 1);
            write(item, level + 1);
        }
        close(u']', array.isEmpty(), level);
    }

    void writeObject(const QJsonObject& object, int level)
    {
        m_out += u'{';
        bool first = true;
        for (auto it = object.constBegin(); it != object.constEnd(); ++it) {
            separate(std::exchange(first, false), level + 1);
            appendJsonString(m_out, it.key(), m_style.raw);
            m_out += m_style.indent > 0 ? u": "_s : u":"_s;
            write(it.value(), level + 1);
        }
        close(u'}', object.isEmpty(), level);
    }

    void separate(bool first, int level)
    {
        if (!first) {
            m_out += u',';
        }
        breakLine(level);
    }

    void close(QChar bracket, bool empty, int level)
    {
        if (!empty) {
            breakLine(level);
        }
        m_out += bracket;
    }

    void breakLine(int level)
    {
        if (m_style.indent > 0) {
            m_out += u'\n' + QString(qsizetype{level} * m_style.indent, u' ');
        }
    }

    QString& m_out;
    JsonStyle m_style;
};

/// Would YAML read this plain text back as the same string?
bool isPlainYaml(const QString& text)
{
    static const QStringList words = {u"true"_s, u"false"_s, u"null"_s, u"yes"_s, u"no"_s, u"on"_s,
                                      u"off"_s,  u"y"_s,     u"n"_s,    u"~"_s,   u""_s};
    if (words.contains(text.toLower()) ||
        !(text.front().isLetter() || text.front() == u'/' || text.front() == u'_') || text.back() == u':' ||
        text.back().isSpace()) {
        return false;
    }
    const auto isControl = [](QChar c) { return c.unicode() < 0x20 || c.unicode() == 0x7f; };
    return !text.contains(u": "_s) && !text.contains(u" #"_s) && !std::ranges::any_of(text, isControl);
}

QString yamlScalar(const QJsonValue& value)
{
    if (value.isString() && isPlainYaml(value.toString())) {
        return value.toString();
    }
    return jsonText(value, {0, true});
}

bool isYamlBlock(const QJsonValue& value)
{
    return (value.isArray() && !value.toArray().isEmpty()) ||
           (value.isObject() && !value.toObject().isEmpty());
}

void writeYaml(QString& out, const QJsonValue& value, int level, bool inItem)
{
    const QString indent(qsizetype{level} * 2, u' ');
    if (value.isArray()) {
        for (const QJsonValue& item : value.toArray()) {
            out += (std::exchange(inItem, false) ? QString() : indent) + u"- "_s;
            if (isYamlBlock(item)) {
                writeYaml(out, item, level + 1, true);
            } else {
                out += yamlScalar(item) + u'\n';
            }
        }
        return;
    }
    const QJsonObject object = value.toObject();
    for (auto it = object.constBegin(); it != object.constEnd(); ++it) {
        out += (std::exchange(inItem, false) ? QString() : indent) + yamlScalar(it.key()) + u':';
        if (!isYamlBlock(it.value())) {
            out += u' ' + yamlScalar(it.value()) + u'\n';
            continue;
        }
        out += u'\n';
        writeYaml(out, it.value(), it.value().isArray() ? level : level + 1, false);
    }
}

} // namespace

QString goFloat(double value)
{
    if (std::isnan(value)) {
        return u"NaN"_s;
    }
    if (std::isinf(value)) {
        return value > 0 ? u"+Inf"_s : u"-Inf"_s;
    }
    if (value == 0.0) {
        return std::signbit(value) ? u"-0"_s : u"0"_s;
    }
    const int exponent = exponentOf(value);
    const bool plain = exponent >= -4 && exponent < 6;
    return shortest(value, plain ? std::chars_format::fixed : std::chars_format::scientific);
}

QString Value::print() const
{
    if (const auto* text = std::get_if<QString>(&m_value)) {
        return *text;
    }
    QString out;
    printTo(out, false);
    return out;
}

void Value::printTo(QString& out, bool nested) const
{
    switch (kind()) {
    case Kind::Nil:
        out += nested ? u"<nil>"_s : u"<no value>"_s;
        break;
    case Kind::Bool:
        out += toBool() ? u"true"_s : u"false"_s;
        break;
    case Kind::Int:
        out += QString::number(toInt());
        break;
    case Kind::Float:
        out += goFloat(toDouble());
        break;
    case Kind::String:
        out += string();
        break;
    case Kind::Object:
        out += u"{…}"_s;
        break;
    case Kind::List: {
        out += u'[';
        for (qsizetype i = 0; i < size(); ++i) {
            out += i > 0 ? u" "_s : QString();
            at(i).printTo(out, true);
        }
        out += u']';
        break;
    }
    case Kind::Map: {
        out += u"map["_s;
        bool first = true;
        for (const auto& [key, value] : members()) {
            out += (std::exchange(first, false) ? QString() : u" "_s) + key + u':';
            value.printTo(out, true);
        }
        out += u']';
        break;
    }
    }
}

QString jsonText(const QJsonValue& value, JsonStyle style)
{
    QString out;
    JsonWriter(out, style).write(value, 0);
    return out;
}

QString yamlText(const QJsonValue& value)
{
    if (!isYamlBlock(value)) {
        return yamlScalar(value) + u'\n';
    }
    QString out;
    writeYaml(out, value, 0, false);
    return out;
}

} // namespace Drover
