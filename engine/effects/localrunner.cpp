#include "engine/effects/localrunner.h"

#include "engine/effects/localrunnerloop.h"

namespace Drover {

LocalRunner::LocalRunner(Settings settings, ExecutorSinks sinks)
    : m_loop(std::make_unique<LocalRunnerLoop>(std::move(settings), std::move(sinks)))
{
}

LocalRunner::~LocalRunner() = default;

void LocalRunner::start(RunRequest request)
{
    m_loop->post(std::move(request));
}

void LocalRunner::cancel(const QString& key)
{
    m_loop->post(LocalRunnerLoop::Cancel{key});
}

void LocalRunner::probe(const ProbeRequest& request)
{
    m_loop->post(request);
}

void LocalRunner::forget(const QString& key)
{
    m_loop->post(LocalRunnerLoop::Forget{key});
}

void LocalRunner::leave(const QString& machine)
{
    m_loop->post(LocalRunnerLoop::Leave{machine});
}

void LocalRunner::keepOnly(const QStringList& machines)
{
    m_loop->post(LocalRunnerLoop::KeepOnly{machines});
}

void LocalRunner::restart(const QString& machineUuid)
{
    m_loop->post(LocalRunnerLoop::Restart{machineUuid});
}

QString LocalRunner::outputPath(const QString& dataDirectory, const QString& key)
{
    return RunWorkspace::outputPath(dataDirectory, key);
}

} // namespace Drover
