#pragma once

#include "ui/shell/surroundings.h"
#include "ui/shell/windowcontext.h"

#include <QToolBar>

class QMenu;
class QToolButton;

namespace Drover {

class EngineButton;
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
    void setSurroundings(const Surroundings& around);
    /// Behind the button at the left: what concerns the program as a whole.
    [[nodiscard]] QMenu* menu() const { return m_menu; }

signals:
    void objectChosen(const QString& key); ///< of those that wait for a person
    void overviewRequested();
    void paletteRequested();
    void themeRequested(); ///< the other of dark and light
    void surroundingsWanted();
    void directoryChosen(const QString& path);
    void openRequested();
    void attachRequested();
    void demoRequested();

private:
    void openDirectories();
    void openAlerts();
    void update();
    void wearTheme();

    WindowContext m_context;
    Surroundings m_around;
    EngineButton* m_engine;
    QMenu* m_menu;
    LiveIndicator* m_live;
    QToolButton* m_attention;
    PaletteField* m_palette;
    QToolButton* m_theme;
};

} // namespace Drover
