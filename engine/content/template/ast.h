#pragma once

#include "engine/content/template/value.h"

#include <QByteArray>
#include <QString>
#include <QStringList>
#include <memory>
#include <optional>
#include <variant>
#include <vector>

/// A parsed template. Built by TemplateParser, owned by a Template, never changed after; read from any
/// thread.
namespace Drover {
struct TemplateFunction;
}

namespace Drover::TemplateAst {

struct Place
{
    int line = 0;
    int column = 0;
};

struct Pipeline;
struct Block;

/// What stands as one word of a command. `fields` are the `.A.B` that follow it.
struct Operand
{
    struct Dot
    {
    };
    struct Nil
    {
    };
    struct Variable
    {
        QString name;
        int slot = 0;
    };
    struct Function
    {
        QString name;
        const TemplateFunction* function = nullptr;
    };
    using Nested = std::shared_ptr<const Pipeline>;

    Place place;
    std::variant<Dot, Nil, Value, Variable, Function, Nested> base;
    std::vector<std::pair<QString, Place>> fields;
};

struct Command
{
    Place place;
    std::vector<Operand> words; ///< at least one
};

struct Pipeline
{
    Place place;
    std::vector<int> targets; ///< variables that it declares or sets: none, one, or two in a range
    std::vector<Command> commands;
};

struct Text
{
    QByteArray utf8;
};
struct Action
{
    Pipeline pipeline;
};
struct If
{
    Pipeline pipeline;
    std::shared_ptr<const Block> then;
    std::shared_ptr<const Block> otherwise; ///< may be null
};
struct With
{
    Pipeline pipeline;
    std::shared_ptr<const Block> then;
    std::shared_ptr<const Block> otherwise;
};
struct Range
{
    Pipeline pipeline;
    std::shared_ptr<const Block> body;
    std::shared_ptr<const Block> otherwise;
};
struct Include
{
    QString name;
    std::optional<Pipeline> pipeline;
};
struct Break
{
};
struct Continue
{
};

struct Node
{
    Place place;
    std::variant<Text, Action, If, With, Range, Include, Break, Continue> what;
};

struct Block
{
    std::vector<Node> nodes;
    int slotCount = 1; ///< of a whole template: how many variables live at once; slot 0 is `$`
};

} // namespace Drover::TemplateAst
