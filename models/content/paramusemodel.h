#pragma once

#include "engine/core/contentview.h"
#include "models/keyedtreemodel.h"

namespace Drover {

/// The params that a rendering used, in order of the template's lines. UI thread.
class ParamUseModel : public KeyedTreeModel<ParamUse>
{
    Q_OBJECT
public:
    explicit ParamUseModel(QObject* parent = nullptr) : KeyedTreeModel(1, parent) {}

    void setUses(const QList<ParamUse>& uses);
    [[nodiscard]] const ParamUse& useAt(const QModelIndex& index) const { return rowAt(index); }
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
};

} // namespace Drover
