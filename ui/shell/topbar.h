#pragma once

#include "ui/shell/windowcontext.h"

#include <QToolBar>

class QLabel;
class QToolButton;

namespace Drover {

class ElidedLabel;
class LiveIndicator;
class PaletteField;

/// The line at the top: which directory this is, whether what one sees is live, what needs a person. 48 high.
/// Owned by the window; UI thread.
class TopBar : public QToolBar
{
    Q_OBJECT
public:
    explicit TopBar(const WindowContext& context, QWidget* parent = nullptr);

    /// Where the palette opens, in global coordinates.
    [[nodiscard]] QRect paletteField() const;

signals:
    void attentionRequested();
    void paletteRequested();
    void themeRequested(); ///< the other of dark and light

private:
    void update();
    void wearTheme();

    WindowContext m_context;
    ElidedLabel* m_directory;
    LiveIndicator* m_live;
    QToolButton* m_attention;
    PaletteField* m_palette;
    QToolButton* m_theme;
};

} // namespace Drover
