#include "app/cli/commandtree.h"
#include "app/cli/verbrunners.h"

namespace Drover {

namespace {

using namespace Verbs;

void addNamed(CommandTree& tree, CLI::App& group, const char* verb, const char* about, const char* what,
              const char* word, ExitCode (*run)(Session&, const NamedChange&))
{
    auto options = std::make_shared<NamedChange>();
    CLI::App* app = tree.verb<NamedChange>(group, verb, about, options, asking<NamedChange>(run));
    addText(*app, word, options->name, what)->required();
    addReason(*app, options->reason);
}

void addSaveProfile(CommandTree& tree, CLI::App& group, bool create)
{
    auto options = std::make_shared<SaveProfile>();
    options->create = create;
    CLI::App* app = tree.verb<SaveProfile>(group, create ? "create" : "set",
                                           create ? "Make a profile of your own"
                                                  : "Change a profile of your own or a cluster's",
                                           options, asking<SaveProfile>(saveProfile));
    addText(*app, "NAME", options->name, create ? "The new profile's name" : "The profile")->required();
    addWords(*app, "KEY=VALUE", options->assignments, "Params to set; VALUE is JSON or a text");
    addRepeated(*app, "--param", options->params, "Set a param, the same as KEY=VALUE")
        ->type_name("KEY=VALUE");
    if (!create)
        addRepeated(*app, "--unset", options->unset, "Remove a param")->type_name("KEY");
    addText(*app, "--description", options->description, "Words about it")->type_name("TEXT");
    addReason(*app, options->reason);
}

void addSaveBroker(CommandTree& tree, CLI::App& group, bool create)
{
    auto options = std::make_shared<SaveBroker>();
    options->create = create;
    CLI::App* app =
        tree.verb<SaveBroker>(group, create ? "create" : "set",
                              create ? "Make a broker that takes machines from a pool" : "Change a broker",
                              options, asking<SaveBroker>(saveBroker));
    addText(*app, "NAME", options->name, create ? "The new broker's name" : "The broker")->required();
    addText(*app, "--pool", options->pool, create ? "Its pool (default: default)" : "Its pool")
        ->type_name("POOL");
    addText(*app, "--description", options->description, "Words about it")->type_name("TEXT");
    addRepeated(*app, "--param", options->params, "Set a param; VALUE is JSON or a text")
        ->type_name("KEY=VALUE");
    if (!create)
        addRepeated(*app, "--unset", options->unset, "Remove a param")->type_name("KEY");
    addReason(*app, options->reason);
}

} // namespace

void addEditVerbs(CommandTree& tree)
{
    CLI::App* profile = tree.group("profile", "Profiles of your own: params that machines share");
    addSaveProfile(tree, *profile, true);
    addSaveProfile(tree, *profile, false);
    addNamed(tree, *profile, "delete", "Delete a profile that nothing uses", "The profile", "NAME",
             deleteProfile);

    CLI::App* broker = tree.group("broker", "Resource brokers: where clusters get machines");
    addSaveBroker(tree, *broker, true);
    addSaveBroker(tree, *broker, false);

    CLI::App* order = tree.group("work-order", "Steer work orders");
    addNamed(tree, *order, "cancel", "Cancel an open work order; what runs of it is ended", "The order: wo-1",
             "ID", cancelWorkOrder);

    addNamed(tree, tree.root(), "undo", "Take back an edit of params, fields, profiles or pools",
             "The event's number, as `drover get events` shows it", "SEQ", undo);
}

} // namespace Drover
