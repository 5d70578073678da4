#include "ui/text/contenttext.h"

#include "ui/text/words.h"

#include <QCoreApplication>
#include <QHash>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Drover::ContentText)
};

QString kindText(const QString& section)
{
    static const QHash<QString, const char*> names{
        {u"params"_s, QT_TRANSLATE_NOOP("Drover::ContentText", "param")},
        {u"profiles"_s, QT_TRANSLATE_NOOP("Drover::ContentText", "profile")},
        {u"tasks"_s, QT_TRANSLATE_NOOP("Drover::ContentText", "task")},
        {u"stages"_s, QT_TRANSLATE_NOOP("Drover::ContentText", "stage")},
        {u"workflows"_s, QT_TRANSLATE_NOOP("Drover::ContentText", "workflow")},
        {u"blueprints"_s, QT_TRANSLATE_NOOP("Drover::ContentText", "blueprint")},
        {u"templates"_s, QT_TRANSLATE_NOOP("Drover::ContentText", "template")},
        {u"clusters"_s, QT_TRANSLATE_NOOP("Drover::ContentText", "cluster")},
        {u"machines"_s, QT_TRANSLATE_NOOP("Drover::ContentText", "machine")},
        {u"brokers"_s, QT_TRANSLATE_NOOP("Drover::ContentText", "broker")},
        {u"pools"_s, QT_TRANSLATE_NOOP("Drover::ContentText", "pool")},
    };
    const char* name = names.value(section, nullptr);
    return name ? Words::tr(name) : section;
}

QString wayText(const ContentUse& use)
{
    switch (use.how) {
    case ContentUseHow::Lists:
        return use.section == "workflows"_L1 ? Words::tr("stage %1 of %2").arg(use.at).arg(use.of)
                                             : Words::tr("entry %1 of %2").arg(use.at).arg(use.of);
    case ContentUseHow::Reaches:
        return Words::tr("by stage %1").arg(use.where);
    case ContentUseHow::Requires:
        return Words::tr("declares it");
    case ContentUseHow::Prerequisite:
        return Words::tr("runs it before");
    case ContentUseHow::Mentions:
        return use.where.isEmpty() ? Words::tr("line %1").arg(use.at)
                                   : Words::tr("%1, line %2").arg(use.where).arg(use.at);
    case ContentUseHow::Includes:
        return use.where.isEmpty() ? Words::tr("includes it") : Words::tr("in %1").arg(use.where);
    case ContentUseHow::Carries:
        return Words::tr("carries it");
    case ContentUseHow::Sets:
        return Words::tr("gives it a value");
    case ContentUseHow::Names:
        return use.where == "default"_L1 ? Words::tr("its default names it")
                                         : Words::tr("by %1").arg(use.where);
    case ContentUseHow::Runs:
        return Words::tr("comes to it");
    case ContentUseHow::Enters:
        return use.where == "enter"_L1      ? Words::tr("when a machine joins")
               : use.where == "exit"_L1     ? Words::tr("when a machine leaves")
               : use.where == "allocate"_L1 ? Words::tr("when a machine is allocated")
                                            : Words::tr("when a machine is released");
    }
    return {};
}

QString partText(DetailPart part, int count)
{
    const QString figure = countText(count);
    switch (part) {
    case DetailPart::About:
        return Words::tr("About");
    case DetailPart::Schema:
        return Words::tr("Schema");
    case DetailPart::Templates:
        return Words::tr("Templates  %1").arg(figure);
    case DetailPart::Entries:
        return Words::tr("List  %1").arg(figure);
    case DetailPart::Expansion:
        return Words::tr("Expansion  %1").arg(figure);
    case DetailPart::Params:
        return Words::tr("Params  %1").arg(figure);
    case DetailPart::Profiles:
        return Words::tr("Profiles  %1").arg(figure);
    case DetailPart::Needs:
        return Words::tr("Declared needs  %1").arg(figure);
    case DetailPart::More:
        return Words::tr("Meta");
    }
    return {};
}

QString fieldName(const QString& key)
{
    static const QHash<QString, const char*> names{
        {u"description"_s, QT_TRANSLATE_NOOP("Drover::ContentText", "Description")},
        {u"documentation"_s, QT_TRANSLATE_NOOP("Drover::ContentText", "Documentation")},
        {u"pack"_s, QT_TRANSLATE_NOOP("Drover::ContentText", "Pack")},
        {u"file"_s, QT_TRANSLATE_NOOP("Drover::ContentText", "File")},
        {u"secure"_s, QT_TRANSLATE_NOOP("Drover::ContentText", "Secret")},
        {u"bootenv"_s, QT_TRANSLATE_NOOP("Drover::ContentText", "Boot environment")},
        {u"required"_s, QT_TRANSLATE_NOOP("Drover::ContentText", "required")},
        {u"optional"_s, QT_TRANSLATE_NOOP("Drover::ContentText", "optional")},
        {u"prerequisite"_s, QT_TRANSLATE_NOOP("Drover::ContentText", "runs before")},
    };
    const char* name = names.value(key, nullptr);
    return name ? Words::tr(name) : key;
}

} // namespace

QString useText(const ContentUse& use)
{
    return Words::tr("%1, %2").arg(kindText(use.section), wayText(use));
}

DetailWords detailWords()
{
    return {partText, fieldName};
}

QString faultTitle(const RenderFault& fault)
{
    if (fault.param.isEmpty())
        return fault.text;
    return fault.declared ? Words::tr("Param %1 has no value").arg(fault.param)
                          : Words::tr("Param %1 does not exist").arg(fault.param);
}

QString faultReason(const RenderFault& fault)
{
    if (fault.param.isEmpty())
        return Words::tr("here");
    return fault.declared ? Words::tr("not set, no default") : Words::tr("not set, no schema, no default");
}

QString faultNote(const RenderFault& fault)
{
    return fault.param.isEmpty() ? Words::tr("rendering stops here: %1").arg(fault.text)
                                 : Words::tr("rendering stops here: %1 is not set").arg(fault.param);
}

QString faultReach(const TaskFault& fault)
{
    if (fault.checked > 0)
        return Words::tr("fails on %1 of %2 machines").arg(countText(fault.failed), countText(fault.checked));
    return Words::tr("fails on %1").arg(fault.machines.value(0));
}

QString faultPlace(const TaskFault& fault)
{
    const RenderFault& at = fault.fault;
    return at.line > 0 ? u"%1:%2:%3"_s.arg(at.templateName).arg(at.line).arg(at.column)
                       : Words::tr("task %1").arg(fault.task);
}

QString faultMend(const RenderFault& fault)
{
    if (!fault.nearest.isEmpty())
        return Words::tr("The nearest name is %1. Change 1 word where the pack is kept, then load it again.")
            .arg(fault.nearest);
    if (fault.param.isEmpty())
        return Words::tr("Change the template where the pack is kept, then load it again.");
    return fault.declared
               ? Words::tr("Set it on the machine or in one of its profiles, give it a default, or ask "
                           ".ParamExists first.")
               : Words::tr("Define it in a pack, or set it on the machine or in one of its profiles.");
}

} // namespace Drover
