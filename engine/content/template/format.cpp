#include "engine/content/template/functionlibrary.h"

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace Drover::TemplateLibrary {

namespace {

/// One `%…` of a format.
struct Verb
{
    bool minus = false, plus = false, zero = false, space = false, sharp = false;
    int width = -1;
    int precision = -1;
    QChar letter;
};

using TextResult = tl::expected<QString, CallError>;

constexpr int maxWidth = 10'000;

class Formatter
{
public:
    explicit Formatter(const QList<Value>& args) : m_format(args.first().string()), m_args(args.mid(1)) {}

    CallResult run()
    {
        QString out;
        while (m_pos < m_format.size()) {
            const QChar c = m_format[m_pos++];
            if (c != u'%') {
                out += c;
                continue;
            }
            const TextResult piece = formatVerb();
            if (!piece) {
                return tl::make_unexpected(piece.error());
            }
            out += *piece;
        }
        if (m_next < m_args.size()) {
            return callError(
                u"there are %1 arguments, but the format takes only %2"_s.arg(m_args.size()).arg(m_next));
        }
        return Value(out);
    }

private:
    TextResult formatVerb()
    {
        Verb verb;
        for (bool flags = true; flags && m_pos < m_format.size();) {
            switch (m_format[m_pos].unicode()) {
            case '-':
                verb.minus = true;
                break;
            case '+':
                verb.plus = true;
                break;
            case '0':
                verb.zero = true;
                break;
            case ' ':
                verb.space = true;
                break;
            case '#':
                verb.sharp = true;
                break;
            default:
                flags = false;
            }
            m_pos += flags ? 1 : 0;
        }
        verb.width = number(-1);
        if (m_pos < m_format.size() && m_format[m_pos] == u'.') {
            ++m_pos;
            verb.precision = number(0);
        }
        if (m_pos >= m_format.size()) {
            return callError(u"the format ends in the middle of a \"%\""_s);
        }
        if (verb.width > maxWidth || verb.precision > maxWidth) {
            return callError(u"a width is too large"_s);
        }
        verb.letter = m_format[m_pos++];
        if (verb.letter == u'%') {
            return u"%"_s;
        }
        if (m_next >= m_args.size()) {
            return callError(u"an argument is missing for \"%%1\""_s.arg(verb.letter));
        }
        return formatValue(verb, m_args[m_next++]);
    }

    int number(int otherwise)
    {
        if (m_pos < m_format.size() && m_format[m_pos] == u'*') {
            ++m_pos;
            return m_next < m_args.size() && m_args[m_next].isNumber()
                       ? static_cast<int>(std::min<qint64>(m_args[m_next++].toInt(), maxWidth + 1))
                       : otherwise;
        }
        if (m_pos >= m_format.size() || !m_format[m_pos].isDigit()) {
            return otherwise;
        }
        int value = 0;
        while (m_pos < m_format.size() && m_format[m_pos].isDigit()) {
            value = std::min(value * 10 + m_format[m_pos++].digitValue(), maxWidth + 1);
        }
        return value;
    }

    TextResult formatValue(const Verb& verb, const Value& value)
    {
        switch (verb.letter.unicode()) {
        case 'v':
            return padText(verb, value.isNil() ? u"<nil>"_s : value.print(), value.isNumber());
        case 's':
            return padText(verb, cut(verb, value.isNil() ? u"<nil>"_s : value.print()), false);
        case 'q':
            return padText(verb, goQuote(cut(verb, textOf(value))), false);
        case 'T':
            return padText(verb, value.kindName(), false);
        case 't':
            if (value.kind() != Value::Kind::Bool) {
                return mismatch(verb, value);
            }
            return padText(verb, value.print(), false);
        case 'd':
            return formatInt(verb, value, 10);
        case 'b':
            return formatInt(verb, value, 2);
        case 'o':
            return formatInt(verb, value, 8);
        case 'x':
        case 'X':
            return value.isString() ? formatHex(verb, value) : formatInt(verb, value, 16);
        case 'c': {
            if (!value.isNumber() || value.toInt() < 0 || value.toInt() > 0x10ffff) {
                return mismatch(verb, value);
            }
            const auto point = static_cast<char32_t>(value.toInt());
            return padText(verb, QString::fromUcs4(&point, 1), false);
        }
        case 'U':
            if (!value.isNumber()) {
                return mismatch(verb, value);
            }
            return padText(verb, u"U+%1"_s.arg(value.toInt(), 4, 16, QChar(u'0')).toUpper(), false);
        case 'e':
        case 'E':
        case 'f':
        case 'F':
        case 'g':
        case 'G':
            return formatFloat(verb, value);
        default:
            return callError(u"there is no \"%%1\""_s.arg(verb.letter));
        }
    }

    static TextResult mismatch(const Verb& verb, const Value& value)
    {
        return callError(u"\"%%1\" can't print a %2"_s.arg(verb.letter).arg(value.kindName()));
    }

    static QString cut(const Verb& verb, const QString& text)
    {
        return verb.precision >= 0 ? text.left(verb.precision) : text;
    }

    static QString padText(const Verb& verb, const QString& text, bool zeros)
    {
        if (verb.width <= text.size()) {
            return text;
        }
        if (verb.minus) {
            return text.leftJustified(verb.width);
        }
        if (!verb.zero || !zeros) {
            return text.rightJustified(verb.width);
        }
        const bool sign = text.startsWith(u'-') || text.startsWith(u'+') || text.startsWith(u' ');
        const QString digits = sign ? text.mid(1) : text;
        return (sign ? text.left(1) : QString()) + digits.rightJustified(verb.width - (sign ? 1 : 0), u'0');
    }

    static QString signOf(const Verb& verb, bool negative)
    {
        return negative ? u"-"_s : verb.plus ? u"+"_s : verb.space ? u" "_s : QString();
    }

    static TextResult formatInt(const Verb& verb, const Value& value, int base)
    {
        // A param's 3.0 is a whole number, whatever wrote it.
        const bool whole = value.isNumber() && std::trunc(value.toDouble()) == value.toDouble();
        if (!whole) {
            return mismatch(verb, value);
        }
        const qint64 integer = value.toInt();
        QString digits = QString::number(integer, base == 10 ? 10 : base);
        if (integer < 0 && base != 10) {
            digits = QString::number(0 - static_cast<quint64>(integer), base);
        } else if (integer < 0) {
            digits.remove(0, 1);
        }
        digits = digits.rightJustified(std::max(verb.precision, 0), u'0');
        digits = verb.letter == u'X' ? digits.toUpper() : digits;
        const QString prefix = !verb.sharp  ? QString()
                               : base == 16 ? u"0"_s + verb.letter
                               : base == 8  ? u"0"_s
                                            : QString();
        return padText(verb, signOf(verb, integer < 0) + prefix + digits, verb.precision < 0);
    }

    static TextResult formatHex(const Verb& verb, const Value& value)
    {
        const QString hex = QString::fromLatin1(value.string().toUtf8().toHex());
        return padText(verb, verb.letter == u'X' ? hex.toUpper() : hex, false);
    }

    static TextResult formatFloat(const Verb& verb, const Value& value)
    {
        if (!value.isNumber()) {
            return mismatch(verb, value);
        }
        const double real = value.toDouble();
        const QChar letter = verb.letter == u'F' ? QChar(u'f') : verb.letter;
        const bool isGeneral = letter.toLower() == u'g';
        QString text = isGeneral && verb.precision < 0
                           ? goFloat(std::abs(real))
                           : QString::number(std::abs(real), static_cast<char>(letter.toLatin1()),
                                             verb.precision < 0 ? 6 : verb.precision);
        text = letter == u'G' ? text.toUpper() : text;
        return padText(verb, signOf(verb, std::signbit(real)) + text, true);
    }

    const QString& m_format;
    QList<Value> m_args;
    qsizetype m_pos = 0;
    qsizetype m_next = 0;
};

} // namespace

CallResult formatText(const QList<Value>& args)
{
    if (!args.first().isString()) {
        return needsKind(args.first(), u"a format string"_s);
    }
    return Formatter(args).run();
}

} // namespace Drover::TemplateLibrary
