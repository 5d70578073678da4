#include "tests/ui/gallery.h"

#include "models/roles.h"
#include "ui/delegates/rowdelegate.h"
#include "ui/theme/iconcache.h"
#include "ui/theme/statuslook.h"
#include "ui/theme/themehub.h"
#include "ui/timeline/barpainter.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/card.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/factgrid.h"
#include "ui/widgets/liveindicator.h"
#include "ui/widgets/logview.h"
#include "ui/widgets/minibar.h"
#include "ui/widgets/navbutton.h"
#include "ui/widgets/pipelinestrip.h"
#include "ui/widgets/poolbar.h"
#include "ui/widgets/searchfield.h"
#include "ui/widgets/sectionhead.h"
#include "ui/widgets/segmentedcontrol.h"
#include "ui/widgets/statuspill.h"
#include "ui/widgets/stepper.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QRadioButton>
#include <QSpinBox>
#include <QStandardItemModel>
#include <QTabWidget>
#include <QTreeView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

/// One bar of a state, for the gallery.
class BarSample final : public QWidget
{
public:
    BarSample(BarState state, const QString& text, QWidget* parent)
        : QWidget(parent), m_state(state), m_text(text)
    {
        setFixedSize(160, 24);
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        drawBar(painter, QRectF(2, 4, 150, 16), m_state, DetailLevel::Detail, BarText{m_text, {}, false});
    }

private:
    BarState m_state;
    QString m_text;
};

Card* stateCard(QWidget* parent)
{
    auto* card = new Card(IconName::StateQueued, u"Job, task, stage"_s, parent);
    card->setSubtitle(u"colour, icon, word and bar pattern"_s);
    for (int i = 0; i < BarStateCount; ++i) {
        auto* row = new QWidget(card);
        auto* line = new QHBoxLayout(row);
        line->setContentsMargins(12, 0, 12, 0);
        auto* pill = new StatusPill(row);
        pill->setStatus(statusOf(BarState(i)));
        line->addWidget(pill);
        line->addStretch();
        line->addWidget(new BarSample(BarState(i), u"linux-install"_s, row));
        row->setFixedHeight(29);
        card->body()->addWidget(row);
    }
    card->body()->addStretch();
    return card;
}

Card* controlsCard(QWidget* parent)
{
    auto* card = new Card(IconName::Policy, u"Controls"_s, parent);
    card->addHeadLink(u"more"_s, u"Pick again"_s);
    auto* grid = new QGridLayout;
    grid->setContentsMargins(12, 12, 12, 12);
    grid->setVerticalSpacing(10);
    const auto row = [&grid, card](const QList<QWidget*>& widgets) {
        auto* line = new QHBoxLayout;
        line->setSpacing(8);
        for (QWidget* widget : widgets) {
            widget->setParent(card);
            line->addWidget(widget);
        }
        line->addStretch();
        grid->addLayout(line, grid->rowCount(), 0);
    };
    QPushButton* disabled = makeButton(u"d"_s, u"Retry"_s, std::nullopt, ButtonKind::Plain, card);
    disabled->setEnabled(false);
    QPushButton* focused = makeButton(u"focused"_s, u"Retry"_s, std::nullopt, ButtonKind::Plain, card);
    row({makeButton(u"a"_s, u"Resize…"_s, IconName::Resize, ButtonKind::Plain, card), focused, disabled,
         makeButton(u"q"_s, u"Copy as command"_s, IconName::Log, ButtonKind::Quiet, card)});
    QPushButton* offPrimary = makeButton(u"op"_s, u"Start"_s, IconName::Play, ButtonKind::Primary, card);
    offPrimary->setEnabled(false);
    row({makeButton(u"p"_s, u"Provision…"_s, IconName::Provision, ButtonKind::Primary, card), offPrimary,
         makeButton(u"x"_s, u"Destroy…"_s, IconName::Destroy, ButtonKind::Destructive, card),
         makeButton(u"xx"_s, u"Destroy 27 members"_s, IconName::Destroy, ButtonKind::DestructiveArmed,
                    card)});
    auto* search = new SearchField(IconName::Filter, u"Name, state, stage, rack…"_s, card);
    search->setShortcutHint(u"/"_s);
    auto* found = new SearchField(IconName::Search, u"Find"_s, card);
    found->setText(u"mirror"_s);
    found->setResult(u"3 of 5"_s);
    row({search, found});
    auto* segments = new SegmentedControl(card);
    segments->addSegment(0, u"all"_s, u"All"_s);
    segments->addSegment(1, u"active"_s, u"Active"_s);
    segments->addSegment(2, u"attention"_s, u"Attention"_s);
    segments->setCount(0, 10);
    segments->setCount(1, 5);
    segments->setCount(2, 2);
    auto* stepper = new Stepper(card);
    stepper->setNames(u"workers"_s, u"Workers"_s);
    stepper->setRange(0, 96);
    stepper->setValue(6);
    row({segments, stepper});
    auto* combo = new QComboBox(card);
    combo->addItem(themeIcon(IconName::Pools), u"metal-general"_s);
    auto* spin = new QSpinBox(card);
    spin->setValue(12);
    auto* check = new QCheckBox(u"Accept 1 warning"_s, card);
    check->setChecked(true);
    auto* radio = new QRadioButton(u"Sanitize"_s, card);
    radio->setChecked(true);
    row({combo, spin, check, new QCheckBox(u"Off"_s, card), radio, new QRadioButton(u"Off"_s, card)});
    auto* live = new LiveIndicator(card);
    live->setTime(Instant(1'795'349'261'000));
    auto* travel = new LiveIndicator(card);
    travel->setMode(LiveIndicator::Mode::TimeTravel);
    travel->setTime(Instant(1'795'349'261'000));
    auto* lost = new LiveIndicator(card);
    lost->setMode(LiveIndicator::Mode::Disconnected);
    row({live, travel});
    row({lost});
    auto* pool = new PoolBar(card);
    pool->setFixedWidth(440);
    pool->setShares({{Status::InUse, 364},
                     {Status::Free, 201},
                     {Status::Joining, 14},
                     {Status::Destroying, 13},
                     {Status::Building, 10},
                     {Status::Leaving, 5},
                     {Status::HoldBuild, 5}},
                    40);
    row({pool});
    auto* bar = new MiniBar(card);
    bar->setValue(0.64);
    auto* full = new MiniBar(card);
    full->setTone(Tone::Bad);
    full->setValue(0.3);
    row({bar, full});
    card->body()->addLayout(grid);
    card->body()->addStretch();
    return card;
}

Card* inspectorCard(QWidget* parent, const LogSource* source)
{
    auto* card = new Card(IconName::Machines, u"cp-3"_s, parent);
    card->setSubtitle(u"r07-u21"_s);
    auto* pill = new StatusPill(card);
    pill->setStatus(Status::Retrying, u"Retrying · attempt 2 of 3"_s);
    card->addHeadWidget(pill);
    auto* tabs = new QTabWidget(card);
    tabs->setDocumentMode(true);
    auto* summary = new QWidget(tabs);
    auto* column = new QVBoxLayout(summary);
    column->setContentsMargins(0, 12, 0, 0);
    auto* inner = new QVBoxLayout;
    inner->setContentsMargins(12, 0, 12, 0);
    auto* strip = new PipelineStrip(summary);
    strip->setSteps({{u"discover"_s, {}, Status::Succeeded},
                     {u"start"_s, {}, Status::Succeeded},
                     {u"hardware"_s, {}, Status::Succeeded},
                     {u"linux-install"_s, {}, Status::Retrying},
                     {u"application"_s, {}, Status::Queued},
                     {u"gate"_s, {}, Status::Queued, true},
                     {u"finalize"_s, {}, Status::Queued}},
                    3);
    inner->addWidget(strip);
    auto* facts = new FactGrid(summary);
    facts->setFacts({{u"stage"_s, u"Stage"_s, u"universal-linux-install"_s, u"ends 14:08:40"_s},
                     {u"job"_s, u"Job"_s, u"j-3f9c12"_s, u"4 m 51 s"_s, true, true},
                     {u"attempt"_s,
                      u"Attempt 1"_s,
                      u"14:02:20 mirror timeout, exit 28"_s,
                      {},
                      false,
                      false,
                      Status::Failed}});
    inner->addWidget(facts);
    column->addLayout(inner);
    auto* head = new SectionHead(u"Log"_s, summary);
    head->setSubtitle(u"live tail"_s);
    head->addLink(u"all"_s, u"All 48"_s);
    column->addWidget(head);
    auto* log = new LogView(summary);
    log->setSource(source);
    log->setFindText(u"mirror"_s);
    column->addWidget(log, 1);
    tabs->addTab(summary, u"Summary"_s);
    tabs->addTab(new QWidget(tabs), u"Params 48"_s);
    tabs->addTab(new QWidget(tabs), u"Jobs 31"_s);
    card->body()->addWidget(tabs);
    return card;
}

QTreeView* makeTree(QWidget* parent)
{
    auto* model = new QStandardItemModel(0, 4, parent);
    model->setHorizontalHeaderLabels({u"Name"_s, u"State"_s, u"Progress"_s, u"Ready / Desired"_s});
    const auto row = [](const QString& name, const QString& aside, RowKind kind, Status status,
                        double progress, const QString& ready) {
        QList<QStandardItem*> items;
        for (int i = 0; i < 4; ++i) {
            items.append(new QStandardItem);
        }
        items[0]->setText(name);
        items[0]->setData(int(kind), KindRole);
        items[0]->setData(aside, SecondaryTextRole);
        items[0]->setData(kind == RowKind::Cluster, EmphasisRole);
        items[1]->setData(int(status), StatusRole);
        items[2]->setData(progress < 0 ? QVariant() : QVariant(progress), ProgressRole);
        items[3]->setText(ready);
        items[3]->setData(true, FigureRole);
        items[3]->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
        return items;
    };
    const QList<QStandardItem*> cluster =
        row(u"dale-prod-02"_s, {}, RowKind::Cluster, Status::Provisioning, 0.64, u"2 / 8"_s);
    model->appendRow(cluster);
    cluster[0]->appendRow(row(u"cp-1"_s, u"r07-u14"_s, RowKind::ControlPlane, Status::AtGate, 1, u"—"_s));
    cluster[0]->appendRow(
        row(u"cp-3"_s, u"r07-u21"_s, RowKind::ControlPlane, Status::Retrying, 0.58, u"—"_s));
    cluster[0]->appendRow(row(u"w-5"_s, u"r09-u26"_s, RowKind::Worker, Status::Failed, 0.41, u"—"_s));
    model->appendRow(row(u"fen-prod-01"_s, {}, RowKind::Cluster, Status::Ready, -1, u"27 / 27"_s));
    auto* tree = new QTreeView(parent);
    tree->setModel(model);
    tree->setUniformRowHeights(true);
    tree->setItemDelegateForColumn(0, new NameDelegate(tree));
    tree->setItemDelegateForColumn(1, new StateDelegate(tree));
    tree->setItemDelegateForColumn(2, new ProgressDelegate(tree));
    tree->setItemDelegateForColumn(3, new TextDelegate(tree));
    tree->header()->resizeSection(0, 200);
    tree->header()->resizeSection(1, 120);
    tree->header()->resizeSection(2, 116);
    tree->expandAll();
    tree->setCurrentIndex(model->index(1, 0, model->index(0, 0)));
    return tree;
}

} // namespace

std::unique_ptr<QWidget> makeGallery(const LogSource* source)
{
    auto page = std::make_unique<QWidget>();
    page->setProperty("ground", u"page"_s);
    page->setAttribute(Qt::WA_StyledBackground);
    page->resize(1440, 900);
    auto* grid = new QGridLayout(page.get());
    grid->setContentsMargins(16, 16, 16, 16);
    grid->setSpacing(16);
    grid->addWidget(stateCard(page.get()), 0, 0);
    grid->addWidget(controlsCard(page.get()), 0, 1);
    grid->addWidget(inspectorCard(page.get(), source), 0, 2);
    auto* banner = new Banner(page.get());
    banner->setMessage(Tone::Hold, IconName::StatePaused, u"Provision of dale-prod-02 is paused"_s,
                       u"w-5 failed in hardware after 3 attempts; nothing else starts."_s);
    banner->addAction(u"choose"_s, u"Choose how to go on…"_s);
    grid->addWidget(banner, 1, 0, 1, 3);
    auto* bottom = new QHBoxLayout;
    bottom->setSpacing(16);
    auto* empty = new EmptyState(page.get());
    empty->setMessage(IconName::Clusters, ColorRole::Tx3, u"No clusters yet"_s,
                      u"Provision one from a blueprint. The plan is shown before anything starts."_s);
    empty->addAction(u"provision"_s, u"Provision…"_s, IconName::Provision, true);
    empty->addAction(u"import"_s, u"Import"_s, IconName::Upload, false);
    auto* lost = new EmptyState(page.get());
    lost->setMessage(IconName::LostEngine, ColorRole::Warn, u"Engine does not answer"_s,
                     u"Last seen 14:05:02. What you see is from then. Next try in 8 s."_s);
    lost->addAction(u"retry"_s, u"Try now"_s, IconName::Retry, false);
    for (EmptyState* state : {empty, lost}) {
        auto* frame = new QFrame(page.get());
        frame->setProperty("card", u"true"_s);
        auto* box = new QVBoxLayout(frame);
        box->addWidget(state);
        bottom->addWidget(frame);
    }
    auto* nav = new QVBoxLayout;
    auto* clusters = new NavButton(IconName::Clusters, u"Clusters"_s, page.get());
    clusters->setChecked(true);
    auto* machines = new NavButton(IconName::Machines, u"Machines"_s, page.get());
    machines->setBadge(4);
    nav->addWidget(clusters);
    nav->addWidget(machines);
    bottom->addLayout(nav);
    bottom->addWidget(makeTree(page.get()), 2);
    grid->addLayout(bottom, 2, 0, 1, 3);
    grid->setColumnStretch(0, 3);
    grid->setColumnStretch(1, 4);
    grid->setColumnStretch(2, 3);
    return page;
}

} // namespace Drover
