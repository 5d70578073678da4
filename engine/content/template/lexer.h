#pragma once

#include "engine/content/template/ast.h"

#include <QString>

namespace Drover {

/// Cuts a template into tokens: text, and what stands between `{{` and `}}`. Lives while one text is parsed.
class TemplateLexer
{
public:
    enum class Token {
        End,
        Error, ///< `text` says what is wrong
        Text,
        Open,  ///< {{
        Close, ///< }}
        Space,
        Identifier, ///< also keywords
        Field,      ///< .Name, `text` without the dot
        Variable,   ///< $ or $name
        Dot,
        String,
        Char,
        Number,
        Pipe,
        LeftParen,
        RightParen,
        Comma,
        Declare, ///< :=
        Assign,  ///< =
    };
    struct Item
    {
        Token token = Token::End;
        QString text; ///< of a string or char constant its value
        TemplateAst::Place place;
    };

    explicit TemplateLexer(const QString& text) : m_text(text) {}

    [[nodiscard]] Item next();

private:
    Item lexText();
    Item lexInside();
    Item lexQuoted();
    Item lexRaw();
    Item lexField();
    Item lexNumber();
    Item lexWord();
    /// Skips `{{/* … */}}` at the cursor; an error item when it isn't closed rightly.
    Item skipComment();

    [[nodiscard]] QChar at(qsizetype offset) const
    {
        return m_text.size() > offset ? m_text[offset] : QChar();
    }
    [[nodiscard]] bool startsWith(QLatin1String what) const
    {
        return QStringView(m_text).mid(m_pos).startsWith(what);
    }
    [[nodiscard]] Item error(const QString& text) const { return {Token::Error, text, m_start}; }
    [[nodiscard]] Item item(Token token, QString text) const { return {token, std::move(text), m_start}; }
    void advance(qsizetype count);

    const QString& m_text;
    qsizetype m_pos = 0;
    TemplateAst::Place m_place{1, 1}; ///< of m_pos
    TemplateAst::Place m_start{1, 1}; ///< of the current token
    TemplateAst::Place m_open{1, 1};  ///< of the current action
    bool m_inside = false;
    bool m_trimNext = false; ///< the last action ended in ` -}}`
};

} // namespace Drover
