#include "app/cli/directoryverbs.h"
#include "app/cli/doctor.h"
#include "app/cli/texttable.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Drover::Verbs {

namespace {

QString levelName(Finding::Level level)
{
    switch (level) {
    case Finding::Level::Ok:
        return u"ok"_s;
    case Finding::Level::Warn:
        return u"warn"_s;
    case Finding::Level::Fail:
        return u"fail"_s;
    }
    return {};
}

} // namespace

ExitCode doctor(Terminal& terminal)
{
    const QString directory =
        terminal.globals().data.isEmpty() ? Application::defaultDirectory() : terminal.globals().data;
    const QList<Finding> findings = examine(directory);
    QJsonArray documents;
    QString lines;
    for (const Finding& finding : findings) {
        documents.append(QJsonObject{{u"check"_s, finding.check},
                                     {u"level"_s, levelName(finding.level)},
                                     {u"text"_s, finding.text},
                                     {u"mend"_s, finding.mend}});
        lines +=
            u"%1  %2: %3\n"_s.arg(levelName(finding.level).leftJustified(4), finding.check, finding.text);
        if (!finding.mend.isEmpty())
            lines += u"      %1\n"_s.arg(finding.mend);
    }
    terminal.print(documents, [&] { return lines; });
    const bool failed =
        std::ranges::any_of(findings, [](const Finding& f) { return f.level == Finding::Level::Fail; });
    return failed ? ExitCode::Failed : ExitCode::Done;
}

} // namespace Drover::Verbs
