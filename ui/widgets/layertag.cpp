#include "ui/widgets/layertag.h"

#include "ui/theme/iconcache.h"
#include "ui/theme/layerlook.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace Drover {

namespace {

constexpr int tagHeight = 18;
constexpr int aroundText = 28; ///< icon, gaps and border
constexpr int leastWidth = 64;

int tagWidth(const QString& layer, const QString& source)
{
    return textWidth(FontRole::Label, layerText(layer, source)) + aroundText;
}

} // namespace

double paintLayerTag(QPainter& painter, const QRectF& area, const QString& layer, const QString& source,
                     double most)
{
    if (layer.isEmpty())
        return 0;
    const LayerLook look = layerLook(layer);
    const Theme& theme = Theme::current();
    const double wide = std::min<double>(most, tagWidth(layer, source));
    const QRectF box(area.right() - wide, area.center().y() - tagHeight / 2.0, wide, tagHeight);
    drawBox(painter, box, 3, theme.color(look.tone, TonePart::Tint), theme.color(ColorRole::Line2));
    drawIcon(painter, box.topLeft() + QPointF(6, 3), look.icon, 12, theme.color(look.tone, TonePart::Text));
    drawText(painter, box.adjusted(22, 0, -5, 0), Qt::AlignLeft | Qt::AlignVCenter, layerText(layer, source),
             FontRole::Label, theme.color(ColorRole::Tx2));
    return wide;
}

LayerTag::LayerTag(const QString& layer, const QString& source, QWidget* parent)
    : QWidget(parent), m_layer(layer), m_source(source)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setAccessibleName(layerText(layer, source));
    setToolTip(source.isEmpty() || source == layer ? layer : tr("%1 %2").arg(layer, source));
}

QSize LayerTag::sizeHint() const
{
    return {tagWidth(m_layer, m_source), tagHeight + 1};
}

QSize LayerTag::minimumSizeHint() const
{
    return {std::min(leastWidth, sizeHint().width()), tagHeight + 1};
}

void LayerTag::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintLayerTag(painter, QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), m_layer, m_source, width() - 1);
}

} // namespace Drover
