#include "engine/content/nearest.h"
#include "engine/content/template/functions.h"
#include "engine/content/template/parser.h"

using namespace Qt::StringLiterals;

namespace Drover {

using namespace TemplateAst;

int TemplateParser::slotOf(const Item& variable)
{
    const qsizetype slot = m_variables.lastIndexOf(variable.text);
    if (slot < 0) {
        const QString hint = suggestion(variable.text, m_variables);
        fail(variable.place, u"there is no variable %1 here%2"_s.arg(
                                 variable.text, hint.isEmpty() ? QString() : u"; "_s + hint));
    }
    return static_cast<int>(std::max<qsizetype>(slot, 0));
}

void TemplateParser::parseTargets(Pipeline& pipeline, bool inRange)
{
    // `$x :=`, `$x =`, and in a range `$i, $x :=`: anything else was just an operand.
    const size_t start = m_next;
    std::vector<Item> variables{next()};
    skipSpace();
    if (peek().token == Token::Comma) {
        const Item comma = next();
        skipSpace();
        variables.push_back(next());
        if (!inRange || variables.back().token != Token::Variable) {
            fail(comma.place, inRange ? u"a variable must follow the comma"_s
                                      : u"only {{range}} declares two variables"_s);
        }
        skipSpace();
    }
    const Token kind = peek().token;
    if (kind != Token::Declare && kind != Token::Assign) {
        if (variables.size() > 1) {
            fail(peek().place, u":= must follow the variables"_s);
        }
        m_next = start;
        return;
    }
    (void)next();
    if (m_parentheses > 0) {
        fail(variables.front().place, u"a variable can't be set inside of parentheses"_s);
    }
    for (const Item& variable : variables) {
        if (variable.text == u"$"_s) {
            fail(variable.place, u"$ can't be set: it is what the template was given"_s);
        }
        pipeline.targets.push_back(kind == Token::Assign ? slotOf(variable) : -1);
    }
    if (kind == Token::Assign) {
        return;
    }
    // They are seen only after their own value, so `$x := add $x 1` means an outer $x on the right.
    for (size_t i = 0; i < variables.size(); ++i) {
        pipeline.targets[i] = static_cast<int>(m_variables.size()) + static_cast<int>(i);
        m_declared.append(variables[i].text);
    }
}

Pipeline TemplateParser::parsePipeline(Token close, bool inRange)
{
    Pipeline pipeline;
    skipSpace();
    pipeline.place = peek().place;
    if (++m_nesting > maxNesting) {
        fail(pipeline.place, u"this is nested too deep"_s);
    }
    QStringList declared;
    if (peek().token == Token::Variable) {
        parseTargets(pipeline, inRange);
        declared = std::exchange(m_declared, {});
    }
    while (!failed()) {
        skipSpace();
        const Item& item = peek();
        if (item.token == close) {
            if (pipeline.commands.empty()) {
                fail(item.place, u"a value is missing here"_s);
            }
            (void)next();
            break;
        }
        if (item.token == Token::Pipe) {
            if (pipeline.commands.empty()) {
                fail(item.place, u"a value is missing before \"|\""_s);
            }
            (void)next();
            skipSpace();
            if (peek().token == close) {
                fail(item.place, u"a function is missing after \"|\""_s);
            }
        } else if (!pipeline.commands.empty()) {
            fail(item.place, u"%1 is out of place"_s.arg(shown(item)));
        }
        Command command = parseCommand(close);
        const auto isExecutable = [](const Operand& word) {
            return !word.fields.empty() || std::holds_alternative<Operand::Function>(word.base) ||
                   std::holds_alternative<Operand::Variable>(word.base) ||
                   std::holds_alternative<Operand::Nested>(word.base);
        };
        if (!failed() && !pipeline.commands.empty() && !isExecutable(command.words.front())) {
            fail(command.place, u"only a function can stand after \"|\""_s);
        }
        pipeline.commands.push_back(std::move(command));
    }
    m_variables += declared;
    m_slotCount = std::max(m_slotCount, static_cast<int>(m_variables.size()));
    --m_nesting;
    return pipeline;
}

Command TemplateParser::parseCommand(Token close)
{
    Command command;
    command.place = peek().place;
    while (!failed()) {
        command.words.push_back(parseOperand());
        const Item& after = peek();
        if (after.token == close || after.token == Token::Pipe) {
            break;
        }
        if (after.token != Token::Space) {
            fail(after.place, u"%1 can't follow directly; put a space between"_s.arg(shown(after)));
        }
        skipSpace();
        if (peek().token == close || peek().token == Token::Pipe) {
            break;
        }
    }
    if (!failed() && std::holds_alternative<Operand::Nil>(command.words.front().base)) {
        fail(command.place, u"nil is not a value that can be used alone"_s);
    }
    return command;
}

Operand TemplateParser::parseOperand()
{
    Operand operand;
    const Item item = next();
    operand.place = item.place;
    switch (item.token) {
    case Token::Dot:
        break;
    case Token::Field:
        operand.fields.push_back({item.text, item.place});
        break;
    case Token::Identifier:
        parseWord(operand, item);
        break;
    case Token::Variable:
        operand.base = Operand::Variable{item.text, slotOf(item)};
        break;
    case Token::String:
        operand.base = Value(item.text);
        break;
    case Token::Char:
        operand.base = Value(qint64{item.text.toUcs4().value(0)});
        break;
    case Token::Number:
        parseNumber(operand, item);
        break;
    case Token::LeftParen:
        ++m_parentheses;
        operand.base = std::make_shared<const Pipeline>(parsePipeline(Token::RightParen, false));
        --m_parentheses;
        break;
    case Token::Close:
        fail(item.place, u"a value is missing before \"}}\""_s);
        break;
    default:
        fail(item.place, u"%1 is out of place"_s.arg(shown(item)));
        break;
    }
    const bool chains = item.token == Token::Field || item.token == Token::Variable ||
                        item.token == Token::LeftParen ||
                        std::holds_alternative<Operand::Function>(operand.base);
    while (peek().token == Token::Field) {
        const Item field = next();
        if (!chains) {
            fail(field.place, u".%1 can't follow %2"_s.arg(field.text, shown(item)));
        }
        operand.fields.push_back({field.text, field.place});
    }
    return operand;
}

void TemplateParser::parseWord(Operand& operand, const Item& item)
{
    if (item.text == u"true"_s || item.text == u"false"_s) {
        operand.base = Value(item.text == u"true"_s);
        return;
    }
    if (item.text == u"nil"_s) {
        operand.base = Operand::Nil{};
        return;
    }
    const TemplateFunction* function = findTemplateFunction(item.text);
    if (!function) {
        const QString hint = suggestion(item.text, templateFunctionNames());
        fail(item.place,
             u"there is no function \"%1\"%2"_s.arg(item.text, hint.isEmpty() ? QString() : u"; "_s + hint));
    }
    operand.base = Operand::Function{item.text, function};
}

void TemplateParser::parseNumber(Operand& operand, const Item& item)
{
    QString text = item.text;
    text.remove(u'_');
    const bool negative = text.startsWith(u'-');
    QString digits = text.startsWith(u'+') || negative ? text.mid(1) : text;
    const QString prefix = digits.left(2).toLower();
    const bool isOctal = digits.size() > 1 && digits.front() == u'0' && digits[1].isDigit();
    const int base = prefix == u"0x"_s ? 16 : prefix == u"0b"_s ? 2 : prefix == u"0o"_s || isOctal ? 8 : 10;
    if (base == 16 || base == 2 || prefix == u"0o"_s) {
        digits = digits.mid(2);
    }
    bool ok = false;
    const qlonglong integer = (negative ? u"-"_s + digits : digits).toLongLong(&ok, base);
    if (ok && !digits.startsWith(u'-') && !digits.startsWith(u'+')) {
        operand.base = Value(qint64{integer});
        return;
    }
    const double real = text.toDouble(&ok);
    const bool isReal = text.contains(u'.') || text.contains(u'e', Qt::CaseInsensitive);
    if (!ok || base == 16 || !isReal) {
        fail(item.place, isReal || !ok ? u"\"%1\" isn't a number"_s.arg(item.text)
                                       : u"the number %1 is too large"_s.arg(item.text));
    }
    operand.base = Value(real);
}

} // namespace Drover
