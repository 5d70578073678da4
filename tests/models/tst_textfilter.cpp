#include "models/textfilter.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace Drover {

/// The one language of all filter fields.
class TestTextFilter : public QObject
{
    Q_OBJECT

private slots:
    void termsCombine_data();
    void termsCombine();
    void problemsSayWhere_data();
    void problemsSayWhere();
    void tokensCoverTheText_data();
    void tokensCoverTheText();
    void wrongTermsLeaveTheOthers();
};

void TestTextFilter::termsCombine_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<bool>("matches");
    const auto row = [](const QString& typed, bool matches) {
        QTest::newRow(typed.isEmpty() ? "nothing" : qPrintable(typed)) << typed << matches;
    };
    // Of: name web-1, pool metal-general, status InUse, health unhealthy, ready 9 / 11, version 1.31.4,
    // job "health probe", site nothing.
    row(u""_s, true);
    row(u"WEB"_s, true);
    row(u"eb-"_s, true); // a bare word is found anywhere in the name
    row(u"db"_s, false);
    row(u"-db"_s, true);
    row(u"pool:metal"_s, true);
    row(u"pool:general"_s, true);
    row(u"pool:etal"_s, false); // a value begins a word
    row(u"health:healthy"_s, false);
    row(u"-health:healthy"_s, true);
    row(u"pool:edge,metal"_s, true);
    row(u"-pool:edge,metal"_s, false);
    row(u"pool:=metal"_s, false);
    row(u"pool:=Metal-General"_s, true);
    row(u"name:/^web-[0-9]$/"_s, true);
    row(u"/^web-[0-9]$/"_s, true);
    row(u"-name:/^web/"_s, false);
    row(u"name:/^web"_s, true); // not closed yet
    row(u"job:/health probe/"_s, true);
    row(u"job:/a/b/"_s, false);
    row(u"job:\"health pr\""_s, true);
    row(u"job:\"probe health\""_s, false);
    row(u"ready:>8"_s, true);
    row(u"ready:>9"_s, false);
    row(u"ready:>=9"_s, true);
    row(u"ready:<10"_s, true);
    row(u"ready:<=8"_s, false);
    row(u"version:>1.9"_s, true); // figure by figure
    row(u"version:<1.32"_s, true);
    row(u"version:>1.31"_s, false); // it is 1.31
    row(u"version:>=1.31"_s, true);
    row(u"site:>1"_s, false); // nothing is neither more
    row(u"site:<1"_s, false); // nor less
    row(u"web pool:edge"_s, false);
    row(u"  web   status:InUse  "_s, true);
    row(u"pool:"_s, true); // not finished
    row(u"-"_s, true);
}

void TestTextFilter::termsCombine()
{
    QFETCH(QString, typed);
    QFETCH(bool, matches);
    const QHash<QString, QString> fields{{u"name"_s, u"web-1"_s},       {u"pool"_s, u"metal-general"_s},
                                         {u"status"_s, u"InUse"_s},     {u"health"_s, u"unhealthy"_s},
                                         {u"ready"_s, u"9 / 11"_s},     {u"version"_s, u"1.31.4"_s},
                                         {u"job"_s, u"health probe"_s}, {u"site"_s, QString()}};
    const auto field = [&](const QString& key) { return fields.value(key); };
    const TextFilter filter = TextFilter::parse(typed, fields.keys());
    QVERIFY2(!filter.problem() || typed == u"-"_s, qPrintable(typed));
    QCOMPARE(filter.matches({u"web-1"_s}, field), matches);
}

void TestTextFilter::problemsSayWhere_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<int>("fault");
    QTest::addColumn<QString>("token");
    QTest::addColumn<int>("at");
    QTest::newRow("bracket") << u"web name:/r[0/"_s << int(TextFilter::Fault::BadRegex) << u"name:/r[0/"_s
                             << 13;
    QTest::newRow("bare") << u"/(a/"_s << int(TextFilter::Fault::BadRegex) << u"/(a/"_s << 3;
    QTest::newRow("key") << u"web -sort:a"_s << int(TextFilter::Fault::UnknownKey) << u"-sort:a"_s << 5;
    QTest::newRow("number") << u"ready:>many"_s << int(TextFilter::Fault::NoNumber) << u"ready:>many"_s << 6;
    QTest::newRow("first of two") << u"ab:c /[/"_s << int(TextFilter::Fault::UnknownKey) << u"ab:c"_s << 0;
}

void TestTextFilter::problemsSayWhere()
{
    QFETCH(QString, typed);
    const TextFilter filter = TextFilter::parse(typed, {u"name"_s, u"ready"_s});
    QVERIFY(filter.problem());
    QTEST(int(filter.problem()->fault), "fault");
    QTEST(filter.problem()->text, "token");
    QTEST(filter.problem()->at, "at");
}

void TestTextFilter::tokensCoverTheText_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QStringList>("tokens");
    QTest::newRow("plain") << u" a  b:c "_s << QStringList{u"a"_s, u"b:c"_s};
    QTest::newRow("regex with blanks") << u"a:/x y/ b"_s << QStringList{u"a:/x y/"_s, u"b"_s};
    QTest::newRow("open regex") << u"a:/x b"_s << QStringList{u"a:/x"_s, u"b"_s};
    QTest::newRow("quoted") << u"a:\"x y\" b"_s << QStringList{u"a:\"x y\""_s, u"b"_s};
    QTest::newRow("open quote") << u"a:\"x y"_s << QStringList{u"a:\"x y"_s};
    QTest::newRow("signs alone") << u"- : / \""_s << QStringList{u"-"_s, u":"_s, u"/"_s, u"\""_s};
}

void TestTextFilter::tokensCoverTheText()
{
    QFETCH(QString, typed);
    QStringList tokens;
    const TextFilter filter = TextFilter::parse(typed);
    for (const TextFilter::Token& token : filter.tokens())
        tokens.append(typed.mid(token.start, token.length));
    QTEST(tokens, "tokens");
}

void TestTextFilter::wrongTermsLeaveTheOthers()
{
    const TextFilter filter = TextFilter::parse(u"name:/[/ pool:a location/site:x"_s, {u"name"_s, u"pool"_s});
    QCOMPARE(filter.terms().size(), 2);
    QCOMPARE(filter.terms().at(1).key, u"location/site"_s); // any param may be asked for
}

} // namespace Drover

QTEST_GUILESS_MAIN(Drover::TestTextFilter)
#include "tst_textfilter.moc"
