#pragma once

#include "engine/api/query.h"

#include <QAbstractTableModel>

namespace Drover {

/// A param as it is in force for a work order.
struct OrderParam
{
    QString name;
    QString value;
    QString hidden; ///< the value that it takes the place of; empty: none
    QString layer;  ///< as the engine names it
    QString source; ///< the layer's own name
    bool secret = false;
    bool operator==(const OrderParam&) const = default;
};

/// The params of one work order, each with the value that wins, the one it hides, and where it comes from.
/// What the order sets comes first. Filled by its owner; UI thread.
class OrderParamsModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Name, Value, Layer, ColumnCount };
    enum Role {
        HiddenValueRole = Qt::UserRole + 520, ///< QString
        LayerKeyRole,                         ///< QString
        LayerSourceRole,                      ///< QString
    };

    explicit OrderParamsModel(QObject* parent = nullptr) : QAbstractTableModel(parent) {}

    void setParams(const Answers::Params& params);
    /// Of an order that has ended: what it carried; what lay below is not known any more.
    void setRecorded(const QJsonObject& params);
    /// Only those that come from one layer; empty: all.
    void setLayer(const QString& layer);
    /// The layers in order of rank with how many params come from each.
    [[nodiscard]] QList<std::pair<QString, int>> layers() const;
    [[nodiscard]] int count() const { return int(m_all.size()); }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

private:
    void setAll(QList<OrderParam> all);
    void refresh();

    QList<OrderParam> m_all;
    QList<OrderParam> m_shown;
    QString m_layer;
};

} // namespace Drover
