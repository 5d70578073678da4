#pragma once

#include <QProxyStyle>

namespace Drover {

/// Fusion with our indicators, rows, branches and delays; what a style sheet can't say. Owned by
/// QApplication.
class DroverStyle final : public QProxyStyle
{
    Q_OBJECT
public:
    DroverStyle();

    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override;
    [[nodiscard]] int pixelMetric(PixelMetric metric, const QStyleOption* option,
                                  const QWidget* widget) const override;
    [[nodiscard]] int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                                QStyleHintReturn* data) const override;
};

} // namespace Drover
