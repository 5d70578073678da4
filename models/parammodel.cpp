#include "models/parammodel.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Drover {

QString paramText(const QJsonValue& value)
{
    if (value.isString())
        return value.toString();
    const QByteArray wrapped = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(wrapped.mid(1, wrapped.size() - 2));
}

namespace {

/// Secret values can't be compared: one that is set over another counts.
bool isChanged(const Answers::ParamRow& param)
{
    return param.chain.size() > 1 && (param.secure || param.chain.at(0).value != param.chain.at(1).value);
}

} // namespace

ParamModel::ParamModel(QObject* parent) : KeyedTreeModel(1, parent) {}

void ParamModel::setParams(const Answers::Params& params)
{
    m_params = params;
    refresh();
}

void ParamModel::setFilter(const TextFilter& filter)
{
    m_filter = filter;
    refresh();
}

void ParamModel::setChangedOnly(bool changedOnly)
{
    m_changedOnly = changedOnly;
    refresh();
}

int ParamModel::changedCount() const
{
    return int(std::count_if(m_params.params.begin(), m_params.params.end(), isChanged));
}

void ParamModel::refresh()
{
    QList<TreeSpec<ParamTreeRow>> specs;
    for (const Answers::ParamRow& param : std::as_const(m_params.params)) {
        const Answers::ParamSource first = param.chain.value(0);
        const QString shown = param.secure ? QString() : paramText(first.value);
        const auto field = [&](const QString& key) {
            return key == "source"_L1 ? first.layer + u' ' + first.name : param.name;
        };
        if ((m_changedOnly && !isChanged(param)) || !m_filter.matches({param.name, shown, first.name}, field))
            continue;
        TreeSpec<ParamTreeRow> spec{.key = param.name,
                                    .row = {.name = param.name,
                                            .layer = first.layer,
                                            .value = shown,
                                            .secret = param.secure,
                                            .description = param.description},
                                    .children = {}};
        spec.row.wins = true;
        for (qsizetype i = 0; i < param.chain.size(); ++i) {
            const Answers::ParamSource& source = param.chain.at(i);
            spec.children.append({.key = param.name + u'\n' + QString::number(i),
                                  .row = {.isLayer = true,
                                          .name = source.name.isEmpty() ? source.layer : source.name,
                                          .layer = source.layer,
                                          .value = param.secure ? QString() : paramText(source.value),
                                          .secret = param.secure,
                                          .wins = i == 0},
                                  .children = {}});
        }
        specs.append(spec);
    }
    sync(specs);
}

QVariant ParamModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const ParamTreeRow& row = rowAt(index);
    switch (role) {
    case Qt::DisplayRole:
        return row.name;
    case Qt::ToolTipRole:
        return row.description;
    case Qt::AccessibleTextRole:
        return row.secret ? row.name : row.name + u' ' + row.value;
    case LayerRole:
        return row.layer;
    case LayerNameRole:
        if (row.isLayer)
            return row.name;
        return rowCount(index) > 0 ? data(this->index(0, 0, index), LayerNameRole) : QVariant();
    case IsLayerRole:
        return row.isLayer;
    case WinsRole:
        return row.wins;
    case SecretRole:
        return row.secret;
    case ValueRole:
        return row.value;
    case KindRole:
        return int(RowKind::Param);
    default:
        return {};
    }
}

} // namespace Drover
