#pragma once

#include "ui/theme/icons.h"

#include <QFrame>

class QHBoxLayout;

namespace Drover {

/// Facts side by side in one frame, each an icon, a dim label and a value below it. 58 high. Owned by its
/// parent; UI thread.
class FactStrip : public QFrame
{
    Q_OBJECT
public:
    struct Item
    {
        IconName icon;
        QString label;
        QString value;
        bool figure = false; ///< paths, addresses: JetBrains Mono
        bool operator==(const Item&) const = default;
    };
    explicit FactStrip(QWidget* parent = nullptr);

    void setItems(const QList<Item>& items);

private:
    QHBoxLayout* m_row;
    QList<Item> m_items;
};

} // namespace Drover
