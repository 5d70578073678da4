#include "app/cli/commandtree.h"
#include "app/cli/verbrunners.h"

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

using namespace Verbs;

CLI::Option* addList(CLI::App& app, const std::string& name, std::optional<QStringList>& target,
                     const std::string& about)
{
    return app
        .add_option_function<std::vector<std::string>>(
            name,
            [&target](const std::vector<std::string>& texts) {
                target.emplace();
                for (const std::string& text : texts)
                    target->append(QString::fromStdString(text));
            },
            about)
        ->allow_extra_args(false);
}

void addTransition(CLI::App& app, const std::string& name, const std::string& when,
                   TransitionOptions& options)
{
    const std::string flag = "--" + name;
    addText(app, (flag + "-workflow").c_str(), options.workflow, ("Runs when a machine " + when).c_str())
        ->type_name("WORKFLOW");
    addList(app, flag + "-add-profile", options.addProfiles, "Put on a machine that " + when)
        ->type_name("NAME");
    addList(app, flag + "-remove-profile", options.removeProfiles, "Taken off a machine that " + when)
        ->type_name("NAME");
    addList(app, flag + "-param", options.params, "Set on a machine that " + when)->type_name("KEY=VALUE");
    addList(app, flag + "-remove-param", options.removeParams, "Removed from a machine that " + when)
        ->type_name("KEY");
}

void addSavePool(CommandTree& tree, CLI::App& group, bool create)
{
    auto options = std::make_shared<SavePool>();
    options->create = create;
    CLI::App* app = tree.verb<SavePool>(group, create ? "create" : "set",
                                        create ? "Make a pool" : "Change a pool; what is not named stays",
                                        options, asking<SavePool>(savePool));
    app->footer(
        "Lists are given whole, one option a word; an empty word (--enter-workflow '') empties them.");
    addText(*app, "NAME", options->name, create ? "The new pool's name" : "The pool")->required();
    addText(*app, "--description", options->description, "Words about it")->type_name("TEXT");
    addText(*app, "--parent", options->parent, "The pool above it (default: default)")->type_name("POOL");
    app->add_option_function<int>(
           "--min-free", [options](int n) { options->minFree = n; }, "How many free machines it should keep")
        ->check(wholeNumber(0))
        ->type_name("N");
    app->add_flag_function(
        "--auto-fill,!--no-auto-fill", [options](std::int64_t on) { options->autoFill = on > 0; },
        "Keep that many by itself: machines come from and go to other pools");
    app->add_option_function<int>(
           "--max-free", [options](int n) { options->maxFree = n; },
           "With auto-fill: give back free machines above this; 0: no maximum")
        ->check(wholeNumber(0))
        ->type_name("N");
    addText(*app, "--acquire-pool", options->acquirePool, "Where they come from (default: the pool above)")
        ->type_name("POOL");
    addText(*app, "--return-pool", options->returnPool, "Where they go (default: the pool above)")
        ->type_name("POOL");
    addTransition(*app, "enter", "joins", options->enter);
    addTransition(*app, "exit", "leaves", options->exit);
    addTransition(*app, "allocate", "is allocated", options->allocate);
    addTransition(*app, "release", "is released", options->release);
    addReason(*app, options->reason);
}

void addMove(CommandTree& tree, CLI::App& group, PoolMove move, const char* about)
{
    auto options = std::make_shared<MovePoolMachines>();
    options->move = move;
    const std::string name(enumName(move));
    CLI::App* app = tree.verb<MovePoolMachines>(group, name.c_str(), about, options,
                                                asking<MovePoolMachines>(moveMachines));
    addText(*app, "POOL", options->pool, "The pool")->required();
    addWords(*app, "MACHINE,--machine", options->machines, "These machines, by name or uuid; else --count");
    app->add_option("--count", options->count, "So many that fit, longest free first")
        ->check(wholeNumber(1))
        ->type_name("N");
    app->add_option_function<int>(
           "--minimum", [options](int n) { options->minimum = n; },
           "Fewer are a success, too (default: all or none)")
        ->check(wholeNumber(0))
        ->type_name("N");
    addRepeated(*app, "--filter", options->filter, "With --count: only with this value of a param or field")
        ->type_name("KEY=VALUE");
    if (move == PoolMove::Add)
        addText(*app, "--from", options->from, "With --count: the pool to take from (default: the one above)")
            ->type_name("POOL");
    if (move == PoolMove::Allocate || move == PoolMove::Release) {
        addText(*app, "--workflow", options->workflow, "Runs in place of the pool's")->type_name("WORKFLOW");
        addRepeated(*app, "--add-profile", options->profiles, "Put on them, too")->type_name("NAME");
        addRepeated(*app, "--param", options->params, "Set on them, too")->type_name("KEY=VALUE");
    }
    addReason(*app, options->reason);
}

} // namespace

void addPoolVerbs(CommandTree& tree)
{
    CLI::App* pool = tree.group("pool", "Pools of machines");
    auto status = std::make_shared<PoolStatusOf>();
    CLI::App* app = tree.verb<PoolStatusOf>(*pool, "status", "How many machines stand where", status,
                                            asking<PoolStatusOf>(poolStatus));
    addWords(*app, "POOL", status->pools, "Only these");
    addSavePool(tree, *pool, true);
    addSavePool(tree, *pool, false);
    auto gone = std::make_shared<NamedChange>();
    app = tree.verb<NamedChange>(*pool, "delete", "Delete an empty pool that nothing names", gone,
                                 asking<NamedChange>(deletePool));
    addText(*app, "NAME", gone->name, "The pool")->required();
    addReason(*app, gone->reason);
    addMove(tree, *pool, PoolMove::Add, "Move free machines of other pools into this one");
    addMove(tree, *pool, PoolMove::Remove, "Give free machines to the pool above");
    addMove(tree, *pool, PoolMove::Allocate, "Take free machines into use, in no cluster");
    addMove(tree, *pool, PoolMove::Release, "Give back machines that were allocated so");
}

} // namespace Drover
