#include "engine/content/pattern.h"

#include <QCache>
#include <QDate>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

/// The interpreter, because compiled matching gives up on long texts by the size of a fixed stack; 64 MiB of
/// heap.
const QString bounds = u"(*NO_JIT)(*LIMIT_MATCH=1000000)(*LIMIT_HEAP=65536)"_s;

/// A JSON Schema pattern as PCRE reads it: `$` is the end of the text and never before a last line feed, and
/// a
/// `\u00e9` is known by its number.
QString translated(const QString& pattern)
{
    static const QRegularExpression number(u"^u([0-9a-fA-F]{4})"_s);
    QString result = bounds;
    bool inClass = false;
    for (qsizetype i = 0; i < pattern.size(); ++i) {
        const QChar c = pattern[i];
        if (c == u'\\') {
            const QRegularExpressionMatch code = number.match(pattern.mid(i + 1, 5));
            result += code.hasMatch() ? u"\\x{%1}"_s.arg(code.captured(1)) : pattern.mid(i, 2);
            i += code.hasMatch() ? 5 : 1;
        } else if (const qsizetype end =
                       inClass && pattern.mid(i, 2) == "[:"_L1 ? pattern.indexOf(u":]"_s, i) : -1;
                   end > 0) {
            result += pattern.mid(i, end + 2 - i);
            i = end + 1;
        } else if (c == u'$' && !inClass) {
            result += u"\\z"_s;
        } else {
            inClass = c == u'[' || (inClass && c != u']');
            result += c;
        }
    }
    return result;
}

QRegularExpression compiled(const QString& pattern)
{
    thread_local QCache<QString, QRegularExpression> known(256);
    if (!known.contains(pattern))
        known.insert(pattern, new QRegularExpression(translated(pattern)));
    return *known.object(pattern);
}

} // namespace

QString patternFault(const QString& pattern)
{
    const QRegularExpression expression(translated(pattern));
    return expression.isValid() ? QString() : expression.errorString();
}

std::optional<bool> findPattern(const QString& pattern, const QString& text)
{
    const QRegularExpressionMatch match = compiled(pattern).match(text);
    return match.isValid() ? std::optional(match.hasMatch()) : std::nullopt;
}

bool fitsFormat(const QString& format, const QString& text)
{
    const QString date = u"(?<date>[0-9]{4}-[0-9]{2}-[0-9]{2})"_s;
    const QString time = u"([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)(\\.[0-9]+)?"
                         "([Zz]|[+-]([01][0-9]|2[0-3]):[0-5][0-9])"_s;
    const auto fits = [&text](const QString& form) { return compiled(u"^%1$"_s.arg(form)).match(text); };
    const auto isDay = [](const QRegularExpressionMatch& match) {
        return QDate::fromString(match.captured(u"date"_s), Qt::ISODate).isValid();
    };
    if (format == "date"_L1)
        return isDay(fits(date));
    if (format == "time"_L1)
        return fits(time).hasMatch();
    return format != "date-time"_L1 || isDay(fits(date + u"[Tt]"_s + time));
}

} // namespace Drover
