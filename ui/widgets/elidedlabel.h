#pragma once

#include "ui/theme/colorrole.h"
#include "ui/theme/fonts.h"

#include <QWidget>

namespace Drover {

/// One line of text that gives way: elided at the right or in the middle, the whole text as tool tip while it
/// is cut. Owned by its parent; UI thread.
class ElidedLabel : public QWidget
{
    Q_OBJECT
public:
    ElidedLabel(FontRole font, ColorRole color, QWidget* parent = nullptr);

    void setText(const QString& text);
    void setColor(ColorRole color);
    void setElideMode(Qt::TextElideMode mode);
    [[nodiscard]] QString text() const { return m_text; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    FontRole m_font;
    ColorRole m_color;
    QString m_text;
    Qt::TextElideMode m_mode = Qt::ElideRight;
};

} // namespace Drover
