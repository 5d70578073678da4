#include "models/content/paramusemodel.h"

#include "models/parammodel.h"

namespace Drover {

void ParamUseModel::setUses(const QList<ParamUse>& uses)
{
    QList<TreeSpec<ParamUse>> specs;
    for (const ParamUse& use : uses)
        specs.append({use.name, use, {}});
    sync(specs);
}

QVariant ParamUseModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const ParamUse& use = rowAt(index);
    const bool shown = !use.secret && !use.value.isUndefined();
    if (role == Qt::DisplayRole)
        return use.name;
    if (role == Qt::AccessibleTextRole)
        return shown ? use.name + QLatin1String(" ") + paramText(use.value) : use.name;
    if (role == Qt::ToolTipRole && shown)
        return paramText(use.value).left(600);
    return {};
}

} // namespace Drover
