#pragma once

#include "models/commandsender.h"
#include "models/historyloader.h"
#include "models/replica.h"
#include "models/selection.h"
#include "ui/shell/windowcontext.h"

#include <QMainWindow>

class QActionGroup;
class QStackedWidget;

namespace Drover {

class Banner;
class ClustersPane;
class Inspector;
class NavButton;
class ObjectActions;
class TimelineDock;
class TopBar;

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

    enum class Pane { Clusters, Pools, Machines };
    void showPane(Pane pane);

    [[nodiscard]] const Replica& replica() const { return m_replica; }
    [[nodiscard]] Selection& selection() { return m_selection; }

signals:
    /// The first snapshot is shown: what one sees is real from now on.
    void ready();
    /// What the first look needs from the history is there too.
    void settled();

protected:
    void closeEvent(QCloseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void buildDocks();
    void buildNavigation();
    void buildNotice();
    void addPane(Pane pane, QWidget* page, NavButton* button, int key);
    void connectEngine();
    void takeBatch(const ChangeBatch& batch);
    void chooseFirst();
    void waitForHistory();
    void goToAttention();
    void refuse(const Error& error);
    void openProvision();
    void openDestroy(const QString& cluster);
    void showCluster(const QString& name);
    void restoreLayout();
    void saveLayout() const;

    Engine& m_engine;
    QString m_settingsPath;
    Replica m_replica;
    Selection m_selection;
    CommandSender m_sender;
    HistoryLoader m_history;
    WindowContext m_context;
    ObjectActions* m_actions;
    TopBar* m_topBar;
    QActionGroup* m_paneGroup;
    QStackedWidget* m_pages;
    Banner* m_notice = nullptr;
    ClustersPane* m_clusters;
    Inspector* m_inspector;
    QDockWidget* m_inspectorDock = nullptr;
    TimelineDock* m_timeline;
    QHash<int, NavButton*> m_paneButtons;
};

} // namespace Drover
