/// Real processes beside the tools people use for them: the same trivial program through the engine (durable,
/// surviving the console), through `make`, and through Ansible.
#include "tests/bench/benchengine.h"
#include "tests/bench/figures.h"

#include <QCoreApplication>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Drover::Bench {

namespace {

constexpr int machines = 50;
constexpr int tasksEach = 20;
constexpr int ansibleTasks = 4; ///< fewer: it takes long, and only the time of one counts

/// A workflow of so many tasks, each of which runs /bin/true.
QList<Commands::ContentFile> trivialPack()
{
    QString tasks;
    for (int i = 0; i < tasksEach; ++i)
        tasks += u"  - trivial-%1\n"_s.arg(i);
    QList<Commands::ContentFile> files{
        {u"meta.yaml"_s, u"Name: bench\nVersion: 1.0.0\nDescription: Trivial jobs\n"_s},
        {u"stages/trivial.yaml"_s, u"Name: trivial\nTasks:\n"_s + tasks},
        {u"workflows/trivial.yaml"_s, u"Name: trivial\nStages: [trivial]\n"_s},
        {u"templates/trivial.sh"_s, u"#!/bin/true\n"_s}};
    for (int i = 0; i < tasksEach; ++i)
        files.append({u"tasks/trivial-%1.yaml"_s.arg(i),
                      u"Name: trivial-%1\nTemplates:\n  - Name: trivial\n    ID: trivial.sh\n"_s.arg(i)});
    return files;
}

bool allComplete(const Replica& replica)
{
    return std::ranges::all_of(replica.machines(), [](const auto& entry) {
        const Machine& machine = entry.second;
        return machine.kind != MachineKind::Machine ||
               (machine.sequence.workflow == u"trivial"_s && machine.sequence.complete);
    });
}

double throughDrover(const QString& directory)
{
    BenchEngine::Options options;
    options.simulated = false;
    options.jobLimit = machines;
    options.pack = trivialPack();
    options.directory = directory;
    BenchEngine engine(options);
    Commands::ImportMachines import;
    for (int i = 0; i < machines; ++i) {
        Commands::MachineRow row;
        row.name = u"m-%1"_s.arg(i);
        row.params = {{u"access/runner"_s, u"local"_s}};
        import.machines.append(row);
    }
    engine.must(import);
    engine.waitUntil([](const Replica& replica) { return replica.isReady(); });
    QElapsedTimer timer;
    timer.start();
    QList<Command> starts; // together, as a console sends what was chosen together
    for (int i = 0; i < machines; ++i)
        starts.append(Commands::StartWorkflow{u"m-%1"_s.arg(i), u"trivial"_s});
    engine.mustAll(starts);
    engine.waitUntil(allComplete);
    return secondsOf(timer);
}

/// The wall time of a program that must end well; negative when it could not be run.
double timeOf(const QString& program, const QStringList& arguments, const QString& folder)
{
    if (QStandardPaths::findExecutable(program).isEmpty())
        return -1;
    QProcess process;
    process.setWorkingDirectory(folder);
    process.setProcessEnvironment([] {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"ANSIBLE_LOCALHOST_WARNING"_s, u"False"_s);
        return environment;
    }());
    QElapsedTimer timer;
    timer.start();
    process.start(program, arguments);
    process.waitForFinished(-1);
    if (process.exitCode() == 0)
        return secondsOf(timer);
    std::printf("%s failed: %s\n", qPrintable(program), process.readAllStandardError().constData());
    return -1;
}

void writeFile(const QString& path, const QByteArray& text)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        qFatal("cannot write %s", qPrintable(path));
}

double throughMake(const QString& folder)
{
    QByteArray text = ".PHONY: all";
    QByteArray rules;
    for (int i = 0; i < machines * tasksEach; ++i) {
        const QByteArray target = " t" + QByteArray::number(i);
        text += target;
        rules += target.mid(1) + ":\n\t@/bin/true\n";
    }
    writeFile(folder + u"/Makefile"_s, text + "\nall:" + text.mid(11) + '\n' + rules);
    return timeOf(u"make"_s, {u"-s"_s, u"-j%1"_s.arg(machines), u"all"_s}, folder);
}

double throughAnsible(const QString& folder)
{
    QByteArray inventory;
    for (int i = 0; i < machines; ++i)
        inventory += "m" + QByteArray::number(i) + " ansible_connection=local\n";
    QByteArray play = "- hosts: all\n  gather_facts: false\n  tasks:\n";
    for (int i = 0; i < ansibleTasks; ++i)
        play += "    - raw: /bin/true\n";
    writeFile(folder + u"/hosts"_s, inventory);
    writeFile(folder + u"/play.yaml"_s, play);
    return timeOf(u"ansible-playbook"_s,
                  {u"-i"_s, u"hosts"_s, u"-f"_s, QString::number(machines), u"play.yaml"_s}, folder);
}

int run()
{
    constexpr int runs = 3;
    const QTemporaryDir folder;
    double drover = 1e9;
    double make = 1e9;
    for (int i = 0; i < runs; ++i) { // by turns, so that noise meets both
        // The directories go at the end, together: for some minutes ext4 gives no inode out again, and each
        // new file looks at all that went meanwhile. That would measure the removal of the run before.
        drover = std::min(drover, throughDrover(folder.filePath(u"data-%1"_s.arg(i))));
        make = std::min(make, throughMake(folder.path()));
    }
    constexpr double jobs = machines * tasksEach;
    std::printf("%d times /bin/true, %d at once; the best of %d runs\n", int(jobs), machines, runs);
    figure("through Drover, durable", drover * 1e3 / jobs, "ms/job");
    if (make > 0) {
        figure("make -j50", make * 1e3 / jobs, "ms/job");
        figure("Drover / make", drover / make, "x", Bar::AtMost, 2);
    } else {
        std::printf("  make is not installed: nothing to compare with\n");
    }
    const double ansible = throughAnsible(folder.path());
    if (ansible > 0) {
        const double each = ansible / (machines * ansibleTasks);
        figure("ansible-playbook, raw on local connections, as many forks", each * 1e3, "ms/task");
        figure("Ansible / Drover", each / (drover / jobs), "x", Bar::AtLeast, 20);
    } else {
        std::printf("  ansible-playbook is not installed: nothing to compare with\n");
    }
    return 0;
}

} // namespace

} // namespace Drover::Bench

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    return Drover::Bench::run();
}
