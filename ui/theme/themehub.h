#pragma once

#include "ui/theme/theme.h"

#include <QObject>

namespace Drover {

/// Makes the resources of this library (icons, style sheet) known. Idempotent.
void initUiResources();

/// Which theme and text scale the application wears. One per process, made on first use; UI thread.
class ThemeHub : public QObject
{
    Q_OBJECT
public:
    [[nodiscard]] static ThemeHub& instance();

    [[nodiscard]] ThemeName name() const { return m_name; }
    [[nodiscard]] double fontScale() const { return m_fontScale; }

    /// Sets style (Fusion), palette, font and style sheet of the application; clears the icon cache. Call
    /// once at the start and again when the setting changes. `fontScale` 0.9…1.3, clamped.
    void apply(ThemeName name, double fontScale);

signals:
    void changed(); ///< after everything is in place; for caches of painted things

private:
    ThemeHub() = default;

    ThemeName m_name = ThemeName::Dark;
    double m_fontScale = 1.0;
};

} // namespace Drover
