#include "engine/runtime/sealing.h"

#include "engine/content/params.h"
#include "engine/core/json.h"

namespace Drover {

namespace {

bool isSecure(const Content& content, const QString& name)
{
    const ParamDef* param = content.param(name);
    return param && param->secure;
}

void sealParams(QJsonObject& params, const Content& content, const SealValue& seal)
{
    for (const QString& name : params.keys()) {
        if (isSecure(content, name) && !isSealed(params.value(name)))
            params.insert(name, seal(params.value(name)));
    }
}

/// `cluster:NAME?` and the like, without what surrounds the param's name.
QString bareName(QString name)
{
    if (name.startsWith(QLatin1String("cluster:")))
        name.remove(0, 8);
    if (name.endsWith(QLatin1Char('?')))
        name.chop(1);
    return name;
}

} // namespace

CommandRequest sealed(CommandRequest request, const Content& content, const SealValue& seal)
{
    if (auto* set = std::get_if<Commands::SetParams>(&request.command))
        sealParams(set->set, content, seal);
    else if (auto* edit = std::get_if<Commands::EditMachine>(&request.command))
        sealParams(edit->set, content, seal);
    else if (auto* import = std::get_if<Commands::ImportMachines>(&request.command))
        for (Commands::MachineRow& row : import->machines)
            sealParams(row.params, content, seal);
    else if (auto* start = std::get_if<Commands::StartOperation>(&request.command))
        sealParams(start->request.params, content, seal);
    else if (auto* order = std::get_if<Commands::CreateWorkOrder>(&request.command))
        sealParams(order->params, content, seal);
    return request;
}

Outcome sealed(Outcome outcome, const Content& content, const SealValue& seal)
{
    if (outcome.outputs.isEmpty())
        return outcome;
    QByteArrayList lines = outcome.outputs.split('\n');
    for (QByteArray& line : lines) {
        const qsizetype equals = line.indexOf('=');
        if (equals <= 0 || !isSecure(content, bareName(QString::fromUtf8(line.first(equals)).trimmed())))
            continue;
        const QJsonArray value = QJsonDocument::fromJson('[' + line.sliced(equals + 1) + ']').array();
        if (!value.isEmpty() && !isSealed(value.first()))
            line = line.first(equals + 1) + Json::toText(QJsonValue(seal(value.first())));
    }
    outcome.outputs = lines.join('\n');
    return outcome;
}

} // namespace Drover
