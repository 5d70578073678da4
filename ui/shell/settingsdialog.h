#pragma once

#include <QDialog>

namespace Drover {

class ThemeKeeper;

/// What the person may choose for this window: theme and text size. Every choice holds at once and is kept.
/// Window-modal, deletes itself; UI thread.
class SettingsDialog : public QDialog
{
    Q_OBJECT
public:
    SettingsDialog(ThemeKeeper& theme, QWidget* window);
};

} // namespace Drover
