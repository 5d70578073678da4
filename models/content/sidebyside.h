#pragma once

#include "engine/core/contentview.h"

#include <QSet>

namespace Drover {

/// One row of a template beside what it became. 0 = nothing stands there.
struct CodeRow
{
    int left = 0;     ///< line of the template
    int right = 0;    ///< line of the rendered text, the first of those folded
    int folded = 0;   ///< so many lines of an included template stand in this row
    QString included; ///< that template's name, in its first row
    bool operator==(const CodeRow&) const = default;
};

/// Puts each rendered line beside the line of the template that printed it. What a loop prints again goes
/// into rows whose template line prints nothing, else into rows of its own; a line that prints nothing leaves
/// a gap. `open`: names of included templates that are shown line by line. Pure.
[[nodiscard]] QList<CodeRow> alignCode(const RenderedText& text, int templateLines,
                                       const QSet<QString>& open);

/// The lines of a text; a line feed at its end begins no further one.
[[nodiscard]] QStringList codeLines(const QString& text);

} // namespace Drover
