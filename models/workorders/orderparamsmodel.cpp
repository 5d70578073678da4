#include "models/workorders/orderparamsmodel.h"

#include "models/parammodel.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

/// As params are searched; the first that has a value wins.
int rankOf(const QString& layer)
{
    static const QStringList order{u"work-order"_s, u"machine"_s, u"blueprint"_s,
                                   u"stage"_s,      u"profile"_s, u"stage-profile"_s,
                                   u"global"_s,     u"derived"_s, u"default"_s};
    const qsizetype at = order.indexOf(layer);
    return int(at < 0 ? order.size() : at);
}

} // namespace

void OrderParamsModel::setParams(const Answers::Params& params)
{
    QList<OrderParam> all;
    for (const Answers::ParamRow& row : params.params) {
        if (row.chain.isEmpty())
            continue;
        const Answers::ParamSource& winner = row.chain.constFirst();
        const QString hidden = row.chain.size() > 1 ? paramText(row.chain.at(1).value) : QString();
        all.append({.name = row.name,
                    .value = row.secure ? QString() : paramText(winner.value),
                    .hidden = row.secure ? QString() : hidden,
                    .layer = winner.layer,
                    .source = winner.name,
                    .secret = row.secure});
    }
    setAll(std::move(all));
}

void OrderParamsModel::setRecorded(const QJsonObject& params)
{
    QList<OrderParam> all;
    for (auto it = params.constBegin(); it != params.constEnd(); ++it) {
        const bool secret = it->isObject() && it->toObject().contains("$sealed"_L1);
        all.append({.name = it.key(),
                    .value = secret ? QString() : paramText(*it),
                    .hidden = {},
                    .layer = u"work-order"_s,
                    .source = {},
                    .secret = secret});
    }
    setAll(std::move(all));
}

void OrderParamsModel::setAll(QList<OrderParam> all)
{
    std::ranges::stable_sort(all, {}, [](const OrderParam& param) { return rankOf(param.layer); });
    if (all == m_all)
        return;
    m_all = std::move(all);
    refresh();
}

void OrderParamsModel::setLayer(const QString& layer)
{
    m_layer = layer;
    refresh();
}

/// Another order or filter is another list.
void OrderParamsModel::refresh()
{
    beginResetModel();
    m_shown.clear();
    for (const OrderParam& param : std::as_const(m_all)) {
        if (m_layer.isEmpty() || param.layer == m_layer)
            m_shown.append(param);
    }
    endResetModel();
}

QList<std::pair<QString, int>> OrderParamsModel::layers() const
{
    QList<std::pair<QString, int>> layers;
    for (const OrderParam& param : m_all) {
        if (layers.isEmpty() || layers.constLast().first != param.layer)
            layers.append({param.layer, 0});
        ++layers.last().second;
    }
    return layers;
}

int OrderParamsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_shown.size());
}

int OrderParamsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant OrderParamsModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const OrderParam& param = m_shown.at(index.row());
    const QString value = param.secret ? u"••••••••"_s : param.value;
    switch (role) {
    case Qt::DisplayRole:
        return index.column() == Name ? param.name : index.column() == Value ? value : param.layer;
    case Qt::ToolTipRole:
        return index.column() == Name    ? param.name
               : index.column() == Layer ? param.source
               : param.hidden.isEmpty()  ? value
                                         : QString(value + u" ⟵ "_s + param.hidden);
    case HiddenValueRole:
        return param.hidden;
    case LayerKeyRole:
        return param.layer;
    case LayerSourceRole:
        return param.source;
    default:
        return {};
    }
}

} // namespace Drover
