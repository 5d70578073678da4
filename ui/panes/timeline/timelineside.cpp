#include "ui/panes/timeline/timelineside.h"

#include "models/timeline/pathsegments.h"
#include "ui/panes/timeline/sidelist.h"
#include "ui/shell/livetimeline.h"
#include "ui/text/statustext.h"
#include "ui/text/words.h"
#include "ui/timeline/timelinecanvas.h"
#include "ui/timeline/timelineview.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/sectionhead.h"

#include <QLabel>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

constexpr int sideWidth = 288;
constexpr int countedEveryMs = 500;
constexpr int pathRowsShown = 13;
constexpr int matchesListed = 500;

} // namespace

TimelineSide::TimelineSide(LiveTimeline& timeline, QWidget* parent)
    : QWidget(parent), m_timeline(timeline),
      m_length(makeLabel({}, FontRole::FigureLarge, ColorRole::Tx1, this)),
      m_via(makeLabel({}, FontRole::Secondary, ColorRole::Tx2, this)),
      m_path(new SideList(u"timeline-pane/path"_s, tr("Critical path"), this)),
      m_members(new SideList(u"timeline-pane/members"_s, tr("Members by state"), this)),
      m_matchHead(new SectionHead(tr("Matches"), this)),
      m_matches(new SideList(u"timeline-pane/matches"_s, tr("Matches of the search"), this))
{
    setObjectName(u"timeline-pane/side"_s);
    setProperty("ground", u"panel"_s);
    setAttribute(Qt::WA_StyledBackground);
    setFixedWidth(sideWidth);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(new SectionHead(tr("Critical path"), this));
    auto* sum = new QHBoxLayout;
    sum->setContentsMargins(12, 8, 12, 8);
    sum->addWidget(m_length, 1);
    sum->addWidget(m_via);
    column->addLayout(sum);
    m_path->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    m_path->setMaximumHeight(pathRowsShown * SideList::rowHeight);
    column->addWidget(m_path);
    column->addSpacing(8);
    column->addWidget(new SectionHead(tr("Members by state"), this));
    m_members->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    column->addWidget(m_members);
    column->addSpacing(8);
    column->addWidget(m_matchHead);
    column->addWidget(m_matches, 1);
    m_soon.setSingleShot(true);
    m_soon.setInterval(countedEveryMs);
    connect(&m_soon, &QTimer::timeout, this, &TimelineSide::refresh);
    const TimelineModel* model = &timeline.model();
    connect(model, &TimelineModel::lanesReset, this, &TimelineSide::refreshSoon);
    connect(model, &TimelineModel::laneChanged, this, &TimelineSide::refreshSoon);
    connect(model, &TimelineModel::marksChanged, this, &TimelineSide::refreshSoon);
    connect(model, &TimelineModel::nowChanged, this, &TimelineSide::refreshSoon);
    connect(timeline.view()->canvas()->finder(), &TimelineFinder::changed, this,
            &TimelineSide::refreshMatches);
    connect(m_path, &SideList::chosen, this, &TimelineSide::goTo);
    connect(m_matches, &SideList::chosen, this, &TimelineSide::goTo);
    connect(m_members, &SideList::chosen, this,
            [this](const QString& key) { m_timeline.view()->canvas()->ensureLaneVisible(key); });
}

void TimelineSide::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    refresh();
}

void TimelineSide::refreshSoon()
{
    if (isVisible() && !m_soon.isActive())
        m_soon.start();
}

void TimelineSide::refresh()
{
    if (!isVisible())
        return;
    refreshPath();
    refreshMembers();
    refreshMatches();
}

void TimelineSide::refreshPath()
{
    const QList<PathSegment> segments = pathSegments(m_timeline.model().scene());
    Duration longest{1};
    for (const PathSegment& segment : segments)
        longest = std::max(longest, segment.length);
    QList<SideRow> rows;
    for (const PathSegment& segment : segments)
        rows.append({.key = segment.laneKey,
                     .status = statusOf(segment.state),
                     .text = segment.text,
                     .note = segment.lane,
                     .figure = durationText(segment.length),
                     .share = double(segment.length.count()) / double(longest.count()),
                     .span = segment.spanId});
    m_path->setRows(rows);
    if (segments.isEmpty()) {
        m_length->setText(u"—"_s);
        m_via->setText(tr("nothing has run"));
        return;
    }
    const PathSegment& last = segments.constLast();
    m_length->setText(durationText(last.start + last.length - segments.constFirst().start));
    const auto widest = std::max_element(segments.begin(), segments.end(),
                                         [](const auto& a, const auto& b) { return a.length < b.length; });
    m_via->setText(tr("via %1").arg(widest->lane));
}

void TimelineSide::refreshMembers()
{
    const TimelineScene& scene = m_timeline.model().scene();
    const QList<std::pair<Status, int>> counts = memberCounts(scene);
    const int most = counts.isEmpty() ? 1 : counts.constFirst().second;
    QList<SideRow> rows;
    for (const auto& [status, count] : counts) {
        const auto first =
            std::find_if(scene.lanes.begin(), scene.lanes.end(), [&](const TimelineLane& lane) {
                return lane.kind == LaneKind::Member && lane.status == status;
            });
        rows.append({.key = first->key,
                     .status = status,
                     .text = statusText(status),
                     .figure = countText(count),
                     .share = double(count) / most});
    }
    m_members->setRows(rows);
}

void TimelineSide::refreshMatches()
{
    if (!isVisible())
        return;
    const TimelineFinder* finder = m_timeline.view()->canvas()->finder();
    const TimelineScene& scene = m_timeline.model().scene();
    const auto& found = finder->matches().found;
    m_matchHead->setSubtitle(finder->isActive() ? countText(found.size()) : tr("Ctrl+F searches"));
    QList<SideRow> rows;
    for (const TimelineMatches::Match& match : found.mid(0, matchesListed)) {
        if (match.lane >= scene.lanes.size() || match.span >= scene.lanes.at(match.lane).spans.size())
            continue;
        const TimelineLane& lane = scene.lanes.at(match.lane);
        const TimelineSpan& span = lane.spans.at(match.span);
        rows.append({.key = lane.key,
                     .status = statusOf(span.state),
                     .text = lane.title,
                     .note = scene.barText(span),
                     .figure = clockText(span.start),
                     .span = span.id});
    }
    m_matches->setRows(rows);
}

void TimelineSide::goTo(const QString& laneKey, qint64 span)
{
    TimelineCanvas* canvas = m_timeline.view()->canvas();
    const int lane = m_timeline.model().laneOf(laneKey);
    if (lane < 0)
        return;
    canvas->ensureLaneVisible(laneKey);
    const QList<TimelineSpan>& spans = m_timeline.model().lane(lane).spans;
    for (qsizetype i = 0; i < spans.size(); ++i) {
        if (span != 0 && spans.at(i).id == span)
            canvas->selectSpan(lane, int(i));
    }
}

} // namespace Drover
