#include "engine/content/template/lexer.h"

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

bool isTemplateSpace(QChar c)
{
    return c == u' ' || c == u'\t' || c == u'\r' || c == u'\n';
}

bool isWordChar(QChar c)
{
    return c == u'_' || c.isLetterOrNumber();
}

/// The value of the escape sequence that begins after the backslash at `pos`; moves `pos` behind it.
std::optional<QString> unescape(QStringView text, qsizetype& pos)
{
    const QChar kind = text[pos++];
    static const QString letters = u"abfnrtv\\'\""_s;
    static const QString meanings = u"\a\b\f\n\r\t\v\\'\""_s;
    if (const qsizetype index = letters.indexOf(kind); index >= 0) {
        return QString(meanings[index]);
    }
    const int digits = kind == u'x' ? 2 : kind == u'u' ? 4 : kind == u'U' ? 8 : 0;
    if (kind >= u'0' && kind <= u'7') {
        bool ok = false;
        const uint code = text.mid(pos - 1, 3).toUInt(&ok, 8);
        pos += 2;
        return ok && pos <= text.size() ? std::optional(QString(QChar(code))) : std::nullopt;
    }
    bool ok = false;
    const uint code = digits > 0 && pos + digits <= text.size() ? text.mid(pos, digits).toUInt(&ok, 16) : 0;
    pos += digits;
    if (!ok || code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) {
        return std::nullopt;
    }
    const char32_t point = code;
    return QString::fromUcs4(&point, 1);
}

} // namespace

void TemplateLexer::advance(qsizetype count)
{
    for (qsizetype end = m_pos + count; m_pos < end; ++m_pos) {
        if (m_text[m_pos] == u'\n') {
            ++m_place.line;
            m_place.column = 1;
        } else if (!m_text[m_pos].isLowSurrogate()) {
            ++m_place.column;
        }
    }
}

TemplateLexer::Item TemplateLexer::next()
{
    while (true) {
        m_start = m_place;
        if (m_inside) {
            return lexInside();
        }
        if (m_trimNext) {
            m_trimNext = false;
            while (m_pos < m_text.size() && isTemplateSpace(m_text[m_pos])) {
                advance(1);
            }
            continue;
        }
        if (m_pos >= m_text.size()) {
            return item(Token::End, {});
        }
        if (!startsWith("{{"_L1)) {
            return lexText();
        }
        const bool trims = at(m_pos + 2) == u'-' && isTemplateSpace(at(m_pos + 3));
        const qsizetype afterOpen = m_pos + (trims ? 4 : 2);
        if (QStringView(m_text).mid(afterOpen).startsWith("/*"_L1)) {
            advance(afterOpen - m_pos);
            if (Item fault = skipComment(); fault.token == Token::Error) {
                return fault;
            }
            continue;
        }
        advance(trims ? 3 : 2); // the space after "-" stays, as a token
        m_inside = true;
        m_open = m_start;
        return item(Token::Open, {});
    }
}

TemplateLexer::Item TemplateLexer::lexText()
{
    const qsizetype open = m_text.indexOf("{{"_L1, m_pos);
    const qsizetype end = open < 0 ? m_text.size() : open;
    QString text = m_text.mid(m_pos, end - m_pos);
    advance(end - m_pos);
    if (open >= 0 && at(open + 2) == u'-' && isTemplateSpace(at(open + 3))) {
        while (!text.isEmpty() && isTemplateSpace(text.back())) {
            text.chop(1);
        }
    }
    return item(Token::Text, std::move(text));
}

TemplateLexer::Item TemplateLexer::skipComment()
{
    const qsizetype end = m_text.indexOf("*/"_L1, m_pos + 2);
    if (end < 0) {
        return error(u"this comment is never closed"_s);
    }
    advance(end + 2 - m_pos);
    const bool trims = isTemplateSpace(at(m_pos)) && at(m_pos + 1) == u'-';
    if (trims) {
        advance(2);
    }
    if (!startsWith("}}"_L1)) {
        return error(u"a comment must end in \"*/}}\""_s);
    }
    advance(2);
    m_trimNext = trims;
    return {};
}

TemplateLexer::Item TemplateLexer::lexInside()
{
    if (m_pos >= m_text.size()) {
        return {Token::Error, u"this action is never closed: \"}}\" is missing"_s, m_open};
    }
    const QChar c = m_text[m_pos];
    if (startsWith("}}"_L1)) {
        advance(2);
        m_inside = false;
        return item(Token::Close, {});
    }
    if (isTemplateSpace(c)) {
        qsizetype end = m_pos;
        while (isTemplateSpace(at(end))) {
            ++end;
        }
        if (at(end) == u'-' && QStringView(m_text).mid(end + 1).startsWith("}}"_L1)) {
            advance(end + 3 - m_pos);
            m_inside = false;
            m_trimNext = true;
            return item(Token::Close, {});
        }
        advance(end - m_pos);
        return item(Token::Space, {});
    }
    const auto single = [this](Token token, qsizetype length) {
        const QString text = m_text.mid(m_pos, length);
        advance(length);
        return item(token, text);
    };
    if (startsWith(":="_L1)) {
        return single(Token::Declare, 2);
    }
    switch (c.unicode()) {
    case '=':
        return single(Token::Assign, 1);
    case '|':
        return single(Token::Pipe, 1);
    case '(':
        return single(Token::LeftParen, 1);
    case ')':
        return single(Token::RightParen, 1);
    case ',':
        return single(Token::Comma, 1);
    case '"':
    case '\'':
        return lexQuoted();
    case '`':
        return lexRaw();
    case '.':
        return lexField();
    default:
        break;
    }
    const bool sign = (c == u'+' || c == u'-') && (at(m_pos + 1).isDigit() || at(m_pos + 1) == u'.');
    if (c.isDigit() || sign) {
        return lexNumber();
    }
    if (c == u'$' || isWordChar(c)) {
        return lexWord();
    }
    return error(u"the character \"%1\" has no meaning here"_s.arg(c));
}

TemplateLexer::Item TemplateLexer::lexQuoted()
{
    const QChar quote = m_text[m_pos];
    const auto unclosed = [this, quote] {
        return error(quote == u'"'
                         ? u"this string is never closed"_s
                         : u"this character constant is never closed; strings take double quotes"_s);
    };
    QString value;
    qsizetype pos = m_pos + 1;
    while (at(pos) != quote) {
        if (pos >= m_text.size() || at(pos) == u'\n') {
            return unclosed();
        }
        if (at(pos) != u'\\') {
            value += m_text[pos++];
            continue;
        }
        if (++pos >= m_text.size()) {
            return unclosed();
        }
        const std::optional<QString> escaped = unescape(m_text, pos);
        if (!escaped) {
            return error(u"this string has a faulty escape sequence"_s);
        }
        value += *escaped;
    }
    advance(pos + 1 - m_pos);
    if (quote == u'"') {
        return item(Token::String, value);
    }
    if (value.toUcs4().size() != 1) {
        return error(u"a character constant holds one character; strings take double quotes"_s);
    }
    return item(Token::Char, value);
}

TemplateLexer::Item TemplateLexer::lexRaw()
{
    const qsizetype end = m_text.indexOf(u'`', m_pos + 1);
    if (end < 0) {
        return error(u"this raw string is never closed"_s);
    }
    QString value = m_text.mid(m_pos + 1, end - m_pos - 1);
    advance(end + 1 - m_pos);
    value.remove(u'\r');
    return item(Token::String, value);
}

TemplateLexer::Item TemplateLexer::lexField()
{
    if (at(m_pos + 1).isDigit()) {
        return lexNumber();
    }
    qsizetype end = m_pos + 1;
    while (isWordChar(at(end))) {
        ++end;
    }
    const QString name = m_text.mid(m_pos + 1, end - m_pos - 1);
    advance(end - m_pos);
    return item(name.isEmpty() ? Token::Dot : Token::Field, name);
}

TemplateLexer::Item TemplateLexer::lexNumber()
{
    qsizetype end = m_pos + 1;
    while (isWordChar(at(end)) || at(end) == u'.' ||
           ((at(end) == u'+' || at(end) == u'-') && at(end - 1).toLower() == u'e' &&
            !QStringView(m_text).mid(m_pos, 3).contains(u'x'))) {
        ++end;
    }
    const QString number = m_text.mid(m_pos, end - m_pos);
    advance(end - m_pos);
    return item(Token::Number, number);
}

TemplateLexer::Item TemplateLexer::lexWord()
{
    qsizetype end = m_pos + 1;
    while (isWordChar(at(end))) {
        ++end;
    }
    const QString word = m_text.mid(m_pos, end - m_pos);
    advance(end - m_pos);
    return item(word.startsWith(u'$') ? Token::Variable : Token::Identifier, word);
}

} // namespace Drover
