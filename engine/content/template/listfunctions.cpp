#include "engine/content/template/functionlibrary.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Drover::TemplateLibrary {

namespace {

using Args = const QList<Value>&;
using Kind = Value::Kind;

/// Runs `work` on the items of the argument, which must be a list.
template <class Work>
CallResult onList(const Value& value, Work work)
{
    if (value.kind() != Kind::List) {
        return needsKind(value, u"a list"_s);
    }
    return work(value.items());
}

CallResult needsMap(const Value& value)
{
    return needsKind(value, u"a map"_s);
}

CallResult dict(Args args)
{
    Value::Map map;
    for (qsizetype i = 0; i < args.size(); i += 2) {
        map.insert_or_assign(textOf(args[i]), i + 1 < args.size() ? args[i + 1] : Value(QString()));
    }
    return Value(std::move(map));
}

CallResult get(Args args)
{
    if (args[0].kind() != Kind::Map) {
        return needsMap(args[0]);
    }
    return args[0].member(textOf(args[1])).value_or(Value(QString()));
}

CallResult keys(Args args)
{
    QStringList all;
    for (const Value& map : args) {
        if (map.kind() != Kind::Map) {
            return needsMap(map);
        }
        all += map.keys();
    }
    return Value(all);
}

CallResult values(Args args)
{
    if (args[0].kind() != Kind::Map) {
        return needsMap(args[0]);
    }
    Value::List all;
    for (const auto& [key, value] : args[0].members()) {
        all.append(value);
    }
    return Value(std::move(all));
}

/// merge: the first map that has a key wins. mergeOverwrite: the last.
CallResult merge(Args args, bool lastWins)
{
    Value::Map merged;
    for (const Value& map : args) {
        if (map.kind() != Kind::Map) {
            return needsMap(map);
        }
        for (const auto& [key, value] : map.members()) {
            if (lastWins) {
                merged.insert_or_assign(key, value);
            } else {
                merged.emplace(key, value);
            }
        }
    }
    return Value(std::move(merged));
}

CallResult pickOrOmit(Args args, bool picks)
{
    if (args[0].kind() != Kind::Map) {
        return needsMap(args[0]);
    }
    QStringList named;
    for (qsizetype i = 1; i < args.size(); ++i) {
        named.append(textOf(args[i]));
    }
    Value::Map result = args[0].members();
    std::erase_if(result, [&](const auto& member) { return named.contains(member.first) != picks; });
    return Value(std::move(result));
}

/// dig "a" "b" DEFAULT MAP
CallResult dig(Args args)
{
    Value value = args.last();
    for (qsizetype i = 0; i < args.size() - 2; ++i) {
        if (value.kind() != Kind::Map) {
            return needsMap(value);
        }
        const std::optional<Value> next = value.member(textOf(args[i]));
        if (!next) {
            return args[args.size() - 2];
        }
        value = *next;
    }
    return value;
}

CallResult concat(Args args)
{
    Value::List all;
    for (const Value& list : args) {
        if (list.kind() != Kind::List) {
            return needsKind(list, u"a list"_s);
        }
        all += list.items();
    }
    return Value(std::move(all));
}

CallResult uniq(const Value::List& items)
{
    Value::List once;
    QStringList seen; // compared as printed first: cheap, and nearly always enough
    for (const Value& item : items) {
        if (!seen.contains(item.print()) || !once.contains(item)) {
            seen.append(item.print());
            once.append(item);
        }
    }
    return Value(std::move(once));
}

CallResult sortAlpha(Args args)
{
    QStringList texts;
    for (const Value& item : listOf(args[0])) {
        texts.append(textOf(item));
    }
    texts.sort();
    return Value(texts);
}

QString goKind(const Value& value)
{
    switch (value.kind()) {
    case Kind::Nil:
        return u"invalid"_s;
    case Kind::Bool:
        return u"bool"_s;
    case Kind::Int:
        return u"int"_s;
    case Kind::Float:
        return u"float64"_s;
    case Kind::String:
        return u"string"_s;
    case Kind::List:
        return u"slice"_s;
    case Kind::Map:
        return u"map"_s;
    case Kind::Object:
        return u"ptr"_s;
    }
    return {};
}

/// In DRP every number of a param is a float64; both names of a whole number are right here.
CallResult kindIs(Args args)
{
    const QString wanted = textOf(args[0]);
    if (args[1].kind() == Kind::Int) {
        return Value(wanted == u"int"_s || wanted == u"int64"_s || wanted == u"float64"_s);
    }
    return Value(goKind(args[1]) == wanted);
}

CallResult coalesce(Args args)
{
    const auto it = std::ranges::find_if(args, &Value::truth);
    return it == args.cend() ? Value() : *it;
}

CallResult ternary(Args args)
{
    if (args[2].kind() != Kind::Bool) {
        return needsKind(args[2], u"a bool"_s);
    }
    return args[2].toBool() ? args[0] : args[1];
}

CallResult has(Args args)
{
    return onList(args[1],
                  [&](const Value::List& items) -> CallResult { return Value(items.contains(args[0])); });
}

QList<TemplateFunction> mapFunctions()
{
    return {
        {u"dict"_s, 0, -1, dict},
        {u"get"_s, 2, 2, get},
        {u"hasKey"_s, 2, 2,
         [](Args args) -> CallResult {
             return args[0].kind() == Kind::Map ? Value(args[0].member(textOf(args[1])).has_value())
                                                : needsMap(args[0]);
         }},
        {u"keys"_s, 1, -1, keys},
        {u"values"_s, 1, 1, values},
        {u"merge"_s, 1, -1, [](Args args) { return merge(args, false); }},
        {u"mergeOverwrite"_s, 1, -1, [](Args args) { return merge(args, true); }},
        {u"pick"_s, 1, -1, [](Args args) { return pickOrOmit(args, true); }},
        {u"omit"_s, 1, -1, [](Args args) { return pickOrOmit(args, false); }},
        {u"dig"_s, 3, -1, dig},
        {u"default"_s, 1, 2,
         [](Args args) -> CallResult { return args.last().truth() ? args.last() : args.first(); }},
        {u"empty"_s, 1, 1, [](Args args) -> CallResult { return Value(!args[0].truth()); }},
        {u"coalesce"_s, 0, -1, coalesce},
        {u"ternary"_s, 3, 3, ternary},
        {u"all"_s, 0, -1,
         [](Args args) -> CallResult { return Value(std::ranges::all_of(args, &Value::truth)); }},
        {u"any"_s, 0, -1,
         [](Args args) -> CallResult { return Value(std::ranges::any_of(args, &Value::truth)); }},
        {u"kindOf"_s, 1, 1, [](Args args) -> CallResult { return Value(goKind(args[0])); }},
        {u"kindIs"_s, 2, 2, kindIs},
    };
}

} // namespace

QList<TemplateFunction> listFunctions()
{
    using List = const Value::List&;
    const auto makeList = [](Args args) -> CallResult { return Value(Value::List(args)); };
    return mapFunctions() +
           QList<TemplateFunction>{
               {u"list"_s, 0, -1, makeList},
               {u"tuple"_s, 0, -1, makeList},
               {u"first"_s, 1, 1,
                [](Args args) {
                    return onList(args[0], [](List items) -> CallResult {
                        return items.isEmpty() ? Value() : items.first();
                    });
                }},
               {u"last"_s, 1, 1,
                [](Args args) {
                    return onList(args[0], [](List items) -> CallResult {
                        return items.isEmpty() ? Value() : items.last();
                    });
                }},
               {u"rest"_s, 1, 1,
                [](Args args) {
                    return onList(args[0], [](List items) -> CallResult { return Value(items.mid(1)); });
                }},
               {u"initial"_s, 1, 1,
                [](Args args) {
                    return onList(args[0], [](List items) -> CallResult {
                        return Value(items.first(std::max<qsizetype>(items.size() - 1, 0)));
                    });
                }},
               {u"append"_s, 2, 2,
                [](Args args) {
                    return onList(args[0], [&](List items) -> CallResult {
                        return Value(items + Value::List{args[1]});
                    });
                }},
               {u"prepend"_s, 2, 2,
                [](Args args) {
                    return onList(args[0], [&](List items) -> CallResult {
                        return Value(Value::List{args[1]} + items);
                    });
                }},
               {u"concat"_s, 0, -1, concat},
               {u"has"_s, 2, 2, has},
               {u"without"_s, 1, -1,
                [](Args args) {
                    return onList(args[0], [&](Value::List items) -> CallResult {
                        items.removeIf([&](const Value& item) { return args.mid(1).contains(item); });
                        return Value(std::move(items));
                    });
                }},
               {u"compact"_s, 1, 1,
                [](Args args) {
                    return onList(args[0], [](Value::List items) -> CallResult {
                        items.removeIf([](const Value& item) { return !item.truth(); });
                        return Value(std::move(items));
                    });
                }},
               {u"uniq"_s, 1, 1, [](Args args) { return onList(args[0], uniq); }},
               {u"reverse"_s, 1, 1,
                [](Args args) {
                    return onList(args[0], [](Value::List items) -> CallResult {
                        std::ranges::reverse(items);
                        return Value(std::move(items));
                    });
                }},
               {u"sortAlpha"_s, 1, 1, sortAlpha},
               {u"toStrings"_s, 1, 1,
                [](Args args) -> CallResult {
                    QStringList texts;
                    for (const Value& item : listOf(args[0])) {
                        texts.append(textOf(item));
                    }
                    return Value(texts);
                }},
           };
}

} // namespace Drover::TemplateLibrary
