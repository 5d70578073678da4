#include "engine/runtime/contentusers.h"

#include "engine/decide/commandrules.h"

#include <algorithm>

namespace Drover {

using namespace Qt::StringLiterals;

namespace {

class UseCheck
{
public:
    UseCheck(const State& state, const Content& before, const Content& after)
        : m_state(state), m_before(before), m_after(after)
    {
    }

    void names(const QString& user, ContentKind kind, const QString& name)
    {
        const Definition* lost = m_after.find(kind, name) ? nullptr : m_before.find(kind, name);
        const bool stays = kind == ContentKind::Profile && m_state.find<Profile>(name);
        if (!m_result || !lost || stays)
            return;
        m_result = fail(u"content-in-use"_s,
                        u"content %1 would lose %2 %3, which %4 uses"_s.arg(lost->pack, contentKindName(kind),
                                                                            name, user),
                        u"keep it in the pack, or give a pack that is another one a name of its own; nothing "
                        "was loaded"_s,
                        user);
    }
    void names(const QString& user, const QStringList& profiles)
    {
        for (const QString& profile : profiles)
            names(user, ContentKind::Profile, profile);
    }

    [[nodiscard]] const Result<>& result() const { return m_result; }

private:
    const State& m_state;
    const Content& m_before;
    const Content& m_after;
    Result<> m_result;
};

} // namespace

Result<> keepsWhatIsUsed(const State& state, const Content& before, const Content& after)
{
    UseCheck check(state, before, after);
    for (const auto& [name, pool] : state.all<Pool>()) {
        for (const PoolActions* actions :
             {&pool.enterActions, &pool.exitActions, &pool.allocateActions, &pool.releaseActions}) {
            check.names(u"pool "_s + name, ContentKind::Workflow, actions->workflow);
            check.names(u"pool "_s + name, actions->addProfiles);
        }
    }
    for (const auto& [id, machine] : state.all<Machine>()) {
        check.names(objectOf(machine), machine.profiles);
        const Sequence& sequence = machine.sequence;
        if (sequence.complete)
            continue;
        check.names(objectOf(machine), ContentKind::Workflow, sequence.workflow);
        for (const QString& ahead : sequence.tasks.mid(std::max(0, sequence.currentTask)))
            check.names(objectOf(machine), ContentKind::Task, ahead);
    }
    for (const auto& [id, order] : state.all<WorkOrder>())
        check.names(u"work order "_s + id.toString(), ContentKind::Blueprint, order.blueprint);
    return check.result();
}

} // namespace Drover
