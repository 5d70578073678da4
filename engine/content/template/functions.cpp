#include "engine/content/template/functions.h"

#include "engine/content/template/functionlibrary.h"

#include <QHash>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

const QHash<QString, TemplateFunction>& functionTable()
{
    static const QHash<QString, TemplateFunction> table = [] {
        QHash<QString, TemplateFunction> all;
        for (const auto& list : {TemplateLibrary::basicFunctions(), TemplateLibrary::numberFunctions(),
                                 TemplateLibrary::textFunctions(), TemplateLibrary::listFunctions(),
                                 TemplateLibrary::codecFunctions()}) {
            for (const TemplateFunction& function : list) {
                all.insert(function.name, function);
            }
        }
        return all;
    }();
    return table;
}

QString countText(const TemplateFunction& function)
{
    const QString least = QString::number(function.minArgs);
    if (function.maxArgs < 0) {
        return u"at least "_s + least;
    }
    return function.minArgs == function.maxArgs ? least : u"%1 to %2"_s.arg(least).arg(function.maxArgs);
}

} // namespace

const TemplateFunction* findTemplateFunction(const QString& name)
{
    const auto it = functionTable().constFind(name);
    return it == functionTable().constEnd() ? nullptr : &*it;
}

QStringList templateFunctionNames()
{
    QStringList names = functionTable().keys();
    names.sort();
    return names;
}

CallResult callTemplateFunction(const TemplateFunction& function, const QList<Value>& args)
{
    if (args.size() < function.minArgs || (function.maxArgs >= 0 && args.size() > function.maxArgs)) {
        return callError(u"%1 takes %2 arguments, was given %3"_s.arg(function.name, countText(function))
                             .arg(args.size()));
    }
    CallResult result = function.body(args);
    if (!result) {
        if (!result.error().nested) {
            result.error().text.prepend(function.name + u": "_s);
        }
        return result;
    }
    const bool isText = result->isString();
    if (result->size() > (isText ? TemplateLimits::stringSize : TemplateLimits::listSize)) {
        return callError(u"%1: the result is too large"_s.arg(function.name));
    }
    if (result->depth() > TemplateLimits::valueDepth) {
        return callError(u"%1: the result is nested too deep"_s.arg(function.name));
    }
    return result;
}

} // namespace Drover
