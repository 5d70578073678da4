#include "engine/core/eventterm.h"

#include <algorithm>

namespace Drover {

EventMatcher::EventMatcher(const QList<EventTerm>& terms)
{
    for (const EventTerm& term : terms) {
        Condition condition{.where = Where::Anywhere, .words = {}, .patterns = {}, .negated = term.negated};
        if (term.field == QLatin1StringView("kind"))
            condition.where = Where::Kind;
        else if (term.field == QLatin1StringView("actor"))
            condition.where = Where::Actor;
        else if (term.field == QLatin1StringView("object"))
            condition.where = Where::Object;
        else if (term.field == QLatin1StringView("cause"))
            condition.where = Where::Cause;
        if (term.regex) {
            for (const QString& pattern : term.values)
                condition.patterns.append(
                    QRegularExpression(pattern, QRegularExpression::CaseInsensitiveOption));
        } else {
            condition.words = term.values;
        }
        m_conditions.append(condition);
    }
}

bool EventMatcher::hits(const Condition& condition, const QString& text)
{
    return std::any_of(condition.words.begin(), condition.words.end(),
                       [&](const QString& word) { return text.contains(word, Qt::CaseInsensitive); }) ||
           std::any_of(condition.patterns.begin(), condition.patterns.end(),
                       [&](const QRegularExpression& pattern) {
                           return pattern.isValid() && pattern.match(text).hasMatch();
                       });
}

bool EventMatcher::matches(const Row& row) const
{
    QString recorded;
    return std::all_of(m_conditions.begin(), m_conditions.end(), [&](const Condition& condition) {
        switch (condition.where) {
        case Where::Kind:
            return hits(condition, row.kind) != condition.negated;
        case Where::Actor:
            return hits(condition, row.actor) != condition.negated;
        case Where::Object:
            return hits(condition, row.object) != condition.negated;
        case Where::Cause:
            return hits(condition, row.cause) != condition.negated;
        case Where::Anywhere:
            break;
        }
        bool found = hits(condition, row.kind) || hits(condition, row.actor) || hits(condition, row.object) ||
                     hits(condition, row.cause);
        if (!found) {
            if (recorded.isNull())
                recorded = QString::fromUtf8(row.recorded());
            found = hits(condition, recorded);
        }
        return found != condition.negated;
    });
}

} // namespace Drover
