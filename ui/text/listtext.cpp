#include "ui/text/listtext.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

struct ListWords
{
    Q_DECLARE_TR_FUNCTIONS(Drover::ListView)
};

} // namespace

QString groupKeyText(const QString& key)
{
    if (key == "cluster"_L1)
        return ListWords::tr("cluster");
    if (key == "pool"_L1)
        return ListWords::tr("pool");
    if (key == "rack"_L1)
        return ListWords::tr("rack");
    if (key == "status"_L1)
        return ListWords::tr("status");
    return key.isEmpty() ? ListWords::tr("none") : key;
}

QString groupHeadText(const GroupHead& head)
{
    return head.text.isEmpty() ? ListWords::tr("No %1").arg(groupKeyText(head.key)) : head.text;
}

} // namespace Drover
