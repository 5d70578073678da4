#include "ui/widgets/elidedlink.h"

#include "ui/theme/themehub.h"

#include <QResizeEvent>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

constexpr int padding = 4; ///< both sides together, as the style sheet has it
constexpr int leastText = 40;

} // namespace

ElidedLink::ElidedLink(const QString& name, const QString& text, FontRole font, QWidget* parent)
    : QPushButton(text, parent), m_font(font), m_text(text)
{
    setObjectName(name);
    setAccessibleName(text);
    setAutoDefault(false);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setProperty("kind", u"link"_s);
    setCursor(Qt::PointingHandCursor);
    setFont(themeFont(m_font));
    connect(&ThemeHub::instance(), &ThemeHub::changed, this, [this] {
        setFont(themeFont(m_font));
        elide();
        updateGeometry();
    });
}

QSize ElidedLink::sizeHint() const
{
    return {fontMetrics().horizontalAdvance(m_text) + padding + 1, // the advance is rounded
            QPushButton::sizeHint().height()};
}

QSize ElidedLink::minimumSizeHint() const
{
    const QSize wanted = sizeHint();
    return {std::min(wanted.width(), leastText), wanted.height()};
}

void ElidedLink::resizeEvent(QResizeEvent* event)
{
    QPushButton::resizeEvent(event);
    elide();
}

void ElidedLink::setFullText(const QString& text)
{
    if (text == m_text)
        return;
    m_text = text;
    if (!text.isEmpty())
        setAccessibleName(text);
    elide();
    updateGeometry();
}

void ElidedLink::elide()
{
    const QString shown = fontMetrics().elidedText(m_text, Qt::ElideRight, width() - padding);
    setText(shown);
    setToolTip(shown == m_text ? QString() : m_text);
}

} // namespace Drover
