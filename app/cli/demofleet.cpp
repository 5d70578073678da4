#include "app/cli/demofleet.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

constexpr int machinesPerRack = 20;
constexpr std::array<const char*, 8> sites{"ams1", "fra1", "lon1", "osl1", "par1", "vie1", "waw1", "zrh1"};

/// splitmix64: spreads a seed; the standard library's generators differ between its versions.
quint64 spread(quint64 seed)
{
    seed += 0x9e3779b97f4a7c15ULL;
    seed = (seed ^ (seed >> 30)) * 0xbf58476d1ce4e5b9ULL;
    seed = (seed ^ (seed >> 27)) * 0x94d049bb133111ebULL;
    return seed ^ (seed >> 31);
}

QString twoDigits(int number)
{
    return QString::number(number).rightJustified(2, u'0');
}

QString poolName(int pool)
{
    return pool == 0 ? u"default"_s : u"pool-%1"_s.arg(pool + 1);
}

Commands::MachineRow demoMachine(const DemoFleet& wish, int index)
{
    const QString site = QString::fromLatin1(sites.at(spread(quint64(wish.seed)) % sites.size()));
    // Even a small fleet has failure domains: three racks at least.
    const int racks = std::max(3, (wish.machines + machinesPerRack - 1) / machinesPerRack);
    const int rack = index % racks;
    const int slot = index / racks + 1;
    const QString rackName = u"r"_s + twoDigits(rack + 1);
    Commands::MachineRow row;
    row.name = u"%1-%2-n%3"_s.arg(site, rackName, twoDigits(slot));
    row.address = u"10.%1.%2.%3"_s.arg(20 + rack / 250).arg(rack % 250).arg(10 + slot);
    row.pool = poolName(index % wish.pools);
    row.profiles = {u"demo-site"_s};
    row.params = {
        {u"access/runner"_s, u"simulated"_s}, {u"location/site"_s, site}, {u"location/rack"_s, rackName}};
    return row;
}

} // namespace

QList<Command> demoCommands(const DemoFleet& wish)
{
    QList<Command> commands;
    for (int pool = 0; pool < wish.pools; ++pool) {
        Commands::SavePool save;
        save.create = pool > 0; // `default` is there from the start
        save.pool.name = poolName(pool);
        save.pool.description = u"simulated machines"_s;
        save.pool.parent = pool > 0 ? poolName(0) : QString();
        // Machines come without a system: discover, hardware, install, application.
        save.pool.allocateActions.workflow = u"universal-discover"_s;
        save.pool.releaseActions.workflow = u"universal-decommission"_s;
        commands.append(save);
    }
    Commands::ImportMachines import;
    for (int index = 0; index < wish.machines; ++index)
        import.machines.append(demoMachine(wish, index));
    commands.append(import);
    return commands;
}

} // namespace Drover
