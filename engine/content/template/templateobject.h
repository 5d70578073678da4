#pragma once

#include "engine/content/template/template.h"
#include "engine/content/template/value.h"

#include <QString>
#include <QStringList>
#include <optional>
#include <tl/expected.hpp>

namespace Drover {

class TemplateExecution;

/// Why a function or member failed. `nested` is set when the fault lies in another template that it rendered.
struct CallError
{
    QString text;
    std::optional<TemplateError> nested;
};
using CallResult = tl::expected<Value, CallError>;

[[nodiscard]] inline tl::unexpected<CallError> callError(QString text)
{
    return tl::make_unexpected(CallError{std::move(text), std::nullopt});
}

/// Something with members that a template reaches by name, such as `.` with `.Param "x"`. Held by the values
/// of one rendering, on the rendering's thread.
class TemplateObject
{
public:
    TemplateObject() = default;
    TemplateObject(const TemplateObject&) = delete;
    TemplateObject& operator=(const TemplateObject&) = delete;
    virtual ~TemplateObject() = default;

    /// The member's value. Nothing when there is none of that name. `args` are empty for a plain field.
    [[nodiscard]] virtual std::optional<CallResult> call(const QString& member, const QList<Value>& args,
                                                         TemplateExecution& execution) const = 0;
    /// For "there is no X here; it has …".
    [[nodiscard]] virtual QStringList memberNames() const = 0;
};

} // namespace Drover
