#include "engine/content/template/functionlibrary.h"

#include <cmath>

using namespace Qt::StringLiterals;

namespace Drover::TemplateLibrary {

namespace {

using Args = const QList<Value>&;

/// Folds whole numbers from the left; an overflow is an error.
template <class Step>
CallResult foldInts(Args args, Step step)
{
    IntResult result = intOf(args.first());
    for (qsizetype i = 1; i < args.size() && result; ++i) {
        const IntResult next = intOf(args[i]);
        if (!next) {
            return tl::make_unexpected(next.error());
        }
        qint64 folded = 0;
        if (step(*result, *next, &folded)) {
            return callError(u"the result is too large"_s);
        }
        result = folded;
    }
    if (!result) {
        return tl::make_unexpected(result.error());
    }
    return Value(*result);
}

template <class Step>
CallResult foldFloats(Args args, Step step)
{
    auto result = floatOf(args.first());
    for (qsizetype i = 1; i < args.size() && result; ++i) {
        const auto next = floatOf(args[i]);
        if (!next) {
            return tl::make_unexpected(next.error());
        }
        result = step(*result, *next);
    }
    if (!result) {
        return tl::make_unexpected(result.error());
    }
    return Value(*result);
}

template <class Function>
CallResult mapFloat(const Value& value, Function function)
{
    const auto number = floatOf(value);
    if (!number) {
        return tl::make_unexpected(number.error());
    }
    return Value(function(*number));
}

CallResult divide(Args args, bool wantsRest)
{
    const IntResult left = intOf(args[0]);
    const IntResult right = intOf(args[1]);
    if (!left || !right) {
        return tl::make_unexpected(!left ? left.error() : right.error());
    }
    if (*right == 0) {
        return callError(u"a division by zero"_s);
    }
    if (*right == -1) { // the smallest int has no positive twin
        return wantsRest ? CallResult(Value(qint64{0}))
                         : foldInts({Value(qint64{0}), args[0]}, [](auto a, auto b, auto* out) {
                               return __builtin_sub_overflow(a, b, out);
                           });
    }
    return Value(wantsRest ? *left % *right : *left / *right);
}

CallResult toInt(Args args)
{
    // Like a cast in sprig, "3.7" is 3 too.
    if (args.first().isString()) {
        return mapFloat(args.first(), [](double number) { return Value(number).toInt(); });
    }
    return intOf(args.first()).map([](qint64 number) { return Value(number); });
}

CallResult until(Args args)
{
    qint64 bounds[3] = {0, 0, 1}; // begin, end, step
    for (qsizetype i = 0; i < args.size(); ++i) {
        const IntResult bound = intOf(args[i]);
        if (!bound) {
            return tl::make_unexpected(bound.error());
        }
        bounds[args.size() == 1 ? 1 : i] = *bound;
    }
    auto [begin, end, step] = bounds;
    if (args.size() == 1 && end < 0) {
        step = -1;
    }
    Value::List list;
    const bool forward = step > 0;
    for (qint64 i = begin; step != 0 && (forward ? i < end : i > end); i += step) {
        if (list.size() >= TemplateLimits::listSize) {
            return callError(u"the list would be too long"_s);
        }
        list.append(Value(i));
    }
    return Value(list);
}

CallResult roundTo(Args args)
{
    const IntResult places = args.size() > 1 ? intOf(args[1]) : IntResult(0);
    if (!places) {
        return tl::make_unexpected(places.error());
    }
    const double scale = std::pow(10.0, static_cast<double>(*places));
    return mapFloat(args[0], [scale](double number) { return std::round(number * scale) / scale; });
}

} // namespace

QList<TemplateFunction> numberFunctions()
{
    const auto toFloat = [](Args args) {
        return mapFloat(args.first(), [](double number) { return number; });
    };
    return {
        {u"add"_s, 1, -1,
         [](Args args) {
             return foldInts(args,
                             [](auto a, auto b, auto* out) { return __builtin_add_overflow(a, b, out); });
         }},
        {u"add1"_s, 1, 1,
         [](Args args) {
             return foldInts({args.first(), Value(qint64{1})},
                             [](auto a, auto b, auto* out) { return __builtin_add_overflow(a, b, out); });
         }},
        {u"sub"_s, 2, 2,
         [](Args args) {
             return foldInts(args,
                             [](auto a, auto b, auto* out) { return __builtin_sub_overflow(a, b, out); });
         }},
        {u"mul"_s, 1, -1,
         [](Args args) {
             return foldInts(args,
                             [](auto a, auto b, auto* out) { return __builtin_mul_overflow(a, b, out); });
         }},
        {u"div"_s, 2, 2, [](Args args) { return divide(args, false); }},
        {u"mod"_s, 2, 2, [](Args args) { return divide(args, true); }},
        {u"max"_s, 1, -1,
         [](Args args) {
             return foldInts(args, [](auto a, auto b, auto* out) {
                 *out = std::max(a, b);
                 return false;
             });
         }},
        {u"min"_s, 1, -1,
         [](Args args) {
             return foldInts(args, [](auto a, auto b, auto* out) {
                 *out = std::min(a, b);
                 return false;
             });
         }},
        {u"addf"_s, 1, -1,
         [](Args args) { return foldFloats(args, [](double a, double b) { return a + b; }); }},
        {u"subf"_s, 1, -1,
         [](Args args) { return foldFloats(args, [](double a, double b) { return a - b; }); }},
        {u"mulf"_s, 1, -1,
         [](Args args) { return foldFloats(args, [](double a, double b) { return a * b; }); }},
        {u"divf"_s, 1, -1,
         [](Args args) { return foldFloats(args, [](double a, double b) { return a / b; }); }},
        {u"maxf"_s, 1, -1,
         [](Args args) { return foldFloats(args, [](double a, double b) { return std::max(a, b); }); }},
        {u"minf"_s, 1, -1,
         [](Args args) { return foldFloats(args, [](double a, double b) { return std::min(a, b); }); }},
        {u"round"_s, 1, 2, roundTo},
        {u"ceil"_s, 1, 1,
         [](Args args) { return mapFloat(args.first(), [](double n) { return std::ceil(n); }); }},
        {u"floor"_s, 1, 1,
         [](Args args) { return mapFloat(args.first(), [](double n) { return std::floor(n); }); }},
        {u"int"_s, 1, 1, toInt},
        {u"int64"_s, 1, 1, toInt},
        {u"atoi"_s, 1, 1, toInt},
        {u"float64"_s, 1, 1, toFloat},
        {u"until"_s, 1, 1, until},
        {u"untilStep"_s, 3, 3, until},
    };
}

} // namespace Drover::TemplateLibrary
