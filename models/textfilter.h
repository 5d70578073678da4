#pragma once

#include <QHash>
#include <QRegularExpression>
#include <QString>
#include <QStringList>
#include <functional>
#include <optional>

namespace Drover {

/// What is typed into a filter field: `key:value`, `key:a,b`, `key:/regex/`, a leading `-` for not, a bare
/// word for the name or anything else shown. All terms must hold. A value.
class TextFilter
{
public:
    struct Term
    {
        QString key;              ///< empty: a bare word
        QStringList values;       ///< lower case; any of them
        QRegularExpression regex; ///< used when `isRegex`
        bool isRegex = false;
        bool negated = false;
    };
    /// A field's text by its key; nullopt when the row has no such field.
    using Fields = std::function<QString(const QString& key)>;

    TextFilter() = default;
    /// A term that is not finished (`key:`, a bad regex) is left out; problem() says so.
    [[nodiscard]] static TextFilter parse(const QString& text);

    [[nodiscard]] bool isEmpty() const { return m_terms.isEmpty(); }
    [[nodiscard]] const QList<Term>& terms() const { return m_terms; }
    /// What the parser could not take: the token, or empty.
    [[nodiscard]] QString badToken() const { return m_badToken; }
    /// `words`: the texts that a bare word is looked for in.
    [[nodiscard]] bool matches(const QStringList& words, const Fields& field) const;

private:
    QList<Term> m_terms;
    QString m_badToken;
};

} // namespace Drover
