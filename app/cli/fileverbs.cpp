#include "app/builtincontent.h"
#include "app/cli/arguments.h"
#include "app/cli/packfiles.h"
#include "app/cli/verbs.h"
#include "engine/content/content.h"
#include "engine/content/inventory.h"
#include "models/inputfile.h"

#include <QFileInfo>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace Drover::Verbs {

namespace {

constexpr qint64 inventoryLimit = 64LL << 20;

const QString inventoryMend =
    u"write it as YAML: `machines: [{name: web-1, address: 10.0.0.1}]` in a .yaml file"_s;

/// Why a file is not read as an inventory; empty when it is.
QString otherFormat(const QString& path)
{
    const QString suffix = QFileInfo(path).suffix().toLower();
    if (suffix == "yaml"_L1 || suffix == "yml"_L1 || suffix == "json"_L1)
        return {};
    if (suffix == "csv"_L1)
        return u"%1 is CSV, which this version does not read"_s.arg(path);
    if (suffix == "ini"_L1 || QFileInfo(path).fileName() == "hosts"_L1)
        return u"%1 looks like an Ansible inventory, which this version does not read"_s.arg(path);
    return u"%1 is not named as an inventory"_s.arg(path);
}

} // namespace

ExitCode loadContent(Session& session, const QStringList& paths)
{
    Terminal& terminal = session.terminal();
    Commands::LoadContent command;
    QList<std::pair<QString, QString>> packs; // name and version
    Problems problems;
    // All in one command: one that is bad, by itself or beside the others, loads none.
    for (const QString& path : paths) {
        const auto files = readPackFiles(path);
        const auto pack = files ? readPack(*files) : tl::make_unexpected(files.error());
        const auto carried = pack ? carriedPack(*files) : tl::make_unexpected(pack.error());
        if (!carried) {
            problems += carried.error();
            continue;
        }
        command.packs.append(*carried);
        packs.append({pack->name, pack->version});
    }
    if (!problems.isEmpty())
        return terminal.refuse(u"content-invalid"_s, problems);
    const auto receipt = session.submit(command);
    if (!receipt)
        return terminal.refuse(receipt.error());
    const QStringList notes = receipt->note.split(u'\n'); // one a pack
    QJsonArray loaded;
    for (const auto& [name, version] : std::as_const(packs)) {
        const QString named = u" %1 "_s.arg(name);
        const auto note =
            std::ranges::find_if(notes, [&](const QString& line) { return line.contains(named); });
        loaded.append(QJsonObject{{u"pack"_s, name + u' ' + version},
                                  {u"seq"_s, receipt->seq},
                                  {u"note"_s, note == notes.end() ? receipt->note : *note}});
    }
    terminal.print(loaded, [&] { return receipt->note + u'\n'; });
    return ExitCode::Done;
}

ExitCode checkContent(Terminal& terminal, const QStringList& paths)
{
    QList<Pack> packs;
    Problems problems;
    const auto builtIn = readPack(builtInPack());
    if (builtIn)
        packs.append(*builtIn);
    QStringList lines;
    QJsonArray checked;
    for (const QString& path : paths) {
        const auto files = readPackFiles(path);
        const auto pack = files ? readPack(*files) : tl::make_unexpected(files.error());
        if (!pack) {
            problems += pack.error();
            continue;
        }
        packs.removeIf([&](const Pack& each) { return each.name == pack->name; });
        packs.append(*pack);
        lines.append(u"%1 %2 is good"_s.arg(pack->name, pack->version));
        checked.append(QJsonObject{{u"pack"_s, pack->name}, {u"version"_s, pack->version}, {u"ok"_s, true}});
    }
    // References between packs say little while a pack itself can't be read.
    if (problems.isEmpty()) {
        if (const auto whole = Content::build(packs); !whole)
            problems = whole.error();
    }
    if (!problems.isEmpty())
        return terminal.refuse(u"content-invalid"_s, problems);
    terminal.print(checked, [&] { return lines.join(u'\n') + u'\n'; });
    return ExitCode::Done;
}

tl::expected<Commands::ImportMachines, Problems> readInventories(const QStringList& paths,
                                                                 QHash<QString, QString>* places)
{
    Commands::ImportMachines command;
    Problems problems;
    for (const QString& path : paths) {
        if (const QString why = otherFormat(path); !why.isEmpty()) {
            problems.append({.file = path, .what = why, .mend = inventoryMend});
            continue;
        }
        const auto bytes = readInputFile(path, inventoryLimit);
        if (!bytes) {
            problems.append({.file = path, .what = bytes.error().text});
            continue;
        }
        QHash<QString, int> lines;
        const auto rows = readInventory({.path = path, .text = *bytes, .shownAs = path}, &lines);
        if (!rows) {
            problems += rows.error();
            continue;
        }
        command.machines += *rows;
        for (auto line = lines.cbegin(); places && line != lines.cend(); ++line)
            places->insert(line.key(), u"%1:%2"_s.arg(path).arg(*line));
    }
    if (!problems.isEmpty())
        return tl::make_unexpected(problems);
    return command;
}

ExitCode importInventory(Session& session, const QStringList& paths)
{
    Terminal& terminal = session.terminal();
    QHash<QString, QString> places;
    const auto command = readInventories(paths, &places);
    if (!command)
        return terminal.refuse(u"inventory-invalid"_s, command.error());
    const auto receipt = session.submit(*command);
    if (!receipt) {
        Error error = receipt.error();
        const QString place = places.value(error.object.section(u' ', 1)); // "machine NAME"
        if (!place.isEmpty())
            error.text = u"%1: %2"_s.arg(place, error.text);
        return terminal.refuse(error);
    }
    const QString note =
        receipt->note.isEmpty() ? u"%1 machines are imported"_s.arg(command->machines.size()) : receipt->note;
    terminal.print(QJsonObject{{u"accepted"_s, true},
                               {u"machines"_s, command->machines.size()},
                               {u"seq"_s, receipt->seq},
                               {u"note"_s, note}},
                   [&] { return note + u'\n'; });
    return ExitCode::Done;
}

} // namespace Drover::Verbs
