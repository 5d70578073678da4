#include "ui/inspector/inspector.h"
#include "ui/lists/viewbar.h"
#include "ui/objectnames.h"
#include "ui/panes/journal/journalpane.h"
#include "ui/panes/objecttreeview.h"
#include "ui/panes/timeline/timelinepane.h"
#include "ui/shell/dockgrip.h"
#include "ui/shell/livetimeline.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/objectactions.h"
#include "ui/shell/panestack.h"
#include "ui/widgets/controls.h"

#include <QDockWidget>
#include <QLayout>
#include <QResizeEvent>
#include <QSettings>

using namespace Qt::StringLiterals;

// Inspector and timeline: where they stand, on which pages, and how the window is remembered.
namespace Drover {

namespace {

constexpr int narrowWindow = 1280;
constexpr int inspectorWidth = 384;
constexpr int inspectorNarrow = 320;
constexpr int timelineHeight = 352;

} // namespace

/// Pages that show an object in full themselves have the whole window; elsewhere the docks are as they were
/// left.
bool MainWindow::fillsTheWindow() const
{
    const auto pane = Pane(m_pages->shownPane());
    return pane != Pane::Clusters && pane != Pane::Machines;
}

void MainWindow::arrangeDocks()
{
    const bool page = m_pages->shownPane() == int(Pane::Timeline);
    if (page)
        m_timelinePane->takeTimeline();
    else if (m_timeline->parentWidget() != m_timelineDock) {
        m_timelineDock->setWidget(m_timeline);
        m_timeline->show();
    }
    restoreLabelColors(m_timeline);
    const bool inspects = m_wantsInspector && !fillsTheWindow();
    if (inspects)
        inspector();
    m_inspectorDock->setVisible(inspects);
    m_timelineDock->setVisible(m_wantsTimeline && !fillsTheWindow());
    sizeDocksSoon();
}

/// As they stand now, or stood before they were hidden.
QSize MainWindow::dockSizes() const
{
    const auto stands = [this](const QDockWidget* dock) {
        return m_docksSized && dock->isVisible() && !dock->isFloating();
    };
    return {stands(m_inspectorDock) ? m_inspectorDock->width() : m_dockSizes.width(),
            stands(m_timelineDock) ? m_timelineDock->height() : m_dockSizes.height()};
}

/// A dock that comes back has a size of Qt's choice, and keeps another only when the window is laid out.
void MainWindow::sizeDocksSoon()
{
    m_docksSized = false;
    QMetaObject::invokeMethod(
        this,
        [this] {
            layout()->activate();
            resizeDocks({m_inspectorDock}, {m_dockSizes.width()}, Qt::Horizontal);
            resizeDocks({m_timelineDock}, {m_dockSizes.height()}, Qt::Vertical);
            m_docksSized = true;
        },
        Qt::QueuedConnection);
}

void MainWindow::toggleDock(QDockWidget* dock)
{
    // The Timeline page has the timeline already.
    if (dock == m_timelineDock && m_pages->shownPane() == int(Pane::Timeline))
        return;
    m_dockSizes = dockSizes();
    const bool show = !dock->isVisible();
    if (!fillsTheWindow())
        (dock == m_inspectorDock ? m_wantsInspector : m_wantsTimeline) = show;
    if (show && dock == m_inspectorDock)
        inspector();
    dock->setVisible(show);
    sizeDocksSoon();
}

void MainWindow::noteDock(const QDockWidget* dock)
{
    if (isVisible() && !fillsTheWindow() && dock->isHidden())
        (dock == m_inspectorDock ? m_wantsInspector : m_wantsTimeline) = false;
}

void MainWindow::buildDocks()
{
    const auto add = [this](QDockWidget* dock, const QString& title, QLatin1StringView name,
                            Qt::DockWidgetArea area) {
        dock->setWindowTitle(title);
        dock->setObjectName(name);
        dock->setAccessibleName(title);
        dock->setTitleBarWidget(new DockGrip(dock));
        addDockWidget(area, dock);
        // Closed by its own menu it stays so on the next page too.
        connect(dock, &QDockWidget::visibilityChanged, this, [this, dock] { noteDock(dock); });
    };
    add(m_inspectorDock, tr("Inspector"), ObjectNames::inspectorDock, Qt::RightDockWidgetArea);
    add(m_timelineDock, tr("Live timeline"), ObjectNames::timelineDock, Qt::BottomDockWidgetArea);
    setCorner(Qt::BottomRightCorner, Qt::BottomDockWidgetArea);
    m_timelineDock->setWidget(m_timeline);
    connect(m_timeline, &LiveTimeline::logRequested, this, [this] { inspector()->openLog(); });
    connect(m_timeline, &LiveTimeline::cancelRequested, m_actions, &ObjectActions::cancelJob);

    const auto toggle = [this](QDockWidget* dock, const QString& text, Qt::Key key) {
        auto* action = new QAction(text, this);
        action->setShortcut(QKeySequence(Qt::CTRL | key));
        connect(action, &QAction::triggered, this, [this, dock] { toggleDock(dock); });
        addAction(action);
    };
    toggle(m_inspectorDock, tr("Show or hide the inspector"), Qt::Key_I);
    toggle(m_timelineDock, tr("Show or hide the timeline"), Qt::Key_T);
    const auto command = [this](const QString& text, Qt::Key key, auto open) {
        auto* action = new QAction(text, this);
        action->setShortcut(QKeySequence(Qt::CTRL | key));
        connect(action, &QAction::triggered, this, open);
        addAction(action);
    };
    command(tr("Find any action or object"), Qt::Key_K, &MainWindow::openPalette);
    command(tr("Quit"), Qt::Key_Q, [this] { close(); });
}

/// Where the docks stand, and how large they are, in a window that nobody has arranged yet.
void MainWindow::resetDocks()
{
    restoreState(m_firstState);
    m_wantsInspector = true;
    m_wantsTimeline = true;
    m_dockSizes = {width() < narrowWindow ? inspectorNarrow : inspectorWidth, timelineHeight};
    arrangeDocks();
}

/// Of the pages that are there, and of those that are not made yet.
void MainWindow::resetColumns()
{
    if (!m_settingsPath.isEmpty())
        QSettings(m_settingsPath, QSettings::IniFormat).remove(u"columns"_s);
    const QList<ObjectTreeView*> lists = m_pages->findChildren<ObjectTreeView*>();
    for (ObjectTreeView* list : lists)
        list->resetColumns();
}

/// Made when it is first wanted: where nothing can be chosen there is nothing to inspect.
Inspector* MainWindow::inspector()
{
    if (m_inspector)
        return m_inspector;
    m_inspector = new Inspector(m_context, *m_actions, m_inspectorDock);
    m_inspector->setEdits(*m_edits);
    m_inspectorDock->setWidget(m_inspector);
    connect(m_inspector, &Inspector::journalRequested, this, [this](qint64 seq) {
        showPane(Pane::Journal);
        m_journal->showPosition(seq);
    });
    return m_inspector;
}

void MainWindow::resizeEvent(QResizeEvent* event)
{
    QMainWindow::resizeEvent(event);
    // tokens.md §4: below 1280 the inspector gives way. Within either half it is as wide as it was made.
    const bool narrow = event->size().width() < narrowWindow;
    if (event->oldSize().width() <= 0 || (event->oldSize().width() < narrowWindow) == narrow)
        return;
    m_dockSizes = {narrow ? inspectorNarrow : inspectorWidth, dockSizes().height()};
    sizeDocksSoon();
}

void MainWindow::restoreLayout()
{
    m_firstState = saveState();
    if (m_settingsPath.isEmpty())
        return;
    const QSettings settings(m_settingsPath, QSettings::IniFormat);
    m_wantsInspector = settings.value("window/inspector"_L1, true).toBool();
    m_wantsTimeline = settings.value("window/timeline"_L1, true).toBool();
    restoreGeometry(settings.value("window/geometry"_L1).toByteArray());
    restoreState(settings.value("window/state"_L1).toByteArray());
    m_dockSizes = settings.value("window/docks"_L1, m_dockSizes).toSize();
    m_recentlyUsed = settings.value("window/palette"_L1).toStringList();
}

void MainWindow::saveLayout() const
{
    if (m_settingsPath.isEmpty())
        return;
    QSettings settings(m_settingsPath, QSettings::IniFormat);
    settings.setValue("window/inspector"_L1, m_wantsInspector);
    settings.setValue("window/timeline"_L1, m_wantsTimeline);
    settings.setValue("window/geometry"_L1, saveGeometry());
    settings.setValue("window/state"_L1, saveState());
    settings.setValue("window/docks"_L1, dockSizes());
    settings.setValue("window/palette"_L1, m_recentlyUsed);
    // Of pages that nobody has seen what is kept stays.
    const QList<ObjectTreeView*> lists = m_pages->findChildren<ObjectTreeView*>();
    for (const ObjectTreeView* list : lists)
        settings.setValue(u"columns/"_s + list->objectName(), list->columnState());
    const QList<ViewBar*> bars = m_pages->findChildren<ViewBar*>();
    for (const ViewBar* bar : bars) {
        QStringList views;
        for (const SavedView& view : bar->ownViews())
            views.append(view.toStrings());
        settings.setValue(u"views/"_s + bar->objectName(), views);
    }
}

} // namespace Drover
