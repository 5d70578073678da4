#pragma once

#include <QWidget>

class QLabel;
class QToolButton;

namespace Drover {

class ElidedLabel;
struct PaletteEntry;

/// Below the palette's list: what the row under the choice does, the same as a command to copy, and the keys.
/// Owned by the palette; UI thread.
class PaletteFoot : public QWidget
{
    Q_OBJECT
public:
    explicit PaletteFoot(QWidget* parent);

    /// Null: nothing is chosen.
    void show(const PaletteEntry* entry);

    static constexpr int previewHeight = 36;
    static constexpr int hintsHeight = 34;

private:
    QWidget* m_preview;
    ElidedLabel* m_hint;
    ElidedLabel* m_command;
    QToolButton* m_copy;
};

} // namespace Drover
