#include "ui/shell/mainwindow.h"

#include "models/attention.h"
#include "ui/forms/editactions.h"
#include "ui/objectnames.h"
#include "ui/panes/clusterspane.h"
#include "ui/panes/objecttreeview.h"
#include "ui/panes/workorders/workorderspane.h"
#include "ui/shell/firstrunpage.h"
#include "ui/shell/livetimeline.h"
#include "ui/shell/objectactions.h"
#include "ui/shell/panestack.h"
#include "ui/shell/pausedbanners.h"
#include "ui/shell/statusline.h"
#include "ui/shell/topbar.h"
#include "ui/text/words.h"
#include "ui/theme/iconcache.h"
#include "ui/theme/themehub.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/card.h"
#include "ui/widgets/navbutton.h"
#include "ui/wizards/destroywizard.h"
#include "ui/wizards/provisionwizard.h"

#include <QCloseEvent>
#include <QDockWidget>
#include <QMenu>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

QString actorName()
{
    for (const char* variable : {"LOGNAME", "USER"}) {
        const QString name = qEnvironmentVariable(variable);
        if (!name.isEmpty())
            return u"user:"_s + name;
    }
    return u"user:console"_s;
}

} // namespace

MainWindow::MainWindow(Engine& engine, const QString& settingsPath, QWidget* parent)
    : QMainWindow(parent), m_engine(engine), m_settingsPath(settingsPath), m_sender(engine, actorName()),
      m_history(engine, m_replica), m_context{engine, m_replica, m_selection, m_sender, m_history},
      m_actions(new ObjectActions(m_context, this)), m_edits(new EditActions(m_context, this)),
      m_topBar(new TopBar(m_context, this)), m_pages(new PaneStack(this)),
      m_inspectorDock(new QDockWidget(this)), m_timelineDock(new QDockWidget(this)),
      m_timeline(new LiveTimeline(m_context, m_timelineDock)), m_theme(settingsPath)
{
    setObjectName(ObjectNames::mainWindow);
    setWindowTitle(tr("Drover"));
    setWindowIcon(applicationIcon());
    setMinimumSize(1120, 700);
    resize(1440, 900);
    setContextMenuPolicy(Qt::NoContextMenu);
    addToolBar(Qt::TopToolBarArea, m_topBar);
    buildNavigation();
    auto* centre = new QWidget(this);
    auto* column = new QVBoxLayout(centre);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_notice = new Banner(centre);
    m_notice->setObjectName(ObjectNames::notice);
    m_notice->hide();
    m_lost = new Banner(centre);
    m_lost->setObjectName(ObjectNames::engineLost);
    m_lost->hide();
    auto* paused = new PausedBanners(m_context, centre);
    connect(paused, &PausedBanners::objectChosen, this, &MainWindow::showObject);
    connect(paused, &PausedBanners::overviewRequested, this, [this] { showPane(Pane::Overview); });
    column->addWidget(m_lost);
    column->addWidget(paused);
    column->addWidget(m_notice);
    column->addWidget(m_pages, 1);
    setCentralWidget(centre);
    buildDocks();
    setStatusBar(new StatusLine(m_context, this));
    connectEngine();
    restoreLayout();
    arrangeDocks();
    m_pages->setFocus(Qt::OtherFocusReason); // and not the first button of the bar, until there is a page
}

MainWindow::~MainWindow()
{
    // What is shown may be laid out once more while it closes, and reads the replica, which goes before it.
    hide();
}

void MainWindow::showPane(Pane pane)
{
    m_dockSizes = dockSizes(); // before the page presses on them
    m_pages->showPane(int(pane));
    for (auto it = m_paneButtons.begin(); it != m_paneButtons.end(); ++it)
        it.value()->setChecked(it.key() == int(pane));
    arrangeDocks();
    focusPage();
}

/// The page takes the keyboard; where what usually takes it is not shown, its first control does.
void MainWindow::focusPage()
{
    QWidget* page = m_pages->currentWidget();
    page->setFocus(Qt::OtherFocusReason);
    const auto has = [page] {
        return page->window()->focusWidget() && page->isAncestorOf(page->window()->focusWidget());
    };
    for (QWidget* next = page->nextInFocusChain(); next != page && !has(); next = next->nextInFocusChain()) {
        if (page->isAncestorOf(next) && next->isVisible() && next->isEnabled() &&
            (next->focusPolicy() & Qt::TabFocus) != 0)
            next->setFocus(Qt::OtherFocusReason);
    }
}

void MainWindow::connectEngine()
{
    connect(m_topBar, &TopBar::objectChosen, this, &MainWindow::showObject);
    connect(m_topBar, &TopBar::overviewRequested, this, [this] { showPane(Pane::Overview); });
    connect(m_topBar, &TopBar::surroundingsWanted, this, &MainWindow::surroundingsWanted);
    connect(m_topBar, &TopBar::directoryChosen, this,
            [this](const QString& path) { leaveFor([this, path] { emit directoryRequested(path); }); });
    connect(m_topBar, &TopBar::openRequested, this, [this] { askDirectory(false); });
    connect(m_topBar, &TopBar::attachRequested, this, [this] { askDirectory(true); });
    connect(m_topBar, &TopBar::demoRequested, this, [this] { leaveFor([this] { emit demoRequested(); }); });
    fillMenu();
    connect(m_topBar, &TopBar::paletteRequested, this, &MainWindow::openPalette);
    connect(m_topBar, &TopBar::themeRequested, this, [this] {
        m_theme.setChoice(ThemeHub::instance().name() == ThemeName::Dark ? ThemeChoice::Light
                                                                         : ThemeChoice::Dark);
    });
    connect(m_actions, &ObjectActions::provisionRequested, this, [this] { openProvision(); });
    connect(m_actions, &ObjectActions::destroyRequested, this, &MainWindow::openDestroy);
    connect(m_edits, &EditActions::orderWanted, this, [this](const QString& target) {
        showPane(Pane::WorkOrders);
        m_orders->newOrder(target);
    });
    connect(&m_sender, &CommandSender::refused, this, &MainWindow::refuse);
    connect(&m_replica, &Replica::silentChanged, this, [this](bool silent) {
        if (!silent)
            m_lost->hide();
    });
    connect(&m_replica, &Replica::applied, this, [this](const ReplicaChanges& changes) {
        if (changes.snapshot || !changes.workOrders.isEmpty())
            showOpenOrders();
    });
    m_engine.subscribe(this, [this](const ChangeBatchPtr& batch) { takeBatch(*batch); });
}

void MainWindow::takeBatch(const ChangeBatch& batch)
{
    const bool first = !m_replica.isReady();
    m_replica.apply(batch);
    if (!m_replica.figures().trouble.isEmpty() && !m_notice->isVisible())
        refuse({.code = m_replica.figures().trouble,
                .text = tr("Changes are refused just now: %1.").arg(m_replica.figures().trouble),
                .remedy = tr("What runs goes on; a write is tried again every two seconds."),
                .object = {}});
    // What was brought in meanwhile is shown where it is.
    if (!first && m_pages->shownPane() == int(Pane::FirstRun) && m_replica.machineCount() > 0)
        showPane(Pane::Clusters);
    // The first cluster may come from elsewhere while nothing is chosen: it is shown as it comes.
    if (!first && m_selection.key().isEmpty() && !m_replica.clusterNames().isEmpty()) {
        chooseFirst();
        focusPage();
    }
    if (first && m_replica.isReady()) {
        if (startsEmpty())
            showPane(Pane::FirstRun);
        else if (m_pages->shownPane() < 0)
            showPane(Pane::Clusters);
        chooseFirst();
        // What could not take the focus while there was nothing to show.
        focusPage();
        emit ready();
        waitForHistory();
    }
}

void MainWindow::waitForHistory()
{
    if (m_timeline->cluster().isEmpty()) {
        QMetaObject::invokeMethod(this, &MainWindow::settled, Qt::QueuedConnection);
        return;
    }
    connect(&m_history, &HistoryLoader::clusterLoaded, this, &MainWindow::settled, Qt::SingleShotConnection);
}

/// Something is shown from the start: what works, else the first.
void MainWindow::chooseFirst()
{
    for (auto it = m_replica.operations().rbegin(); it != m_replica.operations().rend(); ++it) {
        if (it->second.isOpen() && m_replica.cluster(it->second.cluster)) {
            m_selection.select(clusterKey(it->second.cluster));
            unfoldWorking();
            return;
        }
    }
    const QStringList names = m_replica.clusterNames();
    if (!names.isEmpty())
        m_selection.select(clusterKey(names.constFirst()));
}

/// The members of what works are seen from the start.
void MainWindow::unfoldWorking()
{
    const ObjectKey chosen = m_selection.object();
    if (m_clusters && chosen.kind == ObjectKey::Kind::Cluster && m_replica.driver(chosen.name))
        m_clusters->tree()->expandRecursively(m_clusters->tree()->currentIndex());
}

/// The next of those that wait for a person, round and round.
void MainWindow::goToAttention()
{
    QStringList waiting;
    for (const AttentionItem& item : attentionItems(m_replica))
        waiting.append(item.key);
    if (waiting.isEmpty())
        return;
    const qsizetype at = waiting.indexOf(m_selection.key());
    showObject(waiting.at((at + 1) % waiting.size()));
}

/// On the page where it has its place.
void MainWindow::showObject(const QString& key)
{
    const ObjectKey object = ObjectKey::parse(key);
    const Machine* machine = m_replica.machine(object.machine);
    const bool loose = machine && !machine->isMember();
    showPane(object.kind == ObjectKey::Kind::Pool               ? Pane::Pools
             : object.kind == ObjectKey::Kind::Machine && loose ? Pane::Machines
                                                                : Pane::Clusters);
    m_selection.select(key);
}

void MainWindow::refuse(const Error& error)
{
    showNotice(Tone::Warn, IconName::StateCancelled, error.text, error.remedy);
}

void MainWindow::tell(const QString& text)
{
    showNotice(Tone::Ok, IconName::StateOk, text, {});
}

void MainWindow::tellOpening(const QString& directory, bool attaching)
{
    showNotice(Tone::Run, attaching ? IconName::RemoteEngine : IconName::Folder,
               attaching ? tr("Attaching to the engine in %1…").arg(directory)
                         : tr("Opening %1…").arg(directory),
               tr("This one stays until it can be shown."));
}

void MainWindow::showNotice(Tone tone, IconName icon, const QString& title, const QString& text)
{
    m_notice->clearActions();
    m_notice->setMessage(tone, icon, title, text);
    QPushButton* close = m_notice->addAction(ObjectNames::noticeClose, tr("Close"));
    connect(close, &QPushButton::clicked, m_notice, &QWidget::hide);
    m_notice->show();
}

void MainWindow::setEngineLost(const Error& why, bool searching)
{
    m_replica.setSilent();
    if (m_pages->shownPane() < 0)
        showPane(Pane::Clusters);
    const QString now = m_replica.now().isSet() ? clockText(m_replica.now()) : QString();
    const QString shown = now.isEmpty() ? QString() : tr("What is shown is how it was at %1 UTC.").arg(now);
    m_lost->setMessage(searching ? Tone::Warn : Tone::Bad, IconName::LostEngine,
                       searching ? tr("The engine does not answer. Looking for it…")
                                 : tr("The engine is gone"),
                       searching ? shown : u"%1 %2 %3"_s.arg(why.text, why.remedy, shown).simplified());
    m_lost->show();
}

void MainWindow::openProvision(const ProvisionDraft& draft)
{
    auto* wizard = new ProvisionWizard(m_context, draft, this);
    connect(wizard, &ProvisionWizard::provisionStarted, this, &MainWindow::showCluster);
    connect(wizard, &QDialog::finished, this, &MainWindow::focusPage, Qt::QueuedConnection);
    wizard->open();
}

void MainWindow::openDestroy(const QString& cluster)
{
    auto* wizard = new DestroyWizard(m_context, cluster, this);
    connect(wizard, &DestroyWizard::destroyStarted, this, &MainWindow::showCluster);
    connect(wizard, &QDialog::finished, this, &MainWindow::focusPage, Qt::QueuedConnection);
    wizard->open();
}

/// Its object may come with a later batch: the selection waits for it by its key.
void MainWindow::showCluster(const QString& name)
{
    showPane(Pane::Clusters);
    m_selection.select(clusterKey(name));
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    if (!m_quits && QuitDialog::isNeeded(m_replica, m_around.owner)) {
        event->ignore();
        if (findChild<QuitDialog*>())
            return;
        auto* question = new QuitDialog(m_replica, Leaving::Quits, this);
        connect(question, &QDialog::accepted, this, &MainWindow::closeNow);
        question->open();
        return;
    }
    saveLayout();
    QMainWindow::closeEvent(event);
}

} // namespace Drover
