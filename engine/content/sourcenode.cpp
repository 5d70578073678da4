#include "engine/content/sourcenode.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>
#include <QStringDecoder>
#include <algorithm>
#include <cmath>
#include <yaml-cpp/yaml.h>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

constexpr int maxDepth = 100;
constexpr int maxNodes = 200'000; // aliases can make a small text grow without end

/// A plain scalar as the YAML 1.2 core schema reads it.
QJsonValue plainScalar(const QString& text)
{
    if (text == u"true"_s || text == u"True"_s || text == u"TRUE"_s) {
        return true;
    }
    if (text == u"false"_s || text == u"False"_s || text == u"FALSE"_s) {
        return false;
    }
    if (text.isEmpty() || !(text.front().isDigit() || u"-+."_s.contains(text.front()))) {
        return text;
    }
    bool ok = false;
    if (text.startsWith(u"0x"_s) || text.startsWith(u"0o"_s)) {
        const qlonglong number = text.mid(2).toLongLong(&ok, text[1] == u'x' ? 16 : 8);
        return ok ? QJsonValue(number) : QJsonValue(text);
    }
    static const QRegularExpression integer(uR"(^[-+]?[0-9]+$)"_s);
    if (integer.match(text).hasMatch()) {
        const qlonglong number = text.toLongLong(&ok);
        return ok ? QJsonValue(number) : QJsonValue(text.toDouble());
    }
    static const QRegularExpression real(uR"(^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$)"_s);
    if (real.match(text).hasMatch()) {
        const double number = text.toDouble(&ok);
        return ok && std::isfinite(number) ? QJsonValue(number) : QJsonValue(text);
    }
    return text;
}

/// JSON writes characters beyond the first plane as two `\u` escapes, which yaml-cpp refuses.
QString joinSurrogates(QString text)
{
    static const QRegularExpression pair(
        uR"((?<!\\)((?:\\\\)*)\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2}))"_s);
    QRegularExpressionMatch match = pair.match(text);
    while (match.hasMatch()) {
        const QString joined = match.captured(1) + QChar(match.captured(2).toUShort(nullptr, 16)) +
                               QChar(match.captured(3).toUShort(nullptr, 16));
        text.replace(match.capturedStart(), match.capturedLength(), joined);
        match = pair.match(text, match.capturedStart() + joined.size());
    }
    return text;
}

class SourceConverter
{
public:
    SourceConverter(QString file, const QString& text) : m_file(std::move(file)), m_lines(text.split(u'\n'))
    {
    }

    SourceNode convert(const YAML::Node& node, int depth)
    {
        SourceNode result;
        const YAML::Mark mark = node.Mark();
        result.line = mark.line + 1;
        result.column = mark.column + 1;
        result.textLine = result.line;
        if (depth > maxDepth || ++m_count > maxNodes) {
            tooMuch(result);
            return result;
        }
        if (node.IsScalar()) {
            scalar(node, result);
        } else if (node.IsSequence()) {
            result.kind = SourceNode::Kind::List;
            for (const YAML::Node& item : node) {
                result.items.append(convert(item, depth + 1));
            }
        } else if (node.IsMap()) {
            map(node, result, depth);
        }
        return result;
    }

    Problems problems;

private:
    void scalar(const YAML::Node& node, SourceNode& result)
    {
        result.kind = SourceNode::Kind::Scalar;
        result.text = QString::fromStdString(node.Scalar());
        const std::string tag = node.Tag();
        const bool plain = tag == "?";
        result.value = plain ? plainScalar(result.text) : QJsonValue(result.text);
        if (plain) {
            result.textColumn = result.column;
            return;
        }
        const QString& line = m_lines.value(result.line - 1);
        const QChar style = line.size() >= result.column ? line[result.column - 1] : QChar();
        if (style == u'|' || style == u'>') {
            result.textLine = result.line + 1;
            if (style == u'|') {
                result.textColumn = indentBelow(result.line) + 1;
            }
        }
    }

    /// The indentation of the first line with text from `line` (counted from 0) on.
    int indentBelow(int line) const
    {
        for (qsizetype i = line; i < m_lines.size(); ++i) {
            const auto isText = [](QChar c) { return !c.isSpace(); };
            const auto it = std::ranges::find_if(m_lines[i], isText);
            if (it != m_lines[i].cend()) {
                return static_cast<int>(it - m_lines[i].cbegin());
            }
        }
        return 0;
    }

    void map(const YAML::Node& node, SourceNode& result, int depth)
    {
        result.kind = SourceNode::Kind::Map;
        QHash<QString, int> firstLines;
        for (const auto& member : node) {
            SourceNode key = convert(member.first, depth + 1);
            if (key.kind != SourceNode::Kind::Scalar) {
                problems.append({m_file, key.line, key.column, u"a key is %1"_s.arg(key.kindName()),
                                 u"write a name before the colon"_s});
                continue;
            }
            if (const int first = firstLines.value(key.text); first != 0) {
                problems.append({m_file, key.line, key.column, u"the key \"%1\" comes twice"_s.arg(key.text),
                                 u"remove this one or the one in line %1"_s.arg(first)});
                continue;
            }
            firstLines.insert(key.text, key.line);
            result.items.append(convert(member.second, depth + 1));
            result.keys.append(std::move(key));
        }
    }

    void tooMuch(const SourceNode& node)
    {
        if (std::exchange(m_saidTooMuch, true)) {
            return;
        }
        problems.append({m_file, node.line, node.column, u"this is nested too deep or grows too large"_s,
                         u"nest at most %1 levels, and no alias within itself"_s.arg(maxDepth)});
    }

    QString m_file;
    QStringList m_lines;
    int m_count = 0;
    bool m_saidTooMuch = false;
};

} // namespace

const SourceNode* SourceNode::find(const QString& key) const
{
    for (qsizetype i = 0; i < keys.size(); ++i) {
        if (keys[i].text.compare(key, Qt::CaseInsensitive) == 0) {
            return &items[i];
        }
    }
    return nullptr;
}

const SourceNode* SourceNode::findExact(const QString& key) const
{
    for (qsizetype i = 0; i < keys.size(); ++i) {
        if (keys[i].text == key) {
            return &items[i];
        }
    }
    return nullptr;
}

QJsonValue SourceNode::toJson() const
{
    switch (kind) {
    case Kind::Null:
        return QJsonValue::Null;
    case Kind::Scalar:
        return value;
    case Kind::List: {
        QJsonArray array;
        for (const SourceNode& item : items) {
            array.append(item.toJson());
        }
        return array;
    }
    case Kind::Map: {
        QJsonObject object;
        for (qsizetype i = 0; i < keys.size(); ++i) {
            object.insert(keys[i].text, items[i].toJson());
        }
        return object;
    }
    }
    return {};
}

QString SourceNode::kindName() const
{
    switch (kind) {
    case Kind::Null:
        return u"empty"_s;
    case Kind::List:
        return u"a list"_s;
    case Kind::Map:
        return u"a map"_s;
    case Kind::Scalar:
        break;
    }
    if (value.isBool()) {
        return u"a boolean"_s;
    }
    return value.isDouble() ? u"a number"_s : u"a string"_s;
}

tl::expected<QString, Problem> decodeUtf8(const SourceFile& file)
{
    QStringDecoder decoder(QStringDecoder::Utf8);
    const QString text = decoder.decode(file.text);
    if (!decoder.hasError() && !file.text.contains('\0')) {
        return text;
    }
    // Find the line: the first that doesn't decode by itself.
    int number = 0;
    for (const QByteArray& line : file.text.split('\n')) {
        ++number;
        QStringDecoder lineDecoder(QStringDecoder::Utf8);
        const QString decoded = lineDecoder.decode(line);
        if (lineDecoder.hasError() || line.contains('\0') || decoded.contains(QChar::ReplacementCharacter)) {
            break;
        }
    }
    return tl::make_unexpected(
        Problem{shownPath(file), number, 0, u"this line isn't UTF-8 text"_s, u"save the file as UTF-8"_s});
}

tl::expected<SourceNode, Problems> parseSource(const SourceFile& file)
{
    auto text = decodeUtf8(file);
    if (!text) {
        return tl::make_unexpected(Problems{text.error()});
    }
    if (file.path.endsWith(u".json"_s, Qt::CaseInsensitive)) {
        *text = joinSurrogates(std::move(*text));
    }
    const QString shown = shownPath(file);
    try {
        const std::vector<YAML::Node> documents = YAML::LoadAll(text->toStdString());
        if (documents.size() > 1) {
            return tl::make_unexpected(
                Problems{{shown, documents[1].Mark().line + 1, 0, u"a second document begins"_s,
                          u"write one document per file"_s}});
        }
        if (documents.empty()) {
            return tl::make_unexpected(
                Problems{{shown, 1, 0, u"the file is empty"_s, u"write the object, or remove the file"_s}});
        }
        SourceConverter converter(shown, *text);
        SourceNode root = converter.convert(documents.front(), 0);
        if (!converter.problems.isEmpty()) {
            return tl::make_unexpected(converter.problems);
        }
        return root;
    } catch (const YAML::Exception& error) {
        return tl::make_unexpected(
            Problems{{shown, error.mark.line + 1, error.mark.column + 1,
                      u"this isn't valid YAML: %1"_s.arg(QString::fromStdString(error.msg)),
                      u"look at the indentation, colons and quotes of this line and the one before"_s}});
    } catch (const std::exception& error) {
        return tl::make_unexpected(
            Problems{{shown, 1, 0, u"this can't be read: %1"_s.arg(QString::fromUtf8(error.what())),
                      u"simplify the file"_s}});
    }
}

} // namespace Drover
