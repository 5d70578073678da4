#pragma once

#include "models/logsource.h"
#include "ui/theme/fonts.h"

#include <QFontMetricsF>

namespace Drover {

/// What the parts of LogView share: lengths, and a line as it stands in the view.
struct LogMetrics
{
    static constexpr int Margin = 12;
    static constexpr qsizetype LongestShown = 8'000; ///< one endless line must not stall the painter

    [[nodiscard]] static double advance()
    {
        return QFontMetricsF(themeFont(FontRole::FigureSmall)).horizontalAdvance(u'0');
    }

    /// Time, space, text.
    [[nodiscard]] static QString shown(const LogLine& line)
    {
        QString text = line.time.isEmpty() ? line.text : line.time + u' ' + line.text;
        if (text.size() > LongestShown) {
            text.truncate(LongestShown);
            text += u'…';
        }
        return text.replace(u'\t', QStringLiteral("    "));
    }
};

} // namespace Drover
