#pragma once

#include "models/status.h"

#include <QList>
#include <QWidget>
#include <optional>

class QGridLayout;

namespace Drover {

/// One row of facts.
struct Fact
{
    QString key; ///< objectName of the value; says which link was pressed
    QString label;
    QString value;
    QString aside;                ///< right-aligned, dim: "4 m 51 s"
    bool figure = false;          ///< ids, times, addresses: JetBrains Mono
    bool link = false;            ///< pressing the value emits linkActivated
    std::optional<Status> status; ///< icon and colour before the value
    bool wrap = false;            ///< over as many lines as it needs, instead of elided
    QString hint;                 ///< tool tip of the value; empty: the whole text while it is elided
    QString layer;                ///< the aside is the name of this param layer, shown as its tag
    bool operator==(const Fact&) const = default;
};

/// Labels at the left, values at the right, rows of 20: the summary of a thing.
/// Owned by its parent; UI thread.
class FactGrid : public QWidget
{
    Q_OBJECT
public:
    explicit FactGrid(QWidget* parent = nullptr);

    /// Rows that stay the same are left alone, so a running clock doesn't flicker the rest.
    void setFacts(const QList<Fact>& facts);
    void setLabelWidth(int pixels);

signals:
    void linkActivated(const QString& key);

private:
    void buildRow(int row, const Fact& fact);
    void clearRow(int row);

    QList<Fact> m_facts;
    QGridLayout* m_grid;
};

} // namespace Drover
