#pragma once

#include "models/replica.h"

#include <QDialog>

namespace Drover {

/// What becomes of the work when this window goes.
enum class EngineOwner {
    ThisWindow, ///< the engine goes with it; jobs that run outlive it
    Another     ///< another console or `drover serve` has it, and goes on
};

/// What will happen to an open operation, in one sentence.
[[nodiscard]] QString quitText(const Operation& operation, bool simulated, int runningJobs);

/// Asks before the window closes over open operations, and says of each what will happen. `accepted` = quit.
/// Window-modal, deletes itself; UI thread.
class QuitDialog : public QDialog
{
    Q_OBJECT
public:
    QuitDialog(const Replica& replica, QWidget* window);

    /// Nothing has to be asked: no operation is open, or the engine goes on without us.
    [[nodiscard]] static bool isNeeded(const Replica& replica, EngineOwner owner);
};

} // namespace Drover
