#pragma once

#include "engine/content/template/lexer.h"
#include "engine/content/template/template.h"

#include <vector>

namespace Drover {

/// Builds a Template from its text by recursive descent. After the first fault every token is End, so that
/// all loops wind up by themselves. Lives while one text is parsed.
class TemplateParser
{
public:
    TemplateParser(const QString& name, const QString& text);

    [[nodiscard]] tl::expected<Template, TemplateError> parse();

private:
    using Item = TemplateLexer::Item;
    using Token = TemplateLexer::Token;
    using BlockPtr = std::shared_ptr<TemplateAst::Block>;
    enum class Stop { End, Else, EndOfText };

    // Blocks and actions.
    Stop parseNodes(TemplateAst::Block& block);
    /// Handles what follows `{{`; answers Stop when it was `end` or `else`.
    std::optional<Stop> parseAction(TemplateAst::Block& block, TemplateAst::Place open);
    template <class What>
    void parseBranch(TemplateAst::Block& block, TemplateAst::Place open, const QString& keyword);
    BlockPtr parseElse(TemplateAst::Place open, const QString& keyword);
    void parseInclude(TemplateAst::Block& block, TemplateAst::Place open);
    void parseDefine(TemplateAst::Place open);
    void parseBlockAction(TemplateAst::Block& block, TemplateAst::Place open);
    void parseDefinition(const QString& name, TemplateAst::Place open);
    void parseLoopControl(TemplateAst::Block& block, TemplateAst::Place open, const QString& keyword);
    [[nodiscard]] QString parseName(const QString& keyword);
    void expectEnd(Stop stop, TemplateAst::Place open, const QString& keyword);

    // Expressions.
    TemplateAst::Pipeline parsePipeline(Token close, bool inRange);
    void parseTargets(TemplateAst::Pipeline& pipeline, bool inRange);
    TemplateAst::Command parseCommand(Token close);
    TemplateAst::Operand parseOperand();
    void parseWord(TemplateAst::Operand& operand, const Item& item);
    void parseNumber(TemplateAst::Operand& operand, const Item& item);
    int slotOf(const Item& variable);

    // Tokens.
    [[nodiscard]] const Item& peek() const { return m_error.text.isEmpty() ? m_items[m_next] : m_end; }
    [[nodiscard]] Item next();
    void skipSpace();
    void expectClose(const QString& what);
    void fail(TemplateAst::Place place, const QString& text);
    [[nodiscard]] bool failed() const { return !m_error.text.isEmpty(); }
    [[nodiscard]] static QString shown(const Item& item);

    static constexpr int maxNesting = 200; // of hostile input; people write less than ten

    Template m_template;
    QString m_text;
    std::vector<Item> m_items;
    size_t m_next = 0;
    Item m_end;
    TemplateError m_error;

    QStringList m_variables{QStringLiteral("$")}; ///< of the current template; the index is the slot
    QStringList m_declared;                       ///< by the pipeline being parsed; seen after it
    int m_slotCount = 1;
    int m_rangeDepth = 0;
    int m_nesting = 0; ///< of blocks and parentheses
    int m_blockDepth = 0;
    int m_parentheses = 0;
};

} // namespace Drover
