#include "ui/shell/picture.h"

#include "ui/shell/mainwindow.h"

#include <QPainter>

using namespace Qt::StringLiterals;

namespace Drover {

QImage pictureOf(QWidget& widget, qreal scale)
{
    QImage image(widget.size() * scale, QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(scale);
    image.fill(Qt::black);
    widget.render(&image);
    return image;
}

WindowPicture::WindowPicture(Engine& engine, QSize size, qreal scale, QObject* parent)
    : QObject(parent), m_size(size), m_scale(scale), m_window(std::make_unique<MainWindow>(engine))
{
    m_limit.setSingleShot(true);
    connect(&m_limit, &QTimer::timeout, this, [this] {
        if (!m_done)
            emit failed({.code = u"picture-no-snapshot"_s,
                         .text = u"The engine gave no snapshot within 15 s, so there is nothing to draw."_s,
                         .remedy = u"Look at `drover doctor`."_s,
                         .object = {}});
    });
    // What was asked while the first batch was shown is answered and laid out one turn of the loop later.
    connect(m_window.get(), &MainWindow::settled, this,
            [this] { QTimer::singleShot(50, this, &WindowPicture::take); });
}

WindowPicture::~WindowPicture() = default;

void WindowPicture::start()
{
    m_window->setAttribute(Qt::WA_DontShowOnScreen);
    m_window->resize(m_size);
    m_window->show();
    m_limit.start(patience);
}

void WindowPicture::take()
{
    if (std::exchange(m_done, true))
        return;
    m_limit.stop();
    emit taken(pictureOf(*m_window, m_scale));
}

} // namespace Drover
