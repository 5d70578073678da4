#pragma once

#include "app/application.h"
#include "app/cli/shell.h"

namespace Drover {

class EndSignals;

/// The shell of the real program: opens the data directory that `--data` names when a verb asks for an
/// engine, and ends waiting when a person presses Ctrl-C. Owned by main(); main thread.
class ProgramShell final : public Shell
{
public:
    explicit ProgramShell(const Globals& globals);
    ~ProgramShell() override;

    [[nodiscard]] Terminal& terminal() override { return *m_terminal; }
    [[nodiscard]] Result<Session*> session(Use use) override;
    /// As session(), for a directory that is made now.
    [[nodiscard]] Result<Session*> session(Use use, const Commands::CreateDirectory& create);
    [[nodiscard]] Application& application() { return *m_application; }

private:
    std::unique_ptr<QIODevice> m_out;
    std::unique_ptr<QIODevice> m_err;
    std::unique_ptr<Terminal> m_terminal;
    std::unique_ptr<Application> m_application;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<EndSignals> m_signals;
};

} // namespace Drover
