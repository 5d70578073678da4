#include "ui/forms/editactions.h"
#include "ui/lists/viewbar.h"
#include "ui/objectnames.h"
#include "ui/panes/clusterspane.h"
#include "ui/panes/content/contentpane.h"
#include "ui/panes/journal/journalpane.h"
#include "ui/panes/machinespane.h"
#include "ui/panes/objecttreeview.h"
#include "ui/panes/overviewpane.h"
#include "ui/panes/poolspane.h"
#include "ui/panes/timeline/timelinepane.h"
#include "ui/panes/workorders/workorderspane.h"
#include "ui/shell/firstrunpage.h"
#include "ui/shell/livetimeline.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/objectactions.h"
#include "ui/shell/panestack.h"
#include "ui/widgets/navbutton.h"

#include <QMenu>
#include <QSettings>
#include <QToolBar>

#include <algorithm>

using namespace Qt::StringLiterals;

// The rail, and the pages it leads to.
namespace Drover {

void MainWindow::buildNavigation()
{
    auto* bar = new QToolBar(tr("Navigation"), this);
    bar->setObjectName(ObjectNames::navigation);
    bar->setAccessibleName(tr("Pages"));
    bar->setMovable(false);
    bar->setFixedWidth(72);
    bar->setContextMenuPolicy(Qt::PreventContextMenu);
    addToolBar(Qt::LeftToolBarArea, bar);
    const auto add = [&](Pane pane, IconName icon, const QString& text, const QString& name, Qt::Key key,
                         QWidget* (MainWindow::*make)()) {
        auto* button = new NavButton(icon, text, bar);
        button->setObjectName(name);
        bar->addWidget(button);
        m_paneButtons.insert(int(pane), button);
        auto* action = new QAction(text, this);
        action->setShortcut(QKeySequence(Qt::CTRL | key));
        button->setToolTip(action->shortcut().toString(QKeySequence::NativeText));
        addAction(action);
        connect(action, &QAction::triggered, this, [this, pane] { showPane(pane); });
        connect(button, &QToolButton::clicked, this, [this, pane] { showPane(pane); });
        m_pages->addPane(int(pane), [this, make] { return (this->*make)(); });
    };
    add(Pane::Overview, IconName::Overview, tr("Overview"), ObjectNames::navOverview, Qt::Key_1,
        &MainWindow::makeOverview);
    add(Pane::Clusters, IconName::Clusters, tr("Clusters"), ObjectNames::navClusters, Qt::Key_2,
        &MainWindow::makeClusters);
    add(Pane::Pools, IconName::Pools, tr("Pools"), ObjectNames::navPools, Qt::Key_3, &MainWindow::makePools);
    add(Pane::Machines, IconName::Machines, tr("Machines"), ObjectNames::navMachines, Qt::Key_4,
        &MainWindow::makeMachines);
    add(Pane::WorkOrders, IconName::WorkOrders, tr("Work orders"), ObjectNames::navWorkOrders, Qt::Key_5,
        &MainWindow::makeWorkOrders);
    add(Pane::Timeline, IconName::Timeline, tr("Timeline"), ObjectNames::navTimeline, Qt::Key_6,
        &MainWindow::makeTimeline);
    add(Pane::Content, IconName::Content, tr("Content"), ObjectNames::navContent, Qt::Key_7,
        &MainWindow::makeContent);
    add(Pane::Journal, IconName::Journal, tr("Journal"), ObjectNames::navJournal, Qt::Key_8,
        &MainWindow::makeJournal);
    m_pages->addPane(int(Pane::FirstRun), [this] { return makeFirstRun(); });
    connect(m_pages, &PaneStack::paneMade, this, &MainWindow::dressPage);
    auto* space = new QWidget(bar);
    space->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Expanding);
    bar->addWidget(space);
    const auto page = [&](IconName icon, const QString& text, const QString& name,
                          const QList<QKeySequence>& keys, void (MainWindow::*open)()) {
        auto* button = new NavButton(icon, text, bar);
        button->setObjectName(name);
        button->setCheckable(false);
        button->setToolTip(keys.constFirst().toString(QKeySequence::NativeText));
        bar->addWidget(button);
        auto* action = new QAction(text, this);
        action->setShortcuts(keys);
        addAction(action);
        connect(action, &QAction::triggered, this, open);
        connect(button, &QToolButton::clicked, this, open);
    };
    page(IconName::Keys, tr("Keys"), ObjectNames::navKeys,
         {QKeySequence(Qt::Key_F1), QKeySequence(Qt::Key_Question)}, &MainWindow::openKeys);
    page(IconName::Settings, tr("Settings"), ObjectNames::navSettings,
         {QKeySequence(Qt::CTRL | Qt::Key_Comma)}, &MainWindow::openSettings);
}

QWidget* MainWindow::makeOverview()
{
    auto* overview = new OverviewPane(m_context, *m_actions, m_pages);
    connect(overview, &OverviewPane::objectChosen, this, &MainWindow::showObject);
    connect(overview, &OverviewPane::firstStepsRequested, this, [this] { showPane(Pane::FirstRun); });
    connect(overview, &OverviewPane::logWanted, this, [this](const QString& key, JobId job) {
        showObject(key);
        m_selection.selectJob(key, job);
    });
    return overview;
}

QWidget* MainWindow::makeClusters()
{
    m_clusters = new ClustersPane(m_context, *m_actions, m_pages);
    connect(m_clusters, &ClustersPane::firstStepsRequested, this, [this] { showPane(Pane::FirstRun); });
    connect(m_clusters->tree(), &ObjectTreeView::scrolled, m_timeline, &LiveTimeline::scrollTo);
    unfoldWorking();
    return m_clusters;
}

QWidget* MainWindow::makePools()
{
    auto* pools = new PoolsPane(m_context, *m_edits, m_pages);
    connect(pools, &PoolsPane::objectRequested, this, &MainWindow::showObject);
    return pools;
}

QWidget* MainWindow::makeMachines()
{
    auto* machines = new MachinesPane(m_context, m_pages);
    connect(machines, &MachinesPane::firstStepsRequested, this, [this] { showPane(Pane::FirstRun); });
    return machines;
}

QWidget* MainWindow::makeWorkOrders()
{
    m_orders = new WorkOrdersPane(m_context, *m_edits, m_pages);
    connect(m_orders, &WorkOrdersPane::objectRequested, this, &MainWindow::showObject);
    return m_orders;
}

QWidget* MainWindow::makeTimeline()
{
    m_timelinePane = new TimelinePane(*m_timeline, m_pages);
    return m_timelinePane;
}

QWidget* MainWindow::makeContent()
{
    auto* content = new ContentPane(m_context, m_pages);
    connect(content, &ContentPane::objectRequested, this, &MainWindow::showObject);
    return content;
}

QWidget* MainWindow::makeJournal()
{
    m_journal = new JournalPane(m_context, m_pages);
    connect(m_journal, &JournalPane::objectRequested, this, &MainWindow::showObject);
    connect(m_journal, &JournalPane::undoRequested, m_edits, &EditActions::undo);
    return m_journal;
}

QWidget* MainWindow::makeFirstRun()
{
    m_firstRun = new FirstRunPage(m_context, m_pages);
    connect(m_firstRun, &FirstRunPage::demoRequested, this,
            [this] { leaveFor([this] { emit demoRequested(); }); });
    connect(m_firstRun, &FirstRunPage::exampleRequested, this, &MainWindow::exampleRequested);
    connect(m_firstRun, &FirstRunPage::importRequested, this, &MainWindow::askInventory);
    connect(m_firstRun, &FirstRunPage::connectRequested, this, [this] { askDirectory(true); });
    m_firstRun->setSurroundings(m_around);
    m_firstRun->setHiddenNextTime(!showsFirstSteps());
    connect(m_firstRun, &FirstRunPage::hiddenNextTimeChanged, this,
            [this](bool hidden) { setShowsFirstSteps(!hidden); });
    return m_firstRun;
}

/// What all pages have: the menus of their lists, and columns and views as they were left.
void MainWindow::dressPage(QWidget* page)
{
    const QList<ObjectTreeView*> lists = page->findChildren<ObjectTreeView*>();
    for (ObjectTreeView* list : lists) {
        connect(list, &ObjectTreeView::menuOpens, this, [this, list](QMenu* menu) {
            for (QAction* action : m_edits->objectActions()) {
                if (action->isVisible())
                    menu->addAction(action);
            }
            m_actions->fillMenu(*menu);
            if (list->objectName() == ObjectNames::poolsTree)
                menu->addAction(m_edits->action(EditActions::Id::NewPool));
            if (list->objectName() == ObjectNames::machinesList)
                menu->addAction(m_edits->action(EditActions::Id::ImportMachines));
        });
    }
    if (m_settingsPath.isEmpty())
        return;
    const QSettings settings(m_settingsPath, QSettings::IniFormat);
    for (ObjectTreeView* list : lists)
        list->setColumnState(settings.value(u"columns/"_s + list->objectName()).toStringList());
    const QList<ViewBar*> bars = page->findChildren<ViewBar*>();
    for (ViewBar* bar : bars) {
        QList<SavedView> views;
        const QStringList kept = settings.value(u"views/"_s + bar->objectName()).toStringList();
        for (qsizetype i = 0; i < kept.size(); i += SavedView::stringCount) {
            if (const std::optional<SavedView> view =
                    SavedView::fromStrings(kept.mid(i, SavedView::stringCount)))
                views.append(*view);
        }
        bar->setOwnViews(views);
        // What somebody has given a name is kept at once.
        connect(bar, &ViewBar::viewsChanged, this, &MainWindow::saveLayout);
    }
}

void MainWindow::showOpenOrders()
{
    const auto& orders = m_replica.workOrders();
    m_paneButtons.value(int(Pane::WorkOrders))
        ->setBadge(int(std::ranges::count_if(orders, [](const auto& each) { return each.second.isOpen(); })));
}

} // namespace Drover
