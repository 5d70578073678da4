#include "app/cli/terminal.h"

#include "app/cli/yamltext.h"

#include <QIODevice>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

QByteArray jsonText(const QJsonValue& document)
{
    if (document.isArray())
        return QJsonDocument(document.toArray()).toJson();
    return QJsonDocument(document.toObject()).toJson();
}

} // namespace

Terminal::Terminal(QIODevice& out, QIODevice& err, const Globals& globals, Screen screen)
    : m_out(out), m_err(err), m_globals(globals), m_screen(screen)
{
}

void Terminal::print(const QJsonValue& document, const std::function<QString()>& table)
{
    endRedraw();
    switch (m_globals.format) {
    case OutputFormat::Table:
        write(table().toUtf8());
        break;
    case OutputFormat::Json:
        write(jsonText(document));
        break;
    case OutputFormat::Yaml:
        write(yamlDocument(document).toUtf8());
        break;
    }
}

void Terminal::printText(const QString& text)
{
    if (m_globals.format != OutputFormat::Table || text.isEmpty())
        return;
    endRedraw();
    write(text.toUtf8() + '\n');
}

void Terminal::write(const QByteArray& bytes)
{
    if (m_out.write(bytes) != bytes.size() && m_unwritten.isEmpty())
        m_unwritten = m_out.errorString();
}

ExitCode Terminal::ended(ExitCode code)
{
    if (m_unwritten.isEmpty())
        return code;
    error(u"the standard output can't be written: %1"_s.arg(m_unwritten));
    return ExitCode::Failed;
}

void Terminal::error(const QString& line)
{
    endRedraw();
    m_err.write(line.toUtf8() + '\n');
}

void Terminal::note(const QString& line)
{
    if (!m_globals.quiet)
        error(line);
}

void Terminal::redraw(const QString& line)
{
    if (m_globals.quiet || !m_screen.isTerminal)
        return;
    m_err.write("\r\x1b[K" + line.left(m_screen.columns - 1).toUtf8());
    m_redrawing = true;
}

void Terminal::endRedraw()
{
    if (std::exchange(m_redrawing, false))
        m_err.write("\n");
}

ExitCode Terminal::refuse(const Error& error)
{
    if (m_globals.format == OutputFormat::Json) {
        endRedraw();
        m_err.write(jsonText(QJsonObject{{u"refused"_s, true},
                                         {u"code"_s, error.code},
                                         {u"text"_s, error.text},
                                         {u"remedy"_s, error.remedy},
                                         {u"object"_s, error.object}}));
    } else {
        this->error(error.text);
        if (!error.remedy.isEmpty())
            this->error(error.remedy);
    }
    if (error.code == "interrupted"_L1)
        return ExitCode::Failed;
    return error.code == "engine-unreachable"_L1 ? ExitCode::Unreachable : ExitCode::Refused;
}

ExitCode Terminal::refuse(const QString& code, const Problems& problems)
{
    if (m_globals.format == OutputFormat::Json) {
        QJsonArray list;
        QStringList lines;
        for (const Problem& problem : problems) {
            list.append(QJsonObject{{u"file"_s, problem.file},
                                    {u"line"_s, problem.line},
                                    {u"column"_s, problem.column},
                                    {u"what"_s, problem.what},
                                    {u"mend"_s, problem.mend}});
            lines.append(problem.toString());
        }
        endRedraw();
        m_err.write(
            jsonText(QJsonObject{{u"refused"_s, true},
                                 {u"code"_s, code},
                                 {u"text"_s, lines.join(u'\n')},
                                 {u"remedy"_s, u"mend the places named and try again; nothing was changed"_s},
                                 {u"object"_s, problems.value(0).file},
                                 {u"problems"_s, list}}));
        return ExitCode::Refused;
    }
    for (const Problem& problem : problems)
        error(problem.toString());
    return ExitCode::Refused;
}

} // namespace Drover
