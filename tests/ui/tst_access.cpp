#include "ui/theme/themehub.h"
#include "ui/widgets/liveindicator.h"
#include "ui/widgets/logview.h"
#include "ui/widgets/minibar.h"
#include "ui/widgets/pipelinestrip.h"
#include "ui/widgets/poolbar.h"
#include "ui/widgets/segmentedcontrol.h"
#include "ui/widgets/statuspill.h"

#include <QAccessible>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

QAccessibleInterface* accessOf(QWidget& widget)
{
    return QAccessible::queryAccessibleInterface(&widget);
}

QStringList partsOf(QWidget& widget)
{
    QStringList names;
    const QAccessibleInterface* access = accessOf(widget);
    for (int i = 0; i < access->childCount(); ++i)
        names.append(access->child(i)->text(QAccessible::Name));
    return names;
}

/// So many lines: "line 0", "line 1", …
class NumberedLines : public LogSource
{
public:
    qint64 count = 0;
    [[nodiscard]] qint64 lineCount() const override { return count; }
    [[nodiscard]] LogLine line(qint64 number) const override
    {
        return {.time = {}, .text = u"line %1"_s.arg(number), .tone = {}};
    }
};

} // namespace

/// What painted widgets tell those who do not see them.
class TestAccess : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { ThemeHub::instance().apply(ThemeName::Dark, 1.0); }

    void wordsAreText()
    {
        LiveIndicator live;
        StatusPill pill;
        pill.setStatus(Status::Ready);
        QCOMPARE(accessOf(live)->role(), QAccessible::StaticText);
        QCOMPARE(accessOf(live)->text(QAccessible::Name), u"LIVE"_s);
        QCOMPARE(accessOf(pill)->role(), QAccessible::StaticText);
        QCOMPARE(accessOf(pill)->text(QAccessible::Name), u"Ready"_s);
    }

    void progressHasAValue()
    {
        MiniBar bar;
        QCOMPARE(accessOf(bar)->role(), QAccessible::ProgressBar);
        bar.setValue(0.25);
        const QAccessibleValueInterface* value = accessOf(bar)->valueInterface();
        QVERIFY(value);
        QCOMPARE(value->currentValue().toDouble(), 0.25);
        QCOMPARE(value->maximumValue().toDouble(), 1.0);
    }

    void poolBarTellsWhatItHas()
    {
        PoolBar bar;
        bar.setShares({{Status::InUse, 5}, {Status::Building, 0}, {Status::Free, 35}}, 0);
        QCOMPARE(accessOf(bar)->role(), QAccessible::List);
        QCOMPARE(partsOf(bar), QStringList({u"5 InUse"_s, u"35 Free"_s}));
    }

    void stagesAreToldOneByOne()
    {
        PipelineStrip strip;
        strip.resize(strip.sizeHint());
        strip.show();
        strip.setSteps({{.name = u"discover"_s, .fullName = {}, .status = Status::Succeeded},
                        {.name = u"hardware"_s, .fullName = {}, .status = Status::Running}},
                       1);
        QCOMPARE(partsOf(strip), QStringList({u"discover, Succeeded"_s, u"hardware, Running"_s}));
        const QAccessibleInterface* second = accessOf(strip)->child(1);
        QCOMPARE(second->role(), QAccessible::ListItem);
        QVERIFY(second->state().active);
        QVERIFY(!accessOf(strip)->child(0)->state().active);
        QCOMPARE(accessOf(strip)->childAt(second->rect().center().x(), second->rect().center().y()), second);
        QCOMPARE(accessOf(strip)->indexOfChild(second), 1);
    }

    void stagesThatAreGoneAreNotValid()
    {
        PipelineStrip strip;
        strip.setSteps({{.name = u"discover"_s}, {.name = u"hardware"_s}}, 0);
        const QAccessibleInterface* second = accessOf(strip)->child(1);
        strip.setSteps({{.name = u"discover"_s}}, 0);
        QVERIFY(!second->isValid());
        QCOMPARE(second->text(QAccessible::Name), QString());
        QCOMPARE(accessOf(strip)->childCount(), 1);
    }

    void aLogTellsTheLinesInView()
    {
        NumberedLines lines;
        lines.count = 1'000'000;
        LogView view;
        view.resize(400, 200);
        view.setSource(&lines);
        view.show();
        QCOMPARE(accessOf(view)->role(), QAccessible::Document);
        QCOMPARE(partsOf(view).size(), view.visibleLines());
        QCOMPARE(partsOf(view).constLast(), u"line 999999"_s);
        view.scrollToLine(500);
        QVERIFY(partsOf(view).contains(u"line 500"_s));
        QCOMPARE(partsOf(view).size(), view.visibleLines());
    }

    void choicesArePressedFromOutside()
    {
        SegmentedControl control;
        control.addSegment(0, u"all"_s, u"All"_s);
        control.addSegment(1, u"free"_s, u"Free"_s);
        const QSignalSpy chosen(&control, &SegmentedControl::currentChanged);
        QAccessibleInterface* second = accessOf(*control.findChild<QToolButton*>(u"free"_s));
        QCOMPARE(second->role(), QAccessible::RadioButton);
        QVERIFY(!second->state().checked);
        second->actionInterface()->doAction(QAccessibleActionInterface::toggleAction());
        QVERIFY(second->state().checked);
        QCOMPARE(chosen.size(), 1);
    }
};

} // namespace Drover

QTEST_MAIN(Drover::TestAccess)
#include "tst_access.moc"
