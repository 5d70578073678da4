#pragma once

#include <QDir>
#include <QFileInfo>
#include <QImage>
#include <QPainter>
#include <QWidget>

namespace Drover {

/// The widget as a picture at a device pixel ratio; also written to build/…/screens/NAME.png for the eye.
inline QImage takeScreen(QWidget& widget, const QString& name, qreal dpr)
{
    QImage image(widget.size() * dpr, QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(dpr);
    image.fill(Qt::black);
    widget.render(&image);
    const QDir folder(QFileInfo(QStringLiteral(DROVER_BIN_DIR)).dir().filePath(QStringLiteral("screens")));
    folder.mkpath(QStringLiteral("."));
    image.save(folder.filePath(name + QStringLiteral(".png")));
    return image;
}

} // namespace Drover
