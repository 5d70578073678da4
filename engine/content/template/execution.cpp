#include "engine/content/template/execution.h"

#include "engine/content/nearest.h"

using namespace Qt::StringLiterals;

namespace Drover {

using namespace TemplateAst;

TemplateError TemplateExecution::errorAt(Place place, const QString& text) const
{
    return {m_frame.parsed->name(), place.line, place.column, text, {}};
}

TemplateError TemplateExecution::locate(Place place, CallError error) const
{
    if (!error.nested) {
        return errorAt(place, error.text);
    }
    TemplateError located = *std::move(error.nested);
    located.includedFrom.append(u"%1:%2:%3"_s.arg(m_frame.parsed->name()).arg(place.line).arg(place.column));
    return located;
}

tl::expected<QByteArray, TemplateError> TemplateExecution::run(const Template& parsed, const Value& dot)
{
    if (m_depth > 0) {
        return captured([&] { return runBlock(parsed, parsed.body(), dot); });
    }
    m_output.clear();
    if (m_trace) {
        m_trace->begin(parsed);
    }
    const Outcome<void> outcome = runBlock(parsed, parsed.body(), dot);
    QByteArray rendered = std::exchange(m_output, {});
    if (!outcome) {
        if (m_trace) {
            m_trace->stop(rendered);
        }
        return tl::make_unexpected(outcome.error());
    }
    return rendered;
}

TemplateExecution::Outcome<QByteArray>
TemplateExecution::captured(const std::function<Outcome<void>()>& render)
{
    const QByteArray outer = std::exchange(m_output, {});
    const QString touched = m_trace ? m_trace->touched() : QString();
    if (m_trace) {
        m_trace->capture(true);
    }
    const Outcome<void> outcome = render();
    if (m_trace) {
        m_trace->capture(false);
        if (!touched.isEmpty()) {
            m_trace->setTouched(touched);
        }
    }
    QByteArray rendered = std::exchange(m_output, outer);
    return outcome ? Outcome<QByteArray>(std::move(rendered)) : tl::make_unexpected(outcome.error());
}

TemplateExecution::Outcome<void> TemplateExecution::runBlock(const Template& parsed, const Block& block,
                                                             const Value& dot)
{
    const auto count = static_cast<size_t>(block.slotCount);
    Frame frame{&parsed, std::vector<Value>(count), std::vector<QString>(m_trace ? count : 0), {}};
    frame.variables[0] = dot;
    std::swap(frame, m_frame);
    ++m_depth;
    const Outcome<Flow> flow = walk(block, dot);
    --m_depth;
    std::swap(frame, m_frame);
    if (!flow) {
        return tl::make_unexpected(flow.error());
    }
    return {};
}

TemplateExecution::Found TemplateExecution::find(const QString& name) const
{
    if (m_frame.parsed) {
        if (const Block* block = m_frame.parsed->define(name)) {
            return {m_frame.parsed, block};
        }
    }
    const Template* other = m_lookup ? m_lookup(name) : nullptr;
    if (!other) {
        return {};
    }
    const Block* defined = other->define(name); // a template found by what it defines
    return {other, other->name() != name && defined ? defined : &other->body()};
}

CallResult TemplateExecution::include(const QString& name, const Value& dot)
{
    const Found found = find(name);
    if (!found.parsed) {
        return callError(u"there is no template \"%1\""_s.arg(name));
    }
    if (m_depth >= TemplateLimits::includeDepth) {
        return callError(
            u"templates include each other more than %1 levels deep"_s.arg(TemplateLimits::includeDepth));
    }
    const auto rendered = captured([&] { return runBlock(*found.parsed, *found.block, dot); });
    if (!rendered) {
        return tl::make_unexpected(CallError{{}, rendered.error()});
    }
    return Value(QString::fromUtf8(*rendered));
}

CallResult TemplateExecution::expand(const QString& name, const QString& text, const Value& dot)
{
    if (!text.contains("{{"_L1)) {
        return Value(text);
    }
    if (m_depth >= TemplateLimits::includeDepth) {
        return callError(
            u"values expand into each other more than %1 levels deep"_s.arg(TemplateLimits::includeDepth));
    }
    const auto parsed = Template::parse(name, text);
    if (!parsed) {
        return tl::make_unexpected(CallError{{}, parsed.error()});
    }
    const auto rendered = run(*parsed, dot);
    if (!rendered) {
        return tl::make_unexpected(CallError{{}, rendered.error()});
    }
    return Value(QString::fromUtf8(*rendered));
}

TemplateExecution::Outcome<void> TemplateExecution::append(const QByteArray& utf8, Place place, bool isText)
{
    m_written += utf8.size();
    if (m_written > TemplateLimits::outputBytes) {
        return tl::make_unexpected(errorAt(
            place, u"the output grows beyond %1 MiB"_s.arg(TemplateLimits::outputBytes / 1024 / 1024)));
    }
    if (m_trace) {
        m_trace->print(m_output.size(), utf8.size(), place, isText, isText ? QString() : m_trace->touched());
    }
    m_output += utf8;
    return {};
}

TemplateExecution::Outcome<void> TemplateExecution::countStep(Place place)
{
    if (++m_steps > TemplateLimits::steps) {
        return tl::make_unexpected(errorAt(
            place,
            u"it takes more than %1 steps; is there a loop without end?"_s.arg(TemplateLimits::steps)));
    }
    return {};
}

TemplateExecution::Outcome<TemplateExecution::Flow> TemplateExecution::walk(const Block& block,
                                                                            const Value& dot)
{
    for (const Node& node : block.nodes) {
        const Outcome<Flow> flow = walkNode(node, dot);
        if (!flow || *flow != Flow::Next) {
            return flow;
        }
    }
    return Flow::Next;
}

TemplateExecution::Outcome<TemplateExecution::Flow> TemplateExecution::walkNode(const Node& node,
                                                                                const Value& dot)
{
    if (const auto counted = countStep(node.place); !counted) {
        return tl::make_unexpected(counted.error());
    }
    if (const auto* text = std::get_if<Text>(&node.what)) {
        return append(text->utf8, node.place, true).map([] { return Flow::Next; });
    }
    if (m_trace) {
        m_trace->reach(node.place);
        m_trace->setTouched({});
    }
    if (const auto* action = std::get_if<Action>(&node.what)) {
        return walkAction(node, *action, dot);
    }
    if (const auto* branch = std::get_if<If>(&node.what)) {
        const Outcome<Value> value = evaluateAndSet(branch->pipeline, dot);
        if (!value) {
            return tl::make_unexpected(value.error());
        }
        const auto& taken = value->truth() ? branch->then : branch->otherwise;
        return taken ? walk(*taken, dot) : Outcome<Flow>(Flow::Next);
    }
    if (const auto* with = std::get_if<With>(&node.what)) {
        const Outcome<Value> value = evaluateAndSet(with->pipeline, dot);
        if (!value) {
            return tl::make_unexpected(value.error());
        }
        if (value->truth()) {
            return walkWith(*with->then, *value, m_trace ? m_trace->touched() : QString());
        }
        return with->otherwise ? walk(*with->otherwise, dot) : Outcome<Flow>(Flow::Next);
    }
    if (const auto* range = std::get_if<Range>(&node.what)) {
        return walkRange(node, *range, dot);
    }
    if (const auto* include = std::get_if<Include>(&node.what)) {
        return walkInclude(node, *include, dot);
    }
    return std::holds_alternative<Break>(node.what) ? Flow::Break : Flow::Continue;
}

TemplateExecution::Outcome<TemplateExecution::Flow>
TemplateExecution::walkAction(const Node& node, const Action& action, const Value& dot)
{
    const Outcome<Value> value = evaluateAndSet(action.pipeline, dot);
    if (!value) {
        return tl::make_unexpected(value.error());
    }
    if (!action.pipeline.targets.empty()) {
        return Flow::Next;
    }
    if (value->isNil()) {
        return tl::make_unexpected(
            errorAt(action.pipeline.place, u"there is no value to print; give one with \"| default …\""_s));
    }
    if (value->object()) {
        return tl::make_unexpected(
            errorAt(action.pipeline.place, u"this is an object; print one of its members: %1"_s.arg(
                                               value->object()->memberNames().join(u", "_s))));
    }
    return append(value->print().toUtf8(), node.place, false).map([] { return Flow::Next; });
}

TemplateExecution::Outcome<TemplateExecution::Flow>
TemplateExecution::walkWith(const Block& block, const Value& dot, const QString& origin)
{
    const QString outer = std::exchange(m_frame.dotOrigin, origin);
    Outcome<Flow> flow = walk(block, dot);
    m_frame.dotOrigin = outer;
    return flow;
}

void TemplateExecution::setOrigin(int slot, const QString& param)
{
    if (m_trace) {
        m_frame.origins[static_cast<size_t>(slot)] = param;
    }
}

TemplateExecution::Outcome<TemplateExecution::Flow>
TemplateExecution::walkRange(const Node& node, const Range& range, const Value& dot)
{
    const Outcome<Value> over = evaluate(range.pipeline, dot);
    if (!over) {
        return tl::make_unexpected(over.error());
    }
    const QString origin = m_trace ? m_trace->touched() : QString();
    const Value::Kind kind = over->kind();
    const bool isMap = kind == Value::Kind::Map;
    if (!isMap && kind != Value::Kind::List && kind != Value::Kind::Int && kind != Value::Kind::Nil) {
        return tl::make_unexpected(
            errorAt(range.pipeline.place,
                    u"range needs a list, a map or a number, not a %1"_s.arg(over->kindName())));
    }
    const QStringList keys = isMap ? over->keys() : QStringList();
    const qint64 count = kind == Value::Kind::Int ? over->toInt() : qint64{over->size()};
    for (qint64 i = 0; i < count; ++i) {
        if (const auto counted = countStep(node.place); !counted) {
            return tl::make_unexpected(counted.error());
        }
        const Value key = isMap ? Value(keys[i]) : Value(i);
        const Value item = isMap ? *over->member(keys[i]) : kind == Value::Kind::Int ? Value(i) : over->at(i);
        const std::vector<int>& targets = range.pipeline.targets;
        if (targets.size() == 2) {
            m_frame.variables[static_cast<size_t>(targets[0])] = key;
        }
        if (!targets.empty()) {
            m_frame.variables[static_cast<size_t>(targets.back())] = item;
            setOrigin(targets.back(), origin);
        }
        const Outcome<Flow> flow = walkWith(*range.body, item, origin);
        if (!flow) {
            return flow;
        }
        if (*flow == Flow::Break) {
            break;
        }
    }
    if (count <= 0 && range.otherwise) {
        return walk(*range.otherwise, dot);
    }
    return Flow::Next;
}

TemplateExecution::Outcome<TemplateExecution::Flow>
TemplateExecution::walkInclude(const Node& node, const Include& include, const Value& dot)
{
    Value given; // without a pipeline the included template sees nil
    if (include.pipeline) {
        Outcome<Value> value = evaluateAndSet(*include.pipeline, dot);
        if (!value) {
            return tl::make_unexpected(value.error());
        }
        given = *std::move(value);
    }
    const Found found = find(include.name);
    if (!found.parsed) {
        return tl::make_unexpected(errorAt(node.place, u"there is no template \"%1\""_s.arg(include.name)));
    }
    if (m_depth >= TemplateLimits::includeDepth) {
        return tl::make_unexpected(errorAt(
            node.place,
            u"templates include each other more than %1 levels deep"_s.arg(TemplateLimits::includeDepth)));
    }
    const bool entered = m_trace && m_trace->enter(*found.parsed, include.name, node.place);
    if (const Outcome<void> done = runBlock(*found.parsed, *found.block, given); !done) {
        return tl::make_unexpected(locate(node.place, CallError{{}, done.error()}));
    }
    if (entered) {
        m_trace->leave();
    }
    return Flow::Next;
}

} // namespace Drover
