#include "app/cli/yamltext.h"

#include "engine/core/json.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

/// Unquoted only where no reader can take it for anything but this text.
QString yamlString(const QString& text)
{
    static const QRegularExpression plain(u"\\A[A-Za-z_/][A-Za-z0-9_./-]*( [A-Za-z0-9_./-]+)*\\z"_s);
    static const QStringList taken{u"true"_s, u"false"_s, u"null"_s, u"yes"_s, u"no"_s,
                                   u"on"_s,   u"off"_s,   u"y"_s,    u"n"_s};
    if (plain.match(text).hasMatch() && !taken.contains(text.toLower()))
        return text;
    QByteArray quoted; // a JSON string is a YAML string
    Json::writeString(quoted, text);
    return QString::fromUtf8(quoted);
}

QString yamlScalar(const QJsonValue& value)
{
    switch (value.type()) {
    case QJsonValue::String:
        return yamlString(value.toString());
    case QJsonValue::Bool:
        return value.toBool() ? u"true"_s : u"false"_s;
    case QJsonValue::Double:
        return QString::fromUtf8(Json::toText(value));
    case QJsonValue::Array:
        return u"[]"_s;
    case QJsonValue::Object:
        return u"{}"_s;
    case QJsonValue::Null:
    case QJsonValue::Undefined:
        break;
    }
    return u"null"_s;
}

bool isYamlBlock(const QJsonValue& value)
{
    return (value.isArray() && !value.toArray().isEmpty()) ||
           (value.isObject() && !value.toObject().isEmpty());
}

/// Lines of a list or map, each indented by `depth`; the first without, when it follows a `- `.
void writeYamlBlock(QString& out, const QJsonValue& value, int depth, bool inLine)
{
    const QString indent(depth, u' ');
    const auto begin = [&] { out += std::exchange(inLine, false) ? QString() : indent; };
    if (value.isArray()) {
        const QJsonArray list = value.toArray();
        for (const QJsonValue item : list) {
            begin();
            out += "- "_L1;
            if (isYamlBlock(item))
                writeYamlBlock(out, item, depth + 2, true);
            else
                out += yamlScalar(item) + u'\n';
        }
        return;
    }
    const QJsonObject map = value.toObject();
    for (auto it = map.begin(); it != map.end(); ++it) {
        begin();
        out += yamlString(it.key()) + u':';
        if (isYamlBlock(it.value())) {
            out += u'\n';
            writeYamlBlock(out, it.value(), it.value().isArray() ? depth : depth + 2, false);
        } else {
            out += u' ' + yamlScalar(it.value()) + u'\n';
        }
    }
}

} // namespace

QString yamlDocument(const QJsonValue& document)
{
    if (!isYamlBlock(document))
        return yamlScalar(document) + u'\n';
    QString out;
    writeYamlBlock(out, document, 0, false);
    return out;
}

} // namespace Drover
