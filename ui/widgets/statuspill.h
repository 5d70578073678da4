#pragma once

#include "models/status.h"
#include "ui/theme/icons.h"

#include <QWidget>
#include <optional>

namespace Drover {

/// A tag of one line: icon and words on the tint of a family. 20 high. Owned by its parent; UI thread.
class StatusPill : public QWidget
{
    Q_OBJECT
public:
    explicit StatusPill(QWidget* parent = nullptr);

    /// The status with its own icon and word, or `text` where it says more ("Retrying · attempt 2 of 3").
    void setStatus(Status status, const QString& text = {});
    /// Any other tag: `tone` nothing = a neutral one with a border only.
    void setTag(const QString& text, std::optional<IconName> icon, std::optional<Tone> tone);

    [[nodiscard]] QString text() const { return m_text; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    QString m_text;
    std::optional<IconName> m_icon;
    std::optional<Tone> m_tone;
};

} // namespace Drover
