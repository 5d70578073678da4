#include "ui/objectnames.h"
#include "ui/shell/firstrunpage.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/topbar.h"
#include "ui/theme/iconcache.h"

#include <QFileDialog>
#include <QMenu>
#include <QSettings>

using namespace Qt::StringLiterals;

// Other data directories, and what is brought into this one: the window asks a person, the program does it.
namespace Drover {

/// What concerns the program as a whole; each is in the palette too.
void MainWindow::fillMenu()
{
    QMenu* menu = m_topBar->menu();
    const auto add = [this, menu](IconName icon, const QString& text, const char* name, auto run) {
        QAction* action = menu->addAction(themeIcon(icon, ColorRole::Tx2), text);
        action->setObjectName(u"menu/"_s + QString::fromLatin1(name));
        connect(action, &QAction::triggered, this, run);
    };
    add(IconName::Play, tr("First steps"), "first-steps", [this] { showPane(Pane::FirstRun); });
    add(IconName::StateJoining, tr("Import an inventory file…"), "add-machines", [this] { askInventory(); });
    add(IconName::Content, tr("Load a content pack…"), "load-content", [this] { askContent(); });
    menu->addSeparator();
    add(IconName::Folder, tr("Open a data directory…"), "open-directory", [this] { askDirectory(false); });
    add(IconName::RemoteEngine, tr("Attach to a running engine…"), "attach", [this] { askDirectory(true); });
    menu->addSeparator();
    add(IconName::Settings, tr("Settings…"), "settings", [this] { openSettings(); });
    add(IconName::Keys, tr("Keys"), "keys", [this] { openKeys(); });
    add(IconName::Power, tr("Quit"), "quit", [this] { close(); });
}

bool MainWindow::startsEmpty() const
{
    if (m_replica.machineCount() > 0 || !m_replica.clusterNames().isEmpty())
        return false;
    return showsFirstSteps();
}

bool MainWindow::showsFirstSteps() const
{
    return m_settingsPath.isEmpty() ||
           !QSettings(m_settingsPath, QSettings::IniFormat).value("window/first-run-hidden"_L1).toBool();
}

void MainWindow::setShowsFirstSteps(bool shows)
{
    if (!m_settingsPath.isEmpty())
        QSettings(m_settingsPath, QSettings::IniFormat).setValue("window/first-run-hidden"_L1, !shows);
    if (m_firstRun)
        m_firstRun->setHiddenNextTime(!shows);
}

void MainWindow::setSurroundings(const Surroundings& around)
{
    m_around = around;
    if (m_firstRun)
        m_firstRun->setSurroundings(around);
    m_topBar->setSurroundings(around);
}

void MainWindow::leaveFor(const std::function<void()>& go)
{
    if (!QuitDialog::isNeeded(m_replica, m_around.owner)) {
        go();
        return;
    }
    auto* question = new QuitDialog(m_replica, Leaving::OpensAnother, this);
    connect(question, &QDialog::accepted, this, go);
    question->open();
}

void MainWindow::askDirectory(bool attach)
{
    auto* dialog = new QFileDialog(this, attach ? tr("Attach to the engine of a data directory")
                                                : tr("Open a data directory"));
    dialog->setObjectName(attach ? u"attach-directory"_s : u"open-directory"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    dialog->setDirectory(m_replica.figures().directory);
    connect(dialog, &QFileDialog::fileSelected, this, [this, attach](const QString& path) {
        leaveFor([this, attach, path] {
            if (attach)
                emit attachRequested(path);
            else
                emit directoryRequested(path);
        });
    });
    dialog->open();
}

void MainWindow::askInventory()
{
    auto* dialog = new QFileDialog(this, tr("Add machines from an inventory"));
    dialog->setObjectName(u"import-inventory"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Inventories (*.yaml *.yml *.json *.csv *.ini)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, this, &MainWindow::inventoryRequested);
    dialog->open();
}

void MainWindow::askContent()
{
    auto* dialog = new QFileDialog(this, tr("Load a content pack"));
    dialog->setObjectName(u"load-content"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    connect(dialog, &QFileDialog::fileSelected, this, &MainWindow::contentRequested);
    dialog->open();
}

} // namespace Drover
