#pragma once

#include "app/cli/commandline.h"
#include "app/cli/shell.h"
#include "tests/support/fakeengine.h"

#include <QBuffer>
#include <QJsonArray>
#include <QJsonDocument>

namespace Drover::Testing {

/// Runs command lines against a FakeEngine and keeps what they print. One run at a time.
class FakeShell final : public Shell
{
public:
    FakeEngine engine;
    bool ownsEngine = false;
    std::optional<Error> unreachable;
    /// Called once the session is there, before the verb goes on.
    std::function<void(Session&)> onSession;

    /// The exit code of `drover WORDS`.
    int run(const QStringList& words)
    {
        m_out.close();
        m_err.close();
        m_out.setData({});
        m_err.setData({});
        m_out.open(QIODevice::WriteOnly);
        m_err.open(QIODevice::WriteOnly);
        const Invocation invocation = parseCommandLine(words);
        if (invocation.kind != Invocation::Kind::Verb) {
            (invocation.exitCode == ExitCode::Done ? m_out : m_err).write(invocation.text.toUtf8());
            return int(invocation.exitCode);
        }
        m_terminal.emplace(m_out, m_err, invocation.globals, Terminal::Screen{});
        const int code = int(invocation.run(*this));
        m_session.reset();
        return code;
    }
    int run(const QString& line) { return run(line.split(QLatin1Char(' '), Qt::SkipEmptyParts)); }

    [[nodiscard]] QString out() const { return QString::fromUtf8(m_out.data()); }
    [[nodiscard]] QString err() const { return QString::fromUtf8(m_err.data()); }
    [[nodiscard]] QJsonArray outArray() const { return QJsonDocument::fromJson(m_out.data()).array(); }
    [[nodiscard]] QJsonObject outObject() const { return QJsonDocument::fromJson(m_out.data()).object(); }
    [[nodiscard]] QJsonObject errObject() const { return QJsonDocument::fromJson(m_err.data()).object(); }
    [[nodiscard]] Use lastUse() const { return m_use; }

    Terminal& terminal() override { return *m_terminal; }
    Result<Session*> session(Use use) override
    {
        m_use = use;
        if (unreachable)
            return tl::make_unexpected(*unreachable);
        m_session = std::make_unique<Session>(
            engine, *m_terminal,
            Session::Origin{ownsEngine,
                            [this](Session&, const Command&) { return QStringLiteral("id-%1").arg(++m_ids); },
                            QStringLiteral("user:kim")});
        if (onSession)
            onSession(*m_session);
        return m_session.get();
    }

private:
    QBuffer m_out;
    QBuffer m_err;
    std::optional<Terminal> m_terminal;
    std::unique_ptr<Session> m_session;
    Use m_use = Use::Ask;
    int m_ids = 0;
};

} // namespace Drover::Testing
