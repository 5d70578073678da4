#include "engine/content/template/functionlibrary.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Drover::TemplateLibrary {

namespace {

using Args = const QList<Value>&;

QString quoteAll(Args args, QString (*quote)(const QString&))
{
    QStringList parts;
    for (const Value& arg : args) {
        if (!arg.isNil()) {
            parts.append(quote(textOf(arg)));
        }
    }
    return parts.join(u' ');
}

CallResult tooLong()
{
    return callError(u"the result is too large"_s);
}

CallResult replace(Args args)
{
    const QString before = textOf(args[0]);
    const QString after = textOf(args[1]);
    QString text = textOf(args[2]);
    const qsizetype growth = after.size() - before.size();
    if (growth > 0 && text.size() + growth * (text.count(before) + 1) > TemplateLimits::stringSize) {
        return tooLong();
    }
    if (before.isEmpty()) { // as Go: around every character
        QString spread = after;
        for (const QChar c : text) {
            spread += c;
            spread += c.isHighSurrogate() ? QString() : after;
        }
        return Value(spread);
    }
    return Value(text.replace(before, after));
}

CallResult repeat(Args args)
{
    const IntResult count = intOf(args[0]);
    if (!count) {
        return tl::make_unexpected(count.error());
    }
    const QString text = textOf(args[1]);
    if (*count > TemplateLimits::stringSize || *count * text.size() > TemplateLimits::stringSize) {
        return tooLong();
    }
    return Value(text.repeated(std::max<qint64>(*count, 0)));
}

CallResult indentBy(Args args, const QString& prefix)
{
    const IntResult count = intOf(args[0]);
    if (!count) {
        return tl::make_unexpected(count.error());
    }
    QString text = textOf(args[1]);
    const qint64 lines = text.count(u'\n') + 1;
    if (*count > 10'000 || *count * lines + text.size() > TemplateLimits::stringSize) {
        return tooLong();
    }
    const QString pad(std::max<qint64>(*count, 0), u' ');
    return Value(prefix + pad + text.replace(u'\n', u'\n' + pad));
}

QString title(QString text)
{
    bool begins = true;
    for (QChar& c : text) {
        if (begins) {
            c = c.toTitleCase();
        }
        begins = !(c.isLetterOrNumber() || c == u'_' || c == u'\'');
    }
    return text;
}

QString trimmed(QString text, const QString& cutset)
{
    while (!text.isEmpty() && cutset.contains(text.front())) {
        text.remove(0, 1);
    }
    while (!text.isEmpty() && cutset.contains(text.back())) {
        text.chop(1);
    }
    return text;
}

QStringList goSplit(const QString& text, const QString& separator)
{
    if (!separator.isEmpty()) {
        return text.split(separator);
    }
    QStringList characters;
    for (const char32_t point : text.toUcs4()) {
        characters.append(QString::fromUcs4(&point, 1));
    }
    return characters;
}

/// sprig's split answers a map: _0, _1, …
CallResult splitToMap(Args args)
{
    Value::Map map;
    for (const QString& part : goSplit(textOf(args[1]), textOf(args[0]))) {
        map.emplace(u"_%1"_s.arg(map.size()), Value(part));
    }
    return Value(std::move(map));
}

CallResult join(Args args)
{
    const QString separator = textOf(args[0]);
    QStringList parts;
    qsizetype size = 0;
    for (const Value& item : listOf(args[1])) {
        if (!item.isNil()) {
            parts.append(textOf(item));
            size += parts.last().size() + separator.size();
        }
        if (size > TemplateLimits::stringSize) {
            return tooLong();
        }
    }
    return Value(parts.join(separator));
}

CallResult substr(Args args)
{
    const IntResult begin = intOf(args[0]);
    const IntResult end = intOf(args[1]);
    if (!begin || !end) {
        return tl::make_unexpected(!begin ? begin.error() : end.error());
    }
    const QString text = textOf(args[2]);
    const qint64 from = std::clamp<qint64>(*begin, 0, text.size());
    const qint64 to = *end < 0 ? text.size() : std::clamp<qint64>(*end, from, text.size());
    return Value(text.mid(from, to - from));
}

CallResult trunc(Args args)
{
    const IntResult size = intOf(args[0]);
    if (!size) {
        return tl::make_unexpected(size.error());
    }
    const QString text = textOf(args[1]);
    return Value(*size < 0 ? text.right(-*size) : text.left(*size));
}

CallResult cat(Args args)
{
    QStringList parts;
    for (const Value& arg : args) {
        if (!arg.isNil()) {
            parts.append(textOf(arg));
        }
    }
    return Value(parts.join(u' '));
}

} // namespace

QString goQuote(const QString& text)
{
    QString out = u"\""_s;
    for (const QChar c : text) {
        static const QString plain = u"\a\b\f\n\r\t\v\\\""_s;
        static const QString letters = u"abfnrtv\\\""_s;
        if (const qsizetype index = plain.indexOf(c); index >= 0) {
            out += u'\\';
            out += letters[index];
        } else if (c.unicode() < 0x20 || c.unicode() == 0x7f) {
            out += u"\\x%1"_s.arg(c.unicode(), 2, 16, QChar(u'0'));
        } else if (!c.isPrint() && !c.isSurrogate()) {
            out += u"\\u%1"_s.arg(c.unicode(), 4, 16, QChar(u'0'));
        } else {
            out += c;
        }
    }
    return out + u'"';
}

QList<TemplateFunction> textFunctions()
{
    return {
        {u"toString"_s, 1, 1, [](Args args) -> CallResult { return Value(textOf(args[0])); }},
        {u"quote"_s, 0, -1, [](Args args) -> CallResult { return Value(quoteAll(args, goQuote)); }},
        {u"squote"_s, 0, -1,
         [](Args args) -> CallResult {
             return Value(quoteAll(args, [](const QString& text) { return u'\'' + text + u'\''; }));
         }},
        {u"join"_s, 2, 2, join},
        {u"upper"_s, 1, 1, [](Args args) -> CallResult { return Value(textOf(args[0]).toUpper()); }},
        {u"lower"_s, 1, 1, [](Args args) -> CallResult { return Value(textOf(args[0]).toLower()); }},
        {u"title"_s, 1, 1, [](Args args) -> CallResult { return Value(title(textOf(args[0]))); }},
        {u"replace"_s, 3, 3, replace},
        {u"contains"_s, 2, 2,
         [](Args args) -> CallResult { return Value(textOf(args[1]).contains(textOf(args[0]))); }},
        {u"hasPrefix"_s, 2, 2,
         [](Args args) -> CallResult { return Value(textOf(args[1]).startsWith(textOf(args[0]))); }},
        {u"hasSuffix"_s, 2, 2,
         [](Args args) -> CallResult { return Value(textOf(args[1]).endsWith(textOf(args[0]))); }},
        {u"trim"_s, 1, 1, [](Args args) -> CallResult { return Value(textOf(args[0]).trimmed()); }},
        {u"trimAll"_s, 2, 2,
         [](Args args) -> CallResult { return Value(trimmed(textOf(args[1]), textOf(args[0]))); }},
        {u"trimPrefix"_s, 2, 2,
         [](Args args) -> CallResult {
             const QString text = textOf(args[1]);
             const QString prefix = textOf(args[0]);
             return Value(text.startsWith(prefix) ? text.mid(prefix.size()) : text);
         }},
        {u"trimSuffix"_s, 2, 2,
         [](Args args) -> CallResult {
             const QString text = textOf(args[1]);
             const QString suffix = textOf(args[0]);
             return Value(text.endsWith(suffix) ? text.chopped(suffix.size()) : text);
         }},
        {u"nospace"_s, 1, 1,
         [](Args args) -> CallResult {
             QString text = textOf(args[0]);
             return Value(text.removeIf([](QChar c) { return c.isSpace(); }));
         }},
        {u"split"_s, 2, 2, splitToMap},
        {u"splitList"_s, 2, 2,
         [](Args args) -> CallResult { return Value(goSplit(textOf(args[1]), textOf(args[0]))); }},
        {u"substr"_s, 3, 3, substr},
        {u"trunc"_s, 2, 2, trunc},
        {u"repeat"_s, 2, 2, repeat},
        {u"indent"_s, 2, 2, [](Args args) { return indentBy(args, QString()); }},
        {u"nindent"_s, 2, 2, [](Args args) { return indentBy(args, u"\n"_s); }},
        {u"cat"_s, 0, -1, cat},
        {u"fail"_s, 1, 1, [](Args args) -> CallResult { return callError(textOf(args[0])); }},
    };
}

} // namespace Drover::TemplateLibrary
