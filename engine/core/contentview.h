#pragma once

#include "engine/core/enums.h"
#include "engine/core/fields.h"

#include <QJsonObject>
#include <QJsonValue>
#include <QList>
#include <QString>
#include <QStringList>

/// What is told about content: what a template became and why, where an object is used, what a list of tasks
/// expands to. Values; made by `engine/content`, carried to clients by `engine/api`. Lines and columns count
/// from 1, columns in UTF-16 units; 0 = unknown.
namespace Drover {

#define DROVER_VALUE(Type, ...)                                                                              \
    static constexpr auto fields()                                                                           \
    {                                                                                                        \
        return std::tuple(__VA_ARGS__);                                                                      \
    }                                                                                                        \
    bool operator==(const Type&) const = default;
#define DROVER_FIELD(Type, member) field(#member, &Type::member)

/// Where a rendering stopped.
struct RenderFault
{
    QString templateName;
    int line = 0;
    int column = 0;
    int length = 0;        ///< of the faulty word in the template; 0 = unknown
    bool included = false; ///< it lies in a template that the outermost one includes …
    int outerLine = 0;     ///< … at this line; else the same as `line`
    QString text;
    QString param;         ///< that has no value; empty: something else is wrong
    bool declared = false; ///< the param has a definition
    QString nearest;       ///< the known name that was most likely meant; empty: none is near
    DROVER_VALUE(RenderFault, DROVER_FIELD(RenderFault, templateName), DROVER_FIELD(RenderFault, line),
                 DROVER_FIELD(RenderFault, column), DROVER_FIELD(RenderFault, length),
                 DROVER_FIELD(RenderFault, included), DROVER_FIELD(RenderFault, outerLine),
                 DROVER_FIELD(RenderFault, text), DROVER_FIELD(RenderFault, param),
                 DROVER_FIELD(RenderFault, declared), DROVER_FIELD(RenderFault, nearest))
};

/// Lines of a rendered text that an included template printed.
struct IncludedLines
{
    QString name;
    int first = 0;
    int count = 0;
    DROVER_VALUE(IncludedLines, DROVER_FIELD(IncludedLines, name), DROVER_FIELD(IncludedLines, first),
                 DROVER_FIELD(IncludedLines, count))
};

/// A piece of a rendered text that a param's value became.
struct ValueSpan
{
    int line = 0;
    int column = 0;
    int length = 0;
    QString param;
    DROVER_VALUE(ValueSpan, DROVER_FIELD(ValueSpan, line), DROVER_FIELD(ValueSpan, column),
                 DROVER_FIELD(ValueSpan, length), DROVER_FIELD(ValueSpan, param))
};

/// One template and what it became; up to the fault when there is one.
struct RenderedText
{
    QString name;
    QString path;   ///< where it is written, rendered; empty: it is run
    QString source; ///< the template's text
    QString text;
    QList<int> lines; ///< for each line of `text` the line of the template that printed it
    QList<IncludedLines> included;
    QList<ValueSpan> values;
    bool failed = false;
    RenderFault fault;
    DROVER_VALUE(RenderedText, DROVER_FIELD(RenderedText, name), DROVER_FIELD(RenderedText, path),
                 DROVER_FIELD(RenderedText, source), DROVER_FIELD(RenderedText, text),
                 DROVER_FIELD(RenderedText, lines), DROVER_FIELD(RenderedText, included),
                 DROVER_FIELD(RenderedText, values), DROVER_FIELD(RenderedText, failed),
                 DROVER_FIELD(RenderedText, fault))
};

enum class ParamUseState {
    Used,       ///< its value went in
    NotReached, ///< the template names it where this rendering did not come
    Unset,      ///< it was asked whether it has a value, and it has none
    Missing,    ///< its value was wanted, and it has none
};
DROVER_ENUM_NAMES(ParamUseState, "used", "not-reached", "unset", "missing")

/// A param that a template names or reached.
struct ParamUse
{
    QString name;
    int line = 0; ///< of the outermost template, where it is first named
    int column = 0;
    ParamUseState state = ParamUseState::Used;
    QJsonValue value = QJsonValue::Undefined; ///< undefined when there is none, or when it is secret
    bool secret = false;
    QString layer;  ///< as Answers::ParamSource names it; `tried` for a value of the moment
    QString source; ///< the profile's or stage's name
    DROVER_VALUE(ParamUse, DROVER_FIELD(ParamUse, name), DROVER_FIELD(ParamUse, line),
                 DROVER_FIELD(ParamUse, column), DROVER_FIELD(ParamUse, state), DROVER_FIELD(ParamUse, value),
                 DROVER_FIELD(ParamUse, secret), DROVER_FIELD(ParamUse, layer),
                 DROVER_FIELD(ParamUse, source))
};

/// In which way one object uses another.
enum class ContentUseHow {
    Lists,        ///< its list of entries names it
    Reaches,      ///< by way of another that lists it
    Requires,     ///< as a required or optional param
    Prerequisite, ///< it has to run before
    Mentions,     ///< a template's text names it
    Includes,     ///< a template includes it, or a task runs it
    Carries,      ///< a profile that it has
    Sets,         ///< gives the param a value
    Names,        ///< the value of one of its params names it
    Runs,         ///< is in this workflow now
    Enters,       ///< a pool's transition
};
DROVER_ENUM_NAMES(ContentUseHow, "lists", "reaches", "requires", "prerequisite", "mentions", "includes",
                  "carries", "sets", "names", "runs", "enters")

/// An object that uses another. `section` is one of content's, or machines, clusters, brokers, pools.
struct ContentUse
{
    QString section;
    QString name;
    ContentUseHow how = ContentUseHow::Lists;
    QString where; ///< by which stage it is reached, which param or template names it, which transition
    int at = 0;    ///< in a list: which entry, from 1
    int of = 0;
    DROVER_VALUE(ContentUse, DROVER_FIELD(ContentUse, section), DROVER_FIELD(ContentUse, name),
                 DROVER_FIELD(ContentUse, how), DROVER_FIELD(ContentUse, where), DROVER_FIELD(ContentUse, at),
                 DROVER_FIELD(ContentUse, of))
};

/// One entry of an expanded list.
struct ExpandedEntry
{
    QString entry; ///< in the task-list grammar
    QString stage; ///< in which it runs
    QString list;  ///< the param whose list put it there; empty: the content itself
    QString layer; ///< where that list comes from
    QString source;
    DROVER_VALUE(ExpandedEntry, DROVER_FIELD(ExpandedEntry, entry), DROVER_FIELD(ExpandedEntry, stage),
                 DROVER_FIELD(ExpandedEntry, list), DROVER_FIELD(ExpandedEntry, layer),
                 DROVER_FIELD(ExpandedEntry, source))
};

#undef DROVER_VALUE
#undef DROVER_FIELD

} // namespace Drover
