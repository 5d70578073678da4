#include "models/journal/journalfilter.h"

#include "models/journal/eventmeaning.h"

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

EventTerm patternTerm(const QString& field, const QStringList& patterns)
{
    return {.field = field, .values = patterns, .regex = true, .negated = false};
}

EventTerm typedTerm(const TextFilter::Term& typed)
{
    static const QHash<QString, QString> known{{u"kind"_s, u"kind"_s},
                                               {u"actor"_s, u"actor"_s},
                                               {u"object"_s, u"object"_s},
                                               {u"subject"_s, u"object"_s},
                                               {u"cause"_s, u"cause"_s}};
    EventTerm term{.field = known.value(typed.key),
                   .values = typed.values,
                   .regex = typed.test == TextFilter::Test::Regex,
                   .negated = typed.negated};
    if (typed.test == TextFilter::Test::Regex)
        term.values = {typed.regex.pattern()};
    if (term.field.isEmpty() && !typed.key.isEmpty()) {
        for (QString& value : term.values)
            value.prepend(typed.key + u':');
    }
    return term;
}

} // namespace

QList<EventTerm> eventTerms(JournalScope scope, const TextFilter& filter)
{
    QList<EventTerm> terms;
    switch (scope) {
    case JournalScope::All:
        break;
    case JournalScope::People:
        terms.append(patternTerm(u"actor"_s, {u"^user:"_s}));
        break;
    case JournalScope::Operations:
        terms.append(patternTerm(u"object"_s, {u"^(operation|gate|cluster) "_s}));
        break;
    case JournalScope::Failures:
        // Of the kind, or in what it recorded: a stop by failure, a job or order that failed, a hold, a call
        // for a person.
        terms.append(
            patternTerm({}, {u"^GateUnreachable$"_s, u"^SequenceStopped$"_s, u"\"state\":\"failed\""_s,
                             u"\"to\":\"(needs-attention|failed|Hold)"_s}));
        break;
    case JournalScope::Changes:
        terms.append(patternTerm(u"kind"_s, {u"^("_s + kindsWithSides().join(u'|') + u")$"_s}));
        break;
    }
    for (const TextFilter::Term& typed : filter.terms())
        terms.append(typedTerm(typed));
    return terms;
}

} // namespace Drover
