#pragma once

#include <QList>
#include <QString>

namespace Drover {

/// What becomes of the work when a window goes.
enum class EngineOwner {
    ThisWindow, ///< the engine goes with it; jobs that run outlive it
    Another     ///< another console or `drover serve` has it, and goes on
};

/// A data directory that was open before.
struct KnownDirectory
{
    QString path;
    bool served = false; ///< an engine works in it now: opening it attaches to that one
    bool operator==(const KnownDirectory&) const = default;
};

/// What the program around a window knows of the place it works in; the window is told and never asks. A
/// value.
struct Surroundings
{
    EngineOwner owner = EngineOwner::ThisWindow;
    QList<KnownDirectory> recent; ///< newest first, without the one that is open
    QString demoDirectory;        ///< of the simulated fleet
    bool demoThere = false;       ///< it was made before
    qint64 freeBytes = -1;        ///< where the data directory lies; -1: unknown
    // Of the real example:
    bool directoryIsReal = true; ///< real processes can't run in a simulated directory
    QStringList missingPrograms; ///< that its tasks call and this computer lacks
    QString busyAddress;         ///< HOST:PORT that something else uses; empty: all are free
    [[nodiscard]] bool exampleRuns() const
    {
        return directoryIsReal && missingPrograms.isEmpty() && busyAddress.isEmpty();
    }
};

} // namespace Drover
