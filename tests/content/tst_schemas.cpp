#include "engine/content/params.h"
#include "engine/content/schema.h"
#include "tests/content/contentsupport.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace Drover;
using namespace Qt::StringLiterals;

namespace {

QJsonObject parsed(const QByteArray& json)
{
    return QJsonDocument::fromJson(json).object();
}

QJsonValue nested(int levels)
{
    QJsonValue value = u"core"_s;
    for (int i = 0; i < levels; ++i)
        value = i % 2 == 0 ? QJsonValue(QJsonArray{value}) : QJsonValue(QJsonObject{{u"in"_s, value}});
    return value;
}

/// Chained definitions, each of which applies the next one twice: nothing in it is a circle.
QByteArray doubling(int definitions)
{
    QByteArray text = "{\"$ref\": \"#/definitions/d0\", \"definitions\": {";
    for (int i = 0; i < definitions; ++i) {
        const QByteArray next = "{\"$ref\": \"#/definitions/d" + QByteArray::number(i + 1) + "\"}";
        text += "\"d" + QByteArray::number(i) + "\": {\"allOf\": [" + next + "," + next + "]},";
    }
    return text + "\"d" + QByteArray::number(definitions) + "\": {}}}";
}

/// A list whose items are defined in the next definition, and so on.
QByteArray chained(int definitions)
{
    QByteArray text = "{\"$ref\": \"#/definitions/d0\", \"definitions\": {";
    for (int i = 0; i < definitions; ++i)
        text += "\"d" + QByteArray::number(i) + "\": {\"items\": {\"$ref\": \"#/definitions/d" +
                QByteArray::number(i + 1) + "\"}},";
    return text + "\"d" + QByteArray::number(definitions) + "\": {}}}";
}

} // namespace

/// Schemas and values that are made to hurt: each is told, and none takes the program down or long.
class SchemasTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_timer.start(); }
    void cleanup();
    void badSchemasAreTold_data();
    void badSchemasAreTold();
    void aBadSchemaIsNamedByFileAndLine();
    void valuesAreChecked_data();
    void valuesAreChecked();
    void whatIsTooDeepOrTooLargeIsRefused();

private:
    QElapsedTimer m_timer;
};

void SchemasTest::cleanup()
{
    QVERIFY2(m_timer.elapsed() < 10000, "it took long");
}

void SchemasTest::badSchemasAreTold_data()
{
    QTest::addColumn<QByteArray>("schema");
    QTest::addColumn<QString>("fault");
    const auto row = [](const char* name, const QByteArray& schema, const QString& fault) {
        QTest::newRow(name) << schema << fault;
    };
    row("itself", R"({"$ref": "#"})", u"what is at #/ leads back to itself"_s);
    row("itself, written otherwise", R"({"$ref": "#/"})", u"leads back to itself"_s);
    row("two definitions",
        R"({"properties": {"x": {"$ref": "#/definitions/a"}}, "definitions": {"a": {"$ref": "#/definitions/b"}, "b": {"$ref": "#/definitions/a"}}})",
        u"leads back to itself"_s);
    row("by all of", R"({"allOf": [{"type": "string"}, {"$ref": "#"}]})", u"leads back to itself"_s);
    row("by not", R"({"not": {"not": {"$ref": "#"}}})", u"leads back to itself"_s);
    row("by then", R"({"if": {}, "then": {"$ref": "#"}})", u"leads back to itself"_s);
    row("by a dependency", R"({"dependencies": {"a": {"$ref": "#"}}})", u"leads back to itself"_s);
    row("escaped",
        R"({"properties": {"x": {"$ref": "#/definitions/a%20b~1c"}}, "definitions": {"a b/c": {"$ref": "#/definitions/a b~1c"}}})",
        u"leads back to itself"_s);
    row("outside the keywords", R"({"$ref": "#/x/y", "x": {"y": {"anyOf": [{"$ref": "#/x/y"}]}}})",
        u"leads back to itself"_s);
    row("below properties", R"({"properties": {"next": {"$ref": "#"}}})", {});
    row("below items", R"({"items": {"$ref": "#"}})", {});
    row("a property of that name", R"({"properties": {"$ref": {"type": "string"}, "not": {}}})", {});
    row("shared",
        R"({"allOf": [{"$ref": "#/definitions/a"}, {"$ref": "#/definitions/a"}], "definitions": {"a": {"type": "string"}}})",
        {});
    row("doubling", doubling(30), u"more than 10000 times"_s);
    row("a long chain", chained(20'000), u"more than 1000 parts"_s);
    row("a short chain", chained(100), {});
    row("another document", R"({"$ref": "http://example.org/schema#"})", u"leads out of it"_s);
    row("nowhere", R"({"$ref": "#/definitions/none"})", u"definitions"_s);
    row("a type in a list", R"({"anyOf": [{"type": "strnig"}]})", u"there is no type \"strnig\""_s);
    row("a pattern", R"({"pattern": "(a"})", u"the pattern \"(a\" can't be read: missing closing"_s);
    row("a pattern of names", R"({"patternProperties": {"*": {}}})", u"the pattern \"*\" can't be read"_s);
}

void SchemasTest::badSchemasAreTold()
{
    QFETCH(QByteArray, schema);
    QFETCH(QString, fault);
    QVERIFY(!parsed(schema).isEmpty());
    const auto compiled = Schema::compile(parsed(schema));
    QCOMPARE(compiled.has_value(), fault.isEmpty());
    if (!compiled)
        QVERIFY2(compiled.error().contains(fault), qPrintable(compiled.error()));
}

void SchemasTest::aBadSchemaIsNamedByFileAndLine()
{
    const QString said = ContentSupport::texts(
        ContentSupport::problemsOf({{u"params/a.yaml"_s, "Name: a\nSchema:\n  $ref: \"#\"\n"}}));
    QCOMPARE(said, u"params/a.yaml:3:3: param \"a\": its schema isn't valid: what is at #/ leads back to "
                   "itself, write a JSON Schema"_s);
}

void SchemasTest::valuesAreChecked_data()
{
    QTest::addColumn<QByteArray>("schema");
    QTest::addColumn<QJsonValue>("value");
    QTest::addColumn<QString>("expected"); ///< empty: it fits
    const auto row = [](const char* name, const QByteArray& schema, const QJsonValue& value,
                        const QString& expected) { QTest::newRow(name) << schema << value << expected; };
    const QByteArray letters = R"({"type": "string", "pattern": "^(a|b)*$"})";
    row("a pattern", letters, u"abab"_s, {});
    row("a long text", letters, QString(100'000, u'a'), {});
    row("a long text that does not fit", letters, QString(100'000, u'a') + u'c', u"a string, matching"_s);
    row("more steps than are allowed", R"({"pattern": "^(a+)+$"})", QString(40, u'a') + u'b',
        u"a text that is matched with ^(a+)+$ in fewer steps"_s);
    row("inside another schema", R"({"not": {"pattern": "^(a+)+$"}})", QString(40, u'a') + u'b',
        u"in fewer steps"_s);
    row("found anywhere", R"({"pattern": "b+"})", u"abba"_s, {});
    row("the end is the end", R"({"pattern": "^[a-z$]+$"})", u"a$\n"_s, u"matching"_s);
    row("the end as a letter", R"({"pattern": "^\\$[[:alpha:]$]+$"})", u"$a$"_s, {});
    row("letters by number", R"({"pattern": "^\\u00e9+$"})", u"\u00e9\u00e9"_s, {});
    row("no text", R"({"pattern": "^a$"})", 3, {});
    const QByteArray names =
        R"({"patternProperties": {"^(a|b)*$": {"type": "integer"}, "^x": {"type": "string"}}, "additionalProperties": false})";
    row("names", names, QJsonObject{{u"ab"_s, 1}, {u"x1"_s, u"y"_s}}, {});
    row("a long name", names, QJsonObject{{QString(100'000, u'a'), 1}}, {});
    row("a wrong member", names, QJsonObject{{u"ab"_s, u"y"_s}}, u"type"_s);
    row("a wrong name", names, QJsonObject{{u"c"_s, 1}}, u"'c'"_s);
    row("names of a form", R"({"propertyNames": {"pattern": "^[ab]*$"}})", QJsonObject{{u"c"_s, 1}}, u""_s);
    row("a date", R"({"format": "date"})", u"2030-02-28"_s, {});
    row("a day that never was", R"({"format": "date"})", u"2030-02-30"_s, u"it is no date"_s);
    row("a long date", R"({"format": "date"})", QString(100'000, u'1') + u"-01-01"_s, u"it is no date"_s);
    row("a time", R"({"format": "time"})", u"23:59:60.5+02:00"_s, {});
    row("no time", R"({"format": "time"})", u"24:00:00Z"_s, u"it is no time"_s);
    row("a moment", R"({"format": "date-time"})", u"2030-01-31T08:00:00Z"_s, {});
    row("no moment", R"({"format": "date-time"})", u"2030-01-31 08:00"_s, u"it is no date-time"_s);
    row("another format", R"({"format": "hostname"})", u"web-1"_s, {});
    QJsonArray many;
    for (int i = 0; i < 20'000; ++i)
        many.append(i);
    const QByteArray unique = R"({"uniqueItems": true})";
    row("different items", unique, many, {});
    row("an item twice", unique, QJsonArray(many) << 7, u"it holds an item twice"_s);
    row("a map twice", unique,
        QJsonArray{QJsonObject{{u"a"_s, 1}, {u"b"_s, true}}, QJsonObject{{u"b"_s, true}, {u"a"_s, 1}}},
        u"it holds an item twice"_s);
    row("alike and not equal", unique,
        QJsonArray{1, u"1"_s, QJsonArray{1}, QJsonValue::Null, false, QJsonArray{u"1,1"_s},
                   QJsonArray{u"1"_s, u"1"_s}, QJsonObject{{u"a"_s, 1}}},
        {});
}

void SchemasTest::valuesAreChecked()
{
    QFETCH(QByteArray, schema);
    QFETCH(QJsonValue, value);
    QFETCH(QString, expected);
    const auto compiled = Schema::compile(parsed(schema));
    QVERIFY2(compiled, qPrintable(compiled ? QString() : compiled.error()));
    const auto fault = (*compiled)->check(value);
    QCOMPARE(!fault, expected.isNull());
    if (fault)
        QVERIFY2(fault->expected.contains(expected), qPrintable(fault->expected));
}

void SchemasTest::whatIsTooDeepOrTooLargeIsRefused()
{
    const Content content =
        ContentSupport::contentOf({{u"params/p.yaml"_s, "Name: p\nSchema: {}\n"},
                                   {u"params/s.yaml"_s, "Name: s\nSecure: true\nSchema: {type: string}\n"}});
    for (const QString& name : {u"p"_s, u"free-form"_s}) {
        QVERIFY(checkValue(name, content.param(name), nested(mostValueLevels)));
        for (const int levels : {mostValueLevels + 1, 1022}) {
            const Result<> checked = checkValue(name, content.param(name), nested(levels));
            QVERIFY(!checked);
            QCOMPARE(checked.error().code, u"param-value"_s);
            QCOMPARE(
                checked.error().text,
                u"param \"%1\": its value has lists or maps in each other more than 100 deep"_s.arg(name));
        }
    }
    QVERIFY(checkValue(u"free-form"_s, nullptr, QString(mostValueSize, u'x')));
    for (const QJsonValue& large : {QJsonValue(QString(mostValueSize + 1, u'x')),
                                    QJsonValue(QJsonObject{{QString(mostValueSize, u'k'), 1}})}) {
        QCOMPARE(checkValue(u"free-form"_s, nullptr, large).error().text,
                 u"param \"free-form\": its value is larger than 1 MiB"_s);
    }
    // What only looks sealed is no way round.
    QVERIFY(!checkValue(u"s"_s, content.param(u"s"_s), QJsonObject{{u"$sealed"_s, nested(1000)}}));
}

QTEST_GUILESS_MAIN(SchemasTest)
#include "tst_schemas.moc"
