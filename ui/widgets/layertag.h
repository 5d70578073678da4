#pragma once

#include <QWidget>

namespace Drover {

/// Where a param's value comes from: icon and name of the layer in a border, at the right end of its room and
/// elided where it gets narrow. 18 high. Owned by its parent; UI thread.
class LayerTag : public QWidget
{
    Q_OBJECT
public:
    /// Both as in layerLook() and layerText().
    LayerTag(const QString& layer, const QString& source, QWidget* parent);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_layer;
    QString m_source;
};

/// The same for a delegate: at the right end of the area, `most` wide; its width.
double paintLayerTag(QPainter& painter, const QRectF& area, const QString& layer, const QString& source,
                     double most);

} // namespace Drover
