#include "models/journal/journalfilter.h"

#include "models/journal/eventmeaning.h"

using namespace Qt::StringLiterals;

namespace Drover {

QStringList journalFilterKeys()
{
    return {u"kind"_s, u"actor"_s, u"object"_s, u"subject"_s, u"cause"_s};
}

QStringList journalFilterValues(const QString& key)
{
    if (key == "kind"_L1)
        return valuesInOrder(eventKinds());
    if (key == "actor"_L1)
        return {u"engine"_s, u"job:"_s, u"rule:"_s, u"user:"_s};
    return {};
}

namespace {

EventTerm patternTerm(const QString& field, const QStringList& patterns)
{
    return {.field = field, .values = patterns, .regex = true, .negated = false};
}

EventTerm typedTerm(const TextFilter::Term& typed)
{
    const bool known = journalFilterKeys().contains(typed.key);
    EventTerm term{.field = typed.key == "subject"_L1 ? u"object"_s
                            : known                   ? typed.key
                                                      : QString(),
                   .values = typed.values,
                   .regex = typed.test == TextFilter::Test::Regex,
                   .negated = typed.negated};
    if (term.regex)
        term.values = {typed.regex.pattern()};
    if (!known && !typed.key.isEmpty()) {
        for (QString& value : term.values)
            value.prepend(typed.key + u':');
    }
    if (typed.test == TextFilter::Test::Exact) {
        term.regex = true;
        for (QString& value : term.values)
            value = u'^' + QRegularExpression::escape(value) + u'$';
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
