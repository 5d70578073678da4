#pragma once

#include "engine/api/engine.h"

#include <QObject>

namespace Drover {

/// Sends a person's commands and reports what became of each. Owned by the window; UI thread.
class CommandSender : public QObject
{
    Q_OBJECT
public:
    /// `actor`: who sits here, e.g. `user:anna`.
    CommandSender(Engine& engine, QString actor, QObject* parent = nullptr);

    [[nodiscard]] const QString& actor() const { return m_actor; }

    using Done = std::function<void(const Result<Receipt>&)>;
    /// The caller shows what became of it; `context` bounds the life of `done`.
    void send(Command command, const QString& reason, QObject* context, Done done);
    /// The signals tell what became of it.
    void send(Command command, const QString& reason);

signals:
    void accepted(const Drover::Receipt& receipt);
    void refused(const Drover::Error& error);

private:
    Engine& m_engine;
    QString m_actor;
};

} // namespace Drover
