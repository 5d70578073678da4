#pragma once

#include "engine/content/template/ast.h"
#include "engine/content/template/functions.h"
#include "engine/content/template/rendertrace.h"
#include "engine/content/template/template.h"
#include "engine/content/template/templateobject.h"

#include <QByteArray>
#include <functional>
#include <vector>

namespace Drover {

/// Runs templates and keeps count of what they use up; one of it serves one rendering with all that it
/// includes. Belongs to the thread that renders.
class TemplateExecution
{
public:
    /// The template that a name means outside of the one that asks; null when there is none.
    using Lookup = std::function<const Template*(const QString& name)>;

    /// `trace`, which may be null, is told what is done; it outlives the execution.
    explicit TemplateExecution(Lookup lookup, RenderTrace* trace = nullptr)
        : m_lookup(std::move(lookup)), m_trace(trace)
    {
    }

    /// Renders with `dot` as `.` and `$`. May be called again from within (an object's member that renders).
    [[nodiscard]] tl::expected<QByteArray, TemplateError> run(const Template& parsed, const Value& dot);
    /// The named template, as `{{template}}` finds it.
    [[nodiscard]] CallResult include(const QString& name, const Value& dot);
    /// Parses and runs a text that came out of a value.
    [[nodiscard]] CallResult expand(const QString& name, const QString& text, const Value& dot);

private:
    enum class Flow { Next, Break, Continue };
    template <class T>
    using Outcome = tl::expected<T, TemplateError>;
    struct Frame
    {
        const Template* parsed = nullptr;
        std::vector<Value> variables;
        std::vector<QString> origins; ///< of the variables: the params they come from; empty without a trace
        QString dotOrigin;
    };

    Outcome<void> runBlock(const Template& parsed, const TemplateAst::Block& block, const Value& dot);
    Outcome<Flow> walk(const TemplateAst::Block& block, const Value& dot);
    Outcome<Flow> walkNode(const TemplateAst::Node& node, const Value& dot);
    Outcome<Flow> walkAction(const TemplateAst::Node& node, const TemplateAst::Action& action,
                             const Value& dot);
    Outcome<Flow> walkRange(const TemplateAst::Node& node, const TemplateAst::Range& range, const Value& dot);
    Outcome<Flow> walkInclude(const TemplateAst::Node& node, const TemplateAst::Include& include,
                              const Value& dot);
    Outcome<void> append(const QByteArray& utf8, TemplateAst::Place place, bool isText);
    /// Walks a block whose `.` is made of what the trace saw touched since.
    Outcome<Flow> walkWith(const TemplateAst::Block& block, const Value& dot, const QString& origin);
    /// Output into a value of its own, not into the text.
    Outcome<QByteArray> captured(const std::function<Outcome<void>()>& render);
    void setOrigin(int slot, const QString& param);
    Outcome<void> countStep(TemplateAst::Place place);

    Outcome<Value> evaluate(const TemplateAst::Pipeline& pipeline, const Value& dot);
    /// The same, and sets the variable that the pipeline declares. A range sets its own, once for each item.
    Outcome<Value> evaluateAndSet(const TemplateAst::Pipeline& pipeline, const Value& dot);
    Outcome<Value> evaluateCommand(const TemplateAst::Command& command, const Value* piped, const Value& dot);
    /// The operand with its first `count` fields.
    Outcome<Value> evaluateFields(const TemplateAst::Operand& operand, size_t count, const Value& dot);
    Outcome<Value> evaluateBase(const TemplateAst::Operand& operand, const Value& dot);
    Outcome<Value> evaluateLazy(const TemplateAst::Command& command, const Value* piped, const Value& dot);
    Outcome<QList<Value>> evaluateArguments(const TemplateAst::Command& command, const Value* piped,
                                            const Value& dot);
    Outcome<Value> member(const Value& of, const QString& name, TemplateAst::Place place,
                          const QList<Value>& args);

    [[nodiscard]] TemplateError errorAt(TemplateAst::Place place, const QString& text) const;
    [[nodiscard]] TemplateError locate(TemplateAst::Place place, CallError error) const;
    struct Found
    {
        const Template* parsed = nullptr;
        const TemplateAst::Block* block = nullptr;
    };
    [[nodiscard]] Found find(const QString& name) const;

    Lookup m_lookup;
    RenderTrace* m_trace;
    Frame m_frame;
    QByteArray m_output;
    qsizetype m_written = 0; ///< bytes, by all that was rendered
    qint64 m_steps = 0;
    int m_depth = 0;
};

} // namespace Drover
