#include "engine/content/template/parser.h"

using namespace Qt::StringLiterals;

namespace Drover {

using namespace TemplateAst;

TemplateParser::TemplateParser(const QString& name, const QString& text) : m_text(text)
{
    m_template.m_name = name;
    TemplateLexer lexer(m_text);
    do {
        m_items.push_back(lexer.next());
    } while (m_items.back().token != Token::End && m_items.back().token != Token::Error);
    m_end.place = m_items.back().place;
}

tl::expected<Template, TemplateError> TemplateParser::parse()
{
    auto body = std::make_shared<Block>();
    const Stop stop = parseNodes(*body);
    if (!failed() && stop != Stop::EndOfText) {
        fail(m_items[m_next - 1].place,
             stop == Stop::End ? u"this {{end}} closes nothing"_s : u"this {{else}} belongs to nothing"_s);
    }
    if (failed()) {
        return tl::make_unexpected(m_error);
    }
    body->slotCount = m_slotCount;
    m_template.m_body = std::move(body);
    return m_template;
}

TemplateParser::Stop TemplateParser::parseNodes(Block& block)
{
    if (++m_nesting > maxNesting) {
        fail(peek().place, u"this is nested too deep"_s);
    }
    const auto leave = [this, variables = m_variables.size()](Stop stop) {
        m_variables.resize(variables); // what was declared inside ends here
        --m_nesting;
        return stop;
    };
    while (true) {
        const Item item = next();
        switch (item.token) {
        case Token::End:
            return leave(Stop::EndOfText);
        case Token::Text:
            if (!item.text.isEmpty()) {
                block.nodes.push_back({item.place, Text{item.text.toUtf8()}});
            }
            break;
        case Token::Open:
            if (const std::optional<Stop> stop = parseAction(block, item.place)) {
                return leave(*stop);
            }
            break;
        default:
            fail(item.place, u"%1 is out of place"_s.arg(shown(item)));
            break;
        }
    }
}

std::optional<TemplateParser::Stop> TemplateParser::parseAction(Block& block, Place open)
{
    skipSpace();
    const QString word = peek().token == Token::Identifier ? peek().text : QString();
    if (word == u"end"_s) {
        (void)next();
        expectClose(u"end"_s);
        return Stop::End;
    }
    if (word == u"else"_s) {
        (void)next();
        return Stop::Else;
    }
    if (word == u"if"_s) {
        parseBranch<If>(block, open, word);
    } else if (word == u"with"_s) {
        parseBranch<With>(block, open, word);
    } else if (word == u"range"_s) {
        (void)next();
        Range range;
        const qsizetype variables = m_variables.size();
        range.pipeline = parsePipeline(Token::Close, true);
        auto body = std::make_shared<Block>();
        ++m_rangeDepth;
        ++m_blockDepth;
        const Stop stop = parseNodes(*body);
        --m_rangeDepth;
        --m_blockDepth;
        range.body = std::move(body);
        if (stop == Stop::Else) {
            range.otherwise = parseElse(open, word);
        } else {
            expectEnd(stop, open, word);
        }
        m_variables.resize(variables);
        block.nodes.push_back({open, std::move(range)});
    } else if (word == u"template"_s) {
        parseInclude(block, open);
    } else if (word == u"define"_s) {
        parseDefine(open);
    } else if (word == u"block"_s) {
        parseBlockAction(block, open);
    } else if (word == u"break"_s || word == u"continue"_s) {
        parseLoopControl(block, open, word);
    } else {
        Pipeline pipeline = parsePipeline(Token::Close, false);
        block.nodes.push_back({open, Action{std::move(pipeline)}});
    }
    return std::nullopt;
}

template <class What>
void TemplateParser::parseBranch(Block& block, Place open, const QString& keyword)
{
    (void)next();
    What what;
    const qsizetype variables = m_variables.size();
    what.pipeline = parsePipeline(Token::Close, false);
    auto then = std::make_shared<Block>();
    ++m_blockDepth;
    const Stop stop = parseNodes(*then);
    --m_blockDepth;
    what.then = std::move(then);
    if (stop == Stop::Else) {
        what.otherwise = parseElse(open, keyword);
    } else {
        expectEnd(stop, open, keyword);
    }
    m_variables.resize(variables);
    block.nodes.push_back({open, std::move(what)});
}

TemplateParser::BlockPtr TemplateParser::parseElse(Place open, const QString& keyword)
{
    auto otherwise = std::make_shared<Block>();
    skipSpace();
    const QString word = peek().token == Token::Identifier ? peek().text : QString();
    if (word == keyword && (word == u"if"_s || word == u"with"_s)) {
        // `{{else if}}` is an if of its own that shares our {{end}}.
        if (++m_nesting > maxNesting) {
            fail(peek().place, u"this is nested too deep"_s);
            return otherwise;
        }
        if (word == u"if"_s) {
            parseBranch<If>(*otherwise, peek().place, word);
        } else {
            parseBranch<With>(*otherwise, peek().place, word);
        }
        --m_nesting;
        return otherwise;
    }
    expectClose(u"else"_s);
    ++m_blockDepth;
    const Stop stop = parseNodes(*otherwise);
    --m_blockDepth;
    if (stop == Stop::Else) {
        fail(m_items[m_next - 1].place, u"a second {{else}} for the same {{%1}}"_s.arg(keyword));
    }
    expectEnd(stop, open, keyword);
    return otherwise;
}

void TemplateParser::expectEnd(Stop stop, Place open, const QString& keyword)
{
    if (stop != Stop::End) {
        fail(open, u"this {{%1}} has no {{end}}"_s.arg(keyword));
    }
}

void TemplateParser::parseLoopControl(Block& block, Place open, const QString& keyword)
{
    (void)next();
    expectClose(keyword);
    if (m_rangeDepth == 0) {
        fail(open, u"{{%1}} stands outside of {{range}}"_s.arg(keyword));
    } else if (keyword == u"break"_s) {
        block.nodes.push_back({open, Break{}});
    } else {
        block.nodes.push_back({open, Continue{}});
    }
}

QString TemplateParser::parseName(const QString& keyword)
{
    (void)next();
    skipSpace();
    const Item name = next();
    if (name.token != Token::String) {
        fail(name.place, u"{{%1}} needs a name in double quotes, not %2"_s.arg(keyword, shown(name)));
    }
    return name.text;
}

void TemplateParser::parseInclude(Block& block, Place open)
{
    Include include;
    include.name = parseName(u"template"_s);
    m_template.m_includes.append({include.name, open.line, open.column});
    skipSpace();
    if (peek().token == Token::Close) {
        (void)next();
    } else {
        include.pipeline = parsePipeline(Token::Close, false);
    }
    block.nodes.push_back({open, std::move(include)});
}

void TemplateParser::parseDefine(Place open)
{
    if (m_blockDepth > 0) {
        fail(open, u"{{define}} must stand at the top, not inside of another block"_s);
        return;
    }
    const QString name = parseName(u"define"_s);
    expectClose(u"define"_s);
    parseDefinition(name, open);
}

void TemplateParser::parseBlockAction(Block& block, Place open)
{
    const QString name = parseName(u"block"_s);
    Include include{name, parsePipeline(Token::Close, false)};
    block.nodes.push_back({open, std::move(include)});
    parseDefinition(name, open);
}

void TemplateParser::parseDefinition(const QString& name, Place open)
{
    // A definition is a template of its own: nothing of the variables around it is seen inside.
    const QStringList variables = std::exchange(m_variables, {u"$"_s});
    const int slotCount = std::exchange(m_slotCount, 1);
    const int rangeDepth = std::exchange(m_rangeDepth, 0);
    auto body = std::make_shared<Block>();
    ++m_blockDepth;
    expectEnd(parseNodes(*body), open, u"define"_s);
    --m_blockDepth;
    body->slotCount = m_slotCount;
    m_variables = variables;
    m_slotCount = slotCount;
    m_rangeDepth = rangeDepth;
    if (m_template.m_defines.contains(name)) {
        fail(open, u"\"%1\" is defined twice"_s.arg(name));
    }
    m_template.m_defines.insert(name, std::move(body));
}

TemplateParser::Item TemplateParser::next()
{
    if (failed()) {
        return m_end;
    }
    const Item item = m_items[m_next];
    if (item.token == Token::Error) {
        fail(item.place, item.text);
        return m_end;
    }
    if (item.token != Token::End) {
        ++m_next;
    }
    return item;
}

void TemplateParser::skipSpace()
{
    while (peek().token == Token::Space) {
        (void)next();
    }
}

void TemplateParser::expectClose(const QString& what)
{
    skipSpace();
    if (const Item item = next(); item.token != Token::Close) {
        fail(item.place, u"%1 can't follow {{%2"_s.arg(shown(item), what));
    }
}

void TemplateParser::fail(Place place, const QString& text)
{
    if (!failed()) {
        m_error = TemplateError{m_template.m_name, place.line, place.column, text, {}};
    }
}

QString TemplateParser::shown(const Item& item)
{
    switch (item.token) {
    case Token::End:
        return u"the end of the text"_s;
    case Token::Close:
        return u"\"}}\""_s;
    case Token::Open:
        return u"\"{{\""_s;
    case Token::Space:
        return u"a space"_s;
    case Token::Field:
        return u"\".%1\""_s.arg(item.text);
    case Token::Dot:
        return u"\".\""_s;
    case Token::Text:
        return u"text"_s;
    case Token::String:
        return u"the string \"%1\""_s.arg(item.text.left(40));
    default:
        return u"\"%1\""_s.arg(item.text.left(40));
    }
}

} // namespace Drover
