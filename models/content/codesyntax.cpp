#include "models/content/codesyntax.h"

#include <QSet>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

bool isWord(QChar c)
{
    return c.isLetterOrNumber() || c == u'_';
}

/// Takes one line apart from left to right.
class LineScan
{
public:
    LineScan(const QString& line, CodeLanguage language) : m_line(line), m_language(language) {}

    QList<CodeSpan> run(bool inAction)
    {
        if (m_language == CodeLanguage::Yaml)
            yamlKey();
        if (inAction)
            action();
        while (m_at < m_line.size())
            plain();
        return m_spans;
    }

private:
    [[nodiscard]] QChar at(qsizetype ahead = 0) const
    {
        return m_at + ahead < m_line.size() ? m_line.at(m_at + ahead) : QChar();
    }
    [[nodiscard]] bool startsWith(QLatin1StringView text) const
    {
        return QStringView(m_line).sliced(m_at).startsWith(text);
    }

    void take(qsizetype length, CodeToken token)
    {
        length = std::min(length, m_line.size() - m_at);
        if (token != CodeToken::Plain && length > 0)
            m_spans.append({int(m_at), int(length), token});
        m_at += length;
    }

    qsizetype wordLength(QStringView more = {}) const
    {
        qsizetype length = 0;
        while (isWord(at(length)) || (!at(length).isNull() && more.contains(at(length))))
            ++length;
        return length;
    }

    /// Up to and with the closing quote; stops before an action, which has its own colours.
    void string(QChar quote, bool stopsAtAction)
    {
        qsizetype length = m_inString ? 0 : 1;
        m_inString = true;
        while (m_at + length < m_line.size()) {
            if (stopsAtAction && QStringView(m_line).sliced(m_at + length).startsWith("{{"_L1))
                return take(length, CodeToken::String);
            const QChar c = at(length++);
            if (c == u'\\' && quote == u'"')
                ++length;
            else if (c == quote) {
                m_inString = false;
                break;
            }
        }
        take(length, CodeToken::String);
    }

    void yamlKey()
    {
        qsizetype from = 0;
        while (from < m_line.size() && (m_line.at(from) == u' ' || m_line.at(from) == u'-'))
            ++from;
        const qsizetype colon = m_line.indexOf(u':', from);
        const bool isKey = colon > from && (colon + 1 == m_line.size() || m_line.at(colon + 1) == u' ') &&
                           !QStringView(m_line).sliced(from, colon - from).contains(u'#');
        m_at = from;
        if (isKey)
            take(colon - from, CodeToken::Verb);
    }

    void plain()
    {
        const QChar c = at();
        if (startsWith("{{"_L1))
            return action();
        if (m_inString)
            return string(m_quote, true);
        const bool first = m_at == 0 || m_line.at(m_at - 1).isSpace();
        if (c == u'#' && first)
            return take(m_line.size() - m_at, CodeToken::Comment);
        if (c == u'"' || c == u'\'') {
            m_quote = c;
            m_commandNext = false;
            return string(c, true);
        }
        if (m_language == CodeLanguage::Yaml)
            return take(1, CodeToken::Plain);
        if (c == u'$') {
            m_commandNext = false;
            return variable();
        }
        if (isWord(c))
            return word();
        if (c == u'|' || c == u';' || c == u'&' || c == u'(' || c == u'`')
            m_commandNext = true;
        else if (!c.isSpace())
            m_commandNext = false;
        take(1, CodeToken::Plain);
    }

    void variable()
    {
        if (at(1) == u'(') {
            m_commandNext = true;
            return take(2, CodeToken::Plain);
        }
        if (at(1) == u'{') {
            const qsizetype end = m_line.indexOf(u'}', m_at);
            return take(end < 0 ? m_line.size() - m_at : end - m_at + 1, CodeToken::Variable);
        }
        qsizetype length = 1;
        while (isWord(at(length)))
            ++length;
        take(length > 1 ? length : 2, CodeToken::Variable);
    }

    void word()
    {
        static const QSet<QString> keywords{u"if"_s,   u"then"_s, u"else"_s,  u"elif"_s,    u"fi"_s,
                                            u"for"_s,  u"in"_s,   u"do"_s,    u"done"_s,    u"while"_s,
                                            u"case"_s, u"esac"_s, u"until"_s, u"function"_s};
        const qsizetype length = wordLength(u"-./");
        const QString text = m_line.sliced(m_at, length);
        if (!m_commandNext)
            return take(length, CodeToken::Plain);
        if (at(length) == u'=')
            return take(length, CodeToken::Variable);
        const bool keyword = keywords.contains(text);
        m_commandNext = keyword && text != "in"_L1 && text != "for"_L1 && text != "case"_L1;
        take(length, keyword ? CodeToken::Keyword : CodeToken::Verb);
    }

    void action()
    {
        static const QSet<QString> words{u"if"_s,    u"else"_s,   u"end"_s,   u"range"_s,    u"with"_s,
                                         u"block"_s, u"define"_s, u"break"_s, u"continue"_s, u"template"_s};
        const bool inString = std::exchange(m_inString, false);
        if (startsWith("{{"_L1))
            take(at(2) == u'-' ? 3 : 2, CodeToken::Brace);
        if (startsWith("/*"_L1) || startsWith(" /*"_L1)) {
            const qsizetype end = m_line.indexOf("*/"_L1, m_at);
            take(end < 0 ? m_line.size() - m_at : end + 2 - m_at, CodeToken::Comment);
        }
        while (m_at < m_line.size() && !startsWith("}}"_L1) && !startsWith("-}}"_L1)) {
            const QChar c = at();
            if (c == u'"' || c == u'`') {
                string(c, false);
                m_inString = false;
            } else if (c == u'$') {
                take(1 + std::max<qsizetype>(0, wordAfter(1)), CodeToken::Variable);
            } else if (c == u'.') {
                take(1 + wordAfter(1), CodeToken::Plain);
            } else if (c.isLetter()) {
                const qsizetype length = wordLength();
                take(length,
                     words.contains(m_line.sliced(m_at, length)) ? CodeToken::Keyword : CodeToken::Verb);
            } else {
                take(1, CodeToken::Plain);
            }
        }
        if (m_at < m_line.size())
            take(at() == u'-' ? 3 : 2, CodeToken::Brace);
        m_inString = inString;
        m_commandNext = false;
    }

    qsizetype wordAfter(qsizetype from) const
    {
        qsizetype length = 0;
        while (isWord(at(from + length)))
            ++length;
        return length;
    }

    const QString& m_line;
    CodeLanguage m_language;
    QList<CodeSpan> m_spans;
    qsizetype m_at = 0;
    bool m_commandNext = true; ///< the next word is what a shell would run
    bool m_inString = false;
    QChar m_quote;
};

} // namespace

QList<CodeSpan> codeSpans(const QString& line, CodeLanguage language, bool inAction)
{
    return LineScan(line, language).run(inAction);
}

QList<bool> actionStarts(const QStringList& lines)
{
    QList<bool> starts;
    bool inside = false;
    for (const QString& line : lines) {
        starts.append(inside);
        qsizetype at = 0;
        while ((at = line.indexOf(inside ? "}}"_L1 : "{{"_L1, at)) >= 0) {
            inside = !inside;
            at += 2;
        }
    }
    return starts;
}

} // namespace Drover
