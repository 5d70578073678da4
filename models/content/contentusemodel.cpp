#include "models/content/contentusemodel.h"

namespace Drover {

void ContentUseModel::setUses(const QList<ContentUse>& uses)
{
    QList<TreeSpec<ContentUse>> specs;
    QSet<QString> keys;
    for (const ContentUse& use : uses) {
        const QString key = QStringList{use.section, use.name, enumText(use.how), use.where}.join(u'\n');
        if (!keys.contains(key)) {
            keys.insert(key);
            specs.append({key, use, {}});
        }
    }
    sync(specs);
}

QVariant ContentUseModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    if (role == Qt::DisplayRole)
        return rowAt(index).name;
    if (role == Qt::ToolTipRole || role == Qt::AccessibleTextRole)
        return rowAt(index).name + QLatin1String(", ") + m_how(rowAt(index));
    return {};
}

} // namespace Drover
