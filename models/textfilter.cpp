#include "models/textfilter.h"

#include "models/memberstate.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

bool isBlankAt(const QString& text, qsizetype at)
{
    return at >= text.size() || text.at(at).isSpace();
}

/// A pattern ends at the slash that a blank follows: it may hold slashes and blanks itself. Without such an
/// end it goes to the next blank, and is not finished.
qsizetype endOfRegex(const QString& text, qsizetype start)
{
    for (qsizetype at = start + 1; at < text.size(); ++at) {
        if (text.at(at) == u'/' && text.at(at - 1) != u'\\' && isBlankAt(text, at + 1))
            return at + 1;
    }
    qsizetype end = start;
    while (!isBlankAt(text, end))
        ++end;
    return end;
}

qsizetype endOfWord(const QString& text, qsizetype start)
{
    bool quoted = false;
    qsizetype at = start;
    for (; at < text.size() && (quoted || !text.at(at).isSpace()); ++at) {
        if (text.at(at) == u'"')
            quoted = !quoted;
    }
    return at;
}

TextFilter::Token tokenAt(const QString& text, qsizetype start)
{
    TextFilter::Token token{.start = int(start)};
    qsizetype at = start;
    if (text.at(at) == u'-' && !isBlankAt(text, at + 1)) {
        token.negated = true;
        ++at;
    }
    const qsizetype keyStart = at;
    while (!isBlankAt(text, at) && text.at(at) != u':' && text.at(at) != u'"')
        ++at;
    const bool keyed = at < text.size() && text.at(at) == u':' && at > keyStart && text.at(keyStart) != u'/';
    token.valueStart = int(keyed ? at + 1 : keyStart);
    token.isRegex = token.valueStart < text.size() && text.at(token.valueStart) == u'/' &&
                    !isBlankAt(text, token.valueStart + 1);
    token.length =
        int((token.isRegex ? endOfRegex(text, token.valueStart) : endOfWord(text, token.valueStart)) - start);
    return token;
}

/// `metal` begins a word of `rack-metal 2`, `healthy` none of `unhealthy`.
bool beginsAWord(const QString& text, const QString& value)
{
    for (qsizetype at = text.indexOf(value, 0, Qt::CaseInsensitive); at >= 0;
         at = text.indexOf(value, at + 1, Qt::CaseInsensitive)) {
        if (at == 0 || !text.at(at - 1).isLetterOrNumber() || !value.at(0).isLetterOrNumber())
            return true;
    }
    return false;
}

TextFilter::Test takeTest(QString& value)
{
    static const std::pair<QLatin1StringView, TextFilter::Test> signs[] = {
        {">="_L1, TextFilter::Test::AtLeast},
        {"<="_L1, TextFilter::Test::AtMost},
        {">"_L1, TextFilter::Test::More},
        {"<"_L1, TextFilter::Test::Less},
        {"="_L1, TextFilter::Test::Exact}};
    for (const auto& [sign, test] : signs) {
        if (value.startsWith(sign)) {
            value.remove(0, sign.size());
            return test;
        }
    }
    return TextFilter::Test::Words;
}

bool comparesNumbers(TextFilter::Test test)
{
    return test == TextFilter::Test::Less || test == TextFilter::Test::AtMost ||
           test == TextFilter::Test::More || test == TextFilter::Test::AtLeast;
}

} // namespace

bool TextFilter::Term::hits(const QString& text) const
{
    const auto any = [this](auto&& holds) { return std::any_of(values.begin(), values.end(), holds); };
    // A text without a figure is neither more nor less than one; "9 / 11" and "9 %" are 9, and 1.31.4
    // is 1.31.
    const auto order = [&](auto&& holds) {
        return !text.isEmpty() && text.at(0).isDigit() && any([&](const QString& value) {
            const QString bound = naturalKey(value);
            return holds(naturalKey(text).left(bound.size()).compare(bound));
        });
    };
    switch (test) {
    case Test::Words:
        if (key.isEmpty())
            return std::ranges::any_of(found,
                                       [&](const QStringMatcher& value) { return value.indexIn(text) >= 0; });
        return any([&](const QString& value) { return beginsAWord(text, value); });
    case Test::Exact:
        return any([&](const QString& value) { return text.compare(value, Qt::CaseInsensitive) == 0; });
    case Test::Regex:
        return regex.match(text).hasMatch();
    case Test::Less:
        return order([](int compared) { return compared < 0; });
    case Test::AtMost:
        return order([](int compared) { return compared <= 0; });
    case Test::More:
        return order([](int compared) { return compared > 0; });
    case Test::AtLeast:
        return order([](int compared) { return compared >= 0; });
    }
    Q_UNREACHABLE();
}

void TextFilter::addTerm(const QString& text, const Token& token, const QStringList& keys)
{
    const int keyStart = token.start + (token.negated ? 1 : 0);
    Term term{.negated = token.negated};
    if (token.valueStart > keyStart)
        term.key = text.mid(keyStart, token.valueStart - keyStart - 1).toLower();
    const auto fail = [&](Fault fault, int at, const QString& about) {
        if (!m_problem)
            m_problem = Problem{fault, token, text.mid(token.start, token.length), at, about};
    };
    if (!term.key.isEmpty() && !keys.isEmpty() && !term.key.contains(u'/') && !keys.contains(term.key)) {
        fail(Fault::UnknownKey, keyStart, term.key);
        return;
    }
    QString value = text.mid(token.valueStart, token.start + token.length - token.valueStart);
    if (token.isRegex) {
        const bool closed = value.size() > 2 && value.endsWith(u'/');
        term.regex = QRegularExpression(value.mid(1, value.size() - (closed ? 2 : 1)),
                                        QRegularExpression::CaseInsensitiveOption);
        term.test = Test::Regex;
        if (!term.regex.isValid()) {
            fail(Fault::BadRegex, token.valueStart + 1 + int(term.regex.patternErrorOffset()),
                 term.regex.errorString());
            return;
        }
        term.regex.optimize();
        m_terms.append(term);
        return;
    }
    value.remove(u'"');
    if (!term.key.isEmpty())
        term.test = takeTest(value);
    term.values = value.toLower().split(u',', Qt::SkipEmptyParts);
    const auto isNumber = [](const QString& each) { return each.at(0).isDigit(); };
    if (comparesNumbers(term.test) && !std::all_of(term.values.begin(), term.values.end(), isNumber)) {
        fail(Fault::NoNumber, token.valueStart, value);
        return;
    }
    for (const QString& each : std::as_const(term.values))
        term.found.append(QStringMatcher(each, Qt::CaseInsensitive));
    if (!term.values.isEmpty())
        m_terms.append(term);
}

TextFilter TextFilter::parse(const QString& text, const QStringList& keys)
{
    TextFilter filter;
    for (qsizetype at = 0; at < text.size();) {
        if (text.at(at).isSpace()) {
            ++at;
            continue;
        }
        const Token token = tokenAt(text, at);
        filter.m_tokens.append(token);
        filter.addTerm(text, token, keys);
        at = token.start + token.length;
    }
    return filter;
}

bool TextFilter::matches(const QStringList& words, const Fields& field) const
{
    return std::all_of(m_terms.begin(), m_terms.end(), [&](const Term& term) {
        if (!term.key.isEmpty())
            return term.accepts(field(term.key));
        const bool found =
            std::any_of(words.begin(), words.end(), [&](const QString& word) { return term.hits(word); });
        return found != term.negated;
    });
}

QStringList valuesInOrder(const QSet<QString>& values)
{
    constexpr qsizetype most = 200;
    QStringList list(values.begin(), values.end());
    list.removeAll(QString());
    std::ranges::sort(list, {}, &naturalKey);
    return list.first(std::min(most, list.size()));
}

} // namespace Drover
