#pragma once

#include "app/cli/globals.h"
#include "engine/core/error.h"

#include <QJsonValue>
#include <functional>

class QIODevice;

namespace Drover {

/// Where a verb writes: what was asked for goes to the standard output, everything said about it (progress,
/// notes, refusals) to the standard error. Owned by the program's start; one thread.
class Terminal
{
public:
    struct Screen
    {
        bool isTerminal = false; ///< the standard error is read by a person: a bar may be drawn
        int columns = 80;
    };
    Terminal(QIODevice& out, QIODevice& err, const Globals& globals, Screen screen);

    /// Prints a document as `-o` asks; `table` makes the text for people.
    void print(const QJsonValue& document, const std::function<QString()>& table);
    /// Prints text for people; with `-o json|yaml` nothing, the document says it.
    void printText(const QString& text);
    /// Bytes as they are: logs and exports.
    void write(const QByteArray& bytes);
    /// A line on the standard error, unless quiet.
    void note(const QString& line);
    /// Redraws the line that is being redrawn; only on a terminal.
    void redraw(const QString& line);
    /// Ends redrawing.
    void endRedraw();
    /// Says why not and what would help; one line each, or the `refused` document. Answers how to exit.
    ExitCode refuse(const Error& error);
    /// Faults of files, one line each as FILE:LINE, or one document.
    ExitCode refuse(const QString& code, const Problems& problems);

    /// How to exit when the verb ended so: an output that could not be written is no success.
    [[nodiscard]] ExitCode ended(ExitCode code);

    [[nodiscard]] const Globals& globals() const { return m_globals; }
    [[nodiscard]] const Screen& screen() const { return m_screen; }

private:
    void error(const QString& line);

    QIODevice& m_out;
    QIODevice& m_err;
    Globals m_globals;
    Screen m_screen;
    bool m_redrawing = false;
    QString m_unwritten; ///< why the first output was lost; empty: none was
};

} // namespace Drover
