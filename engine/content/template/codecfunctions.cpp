#include "engine/content/template/functionlibrary.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace Drover::TemplateLibrary {

namespace {

using Args = const QList<Value>&;

CallResult fromJson(Args args)
{
    // QJsonDocument reads only lists and maps: a list around the text admits scalars too.
    QJsonParseError error;
    const QByteArray wrapped = "[" + textOf(args[0]).toUtf8() + "]";
    const QJsonArray array = QJsonDocument::fromJson(wrapped, &error).array();
    if (error.error != QJsonParseError::NoError || array.size() != 1) {
        return callError(u"this isn't JSON: %1 at character %2"_s.arg(
            error.error == QJsonParseError::NoError ? u"one value is needed"_s : error.errorString(),
            QString::number(error.offset)));
    }
    return Value::fromJson(array.first());
}

CallResult hash(const Value& value, QCryptographicHash::Algorithm algorithm)
{
    return Value(QString::fromLatin1(QCryptographicHash::hash(textOf(value).toUtf8(), algorithm).toHex()));
}

CallResult base64Decode(Args args)
{
    const auto decoded = QByteArray::fromBase64Encoding(
        textOf(args[0]).toUtf8(), QByteArray::Base64Encoding | QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded) {
        return callError(u"this isn't base64"_s);
    }
    return Value(QString::fromUtf8(decoded.decoded));
}

tl::expected<QRegularExpression, CallError> regex(const Value& pattern)
{
    QRegularExpression expression(textOf(pattern), QRegularExpression::UseUnicodePropertiesOption);
    if (!expression.isValid()) {
        return callError(u"\"%1\" isn't a regular expression: %2"_s.arg(expression.pattern().left(60),
                                                                        expression.errorString()));
    }
    return expression;
}

bool isReplacementName(QChar c)
{
    return c == u'_' || (c.unicode() < 128 && c.isLetterOrNumber());
}

/// Go's replacement text: `$1`, `${1}`, `$name`, `$$`; a name is as long as it can be.
QString expandReplacement(const QString& replacement, const QRegularExpressionMatch& match)
{
    QString out;
    for (qsizetype i = 0; i < replacement.size(); ++i) {
        if (replacement[i] != u'$' || i + 1 >= replacement.size()) {
            out += replacement[i];
            continue;
        }
        if (replacement[i + 1] == u'$') {
            out += u'$';
            ++i;
            continue;
        }
        const bool braced = replacement[i + 1] == u'{';
        const qsizetype begin = i + (braced ? 2 : 1);
        qsizetype end = begin;
        while (end < replacement.size() && isReplacementName(replacement[end])) {
            ++end;
        }
        const bool closed = !braced || (end < replacement.size() && replacement[end] == u'}');
        if (end == begin || !closed) {
            out += u'$';
            continue;
        }
        const QString name = replacement.mid(begin, end - begin);
        bool isNumber = false;
        const int number = name.toInt(&isNumber);
        out += isNumber ? match.captured(number) : match.captured(name);
        i = end - (braced ? 0 : 1);
    }
    return out;
}

CallResult regexReplaceAll(Args args)
{
    const auto expression = regex(args[0]);
    if (!expression) {
        return tl::make_unexpected(expression.error());
    }
    const QString text = textOf(args[1]);
    const QString replacement = textOf(args[2]);
    QString out;
    qsizetype done = 0;
    auto matches = expression->globalMatch(text);
    while (matches.hasNext()) {
        const QRegularExpressionMatch match = matches.next();
        out += QStringView(text).mid(done, match.capturedStart() - done);
        out += expandReplacement(replacement, match);
        done = match.capturedEnd();
        if (out.size() > TemplateLimits::stringSize) {
            return callError(u"the result is too large"_s);
        }
    }
    return Value(out + text.mid(done));
}

CallResult regexFind(Args args)
{
    const auto expression = regex(args[0]);
    if (!expression) {
        return tl::make_unexpected(expression.error());
    }
    return Value(expression->match(textOf(args[1])).captured());
}

CallResult regexMatch(Args args)
{
    const auto expression = regex(args[0]);
    if (!expression) {
        return tl::make_unexpected(expression.error());
    }
    return Value(expression->match(textOf(args[1])).hasMatch());
}

QString joined(Args args)
{
    QString out;
    for (const Value& arg : args) {
        out += textOf(arg);
    }
    return out;
}

CallResult html(Args args)
{
    QString out;
    for (const QChar c : joined(args)) {
        switch (c.unicode()) {
        case '&':
            out += u"&amp;"_s;
            break;
        case '<':
            out += u"&lt;"_s;
            break;
        case '>':
            out += u"&gt;"_s;
            break;
        case '"':
            out += u"&#34;"_s;
            break;
        case '\'':
            out += u"&#39;"_s;
            break;
        case 0:
            out += QChar(QChar::ReplacementCharacter);
            break;
        default:
            out += c;
        }
    }
    return Value(out);
}

CallResult js(Args args)
{
    QString out;
    for (const QChar c : joined(args)) {
        if (u"\\'\""_s.contains(c)) {
            out += u'\\';
            out += c;
        } else if (u"<>&="_s.contains(c) || c.unicode() < 0x20 || (!c.isPrint() && !c.isSurrogate())) {
            out += u"\\u"_s + QString::number(c.unicode(), 16).toUpper().rightJustified(4, u'0');
        } else {
            out += c;
        }
    }
    return Value(out);
}

CallResult urlquery(Args args)
{
    const QByteArray encoded = QUrl::toPercentEncoding(joined(args), " ");
    return Value(QString::fromLatin1(encoded).replace(u' ', u'+'));
}

} // namespace

QList<TemplateFunction> codecFunctions()
{
    return {
        {u"toJson"_s, 1, 1,
         [](Args args) -> CallResult {
             return Value(jsonText(args[0].toJson(), {0, false}));
         }},
        {u"toRawJson"_s, 1, 1,
         [](Args args) -> CallResult {
             return Value(jsonText(args[0].toJson(), {0, true}));
         }},
        {u"toPrettyJson"_s, 1, 1,
         [](Args args) -> CallResult {
             return Value(jsonText(args[0].toJson(), {2, false}));
         }},
        {u"fromJson"_s, 1, 1, fromJson},
        {u"toYaml"_s, 1, 1, [](Args args) -> CallResult { return Value(yamlText(args[0].toJson())); }},
        {u"b64enc"_s, 1, 1,
         [](Args args) -> CallResult {
             return Value(QString::fromLatin1(textOf(args[0]).toUtf8().toBase64()));
         }},
        {u"b64dec"_s, 1, 1, base64Decode},
        {u"sha256sum"_s, 1, 1, [](Args args) { return hash(args[0], QCryptographicHash::Sha256); }},
        {u"sha1sum"_s, 1, 1, [](Args args) { return hash(args[0], QCryptographicHash::Sha1); }},
        {u"regexMatch"_s, 2, 2, regexMatch},
        {u"regexFind"_s, 2, 2, regexFind},
        {u"regexReplaceAll"_s, 3, 3, regexReplaceAll},
        {u"html"_s, 1, -1, html},
        {u"js"_s, 1, -1, js},
        {u"urlquery"_s, 1, -1, urlquery},
    };
}

} // namespace Drover::TemplateLibrary
