#pragma once

#include "app/cli/commandline.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

namespace Drover {

/// Adds one verb with its options; the parts of the tree register themselves into the same invocation. Used
/// while a command line is parsed.
class CommandTree
{
public:
    CommandTree(CLI::App& root, Invocation& invocation) : m_root(root), m_invocation(invocation) {}

    [[nodiscard]] CLI::App& root() { return m_root; }

    /// A verb below `parent`. `run` is called with the options as parsed.
    template <class Options>
    CLI::App* verb(CLI::App& parent, const char* name, const char* about, std::shared_ptr<Options> options,
                   std::function<ExitCode(Shell&, const Options&)> run)
    {
        CLI::App* app = parent.add_subcommand(name, about);
        app->callback([this, app, options, run = std::move(run)] {
            m_invocation.kind = Invocation::Kind::Verb;
            m_invocation.verb = fullName(*app);
            m_invocation.run = [options, run](Shell& shell) { return run(shell, *options); };
        });
        return app;
    }
    /// A word that only has verbs below it.
    CLI::App* group(const char* name, const char* about);

    [[nodiscard]] Invocation& invocation() { return m_invocation; }

private:
    [[nodiscard]] static QString fullName(const CLI::App& app);

    CLI::App& m_root;
    Invocation& m_invocation;
};

/// Options and positionals with Qt's types as their targets; each answers the option for further words on it.
CLI::Option* addText(CLI::App& app, const char* name, QString& target, const char* about);
CLI::Option* addText(CLI::App& app, const char* name, std::optional<QString>& target, const char* about);
/// One value each time; may be given again.
CLI::Option* addRepeated(CLI::App& app, const char* name, QStringList& target, const char* about);
/// All words that follow.
CLI::Option* addWords(CLI::App& app, const char* name, QStringList& target, const char* about);

/// `--reason`.
void addReason(CLI::App& app, QString& target);

/// A text that is there: a script's variable that is not set must not mean "no limit" or "the default one".
CLI::Validator notEmpty();
/// A whole number from `least` on.
CLI::Validator wholeNumber(int least);

void addReadVerbs(CommandTree& tree);
void addFileVerbs(CommandTree& tree);
void addClusterVerbs(CommandTree& tree);
void addObjectVerbs(CommandTree& tree);
void addPoolVerbs(CommandTree& tree);
void addEditVerbs(CommandTree& tree);
void addDirectoryVerbs(CommandTree& tree);

} // namespace Drover
