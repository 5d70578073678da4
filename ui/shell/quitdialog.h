#pragma once

#include "models/replica.h"
#include "ui/shell/surroundings.h"

#include <QDialog>

namespace Drover {

/// What will happen to an open operation, in one sentence.
[[nodiscard]] QString quitText(const Operation& operation, bool simulated, int runningJobs);

/// Why a window leaves its engine.
enum class Leaving { Quits, OpensAnother };

/// Asks before the window leaves its engine over open operations, and says of each what will happen.
/// `accepted` = go. Window-modal, deletes itself; UI thread.
class QuitDialog : public QDialog
{
    Q_OBJECT
public:
    QuitDialog(const Replica& replica, Leaving leaving, QWidget* window);

    /// Nothing has to be asked: no operation is open, or the engine goes on without us.
    [[nodiscard]] static bool isNeeded(const Replica& replica, EngineOwner owner);
};

} // namespace Drover
