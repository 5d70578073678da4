#include "ui/theme/contentlook.h"

#include <QHash>

using namespace Qt::StringLiterals;

namespace Drover {

IconName sectionIcon(const QString& section)
{
    static const QHash<QString, IconName> icons{
        {u"params"_s, IconName::Policy},        {u"profiles"_s, IconName::Profile},
        {u"own"_s, IconName::Profile},          {u"tasks"_s, IconName::Log},
        {u"stages"_s, IconName::Stage},         {u"workflows"_s, IconName::Workflow},
        {u"blueprints"_s, IconName::Blueprint}, {u"templates"_s, IconName::File},
        {u"clusters"_s, IconName::Clusters},    {u"machines"_s, IconName::Machines},
        {u"brokers"_s, IconName::Broker},       {u"pools"_s, IconName::Pools},
    };
    return icons.value(section, IconName::Content);
}

ColorRole codeColor(CodeToken token)
{
    switch (token) {
    case CodeToken::Plain:
        return ColorRole::Tx1;
    case CodeToken::Keyword:
        return ColorRole::Hold;
    case CodeToken::Verb:
        return ColorRole::Acc;
    case CodeToken::String:
        return ColorRole::Ok;
    case CodeToken::Variable:
        return ColorRole::Warn;
    case CodeToken::Brace:
        return ColorRole::Wipe;
    case CodeToken::Comment:
        return ColorRole::Tx3;
    }
    return ColorRole::Tx1;
}

} // namespace Drover
