#include "engine/content/nearest.h"
#include "engine/content/template/execution.h"

using namespace Qt::StringLiterals;

namespace Drover {

using namespace TemplateAst;

TemplateExecution::Outcome<Value> TemplateExecution::evaluateAndSet(const Pipeline& pipeline,
                                                                    const Value& dot)
{
    Outcome<Value> value = evaluate(pipeline, dot);
    if (value && !pipeline.targets.empty()) {
        m_frame.variables[static_cast<size_t>(pipeline.targets.front())] = *value;
        setOrigin(pipeline.targets.front(), m_trace ? m_trace->touched() : QString());
    }
    return value;
}

TemplateExecution::Outcome<Value> TemplateExecution::evaluate(const Pipeline& pipeline, const Value& dot)
{
    Value value;
    bool first = true;
    for (const Command& command : pipeline.commands) {
        Outcome<Value> result = evaluateCommand(command, std::exchange(first, false) ? nullptr : &value, dot);
        if (!result) {
            return result;
        }
        value = *std::move(result);
    }
    return value;
}

TemplateExecution::Outcome<Value> TemplateExecution::evaluateCommand(const Command& command,
                                                                     const Value* piped, const Value& dot)
{
    const Operand& first = command.words.front();
    const bool hasArguments = command.words.size() > 1 || piped;
    if (const auto* called = std::get_if<Operand::Function>(&first.base); called && first.fields.empty()) {
        if (called->function->lazy != TemplateFunction::Lazy::No) {
            return evaluateLazy(command, piped, dot);
        }
        const Outcome<QList<Value>> args = evaluateArguments(command, piped, dot);
        if (!args) {
            return tl::make_unexpected(args.error());
        }
        CallResult result = callTemplateFunction(*called->function, *args);
        if (!result) {
            return tl::make_unexpected(locate(first.place, result.error()));
        }
        return *std::move(result);
    }
    if (!hasArguments) {
        return evaluateFields(first, first.fields.size(), dot);
    }
    if (first.fields.empty()) {
        return tl::make_unexpected(
            errorAt(first.place, piped ? u"this isn't a function, so it can't take what is piped into it"_s
                                       : u"this isn't a function, so it can't have arguments"_s));
    }
    // A method: the last field gets the arguments.
    const auto& [name, place] = first.fields.back();
    const Outcome<Value> of = evaluateFields(first, first.fields.size() - 1, dot);
    if (!of) {
        return of;
    }
    const Outcome<QList<Value>> args = evaluateArguments(command, piped, dot);
    if (!args) {
        return tl::make_unexpected(args.error());
    }
    return member(*of, name, place, *args);
}

TemplateExecution::Outcome<QList<Value>>
TemplateExecution::evaluateArguments(const Command& command, const Value* piped, const Value& dot)
{
    QList<Value> args;
    args.reserve(static_cast<qsizetype>(command.words.size()));
    for (size_t i = 1; i < command.words.size(); ++i) {
        const Operand& word = command.words[i];
        Outcome<Value> value = evaluateFields(word, word.fields.size(), dot);
        if (!value) {
            return tl::make_unexpected(value.error());
        }
        args.append(*std::move(value));
    }
    if (piped) {
        args.append(*piped);
    }
    return args;
}

TemplateExecution::Outcome<Value> TemplateExecution::evaluateLazy(const Command& command, const Value* piped,
                                                                  const Value& dot)
{
    const auto& called = std::get<Operand::Function>(command.words.front().base);
    if (command.words.size() < 2 && !piped) {
        return tl::make_unexpected(
            errorAt(command.words.front().place, u"%1 needs at least one argument"_s.arg(called.name)));
    }
    const bool stopsAt = called.function->lazy == TemplateFunction::Lazy::Or;
    Value value;
    for (size_t i = 1; i < command.words.size(); ++i) {
        const Operand& word = command.words[i];
        Outcome<Value> next = evaluateFields(word, word.fields.size(), dot);
        if (!next || next->truth() == stopsAt) {
            return next;
        }
        value = *std::move(next);
    }
    return piped ? *piped : value;
}

TemplateExecution::Outcome<Value> TemplateExecution::evaluateFields(const Operand& operand, size_t count,
                                                                    const Value& dot)
{
    Outcome<Value> value = evaluateBase(operand, dot);
    for (size_t i = 0; value && i < count; ++i) {
        const auto& [name, place] = operand.fields[i];
        value = member(*value, name, place, {});
    }
    return value;
}

TemplateExecution::Outcome<Value> TemplateExecution::evaluateBase(const Operand& operand, const Value& dot)
{
    if (std::holds_alternative<Operand::Dot>(operand.base)) {
        if (m_trace && !m_frame.dotOrigin.isEmpty()) {
            m_trace->setTouched(m_frame.dotOrigin);
        }
        return dot;
    }
    if (const auto* literal = std::get_if<Value>(&operand.base)) {
        return *literal;
    }
    if (const auto* variable = std::get_if<Operand::Variable>(&operand.base)) {
        if (const auto slot = static_cast<size_t>(variable->slot);
            m_trace && !m_frame.origins[slot].isEmpty()) {
            m_trace->setTouched(m_frame.origins[slot]);
        }
        return m_frame.variables[static_cast<size_t>(variable->slot)];
    }
    if (const auto* called = std::get_if<Operand::Function>(&operand.base)) {
        CallResult result = callTemplateFunction(*called->function, {});
        if (!result) {
            return tl::make_unexpected(locate(operand.place, result.error()));
        }
        return *std::move(result);
    }
    if (const auto* nested = std::get_if<Operand::Nested>(&operand.base)) {
        if (const auto counted = countStep(operand.place); !counted) {
            return tl::make_unexpected(counted.error());
        }
        return evaluate(**nested, dot);
    }
    return Value(); // nil
}

TemplateExecution::Outcome<Value> TemplateExecution::member(const Value& of, const QString& name, Place place,
                                                            const QList<Value>& args)
{
    const auto unknown = [&](const QStringList& known) {
        const QString hint = suggestion(name, known);
        if (m_trace) {
            m_trace->suggest(nearestWord(name, known));
        }
        return tl::make_unexpected(errorAt(
            place, u"there is no \"%1\" here%2"_s.arg(name, hint.isEmpty() ? QString() : u"; "_s + hint)));
    };
    if (m_trace) {
        m_trace->reach(place);
    }
    if (const TemplateObject* object = of.object()) {
        std::optional<CallResult> result = object->call(name, args, *this);
        if (!result) {
            return unknown(object->memberNames());
        }
        if (!*result) {
            return tl::make_unexpected(locate(place, result->error()));
        }
        return **std::move(result);
    }
    if (of.kind() == Value::Kind::Map) {
        std::optional<Value> found = of.member(name);
        if (!found) {
            return unknown(of.keys());
        }
        if (!args.isEmpty()) {
            return tl::make_unexpected(
                errorAt(place, u".%1 isn't a function, so it can't have arguments"_s.arg(name)));
        }
        return *std::move(found);
    }
    return tl::make_unexpected(errorAt(place, of.isNil() ? u"there is no value to take .%1 of"_s.arg(name)
                                                         : u"a %1 has no .%2"_s.arg(of.kindName(), name)));
}

} // namespace Drover
