#pragma once

#include "engine/api/query.h"
#include "models/keyedtreemodel.h"
#include "models/modelwords.h"
#include "models/roles.h"
#include "models/textfilter.h"

namespace Drover {

/// One row: a param, or one layer that sets it.
struct ParamTreeRow
{
    bool isLayer = false;
    QString name;  ///< param, or the layer's own name
    QString layer; ///< machine, profile, global, …
    QString value; ///< as shown: text of the JSON; empty for secrets
    bool secret = false;
    bool wins = false; ///< the layer whose value counts
    QString description;
    bool operator==(const ParamTreeRow&) const = default;
};

/// The effective params of one object; below each the layers that set it, the one that counts first. Filled
/// from the answer to EffectiveParams. UI thread.
class ParamModel : public KeyedTreeModel<ParamTreeRow>
{
    Q_OBJECT
public:
    enum Role {
        LayerRole = ModelRole::DimRole + 100, ///< QString: the layer's kind
        LayerNameRole,                        ///< QString: what the source tag says
        IsLayerRole,
        WinsRole,
        SecretRole,
        ValueRole, ///< QString
    };

    explicit ParamModel(QObject* parent = nullptr);

    void setParams(const Answers::Params& params);
    void setFilter(const TextFilter& filter);
    /// Only those whose value takes the place of another one.
    void setChangedOnly(bool changedOnly);
    [[nodiscard]] int changedCount() const;
    [[nodiscard]] int count() const { return int(m_params.params.size()); }
    [[nodiscard]] const Answers::Params& params() const { return m_params; }

    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

private:
    void refresh();

    Answers::Params m_params;
    TextFilter m_filter;
    bool m_changedOnly = false;
};

/// A JSON value in one line: strings as they are, the rest as compact JSON.
[[nodiscard]] QString paramText(const QJsonValue& value);

} // namespace Drover
