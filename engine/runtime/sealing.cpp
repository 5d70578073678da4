#include "engine/runtime/sealing.h"

#include "engine/content/params.h"
#include "engine/core/json.h"

#include <algorithm>

namespace Drover {

namespace {

bool isSecure(const Content& content, const QString& name)
{
    const ParamDef* param = content.param(name);
    return param && param->secure;
}

class ParamSealer
{
public:
    ParamSealer(const Content& content, const SealValue& seal) : m_content(content), m_seal(seal) {}

    void take(QJsonObject& params)
    {
        for (const QString& name : params.keys()) {
            const QJsonValue value = params.value(name);
            if (!isSecure(m_content, name) || isSealed(value))
                continue;
            if (m_result)
                m_result = checkValue(name, m_content.param(name), value);
            if (m_seal)
                params.insert(name, m_seal(value));
        }
    }
    void take(PoolActions& actions) { take(actions.addParameters); }

    // One overload per command that carries params.
    void operator()(Commands::SetParams& c) { take(c.set); }
    void operator()(Commands::EditMachine& c) { take(c.set); }
    void operator()(Commands::EditProfile& c) { take(c.set); }
    void operator()(Commands::CreateBroker& c) { take(c.params); }
    void operator()(Commands::MoveMachines& c) { take(c.actions); }
    void operator()(Commands::SavePool& c)
    {
        take(c.pool.enterActions);
        take(c.pool.exitActions);
        take(c.pool.allocateActions);
        take(c.pool.releaseActions);
    }
    void operator()(Commands::ImportMachines& c)
    {
        for (Commands::MachineRow& row : c.machines)
            take(row.params);
    }
    void operator()(Commands::StartOperation& c) { take(c.request.params); }
    void operator()(Commands::CreateWorkOrder& c) { take(c.params); }
    template <class C>
    void operator()(C&)
    {
    }

    [[nodiscard]] const Result<>& result() const { return m_result; }

private:
    const Content& m_content;
    const SealValue& m_seal;
    Result<> m_result;
};

/// `cluster:NAME?` and the like, without what surrounds the param's name.
QString bareName(QString name)
{
    if (name.startsWith(QLatin1String("cluster:")))
        name.remove(0, 8);
    if (name.endsWith(QLatin1Char('?')))
        name.chop(1);
    return name;
}

/// The params that are secure and stand in clear, sealed.
QJsonObject newlySealed(const QJsonObject& params, const Content& content, const SealValue& seal)
{
    QJsonObject closed;
    for (auto it = params.constBegin(); it != params.constEnd(); ++it) {
        if (isSecure(content, it.key()) && !isSealed(*it))
            closed.insert(it.key(), seal(*it));
    }
    return closed;
}

bool holdsOne(const QByteArray& line, const QStringList& secrets)
{
    constexpr qsizetype telling = 4; // what is shorter stands everywhere
    return std::ranges::any_of(secrets, [&line](const QString& secret) {
        return secret.size() >= telling &&
               (line.contains(secret.toUtf8()) || line.contains(Json::toText(secret).chopped(1).sliced(1)));
    });
}

} // namespace

Result<CommandRequest> sealed(CommandRequest request, const Content& content, const SealValue& seal)
{
    ParamSealer sealer(content, seal);
    std::visit(sealer, request.command);
    if (!sealer.result())
        return tl::make_unexpected(sealer.result().error());
    return request;
}

Outcome sealed(Outcome outcome, const Content& content, const SealValue& seal, const QStringList& secrets)
{
    if (outcome.outputs.isEmpty())
        return outcome;
    QByteArrayList lines = outcome.outputs.split('\n');
    for (QByteArray& line : lines) {
        const qsizetype equals = line.indexOf('=');
        const QString name =
            equals > 0 ? bareName(QString::fromUtf8(line.first(equals)).trimmed()) : QString();
        if (!isSecure(content, name)) {
            if (!holdsOne(line, secrets))
                continue;
            outcome.outputs.clear();
            outcome.end = outcome.end == JobEnd::Exited ? JobEnd::BadOutput : outcome.end;
            outcome.detail =
                QStringLiteral("Its output %1 holds a secret value: declare it Secure").arg(name);
            return outcome;
        }
        const QJsonArray value = QJsonDocument::fromJson('[' + line.sliced(equals + 1) + ']').array();
        if (!value.isEmpty() && !isSealed(value.first()))
            line = line.first(equals + 1) + Json::toText(QJsonValue(seal(value.first())));
    }
    outcome.outputs = lines.join('\n');
    return outcome;
}

QList<Events::ParamsChanged> sealings(const State& state, const Content& content, const SealValue& seal)
{
    QList<Events::ParamsChanged> changes;
    const QString reason = QStringLiteral("sealed: its content declares it secure");
    const auto add = [&](MachineId machine, const QString& profile, const QJsonObject& params) {
        const QJsonObject closed = newlySealed(params, content, seal);
        if (!closed.isEmpty())
            changes.append({machine, profile, closed, {}, closed, reason, 0});
    };
    if (!seal)
        return changes;
    for (const auto& [id, machine] : state.all<Machine>())
        add(id, {}, machine.params);
    for (const auto& [name, profile] : state.all<Profile>())
        add({}, name, profile.params);
    return changes;
}

} // namespace Drover
