#pragma once

#include "engine/content/template/functions.h"

/// What the files that define template functions share; not for others.
namespace Drover::TemplateLibrary {

[[nodiscard]] QList<TemplateFunction> basicFunctions();  ///< comparison, logic, collections' basics, printing
[[nodiscard]] QList<TemplateFunction> numberFunctions(); ///< arithmetic and conversion
[[nodiscard]] QList<TemplateFunction> textFunctions();
[[nodiscard]] QList<TemplateFunction> listFunctions(); ///< lists and maps
[[nodiscard]] QList<TemplateFunction>
codecFunctions(); ///< JSON, base64, hashes, regular expressions, escapes

/// As sprig's strval: nil is empty, a string itself, all else as printed.
[[nodiscard]] QString textOf(const Value& value);
using IntResult = tl::expected<qint64, CallError>;
/// A number, or a string or bool that means one.
[[nodiscard]] IntResult intOf(const Value& value);
[[nodiscard]] tl::expected<double, CallError> floatOf(const Value& value);
/// A list's items; a single value counts as a list of one, nil as none.
[[nodiscard]] Value::List listOf(const Value& value);
[[nodiscard]] CallResult needsKind(const Value& value, const QString& wanted);

/// Go's fmt.Sprintf; a verb that doesn't fit its argument is an error here.
[[nodiscard]] CallResult formatText(const QList<Value>& args);
/// Go's strconv.Quote.
[[nodiscard]] QString goQuote(const QString& text);

} // namespace Drover::TemplateLibrary
