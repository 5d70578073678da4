#include "ui/timeline/timelineview.h"

#include "models/timeline/timelinefinder.h"
#include "ui/text/words.h"
#include "ui/theme/iconcache.h"
#include "ui/theme/theme.h"
#include "ui/timeline/areafigures.h"
#include "ui/timeline/timelinecanvas.h"
#include "ui/timeline/timelinegeometry.h"
#include "ui/timeline/timelinemenus.h"
#include "ui/timeline/timelineoverview.h"
#include "ui/timeline/timelineruler.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/card.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/iconlabel.h"
#include "ui/widgets/searchfield.h"

#include <QActionGroup>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QShortcut>
#include <QStackedLayout>
#include <QStylePainter>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

/// As wide as what is chosen, up to a name of some length; what is longer is elided in the middle.
class ClusterChoice final : public QComboBox
{
public:
    explicit ClusterChoice(QWidget* parent) : QComboBox(parent)
    {
        connect(this, &QComboBox::currentTextChanged, this, [this](const QString& text) {
            setToolTip(text);
            updateGeometry();
        });
    }
    [[nodiscard]] QSize sizeHint() const override
    {
        const int words = fontMetrics().horizontalAdvance(currentText()) + 2;
        return {std::clamp(words, leastWords, mostWords) + aroundWords, QComboBox::sizeHint().height()};
    }
    [[nodiscard]] QSize minimumSizeHint() const override { return {120, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QStylePainter painter(this);
        QStyleOptionComboBox option;
        initStyleOption(&option);
        painter.drawComplexControl(QStyle::CC_ComboBox, option);
        option.currentText =
            fontMetrics().elidedText(option.currentText, Qt::ElideMiddle, width() - aroundWords + 2);
        painter.drawControl(QStyle::CE_ComboBoxLabel, option);
    }

private:
    static constexpr int leastWords = 80;
    static constexpr int mostWords = 190;
    static constexpr int aroundWords = 68; ///< icon, arrow and padding
};

} // namespace

TimelineView::TimelineView(TimelineModel* model, QWidget* parent)
    : QWidget(parent), m_model(model), m_head(new QWidget(this)), m_choice(new ClusterChoice(m_head)),
      m_follow(makeButton(u"timeline/follow"_s, tr("Follow now"), IconName::Now, ButtonKind::Quiet, m_head)),
      m_span(makeLabel(QString(), FontRole::FigureSmall, ColorRole::Tx2, m_head)),
      m_group(makeButton(u"timeline/group"_s, QString(), IconName::Rows, ButtonKind::Quiet, m_head)),
      m_path(makeButton(u"timeline/critical-path"_s, tr("Critical path"), IconName::CriticalPath,
                        ButtonKind::Quiet, m_head)),
      m_find(new SearchField(IconName::Search, tr("Find in timeline"), m_head)), m_banner(new Banner(this)),
      m_canvas(new TimelineCanvas(model, this)), m_ruler(new TimelineRuler(m_canvas, this)),
      m_overview(new TimelineOverview(m_canvas, this)), m_empty(new EmptyState(this)),
      m_stack(new QStackedLayout)
{
    setObjectName(u"timeline"_s);
    setAccessibleName(tr("Live timeline"));
    setAccessibleDescription(
        tr("Jobs of every member over time. Arrow keys choose a lane, Tab or the full stop walk "
           "along its jobs, W and S zoom, A and D pan, F shows everything, N follows the present, "
           "Control+F searches."));
    m_canvas->setObjectName(u"timeline/lanes"_s);
    m_canvas->setAccessibleName(tr("Lanes of the timeline"));
    m_canvas->setAccessibleDescription(accessibleDescription());
    m_ruler->setObjectName(u"timeline/ruler"_s);
    m_overview->setObjectName(u"timeline/overview"_s);
    m_empty->setObjectName(u"timeline/empty"_s);
    setProperty("ground", u"panel"_s);
    setAttribute(Qt::WA_StyledBackground);
    buildHead();

    auto* lanes = new QWidget(this);
    auto* column = new QVBoxLayout(lanes);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_overview);
    column->addWidget(m_ruler);
    column->addWidget(m_canvas, 1);
    m_stack->addWidget(lanes);
    m_stack->addWidget(m_empty);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(m_head);
    all->addWidget(m_banner);
    all->addLayout(m_stack, 1);
    setFocusProxy(m_canvas);
    m_banner->setObjectName(u"timeline/notice"_s);
    m_banner->hide();
    new AreaFigures(m_canvas);

    connect(m_canvas, &TimelineCanvas::viewportChanged, this, &TimelineView::updateHead);
    connect(m_canvas, &TimelineCanvas::pointerMoved, m_ruler, &TimelineRuler::setPointer);
    connect(m_canvas, &TimelineCanvas::spanActivated, this, &TimelineView::spanActivated);
    connect(m_canvas, &TimelineCanvas::spanHovered, this, &TimelineView::spanHovered);
    connect(m_canvas, &TimelineCanvas::laneActivated, this, &TimelineView::laneActivated);
    connect(m_canvas, &TimelineCanvas::retryRequested, this, &TimelineView::retryRequested);
    connect(m_canvas, &TimelineCanvas::logRequested, this, &TimelineView::logRequested);
    connect(m_canvas, &TimelineCanvas::expandRequested, this, &TimelineView::expandRequested);
    connect(m_canvas, &TimelineCanvas::findRequested, this, [this] {
        m_find->setFocus(Qt::ShortcutFocusReason);
        m_find->selectAll();
    });
    connect(m_canvas, &TimelineCanvas::menuRequested, this,
            [this](const TimelineCanvas::Hit& hit, QPoint at) {
                auto* menu = new QMenu(this);
                menu->setObjectName(u"timeline/menu"_s);
                menu->setAttribute(Qt::WA_DeleteOnClose);
                fillTimelineMenu(*menu, *this, hit, at);
                menu->popup(at);
            });
    connect(m_canvas, &TimelineCanvas::groupingRequested, this, [this] {
        if (m_groupings.size() > 1) {
            chooseGrouping();
        }
    });
    connect(m_canvas, &TimelineCanvas::pathRequested, m_path, &QPushButton::toggle);
    connect(m_canvas->finder(), &TimelineFinder::changed, this, &TimelineView::updateFind);
    connect(m_model, &TimelineModel::foldChanged, m_overview, &TimelineOverview::count);
    connect(m_model, &TimelineModel::laneChanged, m_overview, &TimelineOverview::contentChanged);
    // Queued: by then the model has told its new extent too.
    connect(m_model, &TimelineModel::lanesReset, m_overview, &TimelineOverview::count, Qt::QueuedConnection);
    connect(m_canvas, &TimelineCanvas::nowMoved, m_overview, &TimelineOverview::contentChanged);
    connect(m_model, &TimelineModel::marksChanged, m_ruler, qOverload<>(&QWidget::update));
    connect(m_model, &TimelineModel::lanesReset, this, &TimelineView::updateEmpty);
    setEmptyText(tr("Nothing has run yet"), tr("Jobs appear here as soon as something is provisioned."));
    updateHead();
    updateEmpty();
    m_overview->count();
}

void TimelineView::buildHead()
{
    m_head->setFixedHeight(TimelineMetrics::HeadHeight + 1);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(12, 0, 8, 0);
    row->setSpacing(8);
    row->addWidget(new IconLabel(IconName::Timeline, ColorRole::Tx2, 15, m_head));
    row->addWidget(makeLabel(tr("Live timeline"), FontRole::BodyStrong, ColorRole::Tx1, m_head));
    row->addSpacing(8);
    m_choice->setObjectName(u"timeline/cluster"_s);
    m_choice->setAccessibleName(tr("Cluster shown in the timeline"));
    m_choice->setAccessibleDescription(m_choice->accessibleName());
    m_choice->setProperty("extent", u"small"_s);
    m_choice->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    m_choice->hide();
    connect(m_choice, &QComboBox::activated, this,
            [this](int index) { emit choiceActivated(m_choice->itemData(index).toString()); });
    row->addWidget(m_choice);
    buildTools(row);
    m_follow->setCheckable(true);
    m_follow->setProperty("toggle", u"true"_s);
    m_follow->setIcon(themeIcon(IconName::Now));
    setButtonSize(m_follow, ButtonSize::Small);
    m_follow->setToolTip(tr("Keep the present in view (N)"));
    connect(m_follow, &QPushButton::clicked, this, &TimelineView::setFollow);
    row->addWidget(m_follow);
    const auto zoom = [this, row](const QString& name, IconName icon, const QString& text) {
        QToolButton* button = makeIconButton(name, icon, text, m_head);
        button->setFixedSize(24, 24);
        button->setIconSize(QSize(14, 14));
        row->addWidget(button);
        return button;
    };
    QToolButton* out = zoom(u"timeline/zoom-out"_s, IconName::ZoomOut, tr("Show more time (−)"));
    m_span->setAlignment(Qt::AlignCenter);
    m_span->setMinimumWidth(64);
    m_span->setAccessibleDescription(tr("Time in view"));
    row->addWidget(m_span);
    QToolButton* in = zoom(u"timeline/zoom-in"_s, IconName::ZoomIn, tr("Show less time (+)"));
    QToolButton* fit = zoom(u"timeline/fit"_s, IconName::Fit, tr("Show everything (F)"));
    connect(out, &QToolButton::clicked, this,
            [this] { m_canvas->zoomAtCentre(1 / TimelineViewport::ZoomStep); });
    connect(in, &QToolButton::clicked, this, [this] { m_canvas->zoomAtCentre(TimelineViewport::ZoomStep); });
    connect(fit, &QToolButton::clicked, this, &TimelineView::fitAll);
    QToolButton* more = zoom(u"timeline/options"_s, IconName::More, tr("Times, lanes, export"));
    connect(more, &QToolButton::clicked, this, [this, more] {
        auto* menu = new QMenu(this);
        menu->setObjectName(u"timeline/options-menu"_s);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        fillTimelineOptions(*menu, *this);
        menu->popup(more->mapToGlobal(QPoint(0, more->height())));
    });
    auto* column = new QVBoxLayout(m_head);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(row, 1);
    column->addWidget(makeLine(m_head));
}

void TimelineView::buildTools(QHBoxLayout* row)
{
    m_group->setText(groupingText(m_grouping));
    m_group->setAccessibleName(tr("What the members are grouped by"));
    m_group->setToolTip(tr("What the members are grouped by (G)"));
    setButtonSize(m_group, ButtonSize::Small);
    m_group->hide();
    connect(m_group, &QPushButton::clicked, this, &TimelineView::chooseGrouping);
    row->addWidget(m_group);
    m_path->setCheckable(true);
    m_path->setChecked(m_model->findsPath());
    m_path->setProperty("toggle", u"true"_s);
    m_path->setToolTip(tr("Outline what the end hung on (C)"));
    setButtonSize(m_path, ButtonSize::Small);
    connect(m_path, &QPushButton::toggled, m_model, &TimelineModel::setFindingPath);
    row->addWidget(m_path);
    row->addStretch(1);
    m_find->setObjectName(u"timeline/find"_s);
    m_find->setAccessibleName(tr("Find in timeline"));
    m_find->setToolTip(tr("A word, or stage: task: state: attempt: member: machine: with a value or /regex/; "
                          "a minus in front excludes. Enter or F3: next, Shift+F3: previous."));
    m_find->setProperty("extent", u"small"_s);
    m_find->setShortcutHint(u"Ctrl+F"_s);
    m_find->setMinimumWidth(140);
    m_find->setMaximumWidth(220);
    connect(m_find, &QLineEdit::textChanged, m_canvas->finder(), &TimelineFinder::setText);
    connect(m_find, &QLineEdit::returnPressed, this, [this] { m_canvas->stepMatch(1); });
    row->addWidget(m_find, 2);
    const auto key = [this](const QKeySequence& keys, const std::function<void()>& run) {
        auto* shortcut = new QShortcut(keys, this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, run);
    };
    // The canvas has them too; here they work while the field has the focus.
    key(QKeySequence(Qt::Key_F3), [this] { m_canvas->stepMatch(1); });
    key(QKeySequence(Qt::SHIFT | Qt::Key_F3), [this] { m_canvas->stepMatch(-1); });
}

void TimelineView::setGroupings(const QList<TimelineGrouping>& possible, TimelineGrouping current)
{
    m_groupings = possible;
    m_grouping = current;
    m_group->setVisible(possible.size() > 1);
    m_group->setText(groupingText(current));
}

void TimelineView::chooseGrouping()
{
    auto* menu = new QMenu(this);
    menu->setObjectName(u"timeline/group-menu"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    auto* one = new QActionGroup(menu);
    for (const TimelineGrouping grouping : std::as_const(m_groupings)) {
        QAction* action = menu->addAction(groupingText(grouping));
        action->setCheckable(true);
        action->setChecked(grouping == m_grouping);
        one->addAction(action);
        connect(action, &QAction::triggered, this, [this, grouping] { emit groupingChosen(grouping); });
    }
    menu->popup(m_group->mapToGlobal(QPoint(0, m_group->height())));
}

void TimelineView::setFindText(const QString& text)
{
    m_find->setText(text);
}

void TimelineView::updateFind()
{
    const TimelineFinder* finder = m_canvas->finder();
    const qsizetype count = finder->matches().found.size();
    QString result;
    if (!finder->matches().badTerm.isEmpty()) {
        result = tr("not understood");
    } else if (finder->isActive()) {
        result = finder->current() >= 0 ? ofText(finder->current() + 1, count) : countText(count);
    }
    m_find->setResult(result);
    m_overview->update();
}

void TimelineView::setFolding(bool on)
{
    m_model->setFolding(on);
}

void TimelineView::setChoices(const QList<TimelineChoice>& choices, const QString& current)
{
    m_choice->clear();
    for (const TimelineChoice& choice : choices) {
        m_choice->addItem(themeIcon(IconName::Clusters), choice.name, choice.key);
        if (choice.key == current) {
            m_choice->setCurrentIndex(m_choice->count() - 1);
        }
    }
    m_choice->setVisible(!choices.isEmpty());
}

void TimelineView::setEmptyText(const QString& title, const QString& text)
{
    m_empty->setMessage(IconName::Timeline, ColorRole::Tx3, title, text);
}

void TimelineView::setBare(bool bare)
{
    m_head->setVisible(!bare);
    m_overview->setVisible(!bare);
}

void TimelineView::setFollow(bool on)
{
    m_canvas->setFollow(on);
}

bool TimelineView::follows() const
{
    return m_canvas->timeViewport().follows();
}

void TimelineView::setSelectedLane(const QString& key)
{
    m_canvas->setSelectedLane(key);
    m_canvas->ensureLaneVisible(key);
}

void TimelineView::showRange(TimeRange range)
{
    m_canvas->showRange(range);
}

void TimelineView::fitAll()
{
    m_canvas->fitAll();
}

void TimelineView::updateHead()
{
    m_follow->setChecked(follows());
    m_span->setText(roughDurationText(m_canvas->timeViewport().visible().length()));
    m_ruler->update();
    m_overview->update();
}

void TimelineView::updateEmpty()
{
    m_stack->setCurrentIndex(m_model->scene().lanes.isEmpty() ? 1 : 0);
}

} // namespace Drover
