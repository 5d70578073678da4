#pragma once

#include "models/status.h"
#include "ui/theme/icons.h"

#include <QAbstractButton>
#include <optional>

namespace Drover {

/// A tag with icon, word and count that is switched on and off: a filter. 22 high. Owned by its parent; UI
/// thread.
class FilterChip : public QAbstractButton
{
    Q_OBJECT
public:
    FilterChip(const QString& name, const QString& text, std::optional<IconName> icon, Tone tone,
               QWidget* parent);

    void setCount(int count);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::optional<IconName> m_icon;
    Tone m_tone;
    QString m_count;
};

} // namespace Drover
