#include "app/cli/commandtree.h"
#include "app/cli/directoryverbs.h"

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

struct NoOptions
{
};

/// Verbs that open the directory in their own way are only run by the real program.
template <class Options>
std::function<ExitCode(Shell&, const Options&)> inProgram(ExitCode (*verb)(ProgramShell&, const Options&))
{
    return [verb](Shell& shell, const Options& options) {
        auto* program = dynamic_cast<ProgramShell*>(&shell);
        return program
                   ? verb(*program, options)
                   : shell.terminal().refuse({u"not-here"_s, u"this verb needs the real program"_s, {}, {}});
    };
}

std::function<ExitCode(Shell&, const NoOptions&)> withTerminal(ExitCode (*verb)(Terminal&))
{
    return [verb](Shell& shell, const NoOptions&) { return verb(shell.terminal()); };
}

/// `--speed`: a number, or `max` for a virtual clock.
std::string readSpeed(const std::string& text, double& speed)
{
    bool isNumber = false;
    const double number = QString::fromStdString(text).toDouble(&isNumber);
    if (text == "max")
        speed = 0;
    else if (isNumber && number > 0 && number <= 1e6)
        speed = number;
    else
        return "--speed is a number above 0 (simulated seconds a second) or max";
    return {};
}

/// `1440x900`.
std::string readSize(const std::string& text, QSize& size)
{
    const QStringList parts = QString::fromStdString(text).split(u'x');
    const QSize read(parts.value(0).toInt(), parts.value(1).toInt());
    if (parts.size() != 2 || read.width() < 320 || read.height() < 240 || read.width() > 8000 ||
        read.height() > 8000)
        return "--size is WIDTHxHEIGHT, from 320x240 to 8000x8000";
    size = read;
    return {};
}

void addPicture(CommandTree& tree)
{
    Invocation& invocation = tree.invocation();
    CLI::App* app =
        tree.root().add_subcommand("picture", "The window or a pane as a picture, without a display");
    app->callback([&invocation] { invocation.kind = Invocation::Kind::Picture; });
    addText(*app, "PANE", invocation.picture.pane,
            "window, overview, clusters, pools, machines, work-orders, timeline, content or journal")
        ->required()
        ->check(CLI::IsMember({"window", "overview", "clusters", "pools", "machines", "work-orders",
                               "timeline", "content", "journal"}));
    addText(*app, "FILE.png", invocation.picture.file, "Where it is written")->required();
    app->add_option_function<std::string>(
           "--size", [&invocation](const std::string& text) { readSize(text, invocation.picture.size); },
           "Of the window (default: 1440x900)")
        ->check([](const std::string& text) {
            QSize size;
            return readSize(text, size);
        })
        ->type_name("WxH");
    app->add_option("--scale", invocation.picture.scale, "Device pixels per pixel (default: 1)")
        ->check(CLI::Range(0.5, 4.0))
        ->type_name("FACTOR");
    app->add_option_function<std::string>(
           "--theme", [&invocation](const std::string& text) { invocation.picture.light = text == "light"; },
           "dark (default) or light")
        ->check(CLI::IsMember({"dark", "light"}))
        ->type_name("THEME");
}

} // namespace

void addDirectoryVerbs(CommandTree& tree)
{
    tree.verb<NoOptions>(tree.root(), "serve", "The engine without a window", std::make_shared<NoOptions>(),
                         [](Shell& shell, const NoOptions&) {
                             return Verbs::serve(shell.terminal().globals(), shell.terminal());
                         });

    auto wish = std::make_shared<DemoFleet>();
    CLI::App* app =
        tree.verb<DemoFleet>(tree.root(), "demo", "Fill an empty data directory with a simulated fleet", wish,
                             inProgram<DemoFleet>(Verbs::demo));
    app->add_option("--machines", wish->machines, "How many machines (default: 200)")
        ->check(CLI::Range(1, 100000))
        ->type_name("N");
    app->add_option("--pools", wish->pools, "In how many pools; the first is `default` (default: 1)")
        ->check(CLI::Range(1, 100))
        ->type_name("P");
    app->add_option("--seed", wish->seed, "What chance is made of (default: 1)")->type_name("S");
    app->add_option_function<std::string>(
           "--speed", [wish](const std::string& text) { readSpeed(text, wish->speed); },
           "Simulated seconds a second, or max: no waiting (default: 60)")
        ->check([wish](const std::string& text) { return readSpeed(text, wish->speed); })
        ->type_name("X|max");

    CLI::App* journal = tree.group("journal", "The record of everything that happened");
    tree.verb<NoOptions>(*journal, "verify",
                         "Fold the journal anew: compare it with the database, check every invariant",
                         std::make_shared<NoOptions>(), withTerminal(Verbs::verifyJournal));
    tree.verb<NoOptions>(*journal, "export", "Every event as JSON Lines with sorted keys",
                         std::make_shared<NoOptions>(), withTerminal(Verbs::exportJournal));

    addPicture(tree);
    tree.verb<NoOptions>(tree.root(), "doctor",
                         "What is wrong with this installation or data directory, and the mend",
                         std::make_shared<NoOptions>(), withTerminal(Verbs::doctor));
}

} // namespace Drover
