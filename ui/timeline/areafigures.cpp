#include "ui/timeline/areafigures.h"

#include "ui/text/words.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"
#include "ui/timeline/timelinecanvas.h"
#include "ui/timeline/timelinegeometry.h"
#include "ui/widgets/controls.h"

#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPainter>
#include <QToolButton>
#include <QTreeWidget>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

constexpr int kRowHigh = 22;
constexpr int kAgainMs = 500;
constexpr int kHeadHigh = 28;
constexpr int kAreaMargin = 8;
constexpr int kMostWide = 620;
constexpr int kCountWide = 58;
constexpr int kLengthWide = 80;

} // namespace

AreaFigures::AreaFigures(TimelineCanvas* canvas)
    : QFrame(canvas), m_canvas(canvas),
      m_title(makeLabel(QString(), FontRole::LabelStrong, ColorRole::Tx1, this)),
      m_table(new QTreeWidget(this))
{
    setObjectName(u"timeline/area"_s);
    setAccessibleName(tr("Figures of the chosen area"));
    m_title->setObjectName(u"timeline/area/title"_s);
    m_table->setObjectName(u"timeline/area/table"_s);
    m_table->setAccessibleName(tr("Tasks in the chosen area"));
    m_table->setHeaderLabels(
        {tr("Task"), tr("Count"), tr("Failed"), tr("Min"), tr("Mean"), tr("p95"), tr("Max")});
    m_table->setRootIsDecorated(false);
    m_table->setUniformRowHeights(true);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setFrameShape(QFrame::NoFrame);
    QHeaderView* columns = m_table->header();
    columns->setFont(themeFont(FontRole::LabelMedium));
    columns->setStretchLastSection(false);
    columns->setSectionResizeMode(0, QHeaderView::Stretch);
    for (int column = 1; column < m_table->columnCount(); ++column) {
        m_table->setColumnWidth(column, column < 3 ? kCountWide : kLengthWide);
        m_table->headerItem()->setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
    }

    QToolButton* copy =
        makeIconButton(u"timeline/area/copy"_s, IconName::Copy, tr("Copy the figures as CSV"), this);
    QToolButton* zoom =
        makeIconButton(u"timeline/area/zoom"_s, IconName::ZoomIn, tr("Zoom to the area (Enter)"), this);
    QToolButton* close = makeIconButton(u"timeline/area/close"_s, IconName::Close, tr("Close (Esc)"), this);
    for (QToolButton* button : {zoom, copy, close}) {
        button->setFixedSize(24, 24);
        button->setIconSize(QSize(13, 13));
    }
    connect(copy, &QToolButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(figuresCsv(m_figures)); });
    connect(zoom, &QToolButton::clicked, m_canvas, &TimelineCanvas::zoomToArea);
    connect(close, &QToolButton::clicked, m_canvas, &TimelineCanvas::clearArea);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(10, 2, 4, 2);
    head->addWidget(m_title, 1);
    head->addWidget(zoom);
    head->addWidget(copy);
    head->addWidget(close);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(1, 1, 1, 4);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(m_table, 1);
    hide();
    m_canvas->installEventFilter(this);
    connect(m_canvas, &TimelineCanvas::areaChanged, this, &AreaFigures::follow);
    // What runs in the area goes on.
    m_again.setSingleShot(true);
    m_again.setInterval(kAgainMs);
    connect(&m_again, &QTimer::timeout, this, &AreaFigures::follow);
    connect(&m_canvas->model(), &TimelineModel::laneChanged, this, [this] {
        if (isVisible() && !m_again.isActive()) {
            m_again.start();
        }
    });
}

void AreaFigures::follow()
{
    const TimelineArea& area = m_canvas->area();
    if (area.isEmpty()) {
        hide();
        return;
    }
    QList<TaskFigures> figures = taskFigures(m_canvas->model().scene(), area.range, area.lanes);
    if (figures == m_figures && isVisible()) {
        return;
    }
    m_figures = std::move(figures);
    fill();
    place();
    show();
    raise();
}

void AreaFigures::fill()
{
    const TimelineArea& area = m_canvas->area();
    int jobs = 0;
    for (const TaskFigures& line : std::as_const(m_figures)) {
        jobs += line.count;
    }
    const QString lanes = area.lanes.size() == 1 ? m_canvas->model().lane(area.lanes.constFirst()).title
                                                 : tr("%1 lanes").arg(countText(area.lanes.size()));
    m_title->setText(
        tr("%1 · %2 · %3 jobs").arg(preciseDurationText(area.range.length()), lanes, countText(jobs)));
    m_table->clear();
    const Theme& theme = Theme::current();
    for (const TaskFigures& line : std::as_const(m_figures)) {
        const bool measured = line.count > line.open;
        const auto length = [measured](Duration value) {
            return measured ? preciseDurationText(value) : u"—"_s;
        };
        auto* item = new QTreeWidgetItem(m_table, {line.name, countText(line.count), countText(line.failed),
                                                   length(line.least), length(line.mean), length(line.p95),
                                                   length(line.most)});
        item->setToolTip(0, line.name);
        for (int column = 0; column < m_table->columnCount(); ++column) {
            const bool name = column == 0;
            item->setFont(column, themeFont(name ? FontRole::Secondary : FontRole::FigureSmall));
            item->setTextAlignment(column, (name ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
            const bool bad = line.failed > 0 && column == 2;
            item->setForeground(column, theme.color(bad    ? ColorRole::Bad
                                                    : name ? ColorRole::Tx1
                                                           : ColorRole::Tx2));
            item->setSizeHint(column, QSize(0, kRowHigh));
        }
    }
}

void AreaFigures::place()
{
    const QRect within = m_canvas->viewport()->geometry().adjusted(TimelineMetrics::LabelColumn, 0, 0, 0);
    const int wide = std::min(kMostWide, within.width() - 2 * kAreaMargin);
    const int needed = kHeadHigh + m_table->header()->sizeHint().height() + 10 +
                       std::max(1, int(m_figures.size())) * kRowHigh;
    const int high = std::min(needed, within.height() - 2 * kAreaMargin);
    // At the side where the area is not.
    const TimeScale scale = m_canvas->timeViewport().scale();
    const double middle = (scale.x(m_canvas->area().range.begin) + scale.x(m_canvas->area().range.end)) / 2;
    const bool right = middle < within.width() / 2.0;
    setGeometry(right ? within.right() - wide - kAreaMargin : within.left() + kAreaMargin,
                within.top() + kAreaMargin, wide, high);
}

void AreaFigures::paintEvent(QPaintEvent*)
{
    const Theme& theme = Theme::current();
    QPainter painter(this);
    drawBox(painter, rect(), 6, theme.color(ColorRole::Bg1), theme.color(ColorRole::Line2));
}

bool AreaFigures::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_canvas && event->type() == QEvent::Resize && isVisible()) {
        place();
    }
    return QFrame::eventFilter(watched, event);
}

} // namespace Drover
