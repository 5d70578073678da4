#include "models/textfilter.h"

#include <algorithm>

namespace Drover {

TextFilter TextFilter::parse(const QString& text)
{
    TextFilter filter;
    const QStringList tokens = text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    for (const QString& token : tokens) {
        Term term;
        QString rest = token;
        if (rest.size() > 1 && rest.startsWith(QLatin1Char('-'))) {
            term.negated = true;
            rest.remove(0, 1);
        }
        const qsizetype colon = rest.indexOf(QLatin1Char(':'));
        if (colon > 0) {
            term.key = rest.left(colon).toLower();
            rest.remove(0, colon + 1);
        }
        if (rest.isEmpty())
            continue;
        if (rest.startsWith(QLatin1Char('/')) && rest.size() > 1) {
            const QString pattern = rest.endsWith(QLatin1Char('/')) && rest.size() > 2
                                        ? rest.mid(1, rest.size() - 2)
                                        : rest.mid(1);
            term.regex = QRegularExpression(pattern, QRegularExpression::CaseInsensitiveOption);
            term.isRegex = true;
            if (!term.regex.isValid()) {
                filter.m_badToken = token;
                continue;
            }
        } else {
            term.values = rest.toLower().split(QLatin1Char(','), Qt::SkipEmptyParts);
        }
        if (term.isRegex || !term.values.isEmpty())
            filter.m_terms.append(term);
    }
    return filter;
}

namespace {

bool hits(const TextFilter::Term& term, const QString& text)
{
    if (term.isRegex)
        return term.regex.match(text).hasMatch();
    return std::any_of(term.values.begin(), term.values.end(),
                       [&](const QString& value) { return text.contains(value, Qt::CaseInsensitive); });
}

} // namespace

bool TextFilter::matches(const QStringList& words, const Fields& field) const
{
    return std::all_of(m_terms.begin(), m_terms.end(), [&](const Term& term) {
        bool found = false;
        if (term.key.isEmpty())
            found = std::any_of(words.begin(), words.end(),
                                [&](const QString& word) { return hits(term, word); });
        else
            found = hits(term, field(term.key));
        return found != term.negated;
    });
}

} // namespace Drover
