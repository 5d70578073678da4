#pragma once

#include "app/cli/globals.h"
#include "app/cli/shell.h"

#include <QSize>
#include <QStringList>
#include <functional>

namespace Drover {

/// What `drover picture` is asked for.
struct PictureOptions
{
    QString pane;
    QString file;
    QSize size{1440, 900};
    double scale = 1;
    bool light = false;
};

/// What the program is asked to do.
struct Invocation
{
    enum class Kind {
        Print, ///< only print `text` and exit with `exitCode`: help, version, wrong usage
        Verb,
        Window,
        Picture,
    };
    Kind kind = Kind::Print;
    Globals globals;
    QString verb;                        ///< "cluster provision"
    std::function<ExitCode(Shell&)> run; ///< of a verb
    PictureOptions picture;
    QString text;
    ExitCode exitCode = ExitCode::Done;
};

/// Takes the command line apart; the program's name is not among `arguments`. Never fails: wrong usage is an
/// invocation that prints what is wrong.
[[nodiscard]] Invocation parseCommandLine(const QStringList& arguments);

} // namespace Drover
