#include "engine/content/schemafault.h"

#include "engine/content/pattern.h"
#include "engine/content/template/value.h"

#include <QHash>
#include <QJsonArray>
#include <QStringList>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

constexpr int mostParts = 1000;  ///< of a schema with `$ref`s: the library goes from one into the next
constexpr int mostSteps = 10000; ///< schemas that one and the same value meets

/// Where a schema stands in the whole, from the root on.
using Path = QStringList;

QString typeFault(const QJsonValue& type)
{
    static const QStringList types{u"string"_s, u"integer"_s, u"number"_s, u"boolean"_s,
                                   u"array"_s,  u"object"_s,  u"null"_s};
    const QJsonArray named = type.isArray()       ? type.toArray()
                             : type.isUndefined() ? QJsonArray()
                                                  : QJsonArray{type};
    for (const QJsonValue& one : named) {
        if (!types.contains(one.toString()))
            return u"there is no type %1; types are %2"_s.arg(jsonText(one, {0, true}), types.join(u", "_s));
    }
    return {};
}

QString patternsFault(const QJsonObject& schema)
{
    QStringList patterns = schema.value("patternProperties"_L1).toObject().keys();
    if (const QJsonValue pattern = schema.value("pattern"_L1); pattern.isString())
        patterns.append(pattern.toString());
    for (const QString& pattern : patterns) {
        if (const QString fault = patternFault(pattern); !fault.isEmpty())
            return u"the pattern %1 can't be read: %2"_s.arg(jsonText(pattern, {0, true}), fault);
    }
    return {};
}

/// `#/definitions/a%20b` as a path.
Path pathOf(const QString& reference)
{
    QString pointer = reference.mid(1);
    while (pointer.endsWith(u'/'))
        pointer.chop(1);
    Path path = pointer.split(u'/').mid(1);
    for (QString& token : path)
        token = QUrl::fromPercentEncoding(token.toUtf8()).replace(u"~1"_s, u"/"_s).replace(u"~0"_s, u"~"_s);
    return path;
}

class SchemaWalk
{
public:
    explicit SchemaWalk(const QJsonObject& root) : m_root(root) {}

    QString fault()
    {
        while (m_fault.isEmpty() && !m_waiting.isEmpty())
            measure(m_waiting.takeLast());
        if (m_fault.isEmpty() && m_hasReferences && m_steps.size() > mostParts)
            m_fault = u"it has $refs and more than %1 parts"_s.arg(mostParts);
        return m_fault;
    }

private:
    static constexpr int open = -1;

    /// How many schemas a value meets that meets the one at `path`; those of its parts wait their turn.
    int measure(const Path& path)
    {
        const QString key = path.join(QChar(u'\0'));
        if (const auto known = m_steps.constFind(key); known != m_steps.constEnd()) {
            if (*known == open)
                m_fault = u"what is at #%1 leads back to itself"_s.arg(u'/' + path.join(u'/'));
            return *known;
        }
        m_steps.insert(key, open);
        const QJsonObject schema = at(path).toObject();
        int steps = 1;
        const auto add = [&](const Path& next) {
            if (m_fault.isEmpty() && steps <= mostSteps)
                steps += measure(next);
        };
        m_fault = typeFault(schema.value("type"_L1));
        if (m_fault.isEmpty())
            m_fault = patternsFault(schema);
        if (const QJsonValue reference = schema.value("$ref"_L1); reference.isString()) {
            m_hasReferences = true;
            if (!reference.toString().startsWith(u'#'))
                m_fault = u"the $ref %1 leads out of it; one that begins with # is followed"_s.arg(
                    jsonText(reference, {0, true}));
            if (m_steps.size() <= mostParts)
                add(pathOf(reference.toString()));
        }
        for (const QString& name : {u"not"_s, u"if"_s, u"then"_s, u"else"_s})
            each(path, name, schema.value(name).isObject(), false, add);
        for (const QString& name : {u"allOf"_s, u"anyOf"_s, u"oneOf"_s, u"dependencies"_s})
            each(path, name, false, true, add);
        const auto wait = [this](const Path& next) { m_waiting.append(next); };
        for (const QString& name :
             {u"items"_s, u"additionalItems"_s, u"additionalProperties"_s, u"contains"_s, u"propertyNames"_s})
            each(path, name, schema.value(name).isObject(), schema.value(name).isArray(), wait);
        for (const QString& name : {u"properties"_s, u"patternProperties"_s, u"definitions"_s})
            each(path, name, false, true, wait);
        if (m_fault.isEmpty() && steps > mostSteps)
            m_fault = u"one value would be checked more than %1 times"_s.arg(mostSteps);
        m_steps.insert(key, steps);
        return steps;
    }

    /// Calls f for the schema that is the keyword's value, or for those in the list or map that it is.
    template <class F>
    void each(const Path& path, const QString& keyword, bool itself, bool members, F f) const
    {
        const Path inside = path + Path{keyword};
        if (itself)
            return f(inside);
        const QJsonValue value = members ? at(inside) : QJsonValue();
        for (qsizetype i = 0; i < value.toArray().size(); ++i)
            f(inside + Path{QString::number(i)});
        for (const QString& name : value.toObject().keys())
            f(inside + Path{name});
    }

    [[nodiscard]] QJsonValue at(const Path& path) const
    {
        QJsonValue value = m_root;
        for (const QString& token : path)
            value = value.isArray() ? value.toArray().at(token.toInt()) : value.toObject().value(token);
        return value;
    }

    QJsonObject m_root;
    QList<Path> m_waiting{Path()};
    QHash<QString, int> m_steps; ///< by path; `open` while it is measured
    bool m_hasReferences = false;
    QString m_fault;
};

} // namespace

QString schemaFault(const QJsonObject& schema)
{
    return SchemaWalk(schema).fault();
}

} // namespace Drover
