#include "tests/layering/sourcetext.h"

#include <QRegularExpression>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace Drover::Layering {

namespace {

// Walks over the text once; every method leaves m_at behind what it blanked.
class Blanker
{
public:
    explicit Blanker(const QString& text) : m_text(text) {}

    QString run()
    {
        while (m_at < m_text.size()) {
            if (startsWith(u"//"_s))
                blankUntil(u"\n"_s, 0);
            else if (startsWith(u"/*"_s))
                blankUntil(u"*/"_s, 2);
            else if (startsWith(u"R\""_s))
                blankRawString();
            else if (m_text[m_at] == u'"')
                blankQuoted(u'"');
            else if (m_text[m_at] == u'\'' && !isDigitSeparator())
                blankQuoted(u'\'');
            else
                ++m_at;
        }
        return m_text;
    }

private:
    bool startsWith(const QString& mark) const { return QStringView(m_text).mid(m_at).startsWith(mark); }

    // 1'000: only digits (also hexadecimal ones) stand on both sides; a prefix such as u'x' is not one.
    bool isDigitSeparator() const
    {
        return m_at > 0 && m_at + 1 < m_text.size() && m_text[m_at - 1].isDigit() &&
               m_text[m_at + 1].isDigit();
    }

    void blank(qsizetype end)
    {
        for (; m_at < end; ++m_at) {
            if (m_text[m_at] != u'\n')
                m_text[m_at] = u' ';
        }
    }

    void blankUntil(const QString& mark, qsizetype length)
    {
        const qsizetype found = m_text.indexOf(mark, m_at + length);
        blank(found < 0 ? m_text.size() : found + length);
    }

    void blankRawString()
    {
        const qsizetype open = m_text.indexOf(u'(', m_at);
        if (open < 0)
            return blank(m_text.size());
        const QString close = u')' + m_text.mid(m_at + 2, open - m_at - 2) + u'"';
        const qsizetype found = m_text.indexOf(close, open);
        blank(found < 0 ? m_text.size() : found + close.size());
    }

    void blankQuoted(QChar mark)
    {
        qsizetype end = m_at + 1;
        while (end < m_text.size() && m_text[end] != mark && m_text[end] != u'\n')
            end += m_text[end] == u'\\' ? 2 : 1;
        blank(qMin(end + 1, m_text.size()));
    }

    QString m_text;
    qsizetype m_at = 0;
};

} // namespace

QString codeOnly(const QString& text)
{
    return Blanker(text).run();
}

QList<Include> includesOf(const QString& text)
{
    static const QRegularExpression directive(uR"(^\s*#\s*include\b)"_s);
    static const QRegularExpression written(uR"(^\s*#\s*include\s*([<"])([^>"]+)[>"])"_s);
    const QStringList code = codeOnly(text).split(u'\n');
    const QStringList lines = text.split(u'\n');
    QList<Include> includes;
    for (int at = 0; at < lines.size(); ++at) {
        // The code decides whether it is a directive at all; the name in quotes is blank there.
        if (!directive.match(code[at]).hasMatch())
            continue;
        if (const auto match = written.match(lines[at]); match.hasMatch())
            includes.append({at + 1, match.captured(2), match.captured(1) == u"\""});
    }
    return includes;
}

} // namespace Drover::Layering
