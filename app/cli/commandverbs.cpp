#include "app/cli/commandtree.h"
#include "app/cli/verbrunners.h"

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

using namespace Verbs;

void addStart(CLI::App& app, Start& start)
{
    app.add_flag("--plan", start.plan, "Print the plan and change nothing; exit 0 allowed, 2 blocked");
    addText(app, "--if-plan", start.ifPlan, "Refuse unless today's plan has this id")
        ->check(notEmpty())
        ->type_name("ID");
    app.add_flag("--wait", start.wait, "Stay until it has ended; progress goes to the standard error");
    app.add_flag("--accept-warnings", start.acceptWarnings, "Start although the plan warns");
    addText(app, "--reason", start.reason, "Why; it is kept with the operation")->type_name("TEXT");
    addRepeated(app, "--set", start.set, "An option of the operation, as the wizard shows it")
        ->type_name("KEY=VALUE");
    addText(app, "--options", start.optionsFile, "Options from a YAML file; --set wins")
        ->check(notEmpty())
        ->type_name("FILE");
}

void addUntil(CLI::App& app, QString& target, const char* about)
{
    addText(app, "--until", target, about)->check(notEmpty())->type_name("TIME");
}

void addOperationVerb(CommandTree& tree, CLI::App& group, const char* name, OperationVerb verb,
                      const char* about)
{
    auto options = std::make_shared<ChangeOperation>();
    options->verb = verb;
    CLI::App* app = tree.verb<ChangeOperation>(
        group, name, about, options, carrying<ChangeOperation>(changeOperation, [](const ChangeOperation& o) {
            return o.wait && !o.plan;
        }));
    addText(*app, "ID", options->operation, "The operation: op-1")->required();
    addText(*app, "--reason", options->reason, "Why; it is kept with the operation")->type_name("TEXT");
    if (verb == OperationVerb::Pause)
        addUntil(*app, options->until, "Go on by itself then, as 2030-01-31T08:00:00Z");
    if (verb == OperationVerb::Abort) {
        app->add_flag("--plan", options->plan, "Say what would remain and change nothing");
        app->add_flag("--keep", options->keep, "Keep unfinished members on hold instead of releasing them");
    }
    if (verb != OperationVerb::Pause)
        app->add_flag("--wait", options->wait, "Stay until it has ended");
}

void addMachineVerb(CommandTree& tree, CLI::App& group, const char* name, MachineVerb verb, const char* about)
{
    auto options = std::make_shared<ChangeMachine>();
    options->verb = verb;
    CLI::App* app =
        tree.verb<ChangeMachine>(group, name, about, options, asking<ChangeMachine>(changeMachine));
    addText(*app, "NAME", options->machine, "The machine, cluster or broker, by name or uuid")->required();
    addReason(*app, options->reason);
    if (verb == MachineVerb::Lock)
        addUntil(*app, options->until, "Unlock it by itself then, as 2030-01-31T08:00:00Z");
    if (verb == MachineVerb::Return)
        app->add_flag("--accept", options->accept,
                      "Take a held machine as clean on your word; needs --reason");
}

} // namespace

void addReadVerbs(CommandTree& tree)
{
    auto get = std::make_shared<Get>();
    const QString kindList = u"One of: "_s + kinds().join(u' ');
    CLI::App* app =
        tree.verb<Get>(tree.root(), "get", "List objects of a kind", get, asking<Get>(Verbs::get));
    addText(*app, "KIND", get->kind, qPrintable(kindList))->required();
    addWords(*app, "NAME", get->names, "Only these, by name or id");
    addText(*app, "--machine", get->machine, "jobs, work-orders: only of this machine")
        ->check(notEmpty())
        ->type_name("NAME");
    addText(*app, "--cluster", get->cluster, "machines, jobs, operations, gates: only of this cluster")
        ->check(notEmpty())
        ->type_name("NAME");
    addText(*app, "--subject", get->subject, "events: only about this, as `machine web-1`")
        ->check(notEmpty())
        ->type_name("SUBJECT");
    app->add_option("--after", get->after, "events: only later than this number")->type_name("SEQ");
    app->add_option("--limit", get->limit, "jobs, operations, work-orders, events: at most the newest N")
        ->check(wholeNumber(1))
        ->type_name("N");

    auto describe = std::make_shared<Describe>();
    app = tree.verb<Describe>(tree.root(), "describe", "Everything about one object", describe,
                              asking<Describe>(Verbs::describe));
    addText(*app, "KIND", describe->kind, qPrintable(kindList))->required();
    addText(*app, "NAME", describe->name, "Its name or id")->required();

    auto logs = std::make_shared<Logs>();
    app = tree.verb<Logs>(tree.root(), "logs", "A job's output", logs, asking<Logs>(Verbs::logs));
    addText(*app, "JOB", logs->job, "The job: j-1")->required();
    app->add_flag("-f,--follow", logs->follow, "Go on until the job has ended");
}

void addClusterVerbs(CommandTree& tree)
{
    CLI::App* group = tree.group("cluster", "Provision and destroy clusters");

    auto provision = std::make_shared<Provision>();
    CLI::App* app = tree.verb<Provision>(*group, "provision", "Make a cluster", provision,
                                         carrying<Provision>(Verbs::provision, [](const Provision& o) {
                                             return o.start.wait && !o.start.plan;
                                         }));
    addText(*app, "NAME", provision->cluster, "The new cluster's name")->required();
    addText(*app, "--broker", provision->broker, "Where machines come from (default: the only one)")
        ->check(notEmpty())
        ->type_name("NAME");
    addText(*app, "--application", provision->application, "What it becomes (default: base-cluster)")
        ->check(notEmpty())
        ->type_name("NAME");
    addRepeated(*app, "--role", provision->roles, "How many members of a role")->type_name("ROLE=N");
    addRepeated(*app, "--param", provision->params, "A param of the cluster; VALUE is JSON or a text")
        ->type_name("KEY=VALUE");
    app->add_option_function<int>(
           "--minimum", [provision](int n) { provision->minimum = n; },
           "Fewer members of a role are a success too")
        ->check(wholeNumber(0))
        ->type_name("N");
    addStart(*app, provision->start);

    auto destroy = std::make_shared<Destroy>();
    app = tree.verb<Destroy>(
        *group, "destroy", "Take a cluster down and give its machines back", destroy,
        carrying<Destroy>(Verbs::destroy, [](const Destroy& o) { return o.start.wait && !o.start.plan; }));
    addText(*app, "NAME", destroy->cluster, "The cluster")->required();
    addText(*app, "--confirm", destroy->confirm, "The cluster's name once more")->type_name("NAME");
    app->add_option("--confirm-wipe", destroy->confirmWipe,
                    "How many machines' disks may be erased, where the plan says that they are")
        ->check(wholeNumber(0))
        ->type_name("N");
    addStart(*app, destroy->start);

    auto run = std::make_shared<RunBlueprint>();
    app = tree.verb<RunBlueprint>(
        *group, "run", "Run a blueprint on a cluster or on each of its members: work orders", run,
        carrying<RunBlueprint>(runBlueprint, [](const RunBlueprint& o) { return o.wait; }));
    addText(*app, "NAME", run->target, "The cluster; a machine or broker does, too")->required();
    addText(*app, "BLUEPRINT", run->blueprint, "What runs")->required();
    app->add_flag("--each-member", run->eachMember, "An order on every member instead of the cluster itself");
    addRepeated(*app, "--param", run->params, "A param of this run; VALUE is JSON or a text")
        ->type_name("KEY=VALUE");
    app->add_flag("--wait", run->wait, "Stay until all orders have ended; exit 1 when one has not finished");
    addReason(*app, run->reason);
}

void addObjectVerbs(CommandTree& tree)
{
    CLI::App* operation = tree.group("operation", "Steer what goes on on a cluster");
    addOperationVerb(tree, *operation, "pause", OperationVerb::Pause, "Start nothing new; what runs ends");
    addOperationVerb(tree, *operation, "resume", OperationVerb::Resume, "Go on after a pause");
    addOperationVerb(tree, *operation, "abort", OperationVerb::Abort,
                     "End it before its end; the plan says what remains");
    addOperationVerb(tree, *operation, "retry", OperationVerb::Retry, "Try again what has failed, and go on");

    CLI::App* job = tree.group("job", "Steer single jobs");
    auto cancel = std::make_shared<CancelJob>();
    CLI::App* app =
        tree.verb<CancelJob>(*job, "cancel", "End a job's processes", cancel, asking<CancelJob>(cancelJob));
    addText(*app, "JOB", cancel->job, "The job: j-1")->required();
    addText(*app, "--reason", cancel->reason, "Why; it is kept with the job")->type_name("TEXT");

    CLI::App* machine = tree.group("machine", "Change machines, one by one");
    auto set = std::make_shared<SetMachine>();
    app = tree.verb<SetMachine>(*machine, "set", "Change a machine's params and fields", set,
                                asking<SetMachine>(setMachine));
    addText(*app, "NAME", set->machine, "The machine, cluster or broker, by name or uuid")->required();
    addWords(*app, "KEY=VALUE", set->assignments, "Params to set; VALUE is JSON or a text");
    addRepeated(*app, "--param", set->params, "Set a param, the same as KEY=VALUE")->type_name("KEY=VALUE");
    addRepeated(*app, "--unset", set->unset, "Remove a param")->type_name("KEY");
    addText(*app, "--address", set->address, "Its address")->type_name("ADDRESS");
    addText(*app, "--description", set->description, "Words about it")->type_name("TEXT");
    app->add_option_function<std::vector<std::string>>(
           "--profile",
           [set](const std::vector<std::string>& names) {
               set->profiles.emplace();
               for (const std::string& name : names)
                   set->profiles->append(QString::fromStdString(name));
           },
           "Its profiles, in order: the whole list")
        ->allow_extra_args(false)
        ->type_name("NAME");
    addReason(*app, set->reason);
    addMachineVerb(tree, *machine, "delete", MachineVerb::Delete, "Forget a machine that is in no cluster");
    addMachineVerb(tree, *machine, "retry", MachineVerb::Retry, "Try a stopped machine's task again");
    addMachineVerb(tree, *machine, "return", MachineVerb::Return, "Give a machine back to its pool");
    addMachineVerb(tree, *machine, "lock", MachineVerb::Lock, "Refuse every change to it");
    addMachineVerb(tree, *machine, "unlock", MachineVerb::Unlock, "Allow changes again");
}

void addFileVerbs(CommandTree& tree)
{
    CLI::App* content = tree.group("content", "Content packs: workflows, tasks, params");
    auto load = std::make_shared<QStringList>();
    CLI::App* app = tree.verb<QStringList>(*content, "load", "Validate and load content packs", load,
                                           asking<QStringList>(loadContent));
    addWords(*app, "PATH", *load, "A file, a bundle or a folder")->required();
    auto check = std::make_shared<QStringList>();
    app = tree.verb<QStringList>(
        *content, "check", "Validate content packs; every fault as FILE:LINE", check,
        [](Shell& shell, const QStringList& paths) { return checkContent(shell.terminal(), paths); });
    addWords(*app, "PATH", *check, "A file, a bundle or a folder")->required();

    auto render = std::make_shared<Render>();
    app = tree.verb<Render>(*content, "render", "What a task's templates become; nothing is saved or run",
                            render, [](Shell& shell, const Render& options) {
                                return rendersAlone(options) ? renderFile(shell.terminal(), options)
                                                             : asking<Render>(renderContent)(shell, options);
                            });
    addText(*app, "TASK|FILE", render->subject, "A task, or a file with a template")->required();
    CLI::Option* machine =
        addText(*app, "--machine", render->machine, "Render for this machine, cluster or broker")
            ->check(notEmpty());
    addText(*app, "--data", render->data, "Render with this document as the dot; its Params feed .Param")
        ->check(notEmpty())
        ->excludes(machine)
        ->type_name("FILE.json");
    addText(*app, "--template", render->templateName, "Only this template of the task")->check(notEmpty());
    addRepeated(*app, "--param", render->params, "Render as if the param had this value")
        ->type_name("KEY=VALUE");

    CLI::App* inventory = tree.group("inventory", "Machines from files");
    auto files = std::make_shared<QStringList>();
    app = tree.verb<QStringList>(*inventory, "import", "Add and update machines from YAML files", files,
                                 asking<QStringList>(importInventory));
    addWords(*app, "FILE", *files, "machines: [{name, address, pool, profiles: [], params: {}}]")->required();
}

} // namespace Drover
