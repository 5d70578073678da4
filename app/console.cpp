#include "app/console.h"

#include "app/builtincontent.h"
#include "app/cli/demofleet.h"
#include "app/cli/packfiles.h"
#include "app/cli/verbs.h"
#include "app/demostory.h"
#include "app/exampleneeds.h"
#include "engine/store/datadirectory.h"

#include <QDir>
#include <QScreen>
#include <QSettings>
#include <QStorageInfo>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

constexpr int directoriesRemembered = 8;
constexpr DemoFleet demoWish{.machines = 612, .pools = 3};

Error errorOf(const Problems& problems)
{
    QStringList lines;
    for (const Problem& problem : problems)
        lines.append(problem.toString());
    return {u"file-invalid"_s, lines.join(u'\n'),
            u"mend the places named and try again; nothing was changed"_s, problems.value(0).file};
}

/// The first size of a window is the design's; on a smaller screen its status bar would be below the edge.
void fitToScreen(QWidget& window)
{
    if (window.isMaximized() || window.isFullScreen())
        return;
    constexpr QSize frame(16, 48); // what a window manager may put around; not known before it is shown
    const QSize room = window.screen()->availableSize() - frame;
    window.resize(window.size().boundedTo(room.expandedTo(window.minimumSize())));
}

} // namespace

Console::Console(Places places) : m_places(std::move(places))
{
    if (m_places.directory.isEmpty())
        m_places.directory = Application::defaultDirectory();
}

Console::~Console() = default;

Result<> Console::start()
{
    auto choice = choose(m_places.directory, Way::Open);
    if (!choice)
        return tl::make_unexpected(choice.error());
    auto application = Application::open(choice->options);
    if (!application)
        return tl::make_unexpected(application.error());
    makeWindow(std::move(*application), choice->tellsStory);
    return {};
}

Result<Console::Choice> Console::choose(const QString& directory, Way way)
{
    Choice choice;
    Application::Options& options = choice.options;
    options.directory = directory;
    options.attachOnly = way == Way::Attach;
    choice.tellsStory = way == Way::Demo && !QFile::exists(DataDirectory::databaseIn(directory));
    if (choice.tellsStory) {
        options.create = {.simulated = true, .seed = demoWish.seed, .speed = demoWish.speed};
        const auto site = carriedPack(embeddedPack(u"demo"_s));
        if (!site)
            return tl::make_unexpected(errorOf(site.error()));
        options.first = QList<Command>{Commands::LoadContent{{*site}}} + demoCommands(demoWish);
    }
    return choice;
}

/// The one that is open goes on until the other can be shown, and stays when that can't be opened.
void Console::change(const QString& directory, Way way)
{
    if (m_opening || QDir(directory) == QDir(m_application->directory()))
        return;
    const auto choice = choose(directory, way);
    if (!choice)
        return m_window->refuse(choice.error());
    m_opening = true;
    m_window->tellOpening(directory, way == Way::Attach);
    const auto show = [this, story = choice->tellsStory](Result<std::unique_ptr<Application>> application) {
        m_opening = false;
        if (application)
            makeWindow(std::move(*application), story);
        else
            m_window->refuse(application.error());
    };
    // The window that asked is on the stack below us.
    QMetaObject::invokeMethod(
        this, [this, options = choice->options, show] { Application::openLater(options, this, show); },
        Qt::QueuedConnection);
}

void Console::makeWindow(std::unique_ptr<Application> application, bool tellStory)
{
    if (m_window)
        m_window->saveLayout();
    auto window = std::make_unique<MainWindow>(application->engine(), m_places.settingsPath);
    std::swap(m_window, window);
    std::swap(m_application, application);
    if (tellStory)
        new DemoStory(m_window->replica(), m_window->sender(), m_window.get());
    connectWindow();
    remember(m_application->directory());
    tellSurroundings();
    fitToScreen(*m_window);
    m_window->show();
    emit windowChanged();
    if (window)
        window->closeNow(); // it goes before its engine does
}

void Console::connectWindow()
{
    MainWindow* window = m_window.get();
    Application* application = m_application.get();
    connect(application, &Application::engineSilent, window,
            [window](const Error& why) { window->setEngineLost(why, true); });
    connect(application, &Application::engineLost, window,
            [window](const Error& why) { window->setEngineLost(why, false); });
    connect(application, &Application::ownerChanged, this, &Console::tellSurroundings);
    connect(window, &MainWindow::surroundingsWanted, this, &Console::tellSurroundings);
    connect(window, &MainWindow::directoryRequested, this,
            [this](const QString& path) { change(path, Way::Open); });
    connect(window, &MainWindow::attachRequested, this,
            [this](const QString& path) { change(path, Way::Attach); });
    connect(window, &MainWindow::demoRequested, this, [this] { change(m_places.demoDirectory, Way::Demo); });
    connect(window, &MainWindow::exampleRequested, this, &Console::buildExample);
    connect(window, &MainWindow::inventoryRequested, this, &Console::importInventory);
    connect(window, &MainWindow::contentRequested, this, &Console::loadContent);
}

void Console::tellSurroundings()
{
    Surroundings around;
    around.owner = m_application->ownsEngine() ? EngineOwner::ThisWindow : EngineOwner::Another;
    const QStringList paths = recent();
    for (const QString& path : paths) {
        if (path != m_application->directory() && QFile::exists(DataDirectory::databaseIn(path)))
            around.recent.append({path, DataDirectory::isOwned(path)});
    }
    around.demoDirectory = m_places.demoDirectory;
    around.demoThere = QFile::exists(DataDirectory::databaseIn(m_places.demoDirectory));
    around.freeBytes = QStorageInfo(m_application->directory()).bytesAvailable();
    around.missingPrograms = missingExamplePrograms();
    // Once the example is here it is what uses its addresses.
    if (m_window->replica().machineCount() == 0)
        around.busyAddress = busyExampleAddress();
    m_window->setSurroundings(around);
}

QStringList Console::recent() const
{
    return QSettings(m_places.settingsPath, QSettings::IniFormat)
        .value("directories/recent"_L1)
        .toStringList();
}

void Console::remember(const QString& directory)
{
    if (m_places.settingsPath.isEmpty())
        return;
    QStringList paths = recent();
    paths.removeAll(directory);
    paths.prepend(directory);
    QSettings(m_places.settingsPath, QSettings::IniFormat)
        .setValue("directories/recent"_L1, paths.mid(0, directoriesRemembered));
}

void Console::carryOut(const QList<Command>& commands, const std::function<void()>& done)
{
    if (commands.isEmpty())
        return done();
    m_window->sender().send(commands.constFirst(), {}, m_window.get(),
                            [this, rest = commands.mid(1), done](const Result<Receipt>& receipt) {
                                if (receipt)
                                    carryOut(rest, done);
                                else
                                    m_window->refuse(receipt.error());
                            });
}

void Console::buildExample()
{
    const auto commands = exampleCommands();
    if (!commands)
        return m_window->refuse(commands.error());
    carryOut(*commands, [this] { m_window->openProvision({u"etcd-1"_s, u"etcd"_s}); });
}

void Console::importInventory(const QString& path)
{
    const auto command = Verbs::readInventories({path});
    if (!command)
        return m_window->refuse(errorOf(command.error()));
    carryOut({*command}, [this] { m_window->showPane(MainWindow::Pane::Machines); });
}

void Console::loadContent(const QString& path)
{
    const auto files = readPackFiles(path);
    const auto pack = files ? carriedPack(*files) : tl::make_unexpected(files.error());
    if (!pack)
        return m_window->refuse(errorOf(pack.error()));
    m_window->sender().send(Commands::LoadContent{{*pack}}, {}, m_window.get(),
                            [this](const Result<Receipt>& receipt) {
                                if (receipt)
                                    m_window->tell(receipt->note);
                                else
                                    m_window->refuse(receipt.error());
                            });
}

} // namespace Drover
