#include "engine/content/objectreader.h"

#include "engine/content/nearest.h"

using namespace Qt::StringLiterals;

namespace Drover {

ObjectReader::ObjectReader(const SourceNode& node, QString what, QString file, Problems& problems)
    : m_node(node), m_what(std::move(what)), m_file(std::move(file)), m_problems(problems)
{
}

const SourceNode* ObjectReader::take(const QString& key)
{
    m_known.append(key);
    const SourceNode* found = m_node.find(key);
    if (found) {
        m_places.insert(key, placeOf(*found));
    }
    return found && found->kind != SourceNode::Kind::Null ? found : nullptr;
}

SourcePlace ObjectReader::placeOf(const SourceNode& node) const
{
    return {m_file, node.line, node.column};
}

void ObjectReader::complain(const SourceNode& at, const QString& what, const QString& mend)
{
    m_problems.append({m_file, at.line, at.column, u"%1: %2"_s.arg(m_what, what), mend});
}

void ObjectReader::wrongType(const SourceNode& at, const QString& key, const QString& expected)
{
    complain(at, u"%1 is %2"_s.arg(key, at.kindName()), u"write %1"_s.arg(expected));
}

QString ObjectReader::text(const QString& key)
{
    const SourceNode* found = take(key);
    if (!found) {
        return {};
    }
    if (found->kind != SourceNode::Kind::Scalar) {
        wrongType(*found, key, u"a string"_s);
        return {};
    }
    m_places.insert(key, {m_file, found->textLine, found->textColumn});
    return found->text;
}

QStringList ObjectReader::list(const QString& key)
{
    QStringList result;
    const SourceNode* found = listNode(key);
    for (qsizetype i = 0; found && i < found->items.size(); ++i) {
        const SourceNode& item = found->items[i];
        if (item.kind != SourceNode::Kind::Scalar || item.text.isEmpty()) {
            wrongType(item, u"item %1 of %2"_s.arg(i + 1).arg(key), u"a name"_s);
            continue;
        }
        m_places.insert(u"%1/%2"_s.arg(key).arg(result.size()), placeOf(item));
        result.append(item.text);
    }
    return result;
}

QJsonObject ObjectReader::object(const QString& key)
{
    const SourceNode* found = mapNode(key);
    if (!found) {
        return {};
    }
    for (qsizetype i = 0; i < found->keys.size(); ++i) {
        m_places.insert(key + u'/' + found->keys[i].text, placeOf(found->keys[i]));
    }
    return found->toJson().toObject();
}

bool ObjectReader::flag(const QString& key)
{
    const SourceNode* found = take(key);
    if (found && !found->value.isBool()) {
        wrongType(*found, key, u"true or false"_s);
        return false;
    }
    return found && found->value.toBool();
}

double ObjectReader::number(const QString& key, double otherwise)
{
    const SourceNode* found = take(key);
    if (found && !found->value.isDouble()) {
        wrongType(*found, key, u"a number"_s);
        return otherwise;
    }
    return found ? found->value.toDouble() : otherwise;
}

const SourceNode* ObjectReader::listNode(const QString& key)
{
    const SourceNode* found = take(key);
    if (found && found->kind != SourceNode::Kind::List) {
        wrongType(*found, key, u"a list"_s);
        return nullptr;
    }
    return found;
}

const SourceNode* ObjectReader::mapNode(const QString& key)
{
    const SourceNode* found = take(key);
    if (found && found->kind != SourceNode::Kind::Map) {
        wrongType(*found, key, u"a map"_s);
        return nullptr;
    }
    return found;
}

void ObjectReader::ignore(const QStringList& keys)
{
    m_known += keys;
}

void ObjectReader::finish()
{
    QStringList seen;
    for (const SourceNode& key : m_node.keys) {
        const QString lower = key.text.toLower();
        if (!m_known.contains(key.text, Qt::CaseInsensitive)) {
            complain(key, u"the key \"%1\" isn't known here"_s.arg(key.text), suggestion(key.text, m_known));
        } else if (seen.contains(lower)) {
            complain(key, u"the key \"%1\" comes twice, in another case"_s.arg(key.text),
                     u"remove one of them"_s);
        }
        seen.append(lower);
    }
}

} // namespace Drover
