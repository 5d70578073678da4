#include "tests/ui/gallery.h"
#include "tests/ui/screens.h"
#include "ui/theme/themehub.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/elidedlink.h"
#include "ui/widgets/factgrid.h"
#include "ui/widgets/logview.h"
#include "ui/widgets/searchfield.h"
#include "ui/widgets/segmentedcontrol.h"
#include "ui/widgets/stepper.h"

#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Drover;
using namespace Qt::StringLiterals;

namespace {

class ListSource final : public LogSource
{
public:
    [[nodiscard]] qint64 lineCount() const override { return m_lines.size(); }
    [[nodiscard]] LogLine line(qint64 number) const override
    {
        ++m_reads;
        return number >= 0 && number < m_lines.size() ? m_lines.at(number) : LogLine{};
    }
    void add(const QString& text, std::optional<Tone> tone = {})
    {
        m_lines.append({u"14:06:44.118"_s, text, tone});
    }

    mutable qint64 m_reads = 0;
    QList<LogLine> m_lines;
};

} // namespace

class TestWidgets : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { ThemeHub::instance().apply(ThemeName::Dark, 1.0); }

    void gallery_data()
    {
        QTest::addColumn<ThemeName>("theme");
        QTest::addColumn<double>("fontScale");
        QTest::addColumn<qreal>("dpr");
        QTest::newRow("dark") << ThemeName::Dark << 1.0 << 1.0;
        QTest::newRow("dark-2x") << ThemeName::Dark << 1.0 << 2.0;
        QTest::newRow("light") << ThemeName::Light << 1.0 << 1.0;
        QTest::newRow("large-text") << ThemeName::Dark << 1.3 << 1.0;
    }

    void gallery()
    {
        QFETCH(ThemeName, theme);
        QFETCH(double, fontScale);
        QFETCH(qreal, dpr);
        ThemeHub::instance().apply(theme, fontScale);
        ListSource source;
        source.add(u"mirror-b reset, 1 of 5 retries"_s, Tone::Warn);
        source.add(u"   80 % 1140 MB   4.6 MB/s -> != =>"_s);
        source.add(u"md0 resync 61.2 %"_s);
        source.add(u"unpack 89 % 1260 MB of 1420 MB"_s);
        const std::unique_ptr<QWidget> page = makeGallery(&source);
        page->show();
        page->findChild<QPushButton*>(u"focused"_s)->setFocus();
        QVERIFY(QTest::qWaitForWindowExposed(page.get()));
        const QImage image =
            takeScreen(*page, u"widgets-%1"_s.arg(QLatin1StringView(QTest::currentDataTag())), dpr);
        QCOMPARE(image.pixelColor(3, 3), Theme::current().color(ColorRole::Bg0));
        for (const QPushButton* button : page->findChildren<QPushButton*>()) {
            QVERIFY2(!button->accessibleName().isEmpty() || !button->isVisible(),
                     qPrintable(button->objectName()));
        }
        ThemeHub::instance().apply(ThemeName::Dark, 1.0);
    }

    void buttonsHaveTheHeightsOfTheDesign()
    {
        QWidget page;
        QPushButton* button = makeButton(u"b"_s, u"Retry"_s, IconName::Retry, ButtonKind::Plain, &page);
        button->ensurePolished();
        QCOMPARE(button->sizeHint().height(), 28);
        setButtonSize(button, ButtonSize::Small);
        QCOMPARE(button->sizeHint().height(), 24);
        setButtonSize(button, ButtonSize::Large);
        QCOMPARE(button->sizeHint().height(), 32);
        QLineEdit field(&page);
        field.ensurePolished();
        QCOMPARE(field.sizeHint().height(), 28);
        QComboBox combo(&page);
        combo.ensurePolished();
        QCOMPARE(combo.sizeHint().height(), 28);
    }

    void aSearchFieldClearsWithEscapeFirst()
    {
        QWidget page;
        SearchField field(IconName::Search, u"Find"_s, &page);
        field.resize(200, 28);
        page.show();
        field.setText(u"mirror"_s);
        auto* clear = field.findChild<QToolButton*>(u"clear"_s);
        QVERIFY(clear->isVisible());
        QTest::keyClick(&field, Qt::Key_Escape);
        QVERIFY(field.text().isEmpty());
        QVERIFY(!clear->isVisible());
        field.setText(u"again"_s);
        QTest::mouseClick(clear, Qt::LeftButton);
        QVERIFY(field.text().isEmpty());
    }

    void segmentsTellOnlyTheUsersChoice()
    {
        SegmentedControl control;
        control.addSegment(3, u"all"_s, u"All"_s);
        control.addSegment(7, u"active"_s, u"Active"_s);
        control.setCount(7, 5);
        QSignalSpy changes(&control, &SegmentedControl::currentChanged);
        QCOMPARE(control.current(), 3);
        control.setCurrent(7);
        QCOMPARE(changes.size(), 0);
        auto* all = control.findChild<QToolButton*>(u"all"_s);
        QTest::mouseClick(all, Qt::LeftButton);
        QCOMPARE(changes.size(), 1);
        QCOMPARE(changes.at(0).at(0).toInt(), 3);
        QCOMPARE(control.findChild<QToolButton*>(u"active"_s)->accessibleName(), u"Active 5"_s);
    }

    void aStepperKeepsItsRange()
    {
        Stepper stepper;
        stepper.setNames(u"page/workers"_s, u"Workers"_s);
        stepper.setRange(1, 3);
        stepper.setValue(2);
        stepper.show();
        QSignalSpy changes(&stepper, &Stepper::valueChanged);
        auto* more = stepper.findChild<QToolButton*>(u"page/workers/more"_s);
        QTest::mouseClick(more, Qt::LeftButton);
        QCOMPARE(stepper.value(), 3);
        QVERIFY(!more->isEnabled());
        QCOMPARE(changes.size(), 1);
        QTest::keyClick(stepper.findChild<QWidget*>(u"page/workers"_s), Qt::Key_Down);
        QCOMPARE(stepper.value(), 2);
        stepper.setEnabled(false);
        QVERIFY(!more->isEnabled());
    }

    void factsThatStayKeepTheirWidgets()
    {
        FactGrid grid;
        QSignalSpy links(&grid, &FactGrid::linkActivated);
        grid.setFacts({{u"a"_s, u"Stage"_s, u"one"_s}, {u"j"_s, u"Job"_s, u"j-1"_s, {}, true, true}});
        QWidget* kept = grid.findChild<QWidget*>(u"a"_s);
        grid.setFacts({{u"a"_s, u"Stage"_s, u"one"_s}, {u"j"_s, u"Job"_s, u"j-2"_s, {}, true, true}});
        QCOMPARE(grid.findChild<QWidget*>(u"a"_s), kept);
        auto* link = grid.findChild<QPushButton*>(u"j"_s);
        QCOMPARE(link->text(), u"j-2"_s);
        QTest::mouseClick(link, Qt::LeftButton);
        QCOMPARE(links.at(0).at(0).toString(), u"j"_s);
        grid.setFacts({});
        QVERIFY(!grid.findChild<QWidget*>(u"a"_s));
    }

    void aLinkIsCutOnlyWhereItHasNoRoom()
    {
        const QString name = u"north-hall-application-services-production-2026-b"_s;
        QWidget page;
        auto* row = new QHBoxLayout(&page);
        auto* link = new ElidedLink(u"page/link"_s, {}, FontRole::Secondary, &page);
        row->addWidget(link);
        row->addWidget(new QWidget(&page), 1);
        page.resize(500, 40);
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        link->setFullText(name);
        QTRY_COMPARE(link->text(), name);
        QVERIFY(link->toolTip().isEmpty());
        page.resize(200, 40);
        QTRY_VERIFY(link->text().endsWith(u'…'));
        QCOMPARE(link->toolTip(), name);
        QCOMPARE(link->accessibleName(), name);
        QVERIFY(link->width() < 200);
    }

    void factsKeepTheirHeightWhenSqueezed()
    {
        QWidget page;
        auto* column = new QVBoxLayout(&page);
        auto* grid = new FactGrid(&page);
        column->addWidget(grid);
        QList<Fact> facts;
        for (int i = 0; i < 8; ++i) {
            facts.append({u"fact-%1"_s.arg(i), u"Label"_s, u"value"_s, {}, false, i % 2 == 1});
        }
        grid->setFacts(facts);
        page.resize(300, 80);
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        QVERIFY(grid->height() >= 8 * 20);
        for (int i = 1; i < 8; ++i) {
            const auto top = [grid](int row) {
                const auto* value = grid->findChild<QWidget*>(u"fact-%1"_s.arg(row));
                return value->mapTo(grid, QPoint()).y();
            };
            QVERIFY(top(i) - top(i - 1) >= 18);
        }
    }

    void aLogReadsOnlyWhatItShows()
    {
        ListSource source;
        for (int i = 0; i < 500'000; ++i) {
            source.m_lines.append({{}, u"line"_s, {}});
        }
        LogView view;
        view.resize(400, 200);
        view.setSource(&source);
        view.show();
        source.m_reads = 0;
        view.grab();
        QVERIFY(source.m_reads > 0);
        QVERIFY(source.m_reads < 100);
    }

    void aLogFollowsUntilScrolledUp()
    {
        ListSource source;
        for (int i = 0; i < 200; ++i) {
            source.add(u"line %1"_s.arg(i));
        }
        LogView view;
        view.resize(400, 200);
        view.show();
        view.setSource(&source);
        QVERIFY(view.follows());
        QCOMPARE(view.verticalScrollBar()->value(), view.verticalScrollBar()->maximum());
        source.add(u"new"_s);
        view.refresh();
        QCOMPARE(view.verticalScrollBar()->value(), view.verticalScrollBar()->maximum());
        QSignalSpy follow(&view, &LogView::followChanged);
        view.verticalScrollBar()->setValue(10);
        QVERIFY(!view.follows());
        QCOMPARE(follow.size(), 1);
        for (int i = 0; i < 18; ++i) {
            source.add(u"more"_s);
        }
        view.refresh();
        auto* pill = view.findChild<QPushButton*>(u"new-lines"_s);
        QVERIFY(pill->isVisible());
        QCOMPARE(pill->text(), u"18 new lines"_s);
        QCOMPARE(view.verticalScrollBar()->value(), 10);
        takeScreen(view, u"log-pill"_s, 1.0);
        QTest::mouseClick(pill, Qt::LeftButton);
        QVERIFY(view.follows());
        QVERIFY(!pill->isVisible());
        QCOMPARE(view.verticalScrollBar()->value(), view.verticalScrollBar()->maximum());
    }

    void aLogIsSelectedAndCopied()
    {
        ListSource source;
        source.m_lines = {{u"10:00"_s, u"alpha beta"_s, {}}, {{}, u"gamma"_s, {}}};
        LogView view;
        view.resize(400, 200);
        view.setSource(&source);
        view.show();
        view.selectAll();
        QCOMPARE(view.selectedText(), u"10:00 alpha beta\ngamma"_s);
        view.copySelection();
        QCOMPARE(QGuiApplication::clipboard()->text(), u"10:00 alpha beta\ngamma"_s);
        QTest::mouseDClick(view.viewport(), Qt::LeftButton, {}, QPoint(12 + 8 * 7, 10));
        QCOMPARE(view.selectedText(), u"alpha"_s);
    }

    void aLogFindsAndWrapsRound()
    {
        ListSource source;
        for (int i = 0; i < 60'000; ++i) {
            source.add(i == 100 || i == 59'000 ? u"a Mirror here"_s : u"nothing"_s);
        }
        LogView view;
        view.resize(400, 200);
        view.setSource(&source);
        view.show();
        view.verticalScrollBar()->setValue(0);
        QSignalSpy found(&view, &LogView::found);
        QSignalSpy missing(&view, &LogView::notFound);
        view.setFindText(u"mirror"_s);
        view.findNext();
        QTRY_COMPARE(found.size(), 1);
        QCOMPARE(found.at(0).at(0).toLongLong(), 100);
        view.findNext();
        QTRY_COMPARE(found.size(), 2);
        QCOMPARE(found.at(1).at(0).toLongLong(), 59'000);
        view.findNext();
        QTRY_COMPARE(found.size(), 3);
        QCOMPARE(found.at(2).at(0).toLongLong(), 100);
        view.findPrevious();
        QTRY_COMPARE(found.size(), 4);
        QCOMPARE(found.at(3).at(0).toLongLong(), 59'000);
        view.setFindText(u"nowhere"_s);
        view.findNext();
        QTRY_COMPARE(missing.size(), 1);
    }

    void aLogFindsPatternsAndTheFirstError()
    {
        ListSource source;
        for (int i = 0; i < 500; ++i) {
            source.m_lines.append({{}, i == 123 ? u"exit 28"_s : u"exit (28)"_s, {}});
        }
        source.m_lines[40].tone = Tone::Bad;
        LogView view;
        view.resize(400, 200);
        view.setSource(&source);
        view.show();
        QSignalSpy found(&view, &LogView::found);
        QVERIFY(view.setFindText(u"/exit \\d+/"_s));
        view.findNext();
        QTRY_COMPARE(found.size(), 1);
        QCOMPARE(found.at(0).at(0).toLongLong(), 123);
        QVERIFY(!view.setFindText(u"/exit (/"_s)); // a pattern without its end
        QVERIFY(view.setFindText(u"exit ("_s));    // a text like any other
        view.findFirstError();
        QTRY_COMPARE(found.size(), 2);
        QCOMPARE(found.at(1).at(0).toLongLong(), 40);
        QVERIFY(!view.follows());
    }

    void aLogGrowsAtItsFront()
    {
        ListSource source;
        for (int i = 0; i < 200; ++i) {
            source.add(u"line %1"_s.arg(i));
        }
        LogView view;
        view.resize(400, 200);
        view.show();
        view.setSource(&source);
        view.verticalScrollBar()->setValue(50);
        for (int i = 0; i < 1000; ++i) {
            source.m_lines.prepend({{}, u"before"_s, {}});
        }
        view.shiftLines(1000);
        view.refresh();
        QCOMPARE(view.firstVisibleLine(), 1050); // what was in view stays in view
        QVERIFY(!view.findChild<QPushButton*>(u"new-lines"_s)->isVisible());
    }

    void longLinesWrap()
    {
        ListSource source;
        source.m_lines = {{{}, QString(500, u'x'), {}}, {{}, u"after"_s, {}}};
        source.m_lines[1].runs = {{0, 5, LogColor::Green, true}};
        LogView view;
        view.resize(400, 300);
        view.show();
        view.setSource(&source);
        const QImage before = view.grab().toImage();
        view.setWrap(true);
        QVERIFY(view.grab().toImage() != before);
        QCOMPARE(view.horizontalScrollBar()->maximum(), 0);
        QTest::mouseDClick(view.viewport(), Qt::LeftButton, {}, QPoint(20, 4 + 16 * 2 + 8)); // its third row
        QCOMPARE(view.selectedText().size(), 500);
        takeScreen(view, u"log-wrap"_s, 1.0);
    }

    void oddLogsAreHarmless()
    {
        LogView view;
        view.resize(300, 100);
        view.show();
        view.selectAll();
        view.copySelection();
        view.findNext();
        view.grab();
        ListSource source;
        source.m_lines = {{{}, QString(300'000, u'x'), {}}, {{}, u"tab\there"_s, {}}, {{}, QString(), {}}};
        view.setSource(&source);
        view.grab();
        view.setSource(nullptr);
        view.grab();
        QCOMPARE(view.visibleLines(), (view.viewport()->height() - 8) / 16);
    }
};

QTEST_MAIN(TestWidgets)
#include "tst_widgets.moc"
