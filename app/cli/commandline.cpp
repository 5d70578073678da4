#include "app/cli/commandtree.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <limits>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

void addGlobals(CLI::App& app, Globals& globals)
{
    app.add_option_function<std::string>(
           "--data", [&globals](const std::string& text) { globals.data = QString::fromStdString(text); },
           "Data directory (default: drover in the user's data home)")
        ->check(notEmpty())
        ->type_name("DIR");
    app.add_option_function<std::string>(
           "-o,--output",
           [&globals](const std::string& text) {
               globals.format = text == "json"   ? OutputFormat::Json
                                : text == "yaml" ? OutputFormat::Yaml
                                                 : OutputFormat::Table;
           },
           "How to print: table, json or yaml")
        ->check(CLI::IsMember({"table", "json", "yaml"}))
        ->type_name("FORMAT");
    app.add_flag_callback(
        "-q,--quiet", [&globals] { globals.quiet = true; }, "No progress and no notes");
    app.add_option_function<std::string>(
           "--log-level",
           [&globals](const std::string& text) { globals.logLevel = QString::fromStdString(text); },
           "What the program says about itself on the standard error: debug, info, warning or critical")
        ->check(CLI::IsMember({"debug", "info", "warning", "critical"}))
        ->type_name("LEVEL");
}

/// The deepest verb that was reached, for the pointer to its help.
QString reachedVerb(const CLI::App& app)
{
    QString name = u"drover"_s;
    const CLI::App* at = &app;
    while (!at->get_subcommands().empty()) {
        at = at->get_subcommands().front();
        name += u' ' + QString::fromStdString(at->get_name());
    }
    return name;
}

/// What is wrong, where the parser's own words would not help.
QString usageProblem(const CLI::App& app, const CLI::ParseError& error)
{
    const QString text = QString::fromUtf8(error.what()).trimmed();
    const CLI::App* at = &app;
    while (!at->get_subcommands().empty())
        at = at->get_subcommands().front();
    if (error.get_name() == "RequiredError" && text == "A subcommand is required"_L1) {
        QStringList verbs;
        for (const CLI::App* verb : at->get_subcommands([](const CLI::App*) { return true; }))
            verbs.append(QString::fromStdString(verb->get_name()));
        return u"%1 needs one of its verbs: %2"_s.arg(reachedVerb(app), verbs.join(u", "_s));
    }
    // "Could not convert: --after = x": only numbers are ever converted.
    static const QRegularExpression conversion(u"^Could not convert: (\\S+) = (.*)$"_s);
    if (const auto match = conversion.match(text); match.hasMatch())
        return u"%1: %2 is not a number"_s.arg(match.captured(1), match.captured(2));
    return text;
}

/// Wrong usage may come before `-o json` was understood, so it is looked for by itself.
bool wantsJson(const QStringList& arguments)
{
    for (qsizetype i = 0; i < arguments.size(); ++i) {
        const QString& word = arguments.at(i);
        if (word == "-ojson"_L1 || word == "--output=json"_L1 || word == "-o=json"_L1)
            return true;
        if ((word == "-o"_L1 || word == "--output"_L1) && arguments.value(i + 1) == "json"_L1)
            return true;
    }
    return false;
}

QString usageText(const QStringList& arguments, const QString& what, const QString& remedy)
{
    if (!wantsJson(arguments))
        return what + u'\n' + remedy + u'\n';
    return QString::fromUtf8(QJsonDocument(QJsonObject{{u"refused"_s, true},
                                                       {u"code"_s, u"usage"_s},
                                                       {u"text"_s, what},
                                                       {u"remedy"_s, remedy},
                                                       {u"object"_s, QString()}})
                                 .toJson());
}

} // namespace

CLI::App* CommandTree::group(const char* name, const char* about)
{
    CLI::App* app = m_root.add_subcommand(name, about);
    app->require_subcommand(1);
    return app;
}

QString CommandTree::fullName(const CLI::App& app)
{
    QString name;
    for (const CLI::App* at = &app; at->get_parent(); at = at->get_parent())
        name.prepend(QString::fromStdString(at->get_name()) + (name.isEmpty() ? QString() : u" "_s));
    return name;
}

CLI::Option* addText(CLI::App& app, const char* name, QString& target, const char* about)
{
    return app.add_option_function<std::string>(
        name, [&target](const std::string& text) { target = QString::fromStdString(text); }, about);
}

CLI::Option* addText(CLI::App& app, const char* name, std::optional<QString>& target, const char* about)
{
    return app.add_option_function<std::string>(
        name, [&target](const std::string& text) { target = QString::fromStdString(text); }, about);
}

CLI::Option* addRepeated(CLI::App& app, const char* name, QStringList& target, const char* about)
{
    return addWords(app, name, target, about)->allow_extra_args(false);
}

CLI::Option* addWords(CLI::App& app, const char* name, QStringList& target, const char* about)
{
    return app.add_option_function<std::vector<std::string>>(
        name,
        [&target](const std::vector<std::string>& texts) {
            target.clear();
            for (const std::string& text : texts)
                target.append(QString::fromStdString(text));
        },
        about);
}

void addReason(CLI::App& app, QString& target)
{
    addText(app, "--reason", target, "Why; it is kept with the change")->type_name("TEXT");
}

CLI::Validator notEmpty()
{
    return CLI::Validator(
        [](std::string& text) {
            return text.empty() ? std::string("the value is empty: leave the option out, or name something")
                                : std::string();
        },
        "");
}

CLI::Validator wholeNumber(int least)
{
    return CLI::Validator(
        [least](std::string& text) {
            bool isNumber = false;
            const qlonglong number = QString::fromStdString(text).toLongLong(&isNumber);
            return isNumber && number >= least && number <= std::numeric_limits<int>::max()
                       ? std::string()
                       : text + " is not a whole number from " + std::to_string(least) + " on";
        },
        "");
}

Invocation parseCommandLine(const QStringList& arguments)
{
    Invocation invocation;
    CLI::App app("Drover: provisions, watches and destroys clusters. Without a verb it opens the console.",
                 "drover");
    app.fallthrough();
    app.set_help_flag("-h,--help", "What this verb does and takes");
    app.set_version_flag("--version", "drover " + QCoreApplication::applicationVersion().toStdString());
    app.require_subcommand(0, 1);
    addGlobals(app, invocation.globals);
    CommandTree tree(app, invocation);
    addReadVerbs(tree);
    addClusterVerbs(tree);
    addObjectVerbs(tree);
    addPoolVerbs(tree);
    addEditVerbs(tree);
    addFileVerbs(tree);
    addDirectoryVerbs(tree);

    std::vector<std::string> words;
    for (const QString& argument : arguments)
        words.insert(words.begin(), argument.toStdString()); // the parser takes them from the end
    try {
        app.parse(words);
        if (app.get_subcommands().empty())
            invocation.kind = Invocation::Kind::Window;
    } catch (const CLI::CallForHelp&) {
        const CLI::App* at = &app;
        while (!at->get_subcommands().empty())
            at = at->get_subcommands().front();
        invocation.kind = Invocation::Kind::Print;
        invocation.text = QString::fromStdString(at->help());
    } catch (const CLI::CallForVersion&) {
        invocation.kind = Invocation::Kind::Print;
        invocation.text = QString::fromStdString(app.version()) + u'\n';
    } catch (const CLI::ParseError& error) {
        invocation.kind = Invocation::Kind::Print;
        invocation.exitCode = ExitCode::Refused;
        invocation.text =
            usageText(arguments, usageProblem(app, error), u"see `%1 --help`"_s.arg(reachedVerb(app)));
    }
    return invocation;
}

} // namespace Drover
