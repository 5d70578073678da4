#pragma once

#include <QHash>
#include <QRegularExpression>
#include <QSet>
#include <QString>
#include <QStringList>
#include <QStringMatcher>
#include <functional>
#include <optional>

namespace Drover {

/// What is typed into a filter field, the same language in every list. All terms must hold:
///
///     word            the name holds it
///     key:value       a word of that column begins with it
///     key:a,b         either
///     key:=value      it is exactly that
///     key:>n          also >=, < and <=; figures compare as numbers, also within versions (1.9 < 1.10)
///     key:/regex/     also /regex/ alone, for the name
///     -term           not
///
/// "…" keeps blanks together; case never matters. A value; any thread.
class TextFilter
{
public:
    enum class Test { Words, Exact, Regex, Less, AtMost, More, AtLeast };
    struct Term
    {
        QString key;                      ///< lower case; empty: a bare word
        QStringList values;               ///< lower case; any of them
        QList<QStringMatcher> found = {}; ///< of a bare word: the values again
        QRegularExpression regex;         ///< of Test::Regex
        Test test = Test::Words;
        bool negated = false;

        /// Whether a text of the term's column passes; `negated` is taken into account.
        [[nodiscard]] bool accepts(const QString& text) const { return hits(text) != negated; }
        [[nodiscard]] bool hits(const QString& text) const;
    };
    /// A term as it stands in the text, to be coloured.
    struct Token
    {
        int start = 0;
        int length = 0;
        int valueStart = 0; ///< behind the minus and the key with its colon
        bool negated = false;
        bool isRegex = false;
    };
    enum class Fault { BadRegex, UnknownKey, NoNumber };
    struct Problem
    {
        Fault fault = Fault::BadRegex;
        Token token;
        QString text;  ///< of the token
        int at = 0;    ///< where in the text, from 0
        QString about; ///< the pattern's fault in English, or the key
        bool operator==(const Problem& other) const { return fault == other.fault && at == other.at; }
    };
    /// A field's text by its key.
    using Fields = std::function<QString(const QString& key)>;

    TextFilter() = default;
    /// `keys`: those that the list has; empty: any will do. Names with a slash are params and always pass. A
    /// term that is not finished (`key:`) is left out, and so is one that is wrong: problem() tells.
    [[nodiscard]] static TextFilter parse(const QString& text, const QStringList& keys = {});

    [[nodiscard]] bool isEmpty() const { return m_terms.isEmpty(); }
    [[nodiscard]] const QList<Term>& terms() const { return m_terms; }
    [[nodiscard]] const QList<Token>& tokens() const { return m_tokens; }
    /// The first term that can't be understood.
    [[nodiscard]] const std::optional<Problem>& problem() const { return m_problem; }
    /// `words`: the texts that a bare word is looked for in.
    [[nodiscard]] bool matches(const QStringList& words, const Fields& field) const;

private:
    void addTerm(const QString& text, const Token& token, const QStringList& keys);

    QList<Term> m_terms;
    QList<Token> m_tokens;
    std::optional<Problem> m_problem;
};

/// What a key's column holds, to choose from: in natural order, without the empty text, not more than can be
/// looked over.
[[nodiscard]] QStringList valuesInOrder(const QSet<QString>& values);

} // namespace Drover
