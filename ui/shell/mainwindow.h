#pragma once

#include "models/commandsender.h"
#include "models/historyloader.h"
#include "models/replica.h"
#include "models/selection.h"
#include "models/wizards/provisiondraft.h"
#include "ui/palette/palettelist.h"
#include "ui/shell/quitdialog.h"
#include "ui/shell/windowcontext.h"
#include "ui/theme/themechoice.h"

#include <QMainWindow>

namespace Drover {

class Banner;
class ClustersPane;
class EditActions;
class FirstRunPage;
class Inspector;
class JournalPane;
class LiveTimeline;
class NavButton;
class ObjectActions;
class PaneStack;
class TimelinePane;
class TopBar;
class WorkOrdersPane;

/// The window of a console: panes in the middle, the inspector at the right, the live timeline below, all fed
/// by one replica of the engine's state. Knows the engine through its interface only. The engine outlives it;
/// UI thread.
class MainWindow : public QMainWindow
{
    Q_OBJECT
public:
    /// `settingsPath`: where size and layout are kept; empty: nowhere.
    explicit MainWindow(Engine& engine, const QString& settingsPath = {}, QWidget* parent = nullptr);
    ~MainWindow() override;

    enum class Pane { Overview, Clusters, Pools, Machines, WorkOrders, Timeline, Content, Journal, FirstRun };
    void showPane(Pane pane);

    /// No engine answers: what is shown stays, actions are off, until news come again. `searching`: somebody
    /// still looks for one.
    void setEngineLost(const Error& why, bool searching);

    /// What the program knows of the place; see also surroundingsWanted().
    void setSurroundings(const Surroundings& around);
    /// Closes without a question: the session ends, or somebody asked by signal.
    void closeNow();
    void saveLayout() const;

    void openProvision(const ProvisionDraft& draft = {});
    /// A line at the top, until it is closed: what was refused and what would help, or what was done.
    void refuse(const Error& error);
    void tell(const QString& text);
    /// Another directory is being read; this window goes on meanwhile.
    void tellOpening(const QString& directory, bool attaching);

    [[nodiscard]] const Replica& replica() const { return m_replica; }
    [[nodiscard]] Selection& selection() { return m_selection; }
    [[nodiscard]] CommandSender& sender() { return m_sender; }

signals:
    /// The first snapshot is shown: what one sees is real from now on.
    void ready();
    /// What the first look needs from the history is there too.
    void settled();
    /// The program may know more by now: setSurroundings() is called before this returns.
    void surroundingsWanted();
    void directoryRequested(const QString& path);
    void attachRequested(const QString& path);
    void demoRequested();
    void exampleRequested();
    void inventoryRequested(const QString& path);
    void contentRequested(const QString& path);

protected:
    void closeEvent(QCloseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void buildDocks();
    Inspector* inspector();
    void buildNavigation();
    [[nodiscard]] QWidget* makeOverview();
    [[nodiscard]] QWidget* makeClusters();
    [[nodiscard]] QWidget* makePools();
    [[nodiscard]] QWidget* makeMachines();
    [[nodiscard]] QWidget* makeWorkOrders();
    [[nodiscard]] QWidget* makeTimeline();
    [[nodiscard]] QWidget* makeContent();
    [[nodiscard]] QWidget* makeJournal();
    [[nodiscard]] QWidget* makeFirstRun();
    void dressPage(QWidget* page);
    void showOpenOrders();
    void connectEngine();
    void focusPage();
    void takeBatch(const ChangeBatch& batch);
    void chooseFirst();
    void unfoldWorking();
    [[nodiscard]] bool startsEmpty() const;
    void waitForHistory();
    void goToAttention();
    void fillMenu();
    void showNotice(Tone tone, IconName icon, const QString& title, const QString& text);
    /// Goes at once, or when a person has agreed to leave what is open here.
    void leaveFor(const std::function<void()>& go);
    void askDirectory(bool attach);
    void askInventory();
    void askContent();
    void openPalette();
    void searchJournal(const QString& text);
    void openKeys();
    void openSettings();
    void showObject(const QString& key);
    [[nodiscard]] bool fillsTheWindow() const;
    void arrangeDocks();
    [[nodiscard]] QSize dockSizes() const;
    void sizeDocksSoon();
    void toggleDock(QDockWidget* dock);
    void noteDock(const QDockWidget* dock);
    [[nodiscard]] QList<PaletteEntry> paletteActions();
    [[nodiscard]] QString selectedName() const;
    void openDestroy(const QString& cluster);
    void showCluster(const QString& name);
    void restoreLayout();
    void resetDocks();
    void resetColumns();
    [[nodiscard]] bool showsFirstSteps() const;
    void setShowsFirstSteps(bool shows);

    Engine& m_engine;
    QString m_settingsPath;
    Replica m_replica;
    Selection m_selection;
    CommandSender m_sender;
    HistoryLoader m_history;
    WindowContext m_context;
    ObjectActions* m_actions;
    EditActions* m_edits;
    TopBar* m_topBar;
    PaneStack* m_pages;
    Banner* m_notice = nullptr;
    Banner* m_lost = nullptr;
    ClustersPane* m_clusters = nullptr; ///< pages are there once they have been shown
    // Made where they stay: with a style sheet each move polishes all that is in it once more.
    QDockWidget* m_inspectorDock;
    Inspector* m_inspector = nullptr;
    QDockWidget* m_timelineDock;
    LiveTimeline* m_timeline;
    TimelinePane* m_timelinePane = nullptr;
    JournalPane* m_journal = nullptr;
    WorkOrdersPane* m_orders = nullptr;
    FirstRunPage* m_firstRun = nullptr;
    ThemeKeeper m_theme;
    Surroundings m_around;
    bool m_quits = false;         ///< was asked, or need not be
    bool m_wantsInspector = true; ///< on pages other than the overview
    bool m_wantsTimeline = true;
    QByteArray m_firstState;     ///< of the docks
    QSize m_dockSizes{384, 352}; ///< width of the inspector, height of the timeline where they are hidden
    bool m_docksSized = false;   ///< what is to be seen of them has its size
    QHash<int, NavButton*> m_paneButtons;
    QStringList m_recentlyUsed; ///< by the palette
};

} // namespace Drover
