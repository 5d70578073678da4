#pragma once

#include "app/application.h"
#include "ui/shell/mainwindow.h"

namespace Drover {

/// The console with its window: on one data directory after another, and what the window asks of the program
/// around it: other directories, files, the example. Made by runWindow(); UI thread.
class Console : public QObject
{
    Q_OBJECT
public:
    struct Places
    {
        QString directory;    ///< to begin with; empty: Application::defaultDirectory()
        QString settingsPath; ///< see MainWindow
        QString demoDirectory;
    };
    explicit Console(Places places);
    ~Console() override;

    /// Opens the first directory and its window. Errors: those of Application::open.
    [[nodiscard]] Result<> start();
    /// The one that is open now; another after each change of directory.
    [[nodiscard]] MainWindow* window() const { return m_window.get(); }
    [[nodiscard]] QString directory() const { return m_application->directory(); }

signals:
    /// The window is another one.
    void windowChanged();

private:
    enum class Way { Open, Attach, Demo };
    struct Choice
    {
        Application::Options options;
        bool tellsStory = false; ///< a new simulated fleet, in which something goes on
    };
    [[nodiscard]] static Result<Choice> choose(const QString& directory, Way way);
    void change(const QString& directory, Way way);
    void makeWindow(std::unique_ptr<Application> application, bool tellStory);
    void connectWindow();
    void tellSurroundings();
    void remember(const QString& directory);
    [[nodiscard]] QStringList recent() const;
    void buildExample();
    void importInventory(const QString& path);
    void loadContent(const QString& path);
    /// One after the other; stops at the first that is refused.
    void carryOut(const QList<Command>& commands, const std::function<void()>& done);

    Places m_places;
    std::unique_ptr<Application> m_application;
    std::unique_ptr<MainWindow> m_window;
    bool m_opening = false; ///< another directory is being read
};

} // namespace Drover
