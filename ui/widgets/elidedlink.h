#pragma once

#include "ui/theme/fonts.h"

#include <QPushButton>

namespace Drover {

/// A link that gives way: elided at the right, the whole text as tool tip while it is cut. Its accessible
/// name is the whole text. Owned by its parent; UI thread.
class ElidedLink : public QPushButton
{
    Q_OBJECT
public:
    ElidedLink(const QString& name, const QString& text, FontRole font, QWidget* parent);

    void setFullText(const QString& text);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void elide();

    FontRole m_font;
    QString m_text;
};

} // namespace Drover
