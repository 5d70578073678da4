#include "engine/content/template/functionlibrary.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Drover::TemplateLibrary {

namespace {

bool isComparable(const Value& left, const Value& right)
{
    return left.isNil() || right.isNil() || left.kind() == right.kind() ||
           (left.isNumber() && right.isNumber());
}

CallResult equals(const Value& left, const Value& right)
{
    if (!isComparable(left, right)) {
        return callError(u"a %1 can't be compared with a %2"_s.arg(left.kindName(), right.kindName()));
    }
    const auto isBasic = [](const Value& value) {
        return value.kind() != Value::Kind::List && value.kind() != Value::Kind::Map;
    };
    if (!isBasic(left) || !isBasic(right)) {
        return callError(
            u"a %1 can't be compared; use deepEqual"_s.arg((isBasic(left) ? right : left).kindName()));
    }
    return Value(left == right);
}

CallResult isLess(const Value& left, const Value& right)
{
    if (left.isString() && right.isString()) {
        return Value(left.string().toUtf8() < right.string().toUtf8());
    }
    if (!left.isNumber() || !right.isNumber()) {
        return callError(u"a %1 and a %2 have no order"_s.arg(left.kindName(), right.kindName()));
    }
    const bool ints = left.kind() == Value::Kind::Int && right.kind() == Value::Kind::Int;
    return Value(ints ? left.toInt() < right.toInt() : left.toDouble() < right.toDouble());
}

CallResult isLessOrEqual(const Value& left, const Value& right)
{
    CallResult less = isLess(left, right);
    return !less || less->truth() ? less : equals(left, right);
}

CallResult negate(const CallResult& result)
{
    return result.map([](const Value& value) { return Value(!value.truth()); });
}

CallResult indexOnce(const Value& of, const Value& key)
{
    if (of.kind() == Value::Kind::Map) {
        if (!key.isString()) {
            return callError(u"a map is indexed by a string, not by a %1"_s.arg(key.kindName()));
        }
        return of.member(key.string()).value_or(Value()); // as in Go: no value, and printing that is an error
    }
    if (of.kind() != Value::Kind::List && !of.isString()) {
        return of.isNil() ? callError(u"there is no value to index"_s)
                          : callError(u"a %1 can't be indexed"_s.arg(of.kindName()));
    }
    if (key.kind() != Value::Kind::Int) {
        return callError(u"a %1 is indexed by a number, not by a %2"_s.arg(of.kindName(), key.kindName()));
    }
    const QByteArray bytes = of.isString() ? of.string().toUtf8() : QByteArray();
    const qsizetype size = of.isString() ? bytes.size() : of.size();
    if (key.toInt() < 0 || key.toInt() >= size) {
        return callError(u"the index %1 is out of range: there are %2"_s.arg(key.toInt()).arg(size));
    }
    if (of.isString()) {
        return Value(qint64{static_cast<unsigned char>(bytes[key.toInt()])});
    }
    return of.at(key.toInt());
}

CallResult index(const QList<Value>& args)
{
    CallResult value = args.first();
    for (qsizetype i = 1; i < args.size() && value; ++i) {
        value = indexOnce(*value, args[i]);
    }
    return value;
}

CallResult slice(const QList<Value>& args)
{
    const Value& of = args.first();
    if (of.kind() != Value::Kind::List && !of.isString()) {
        return needsKind(of, u"a list or a string"_s);
    }
    const QByteArray bytes = of.isString() ? of.string().toUtf8() : QByteArray();
    const qsizetype size = of.isString() ? bytes.size() : of.size();
    for (qsizetype i = 1; i < args.size(); ++i) {
        if (args[i].kind() != Value::Kind::Int) {
            return needsKind(args[i], u"a number"_s);
        }
    }
    const qint64 begin = args.size() > 1 ? args[1].toInt() : 0;
    const qint64 end = args.size() > 2 ? args[2].toInt() : size;
    if (begin < 0 || begin > end || end > size) {
        return callError(u"%1 to %2 is out of range: there are %3"_s.arg(begin).arg(end).arg(size));
    }
    return of.isString() ? Value(QString::fromUtf8(bytes.mid(begin, end - begin)))
                         : Value(of.items().mid(begin, end - begin));
}

CallResult length(const QList<Value>& args)
{
    const Value& of = args.first();
    if (of.isString()) {
        return Value(qint64{of.string().toUtf8().size()});
    }
    if (of.kind() != Value::Kind::List && of.kind() != Value::Kind::Map) {
        return needsKind(of, u"a string, a list or a map"_s);
    }
    return Value(qint64{of.size()});
}

/// Go's Sprint: a space between two operands of which neither is a string.
CallResult print(const QList<Value>& args)
{
    QString out;
    for (qsizetype i = 0; i < args.size(); ++i) {
        if (i > 0 && !args[i].isString() && !args[i - 1].isString()) {
            out += u' ';
        }
        out += args[i].isNil() ? u"<nil>"_s : args[i].print();
    }
    return Value(out);
}

CallResult println(const QList<Value>& args)
{
    QStringList parts;
    for (const Value& arg : args) {
        parts.append(arg.isNil() ? u"<nil>"_s : arg.print());
    }
    return Value(parts.join(u' ') + u'\n');
}

CallResult equalsAny(const QList<Value>& args)
{
    for (qsizetype i = 1; i < args.size(); ++i) {
        CallResult result = equals(args.first(), args[i]);
        if (!result || result->truth()) {
            return result;
        }
    }
    return Value(false);
}

using Args = const QList<Value>&;

} // namespace

QString textOf(const Value& value)
{
    return value.isNil() ? QString() : value.print();
}

IntResult intOf(const Value& value)
{
    switch (value.kind()) {
    case Value::Kind::Int:
    case Value::Kind::Float:
        return value.toInt();
    case Value::Kind::Bool:
        return value.toBool() ? 1 : 0;
    case Value::Kind::String: {
        bool ok = false;
        const qint64 number = value.string().trimmed().toLongLong(&ok);
        if (ok) {
            return number;
        }
        return callError(u"\"%1\" isn't a whole number"_s.arg(value.string().left(60)));
    }
    default:
        return callError(u"a number is needed here, not %1"_s.arg(value.kindName()));
    }
}

tl::expected<double, CallError> floatOf(const Value& value)
{
    if (value.isNumber()) {
        return value.toDouble();
    }
    if (value.isString()) {
        bool ok = false;
        const double number = value.string().trimmed().toDouble(&ok);
        if (ok) {
            return number;
        }
        return callError(u"\"%1\" isn't a number"_s.arg(value.string().left(60)));
    }
    return intOf(value).map([](qint64 number) { return static_cast<double>(number); });
}

Value::List listOf(const Value& value)
{
    if (value.kind() == Value::Kind::List) {
        return value.items();
    }
    return value.isNil() ? Value::List() : Value::List{value};
}

CallResult needsKind(const Value& value, const QString& wanted)
{
    return callError(u"%1 is needed here, not %2"_s.arg(wanted, value.kindName()));
}

QList<TemplateFunction> basicFunctions()
{
    using Lazy = TemplateFunction::Lazy;
    return {
        {u"and"_s, 1, -1,
         [](Args args) -> CallResult {
             const auto it = std::ranges::find_if_not(args, &Value::truth);
             return it == args.cend() ? args.last() : *it;
         },
         Lazy::And},
        {u"or"_s, 1, -1,
         [](Args args) -> CallResult {
             const auto it = std::ranges::find_if(args, &Value::truth);
             return it == args.cend() ? args.last() : *it;
         },
         Lazy::Or},
        {u"not"_s, 1, 1, [](Args args) -> CallResult { return Value(!args.first().truth()); }},
        {u"eq"_s, 2, -1, equalsAny},
        {u"ne"_s, 2, 2, [](Args args) { return negate(equals(args[0], args[1])); }},
        {u"lt"_s, 2, 2, [](Args args) { return isLess(args[0], args[1]); }},
        {u"le"_s, 2, 2, [](Args args) { return isLessOrEqual(args[0], args[1]); }},
        {u"gt"_s, 2, 2, [](Args args) { return negate(isLessOrEqual(args[0], args[1])); }},
        {u"ge"_s, 2, 2, [](Args args) { return negate(isLess(args[0], args[1])); }},
        {u"deepEqual"_s, 2, 2, [](Args args) -> CallResult { return Value(args[0] == args[1]); }},
        {u"index"_s, 1, -1, index},
        {u"slice"_s, 1, 3, slice},
        {u"len"_s, 1, 1, length},
        {u"print"_s, 0, -1, print},
        {u"println"_s, 0, -1, println},
        {u"printf"_s, 1, -1, formatText},
    };
}

} // namespace Drover::TemplateLibrary
