#include "app/cli/arguments.h"
#include "app/cli/carryout.h"

using namespace Qt::StringLiterals;

namespace Drover::Verbs {

namespace {

/// A list that was given; one empty word means none.
QStringList given(const QStringList& words)
{
    return words == QStringList{QString()} ? QStringList() : words;
}

Result<> apply(const TransitionOptions& options, const QString& name, PoolActions& actions)
{
    if (options.params) {
        const auto params = keyValues(given(*options.params), u"--%1-param"_s.arg(name));
        if (!params)
            return tl::make_unexpected(params.error());
        actions.addParameters = *params;
    }
    const auto take = [](const std::optional<QStringList>& words, QStringList& target) {
        if (words)
            target = given(*words);
    };
    actions.workflow = options.workflow.value_or(actions.workflow);
    take(options.addProfiles, actions.addProfiles);
    take(options.removeProfiles, actions.removeProfiles);
    take(options.removeParams, actions.removeParameters);
    return {};
}

Result<Pool> changedPool(Pool pool, const SavePool& options)
{
    pool.name = options.name;
    pool.description = options.description.value_or(pool.description);
    pool.parent = options.parent.value_or(pool.parent);
    pool.minFree = options.minFree.value_or(pool.minFree);
    pool.autoFill.enabled = options.autoFill.value_or(pool.autoFill.enabled);
    pool.autoFill.maxFree = options.maxFree.value_or(pool.autoFill.maxFree);
    pool.autoFill.acquirePool = options.acquirePool.value_or(pool.autoFill.acquirePool);
    pool.autoFill.returnPool = options.returnPool.value_or(pool.autoFill.returnPool);
    for (const Result<>& applied : {apply(options.enter, u"enter"_s, pool.enterActions),
                                    apply(options.exit, u"exit"_s, pool.exitActions),
                                    apply(options.allocate, u"allocate"_s, pool.allocateActions),
                                    apply(options.release, u"release"_s, pool.releaseActions)}) {
        if (!applied)
            return tl::make_unexpected(applied.error());
    }
    return pool;
}

} // namespace

ExitCode savePool(Session& session, const SavePool& options)
{
    Terminal& terminal = session.terminal();
    std::optional<Pool> before;
    if (!options.create) {
        const auto replica = session.replica();
        if (!replica)
            return terminal.refuse(replica.error());
        const auto found = (*replica)->pools().find(options.name);
        if (found == (*replica)->pools().end())
            return terminal.refuse({u"pool-unknown"_s, u"there is no pool %1"_s.arg(options.name),
                                    u"make it: drover pool create "_s + options.name,
                                    u"pool "_s + options.name});
        before = found->second;
    }
    const auto pool = changedPool(before.value_or(Pool()), options);
    if (!pool)
        return terminal.refuse(pool.error());
    return carryOut(session, Commands::SavePool{*pool, options.create, before}, options.reason);
}

ExitCode deletePool(Session& session, const NamedChange& options)
{
    return carryOut(session, Commands::DeletePool{options.name}, options.reason);
}

ExitCode moveMachines(Session& session, const MovePoolMachines& options)
{
    const auto filter = keyValues(options.filter, u"--filter"_s);
    if (!filter)
        return session.terminal().refuse(filter.error());
    const auto params = keyValues(options.params, u"--param"_s);
    if (!params)
        return session.terminal().refuse(params.error());
    PoolActions actions;
    actions.workflow = options.workflow;
    actions.addProfiles = options.profiles;
    actions.addParameters = *params;
    return carryOut(session,
                    Commands::MoveMachines{options.move, options.pool, options.machines, options.count,
                                           options.minimum, *filter, options.from, actions},
                    options.reason);
}

} // namespace Drover::Verbs
