#include "engine/content/template/rendertrace.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Drover {

using namespace TemplateAst;

void RenderTrace::reach(Place place)
{
    if (m_include < 0 && m_captured == 0)
        m_line = place.line;
}

void RenderTrace::print(qsizetype at, qsizetype size, Place place, bool isText, const QString& param)
{
    if (m_captured > 0 || size == 0)
        return;
    const bool own = m_include < 0;
    m_pieces.push_back({at, size, own ? place.line : m_line, isText && own, m_include, param});
}

bool RenderTrace::enter(const Template& included, const QString& name, Place place)
{
    if (&included == m_outermost && m_include < 0)
        return false;
    if (m_depth++ == 0) {
        reach(place);
        m_includes.push_back({name, m_line});
        m_include = int(m_includes.size()) - 1;
    }
    return true;
}

void RenderTrace::leave()
{
    if (--m_depth == 0)
        m_include = -1;
}

void RenderTrace::ask(const QString& param, bool found, bool wanted)
{
    m_uses.push_back({param, m_line, found, wanted});
    m_touched = param;
}

namespace {

/// Collects the mentions of one template; walks everything, taken or not.
class MentionWalk
{
public:
    QList<ParamMention> found;

    void block(const Block* block)
    {
        for (size_t i = 0; block && i < block->nodes.size(); ++i)
            std::visit([this](const auto& what) { node(what); }, block->nodes[i].what);
    }

private:
    void node(const Text&) {}
    void node(const Break&) {}
    void node(const Continue&) {}
    void node(const Action& action) { pipeline(action.pipeline); }
    void node(const Include& include)
    {
        if (include.pipeline)
            pipeline(*include.pipeline);
    }
    template <class Branch>
    void branch(const Branch& branch)
    {
        pipeline(branch.pipeline);
        block(branch.then.get());
        block(branch.otherwise.get());
    }
    void node(const If& taken) { branch(taken); }
    void node(const With& taken) { branch(taken); }
    void node(const Range& range)
    {
        pipeline(range.pipeline);
        block(range.body.get());
        block(range.otherwise.get());
    }

    void pipeline(const Pipeline& pipeline)
    {
        for (const Command& each : pipeline.commands)
            command(each);
    }

    void command(const Command& command)
    {
        for (const Operand& word : command.words) {
            if (const auto* nested = std::get_if<Operand::Nested>(&word.base))
                pipeline(**nested);
        }
        if (command.words.size() < 2 || command.words.front().fields.empty())
            return;
        const QString& method = command.words.front().fields.back().first;
        const auto* name = std::get_if<Value>(&command.words[1].base);
        if (!name || !name->isString() || !(method.startsWith("Param"_L1) || method == "ComposeParam"_L1) ||
            method == "ParseURL"_L1)
            return;
        const Place place = command.words[1].place;
        found.append({name->string(), place.line, place.column, int(name->string().size()) + 2});
    }
};

} // namespace

QList<ParamMention> paramMentions(const Template& parsed)
{
    MentionWalk walk;
    walk.block(&parsed.body());
    for (const QString& name : parsed.defines())
        walk.block(parsed.define(name));
    std::ranges::stable_sort(walk.found, [](const ParamMention& a, const ParamMention& b) {
        return std::pair(a.line, a.column) < std::pair(b.line, b.column);
    });
    return walk.found;
}

} // namespace Drover
