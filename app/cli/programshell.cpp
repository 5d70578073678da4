#include "app/cli/programshell.h"

#include "app/commandids.h"
#include "app/endsignals.h"

#include <QFile>

#include <sys/ioctl.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

Terminal::Screen screenOf(int descriptor)
{
    Terminal::Screen screen;
    screen.isTerminal = isatty(descriptor) != 0;
    winsize size{};
    if (ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        screen.columns = size.ws_col;
    return screen;
}

std::unique_ptr<QIODevice> standardStream(FILE* stream)
{
    auto file = std::make_unique<QFile>();
    // Unbuffered: what was printed is out when the next thing happens.
    if (!file->open(fileno(stream), QIODevice::WriteOnly | QIODevice::Unbuffered))
        return nullptr;
    return file;
}

} // namespace

ProgramShell::ProgramShell(const Globals& globals)
    : m_out(standardStream(stdout)), m_err(standardStream(stderr)),
      m_terminal(std::make_unique<Terminal>(*m_out, *m_err, globals, screenOf(STDERR_FILENO)))
{
}

ProgramShell::~ProgramShell()
{
    m_session.reset();
}

Result<Session*> ProgramShell::session(Use use)
{
    return session(use, Commands::CreateDirectory{});
}

Result<Session*> ProgramShell::session(Use use, const Commands::CreateDirectory& create)
{
    Application::Options options;
    options.directory = m_terminal->globals().data;
    options.work = use == Use::Ask ? Application::Work::Never : Application::Work::WhenTold;
    options.create = create;
    auto application = Application::open(options);
    if (!application)
        return tl::make_unexpected(application.error());
    m_application = std::move(*application);
    Session::Origin origin;
    origin.ownsEngine = m_application->ownsEngine();
    origin.commandId = commandIdFor;
    origin.actor = Application::actor();
    origin.beginWork = [this] { m_application->beginWork(); };
    origin.settled = [this] { return m_application->settled(); };
    m_session = std::make_unique<Session>(m_application->engine(), *m_terminal, std::move(origin));
    QObject::connect(m_application.get(), &Application::engineLost, m_session.get(), &Session::interrupt);
    m_signals = std::make_unique<EndSignals>();
    QObject::connect(m_signals.get(), &EndSignals::arrived, m_session.get(), [this] {
        m_session->interrupt(
            {u"interrupted"_s,
             u"interrupted; what was started goes on when a console or `drover serve` is open"_s,
             u"`drover get operations` shows how far it is"_s,
             {}});
    });
    return m_session.get();
}

} // namespace Drover
