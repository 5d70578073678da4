#pragma once

#include "app/cli/commandline.h"

#include <memory>

class QCoreApplication;

namespace Drover {

/// The part of the program that needs a window system; a build without one has the other implementation,
/// which says so. Main thread.

/// The application object for a window, or for pictures without any display.
[[nodiscard]] std::unique_ptr<QCoreApplication> makeWindowApplication(int& argc, char** argv,
                                                                      const Invocation& invocation);

/// Opens the console and stays until it is closed. Answers the program's exit code.
[[nodiscard]] int runWindow(const Invocation& invocation);

/// Paints the window or a pane into a file.
[[nodiscard]] int takePicture(const Invocation& invocation);

} // namespace Drover
