#include "ui/timeline/timelinemenus.h"

#include "ui/theme/iconcache.h"
#include "ui/timeline/timelineview.h"

#include <QActionGroup>
#include <QCoreApplication>
#include <QMenu>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

struct MenuWords
{
    Q_DECLARE_TR_FUNCTIONS(Drover::TimelineView)
};

QAction* addTo(QMenu& menu, const QString& name, const QString& text, std::optional<IconName> icon = {})
{
    QAction* action = icon ? menu.addAction(themeIcon(*icon), text) : menu.addAction(text);
    action->setObjectName(u"timeline/menu/"_s + name);
    return action;
}

void addSpanActions(QMenu& menu, TimelineView& view, int laneIndex, int spanIndex)
{
    TimelineCanvas* canvas = view.canvas();
    const TimelineScene& scene = canvas->model().scene();
    const TimelineLane& lane = scene.lanes.at(laneIndex);
    const TimelineSpan& span = lane.spans.at(spanIndex);
    const qint64 id = span.id;
    if (id != 0 && !isPredicted(span.state)) {
        QObject::connect(addTo(menu, u"log"_s, MenuWords::tr("Open log\tO"), IconName::Log),
                         &QAction::triggered, &view, [&view, id] { emit view.logRequested(id); });
        QObject::connect(addTo(menu, u"job"_s, MenuWords::tr("Show job\tEnter")), &QAction::triggered, &view,
                         [&view, id] { emit view.spanActivated(id); });
        if (!span.end.isSet() && isLive(span.state)) {
            QObject::connect(addTo(menu, u"cancel"_s, MenuWords::tr("Cancel job…"), IconName::Cancel),
                             &QAction::triggered, &view, [&view, id] { emit view.cancelRequested(id); });
        }
    }
    QObject::connect(addTo(menu, u"zoom"_s, MenuWords::tr("Zoom to this bar"), IconName::ZoomIn),
                     &QAction::triggered, canvas, [canvas, key = lane.key, id, spanIndex] {
                         // The scene may have moved on while the menu was open.
                         const int at = canvas->model().laneOf(key);
                         if (at >= 0 && spanIndex < canvas->model().lane(at).spans.size() &&
                             canvas->model().lane(at).spans.at(spanIndex).id == id)
                             canvas->fitSpan(at, spanIndex);
                     });
    const QString stage = scene.stageName(span);
    if (!stage.isEmpty() && !stage.contains(u' ')) {
        const QString text =
            lane.kind == LaneKind::Task ? u"task:"_s + lane.title.section(u' ', 0, 0) : u"stage:"_s + stage;
        QObject::connect(addTo(menu, u"find"_s, MenuWords::tr("Find all “%1”").arg(text), IconName::Search),
                         &QAction::triggered, &view, [&view, text] { view.setFindText(text); });
    }
}

void addLaneActions(QMenu& menu, TimelineView& view, const TimelineLane& lane, QPoint globalAt)
{
    TimelineCanvas* canvas = view.canvas();
    const QString key = lane.key;
    const QString object = lane.objectKey();
    if (lane.failure && lane.failure->canRetry) {
        QObject::connect(addTo(menu, u"retry"_s, MenuWords::tr("Retry"), IconName::Retry),
                         &QAction::triggered, &view, [&view, object] { emit view.retryRequested(object); });
    }
    if (lane.kind == LaneKind::Member || lane.kind == LaneKind::Cluster) {
        QObject::connect(addTo(menu, u"why"_s, MenuWords::tr("Why?"), IconName::Info), &QAction::triggered,
                         canvas, [canvas, key, globalAt] {
                             if (const int at = canvas->model().laneOf(key); at >= 0)
                                 canvas->showWhy(at, globalAt);
                         });
    }
    menu.addSeparator();
    if (lane.expandable) {
        const bool open = lane.expanded;
        QObject::connect(
            addTo(menu, u"tasks"_s, open ? MenuWords::tr("Hide tasks\t←") : MenuWords::tr("Show tasks\t→")),
            &QAction::triggered, &view, [&view, key, open] { emit view.expandRequested(key, !open); });
    }
    if (lane.kind == LaneKind::GroupHeader) {
        const bool collapsed = canvas->isCollapsed(key);
        QObject::connect(
            addTo(menu, u"collapse"_s,
                  collapsed ? MenuWords::tr("Expand group\t→") : MenuWords::tr("Collapse group\t←")),
            &QAction::triggered, canvas, [canvas, key, collapsed] { canvas->setCollapsed(key, !collapsed); });
    }
    const bool pinned = canvas->isPinned(key);
    QObject::connect(
        addTo(menu, u"pin"_s,
              pinned ? MenuWords::tr("Unpin\tShift+P") : MenuWords::tr("Pin to the top\tShift+P"),
              IconName::Pin),
        &QAction::triggered, canvas, [canvas, key, pinned] { canvas->setPinned(key, !pinned); });
}

} // namespace

void fillTimelineMenu(QMenu& menu, TimelineView& view, const TimelineCanvas::Hit& hit, QPoint globalAt)
{
    const TimelineScene& scene = view.canvas()->model().scene();
    if (hit.lane < 0 || hit.lane >= scene.lanes.size()) {
        return;
    }
    const TimelineLane& lane = scene.lanes.at(hit.lane);
    if (hit.kind == TimelineCanvas::Hit::Kind::Span) {
        addSpanActions(menu, view, hit.lane, hit.span);
        menu.addSeparator();
    }
    addLaneActions(menu, view, lane, globalAt);
}

void fillTimelineOptions(QMenu& menu, TimelineView& view)
{
    TimelineCanvas* canvas = view.canvas();
    const auto choice = [&menu](QActionGroup* group, const QString& name, const QString& text, bool on) {
        QAction* action = addTo(menu, name, text);
        action->setCheckable(true);
        action->setChecked(on);
        group->addAction(action);
        return action;
    };
    menu.addSection(MenuWords::tr("Times"));
    auto* times = new QActionGroup(&menu);
    const AxisMode mode = canvas->axis().mode;
    const std::pair<AxisMode, std::pair<QString, QString>> modes[]{
        {AxisMode::Utc, {u"utc"_s, MenuWords::tr("UTC")}},
        {AxisMode::Local, {u"local"_s, MenuWords::tr("Local time")}},
        {AxisMode::Relative, {u"relative"_s, MenuWords::tr("Since the start")}}};
    for (const auto& [value, words] : modes) {
        QObject::connect(choice(times, words.first, words.second, value == mode), &QAction::triggered, canvas,
                         [canvas, value = value] { canvas->setAxisMode(value); });
    }
    QAction* fold = addTo(menu, u"fold"_s, MenuWords::tr("Fold idle time"));
    fold->setCheckable(true);
    fold->setChecked(canvas->model().folds());
    QObject::connect(fold, &QAction::toggled, &view, &TimelineView::setFolding);
    menu.addSection(MenuWords::tr("Lanes"));
    auto* sizes = new QActionGroup(&menu);
    const std::pair<LaneDensity, std::pair<QString, QString>> densities[]{
        {LaneDensity::Comfortable, {u"comfortable"_s, MenuWords::tr("Comfortable")}},
        {LaneDensity::Compact, {u"compact"_s, MenuWords::tr("Compact")}},
        {LaneDensity::Thin, {u"thin"_s, MenuWords::tr("Thin")}}};
    for (const auto& [value, words] : densities) {
        QObject::connect(choice(sizes, words.first, words.second, value == canvas->density()),
                         &QAction::triggered, canvas, [canvas, value = value] { canvas->setDensity(value); });
    }
    QObject::connect(addTo(menu, u"collapse-all"_s, MenuWords::tr("Collapse all groups")),
                     &QAction::triggered, canvas, [canvas] { canvas->setAllCollapsed(true); });
    QObject::connect(addTo(menu, u"expand-all"_s, MenuWords::tr("Expand all groups")), &QAction::triggered,
                     canvas, [canvas] { canvas->setAllCollapsed(false); });
    menu.addSection(MenuWords::tr("Export"));
    QObject::connect(addTo(menu, u"export-png"_s, MenuWords::tr("Picture (PNG)…"), IconName::Download),
                     &QAction::triggered, &view, &TimelineView::askPicturePath);
    QObject::connect(
        addTo(menu, u"export-csv"_s, MenuWords::tr("Jobs as a table (CSV)…"), IconName::Download),
        &QAction::triggered, &view, &TimelineView::askTablePath);
}

QString groupingText(TimelineGrouping grouping)
{
    switch (grouping) {
    case TimelineGrouping::Role:
        return MenuWords::tr("Group: role");
    case TimelineGrouping::Stage:
        return MenuWords::tr("Group: stage");
    case TimelineGrouping::Batch:
        return MenuWords::tr("Group: batch");
    case TimelineGrouping::Rack:
        return MenuWords::tr("Group: rack");
    case TimelineGrouping::None:
        return MenuWords::tr("Group: none");
    }
    Q_UNREACHABLE();
}

} // namespace Drover
