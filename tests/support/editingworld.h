#pragma once

#include "tests/support/engineworld.h"

namespace Drover {

/// A world with a pack of a site: params of several types, a profile, a workflow and a blueprint.
class EditingWorld : public EngineWorld
{
public:
    explicit EditingWorld(SimulatedRuns::Fault fault = {}) : EngineWorld(options(std::move(fault))) {}

    Machine machine(const QString& name = QStringLiteral("m-001")) { return *state().machineNamed(name); }
    Pool pool(const QString& name) { return *state().find<Pool>(name); }
    /// The code of the refusal; empty when the command was carried out.
    QString refusal(const Command& command)
    {
        const qsizetype before = journal().size();
        const Result<Receipt> receipt = attempt(command);
        run();
        if (receipt)
            return {};
        // A refusal leaves nothing behind.
        return journal().size() == before ? receipt.error().code : QStringLiteral("refused-but-changed");
    }
    qint64 seq() { return state().ledger().seq; }
    void add(Pool pool) { must(Commands::SavePool{std::move(pool), true, {}}); }

private:
    static Options options(SimulatedRuns::Fault fault)
    {
        Options options;
        options.fault = std::move(fault);
        using namespace Qt::StringLiterals;
        const QString pack = uR"(
meta: {Name: site, Version: 1.0.0}
sections:
  params:
    site/size: {Name: site/size, Schema: {type: integer, minimum: 1, maximum: 9, default: 3}}
    site/mode: {Name: site/mode, Schema: {type: string, enum: [slow, fast]}}
    site/key: {Name: site/key, Schema: {type: string, minLength: 4}, Secure: true}
  profiles:
    site-base: {Name: site-base, Params: {site/size: 5}}
  tasks:
    site-step: {Name: site-step, Templates: [{Name: run, Contents: "#!/bin/sh\n"}]}
  stages:
    site-stage: {Name: site-stage, Tasks: [site-step]}
  workflows:
    site-enter: {Name: site-enter, Stages: [site-stage]}
    site-exit: {Name: site-exit, Stages: [site-stage]}
    site-build: {Name: site-build, Stages: [site-stage]}
  blueprints:
    site-order: {Name: site-order, Tasks: [site-step]}
)"_s;
        options.packs = {{{u"site.yaml"_s, pack}}};
        return options;
    }
};

} // namespace Drover
