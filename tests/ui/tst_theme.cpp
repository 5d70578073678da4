#include "ui/text/statustext.h"
#include "ui/text/words.h"
#include "ui/theme/fonts.h"
#include "ui/theme/iconcache.h"
#include "ui/theme/statuslook.h"
#include "ui/theme/themehub.h"

#include <QFontInfo>
#include <QFontMetricsF>
#include <QRegularExpression>
#include <QTest>

using namespace Drover;
using namespace Qt::StringLiterals;

namespace {

constexpr ColorRole kGrounds[] = {ColorRole::Bg1, ColorRole::Bg2, ColorRole::Bg3, ColorRole::Sel,
                                  ColorRole::Sel2};

double worstOnGrounds(const Theme& theme, ColorRole text)
{
    double worst = 21;
    for (const ColorRole ground : kGrounds) {
        worst = std::min(worst, contrastRatio(theme.color(text), theme.color(ground)));
    }
    return worst;
}

} // namespace

class TestTheme : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { ThemeHub::instance().apply(ThemeName::Dark, 1.0); }

    void everyRoleHasItsOwnNameAndColour()
    {
        QSet<QString> names;
        for (int i = 0; i < ColorRoleCount; ++i) {
            const ColorRole role = ColorRole(i);
            names.insert(colorRoleName(role));
            QVERIFY(Theme::of(ThemeName::Dark).color(role).alpha() > 0);
            QVERIFY(Theme::of(ThemeName::Light).color(role).alpha() > 0);
        }
        QCOMPARE(names.size(), ColorRoleCount);
        QCOMPARE(Theme::of(ThemeName::Dark).color(ColorRole::WipeBar2), QColor(0x8A, 0x42, 0x70));
        QCOMPARE(Theme::of(ThemeName::Light).color(Tone::Hold, TonePart::Text), QColor(0x4A, 0x38, 0x90));
        QCOMPARE(colorRoleName(ColorRole::IdleTint), u"idle-tint"_s);
    }

    void contrastHolds_data()
    {
        // tokens.md §2, "Contrast", per theme; half a tenth of rounding.
        QTest::addColumn<ThemeName>("name");
        QTest::addColumn<double>("tx1");
        QTest::addColumn<double>("tx2");
        QTest::addColumn<double>("tx3");
        QTest::addColumn<double>("state");
        QTest::addColumn<double>("onTint");
        QTest::addColumn<double>("onFill");
        QTest::addColumn<double>("ctl");
        QTest::newRow("dark") << ThemeName::Dark << 11.5 << 6.9 << 4.9 << 4.9 << 5.6 << 6.0 << 3.4;
        QTest::newRow("light") << ThemeName::Light << 13.8 << 6.8 << 4.8 << 4.5 << 4.7 << 4.8 << 3.2;
    }

    void contrastHolds()
    {
        QFETCH(ThemeName, name);
        QFETCH(double, tx1);
        QFETCH(double, tx2);
        QFETCH(double, tx3);
        QFETCH(double, state);
        QFETCH(double, onTint);
        QFETCH(double, onFill);
        QFETCH(double, ctl);
        constexpr double rounding = 0.06;
        const Theme& theme = Theme::of(name);
        QVERIFY(worstOnGrounds(theme, ColorRole::Tx1) >= tx1 - rounding);
        QVERIFY(worstOnGrounds(theme, ColorRole::Tx2) >= tx2 - rounding);
        QVERIFY(worstOnGrounds(theme, ColorRole::Tx3) >= tx3 - rounding);
        for (int i = 0; i < ToneCount; ++i) {
            const Tone tone = Tone(i);
            const QColor text = theme.color(tone, TonePart::Text);
            QVERIFY(worstOnGrounds(theme, roleOf(tone, TonePart::Text)) >= state - rounding);
            QVERIFY(contrastRatio(text, theme.color(tone, TonePart::Tint)) >= onTint - rounding);
            QVERIFY(contrastRatio(theme.color(tone, TonePart::On), theme.color(tone, TonePart::Bar)) >=
                    onFill - rounding);
        }
        QVERIFY(contrastRatio(theme.color(ColorRole::RunOn), theme.color(ColorRole::RunBar2)) >= 4.5);
        QVERIFY(contrastRatio(theme.color(ColorRole::BadOn), theme.color(ColorRole::BadBar2)) >= 4.5);
        QVERIFY(contrastRatio(theme.color(ColorRole::AccTx), theme.color(ColorRole::AccFill)) >= 4.5);
        QVERIFY(contrastRatio(theme.color(ColorRole::Ctl), theme.color(ColorRole::Bg1)) >= ctl - rounding);
        QVERIFY(contrastRatio(theme.color(ColorRole::Crit), theme.color(ColorRole::Bg1)) >= 17);
    }

    void everyPairCanBeRead_data()
    {
        QTest::addColumn<ThemeName>("name");
        QTest::addColumn<ColorRole>("text");
        QTest::addColumn<ColorRole>("ground");
        QTest::addColumn<double>("least");
        using enum ColorRole;
        constexpr double words = 4.5; // WCAG AA
        constexpr double shapes = 3;
        QList<ColorRole> texts{Tx1, Tx2, Tx3, Acc};
        for (int tone = 0; tone < ToneCount; ++tone)
            texts.append(roleOf(Tone(tone), TonePart::Text));
        for (const ThemeName name : {ThemeName::Dark, ThemeName::Light}) {
            const auto add = [name](ColorRole over, ColorRole under, double least) {
                const QString row = u"%1: %2 on %3"_s.arg(name == ThemeName::Dark ? u"dark"_s : u"light"_s,
                                                          colorRoleName(over), colorRoleName(under));
                if (over != under)
                    QTest::newRow(qPrintable(row)) << name << over << under << least;
            };
            for (const ColorRole text : std::as_const(texts)) {
                for (const ColorRole ground : {Bg0, Bg1, Bg2, Bg3, Bg4, Zebra, Sel, Sel2})
                    add(text, ground, words);
            }
            for (int i = 0; i < ToneCount; ++i) {
                const Tone tone = Tone(i);
                for (const ColorRole text : {roleOf(tone, TonePart::Text), Tx1, Tx2, Tx3})
                    add(text, roleOf(tone, TonePart::Tint), words);
                add(roleOf(tone, TonePart::On), roleOf(tone, TonePart::Bar), words);
            }
            add(RunOn, RunBar2, words);
            add(BadOn, BadBar2, words);
            for (const ColorRole ground : {AccFill, RunBar, RunBar2}) // at rest, pressed, pointed at
                add(AccTx, ground, words);
            // Marks, rings and borders that carry a meaning. The ring of a filled button is drawn in text
            // colour.
            for (const ColorRole ground : {Bg1, Bg2}) {
                for (const ColorRole mark : {Ctl, SelLine, Crit, Find, AccFill})
                    add(mark, ground, shapes);
            }
            add(Tx1, AccFill, shapes);
            add(Tx1, BadBar2, shapes);
        }
    }

    void everyPairCanBeRead()
    {
        QFETCH(ThemeName, name);
        QFETCH(ColorRole, text);
        QFETCH(ColorRole, ground);
        QFETCH(double, least);
        const Theme& theme = Theme::of(name);
        const double ratio = contrastRatio(theme.color(text), theme.color(ground));
        QVERIFY2(ratio >= least, qPrintable(u"%1:1 where %2:1 is needed"_s.arg(ratio, 0, 'f', 2).arg(least)));
    }

    void theStyleSheetKnowsAllItsColours()
    {
        for (const ThemeName name : {ThemeName::Dark, ThemeName::Light}) {
            const QString sheet = Theme::of(name).styleSheet(1.2);
            QVERIFY(sheet.size() > 4000);
            QVERIFY(!sheet.contains(QRegularExpression(u"@[a-z]"_s)));
        }
    }

    void everyIconIsThereAndTakesItsColour()
    {
        for (int i = 0; i < IconCount; ++i) {
            const QImage image = IconCache::pixmap(IconName(i), 16, QColor(255, 0, 0), 2.0).toImage();
            QCOMPARE(image.size(), QSize(32, 32));
            bool red = false;
            for (int y = 0; y < image.height() && !red; ++y) {
                for (int x = 0; x < image.width() && !red; ++x) {
                    const QColor pixel = image.pixelColor(x, y);
                    red = pixel.alpha() > 100 && pixel.red() > 200 && pixel.green() < 40;
                }
            }
            QVERIFY2(red, qPrintable(u"icon %1 is empty or has a colour of its own"_s.arg(i)));
        }
    }

    void iconsFollowTheTheme()
    {
        const QIcon icon = themeIcon(IconName::StateFree, ColorRole::Ok);
        const auto hasColor = [&icon](const QColor& wanted) {
            const QImage image = icon.pixmap(QSize(32, 32), 1.0).toImage();
            for (int y = 0; y < image.height(); ++y) {
                for (int x = 0; x < image.width(); ++x) {
                    if (image.pixelColor(x, y) == wanted) {
                        return true;
                    }
                }
            }
            return false;
        };
        QVERIFY(hasColor(Theme::of(ThemeName::Dark).color(ColorRole::Ok)));
        ThemeHub::instance().apply(ThemeName::Light, 1.0);
        QVERIFY(hasColor(Theme::of(ThemeName::Light).color(ColorRole::Ok)));
        ThemeHub::instance().apply(ThemeName::Dark, 1.0);
    }

    void theProductHasAMark() { QVERIFY(!applicationIcon().pixmap(QSize(64, 64), 1.0).isNull()); }

    void fontsAreThoseOfTheDesign()
    {
        QCOMPARE(QFontInfo(themeFont(FontRole::Body)).family(), u"Inter"_s);
        QCOMPARE(QFontInfo(themeFont(FontRole::Figure)).family(), u"JetBrains Mono"_s);
        const QFontMetricsF figures(themeFont(FontRole::FigureSmall));
        QCOMPARE(figures.horizontalAdvance(u"111111"_s), figures.horizontalAdvance(u"888888"_s));
        QCOMPARE(figures.horizontalAdvance(u"->"_s), 2 * figures.horizontalAdvance(u'-'));
        ThemeHub::instance().apply(ThemeName::Dark, 1.3);
        QCOMPARE(themeFont(FontRole::Body).pixelSize(), 17);
        ThemeHub::instance().apply(ThemeName::Dark, 1.0);
    }

    void everyStatusHasAWordAndALook()
    {
        for (int i = int(Status::None) + 1; i < StatusCount; ++i) {
            QVERIFY(statusText(Status(i)).size() > 2);
            static_cast<void>(statusLook(Status(i)));
        }
        QCOMPARE(statusLook(Status::AtGate).tone, Tone::Hold);
        QCOMPARE(statusLook(Status::HoldBuild).icon, IconName::StateHold);
        QCOMPARE(statusText(BarState::SucceededAfterRetry), u"Succeeded after retry"_s);
    }

    void wordsReadAsDesigned_data()
    {
        QTest::addColumn<QString>("actual");
        QTest::addColumn<QString>("expected");
        using namespace std::chrono;
        const Instant noon(1795349261250); // 2026-11-22 12:07:41.250 UTC
        QTest::newRow("seconds") << durationText(seconds(38)) << u"38 s"_s;
        QTest::newRow("minutes") << durationText(seconds(291)) << u"4 m 51 s"_s;
        QTest::newRow("hours") << durationText(minutes(86)) << u"1 h 26 m"_s;
        QTest::newRow("days") << durationText(hours(148)) << u"6 d 4 h"_s;
        QTest::newRow("negative") << durationText(seconds(-3)) << u"0 s"_s;
        QTest::newRow("tenths") << preciseDurationText(milliseconds(4260)) << u"4.2 s"_s;
        QTest::newRow("milliseconds") << preciseDurationText(milliseconds(350)) << u"350 ms"_s;
        QTest::newRow("age") << ageText(seconds(130)) << u"2 m"_s;
        QTest::newRow("clock") << clockText(noon) << u"12:07:41"_s;
        QTest::newRow("no clock") << clockText(Instant()) << u"—"_s;
        QTest::newRow("clock ms") << clockText(noon, ClockPrecision::Milliseconds) << u"12:07:41.250"_s;
        QTest::newRow("date") << dateTimeText(noon) << u"2026-11-22 12:07:41"_s;
        QTest::newRow("count") << countText(1284913) << u"1\u00a0284\u00a0913"_s;
        QTest::newRow("small count") << countText(612) << u"612"_s;
        QTest::newRow("negative count") << countText(-1234) << u"-1\u00a0234"_s;
        QTest::newRow("of") << ofText(2, 8) << u"2 / 8"_s;
        QTest::newRow("percent") << percentText(0.999) << u"99 %"_s;
        QTest::newRow("all percent") << percentText(1) << u"100 %"_s;
        QTest::newRow("bytes") << sizeText(318'400'000) << u"318 MB"_s;
        QTest::newRow("small bytes") << sizeText(4100) << u"4.1 kB"_s;
    }

    void wordsReadAsDesigned()
    {
        QFETCH(QString, actual);
        QFETCH(QString, expected);
        QCOMPARE(actual, expected);
    }
};

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
