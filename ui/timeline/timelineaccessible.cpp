#include "ui/timeline/timelineaccessible.h"

#include "ui/text/statustext.h"
#include "ui/text/words.h"
#include "ui/timeline/timelinegeometry.h"

#include <QAccessibleWidget>
#include <QCoreApplication>
#include <QScrollBar>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

struct AccessWords
{
    Q_DECLARE_TR_FUNCTIONS(Drover::TimelineView)
};

/// Lanes and bars come and go with every batch: what stands for one holds keys, not places, and looks it up
/// when asked.
class LaneAccess;

class CanvasAccess : public QAccessibleWidget
{
public:
    explicit CanvasAccess(TimelineCanvas* canvas) : QAccessibleWidget(canvas, QAccessible::Tree) {}
    ~CanvasAccess() override;

    [[nodiscard]] TimelineCanvas* canvas() const { return static_cast<TimelineCanvas*>(object()); }
    [[nodiscard]] int childCount() const override;
    [[nodiscard]] QAccessibleInterface* child(int index) const override;
    [[nodiscard]] int indexOfChild(const QAccessibleInterface* child) const override;
    [[nodiscard]] QAccessibleInterface* childAt(int x, int y) const override;
    [[nodiscard]] QAccessibleInterface* focusChild() const override;
    [[nodiscard]] LaneAccess* lane(const QString& key) const;

private:
    mutable QHash<QString, QAccessible::Id> m_lanes;
};

/// What lanes and bars have in common: no object of their own, a canvas that may be gone.
class PartAccess : public QAccessibleInterface, public QAccessibleActionInterface
{
public:
    PartAccess(TimelineCanvas* canvas, QString laneKey) : m_canvas(canvas), m_key(std::move(laneKey)) {}

    [[nodiscard]] bool isValid() const override { return m_canvas && laneIndex() >= 0; }
    [[nodiscard]] QObject* object() const override { return nullptr; }
    [[nodiscard]] QWindow* window() const override { return nullptr; }
    void setText(QAccessible::Text, const QString&) override {}
    void* interface_cast(QAccessible::InterfaceType type) override
    {
        return type == QAccessible::ActionInterface ? static_cast<QAccessibleActionInterface*>(this)
                                                    : nullptr;
    }
    [[nodiscard]] QStringList actionNames() const override { return {pressAction()}; }
    [[nodiscard]] QStringList keyBindingsForAction(const QString&) const override { return {u"Return"_s}; }
    [[nodiscard]] const QString& laneKey() const { return m_key; }

protected:
    [[nodiscard]] int laneIndex() const { return m_canvas ? m_canvas->model().laneOf(m_key) : -1; }
    [[nodiscard]] const TimelineLane& lane() const { return m_canvas->model().lane(laneIndex()); }
    [[nodiscard]] CanvasAccess* canvasAccess() const
    {
        return m_canvas ? static_cast<CanvasAccess*>(QAccessible::queryAccessibleInterface(m_canvas))
                        : nullptr;
    }
    /// A part of the lane's row in screen coordinates; x counts from the viewport's left edge.
    [[nodiscard]] QRect screenRect(double x, double width) const
    {
        const TimelineLayout layout = m_canvas->layoutOfLanes();
        const int index = layout.boxOfLane(laneIndex());
        if (index < 0) {
            return {};
        }
        const LaneBox& box = layout.boxes().at(index);
        const int y = box.y - (box.y < layout.pinnedHeight() ? 0 : m_canvas->verticalScrollBar()->value());
        const QRect row(int(x), y, std::max(1, int(width)), box.height);
        const QRect seen = row.intersected(m_canvas->viewport()->rect());
        return seen.isEmpty() ? QRect() : seen.translated(m_canvas->viewport()->mapToGlobal(QPoint(0, 0)));
    }

    QPointer<TimelineCanvas> m_canvas;

private:
    QString m_key;
};

class SpanAccess : public PartAccess
{
public:
    SpanAccess(TimelineCanvas* canvas, const QString& laneKey, qint64 id)
        : PartAccess(canvas, laneKey), m_id(id)
    {
    }

    [[nodiscard]] qint64 id() const { return m_id; }
    [[nodiscard]] bool isValid() const override { return PartAccess::isValid() && span() >= 0; }
    [[nodiscard]] QAccessibleInterface* parent() const override;
    [[nodiscard]] QAccessibleInterface* child(int) const override { return nullptr; }
    [[nodiscard]] QAccessibleInterface* childAt(int, int) const override { return nullptr; }
    [[nodiscard]] int childCount() const override { return 0; }
    [[nodiscard]] int indexOfChild(const QAccessibleInterface*) const override { return -1; }
    [[nodiscard]] QAccessible::Role role() const override { return QAccessible::Cell; }
    [[nodiscard]] QAccessible::State state() const override
    {
        QAccessible::State state;
        state.focusable = state.selectable = true;
        state.selected =
            isValid() && m_canvas->selectedSpan() == m_id && m_canvas->selectedLane() == laneKey();
        state.focused = state.selected && m_canvas->hasFocus();
        state.invisible = rect().isEmpty();
        state.busy = isValid() && isLive(lane().spans.at(span()).state);
        return state;
    }
    [[nodiscard]] QString text(QAccessible::Text kind) const override
    {
        if (!isValid()) {
            return {};
        }
        const TimelineScene& scene = m_canvas->model().scene();
        const TimelineSpan& bar = lane().spans.at(span());
        switch (kind) {
        case QAccessible::Name:
            return accessibleSpanText(scene, lane(), bar);
        case QAccessible::Value:
            return statusText(statusOf(bar.state));
        case QAccessible::Description:
            return lane().failure && lane().failure->spanId == m_id ? lane().failure->detail
                                                                    : m_canvas->whyOf(laneIndex(), span());
        default:
            return {};
        }
    }
    [[nodiscard]] QRect rect() const override
    {
        if (!isValid()) {
            return {};
        }
        const TimelineSpan& bar = lane().spans.at(span());
        const TimeScale scale = m_canvas->timeViewport().scale();
        const double from = std::max(0.0, scale.x(bar.start));
        const double to = std::min(double(m_canvas->timeViewport().width()),
                                   scale.x(bar.endAt(m_canvas->model().scene().now)));
        return to < from ? QRect()
                         : screenRect(TimelineMetrics::LabelColumn + from, std::max(3.0, to - from));
    }
    void doAction(const QString& name) override
    {
        if (name == pressAction() && isValid()) {
            m_canvas->selectSpan(laneIndex(), span());
            emit m_canvas->spanActivated(m_id);
        }
    }

private:
    [[nodiscard]] int span() const
    {
        const QList<TimelineSpan>& spans = lane().spans;
        const auto at = std::ranges::find(spans, m_id, &TimelineSpan::id);
        return at == spans.end() ? -1 : int(at - spans.begin());
    }

    qint64 m_id;
};

class LaneAccess : public PartAccess
{
public:
    using PartAccess::PartAccess;
    ~LaneAccess() override
    {
        for (const QAccessible::Id id : std::as_const(m_spans)) {
            QAccessible::deleteAccessibleInterface(id);
        }
    }

    [[nodiscard]] QAccessibleInterface* parent() const override { return canvasAccess(); }
    [[nodiscard]] QList<qint64> bars() const
    {
        QList<qint64> ids;
        if (laneIndex() >= 0) {
            for (const TimelineSpan& span : lane().spans) {
                if (span.id != 0) {
                    ids.append(span.id);
                }
            }
        }
        return ids;
    }
    [[nodiscard]] int childCount() const override { return int(bars().size()); }
    [[nodiscard]] QAccessibleInterface* child(int index) const override
    {
        const QList<qint64> ids = bars();
        return index >= 0 && index < ids.size() ? span(ids.at(index)) : nullptr;
    }
    [[nodiscard]] int indexOfChild(const QAccessibleInterface* child) const override
    {
        const auto* part = dynamic_cast<const SpanAccess*>(child);
        return part ? int(bars().indexOf(part->id())) : -1;
    }
    [[nodiscard]] QAccessibleInterface* childAt(int x, int y) const override
    {
        for (const qint64 id : bars()) {
            if (QAccessibleInterface* bar = span(id); bar->rect().contains(x, y)) {
                return bar;
            }
        }
        return nullptr;
    }
    [[nodiscard]] QAccessibleInterface* span(qint64 id) const
    {
        auto known = m_spans.constFind(id);
        if (known == m_spans.cend()) {
            known = m_spans.insert(
                id, QAccessible::registerAccessibleInterface(new SpanAccess(m_canvas, laneKey(), id)));
        }
        return QAccessible::accessibleInterface(*known);
    }
    [[nodiscard]] QAccessible::Role role() const override { return QAccessible::TreeItem; }
    [[nodiscard]] QAccessible::State state() const override
    {
        QAccessible::State state;
        state.focusable = state.selectable = true;
        if (!isValid()) {
            state.invalid = true;
            return state;
        }
        state.selected = m_canvas->selectedLane() == laneKey();
        state.focused = state.selected && m_canvas->selectedSpan() == 0 && m_canvas->hasFocus();
        const bool group = lane().kind == LaneKind::GroupHeader;
        state.expandable = group || lane().expandable;
        state.expanded = group ? !m_canvas->isCollapsed(laneKey()) : lane().expanded;
        state.collapsed = state.expandable && !state.expanded;
        state.invisible = rect().isEmpty();
        return state;
    }
    [[nodiscard]] QString text(QAccessible::Text kind) const override
    {
        if (!isValid()) {
            return {};
        }
        switch (kind) {
        case QAccessible::Name:
            return lane().subtitle.isEmpty() ? lane().title : lane().title + u", "_s + lane().subtitle;
        case QAccessible::Value:
            return lane().status == Status::None ? QString() : statusText(lane().status);
        case QAccessible::Description:
            return lane().failure ? lane().failure->what : QString();
        default:
            return {};
        }
    }
    [[nodiscard]] QRect rect() const override
    {
        return isValid() ? screenRect(0, m_canvas->viewport()->width()) : QRect();
    }
    void doAction(const QString& name) override
    {
        if (name == pressAction() && isValid()) {
            const QString object = lane().objectKey();
            m_canvas->setSelectedLane(laneKey());
            emit m_canvas->laneActivated(object);
        }
    }

private:
    mutable QHash<qint64, QAccessible::Id> m_spans;
};

QAccessibleInterface* SpanAccess::parent() const
{
    const CanvasAccess* canvas = canvasAccess();
    return canvas ? static_cast<QAccessibleInterface*>(canvas->lane(laneKey())) : nullptr;
}

CanvasAccess::~CanvasAccess()
{
    for (const QAccessible::Id id : std::as_const(m_lanes)) {
        QAccessible::deleteAccessibleInterface(id);
    }
}

int CanvasAccess::childCount() const
{
    return int(canvas()->layoutOfLanes().boxes().size());
}

LaneAccess* CanvasAccess::lane(const QString& key) const
{
    auto known = m_lanes.constFind(key);
    if (known == m_lanes.cend()) {
        known = m_lanes.insert(key, QAccessible::registerAccessibleInterface(new LaneAccess(canvas(), key)));
    }
    return static_cast<LaneAccess*>(QAccessible::accessibleInterface(*known));
}

QAccessibleInterface* CanvasAccess::child(int index) const
{
    const TimelineLayout layout = canvas()->layoutOfLanes();
    if (index < 0 || index >= layout.boxes().size()) {
        return nullptr;
    }
    return lane(canvas()->model().lane(layout.boxes().at(index).lane).key);
}

int CanvasAccess::indexOfChild(const QAccessibleInterface* child) const
{
    const auto* part = dynamic_cast<const LaneAccess*>(child);
    return part ? canvas()->layoutOfLanes().boxOfLane(canvas()->model().laneOf(part->laneKey())) : -1;
}

QAccessibleInterface* CanvasAccess::childAt(int x, int y) const
{
    const QPoint at = canvas()->viewport()->mapFromGlobal(QPoint(x, y));
    const TimelineCanvas::Hit hit = canvas()->hitAt(at);
    if (hit.lane < 0) {
        return nullptr;
    }
    const TimelineLane& under = canvas()->model().lane(hit.lane);
    LaneAccess* row = lane(under.key);
    return hit.span >= 0 && under.spans.at(hit.span).id != 0 ? row->span(under.spans.at(hit.span).id) : row;
}

QAccessibleInterface* CanvasAccess::focusChild() const
{
    if (!canvas()->hasFocus() || canvas()->model().laneOf(canvas()->selectedLane()) < 0) {
        return nullptr;
    }
    LaneAccess* row = lane(canvas()->selectedLane());
    return canvas()->selectedSpan() != 0 ? row->span(canvas()->selectedSpan()) : row;
}

} // namespace

QString accessibleSpanText(const TimelineScene& scene, const TimelineLane& lane, const TimelineSpan& span)
{
    QStringList parts{lane.title, lane.kind == LaneKind::Task ? scene.stageName(span) : scene.barText(span),
                      statusText(statusOf(span.state))};
    if (span.attempt > 1) {
        parts.append(AccessWords::tr("attempt %1").arg(span.attempt));
    }
    if (span.progress >= 0) {
        parts.append(percentText(span.progress / 100.0));
    }
    parts.append(preciseDurationText(span.endAt(scene.now) - span.start));
    parts.removeAll(QString());
    return parts.join(u", "_s);
}

void installTimelineAccessibility()
{
    QAccessible::installFactory([](const QString&, QObject* object) -> QAccessibleInterface* {
        auto* canvas = qobject_cast<TimelineCanvas*>(object);
        return canvas ? new CanvasAccess(canvas) : nullptr;
    });
}

} // namespace Drover
