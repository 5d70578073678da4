#pragma once

#include "engine/content/template/templateobject.h"

#include <QStringList>

namespace Drover {

/// A function that templates may call. The table of them is built once and never changes; any thread.
struct TemplateFunction
{
    using Body = CallResult (*)(const QList<Value>& args);

    QString name;
    int minArgs = 0;
    int maxArgs = 0; ///< -1 = any number
    Body body = nullptr;
    /// `and` and `or` evaluate no more arguments than they need; the executor sees to it.
    enum class Lazy { No, And, Or } lazy = Lazy::No;
};

/// Null when there is none of that name.
[[nodiscard]] const TemplateFunction* findTemplateFunction(const QString& name);
[[nodiscard]] QStringList templateFunctionNames();

/// Calls it, checking the number of arguments and the size of what comes back.
[[nodiscard]] CallResult callTemplateFunction(const TemplateFunction& function, const QList<Value>& args);

/// What one rendering may use up. A template that asks for more fails.
namespace TemplateLimits {
constexpr qsizetype outputBytes = 16 * 1024 * 1024;
constexpr qsizetype stringSize = 16 * 1024 * 1024;
constexpr qsizetype listSize = 1'000'000;
constexpr int valueDepth = 100;
constexpr int includeDepth = 100;
constexpr qint64 steps = 1'000'000;
} // namespace TemplateLimits

} // namespace Drover
