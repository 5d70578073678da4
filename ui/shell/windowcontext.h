#pragma once

namespace Drover {

class CommandSender;
class Engine;
class HistoryLoader;
class Replica;
class Selection;

/// What every part of the window works with; all of it is owned by MainWindow and outlives the parts.
struct WindowContext
{
    Engine& engine;
    Replica& replica;
    Selection& selection;
    CommandSender& sender;
    HistoryLoader& history;
};

} // namespace Drover
