#include "app/cli/arguments.h"

#include "engine/content/sourcenode.h"
#include "models/inputfile.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

constexpr qint64 mapFileLimit = 16LL << 20;

QJsonValue typedValue(const QString& text)
{
    QJsonParseError problem;
    const auto wrapped = QJsonDocument::fromJson('[' + text.toUtf8() + ']', &problem);
    if (problem.error != QJsonParseError::NoError || wrapped.array().size() != 1)
        return text;
    return wrapped.array().first();
}

} // namespace

Result<QJsonObject> keyValues(const QStringList& items, const QString& option)
{
    QJsonObject result;
    for (const QString& item : items) {
        const qsizetype equals = item.indexOf(u'=');
        // What was typed may hold a secret: only the part before the sign is ever repeated.
        const QString key = item.left(equals).trimmed();
        if (equals < 0 || key.isEmpty())
            return fail(u"usage"_s, u"%1 needs KEY=VALUE"_s.arg(option),
                        u"for example: %1 greeting=hello"_s.arg(option));
        if (result.contains(key))
            return fail(u"usage"_s, u"%1 gives %2 twice"_s.arg(option, key), u"give it once"_s);
        result.insert(key, typedValue(item.mid(equals + 1)));
    }
    return result;
}

Result<QMap<QString, int>> roleCounts(const QStringList& items)
{
    QMap<QString, int> result;
    for (const QString& item : items) {
        const qsizetype equals = item.lastIndexOf(u'=');
        const QString role = item.left(equals).trimmed();
        bool isNumber = false;
        const int count = item.mid(equals + 1).toInt(&isNumber);
        if (equals <= 0 || role.isEmpty() || !isNumber || count < 0)
            return fail(u"usage"_s, u"--role %1 is not ROLE=N"_s.arg(item),
                        u"for example: --role worker=5"_s);
        if (result.contains(role))
            return fail(u"usage"_s, u"--role gives %1 twice"_s.arg(role), u"give it once"_s);
        result.insert(role, count);
    }
    return result;
}

Result<Instant> moment(const QString& text, const QString& option)
{
    if (text.isEmpty())
        return Instant();
    if (const auto instant = Instant::fromString(text))
        return *instant;
    return fail(u"usage"_s, u"%1 %2 is not a moment"_s.arg(option, text),
                u"for example: %1 2030-01-31T08:00:00Z"_s.arg(option));
}

Result<QJsonObject> readMapFile(const QString& path)
{
    const auto bytes = readInputFile(path, mapFileLimit);
    if (!bytes)
        return tl::make_unexpected(bytes.error());
    const auto node = parseSource(SourceFile{.path = path, .text = *bytes, .shownAs = path});
    if (!node) {
        QStringList lines;
        for (const Problem& problem : node.error())
            lines.append(problem.toString());
        return fail(u"file-invalid"_s, lines.join(u'\n'), {}, u"file "_s + path);
    }
    if (node->kind != SourceNode::Kind::Map)
        return fail(
            u"file-invalid"_s,
            u"%1:%2: expected a map of options, found %3"_s.arg(path).arg(node->line).arg(node->kindName()),
            u"write one KEY: VALUE a line"_s, u"file "_s + path);
    return node->toJson().toObject();
}

} // namespace Drover
