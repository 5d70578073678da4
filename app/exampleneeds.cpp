#include "app/exampleneeds.h"

#include "app/builtincontent.h"
#include "app/cli/packfiles.h"
#include "engine/content/inventory.h"

#include <QHostAddress>
#include <QStandardPaths>
#include <QTcpServer>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

// The defaults of etcd/client-port and etcd/peer-port.
constexpr quint16 examplePorts[] = {2379, 2380};

QList<Commands::MachineRow> exampleMachines()
{
    return readInventory(embeddedExample(u"etcd-inventory.yaml"_s)).value_or(QList<Commands::MachineRow>());
}

} // namespace

QStringList missingExamplePrograms()
{
    QStringList missing;
    for (const QString& program : {u"etcd"_s, u"etcdctl"_s}) {
        if (QStandardPaths::findExecutable(program).isEmpty())
            missing.append(program);
    }
    return missing;
}

QString busyExampleAddress()
{
    const QList<Commands::MachineRow> machines = exampleMachines();
    for (const Commands::MachineRow& machine : machines) {
        for (const quint16 port : examplePorts) {
            QTcpServer probe;
            if (!probe.listen(QHostAddress(machine.address), port))
                return u"%1:%2"_s.arg(machine.address).arg(port);
        }
    }
    return {};
}

Result<QList<Command>> exampleCommands()
{
    const auto content = carriedPack(embeddedPack(u"etcd"_s));
    if (!content)
        return fail(u"content-invalid"_s, content.error().value(0).toString());
    Commands::ImportMachines import;
    import.machines = exampleMachines();
    return QList<Command>{Commands::LoadContent{{*content}}, import};
}

} // namespace Drover
