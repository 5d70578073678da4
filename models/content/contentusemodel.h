#pragma once

#include "engine/core/contentview.h"
#include "models/keyedtreemodel.h"

#include <functional>

namespace Drover {

/// Where an object of the content is used; what can be opened from here. UI thread.
class ContentUseModel : public KeyedTreeModel<ContentUse>
{
    Q_OBJECT
public:
    /// `how` says in words in which way ("stage, task 3 of 6").
    explicit ContentUseModel(std::function<QString(const ContentUse&)> how, QObject* parent = nullptr)
        : KeyedTreeModel(1, parent), m_how(std::move(how))
    {
    }

    void setUses(const QList<ContentUse>& uses);
    [[nodiscard]] const ContentUse& useAt(const QModelIndex& index) const { return rowAt(index); }
    [[nodiscard]] QString howAt(const QModelIndex& index) const { return m_how(rowAt(index)); }
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

private:
    std::function<QString(const ContentUse&)> m_how;
};

} // namespace Drover
