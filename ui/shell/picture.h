#pragma once

#include "engine/core/error.h"

#include <QImage>
#include <QObject>
#include <QTimer>
#include <memory>

namespace Drover {

class Engine;
class MainWindow;

/// Takes one picture of the window on an engine, without showing it: for reports, the README and tests. Made,
/// started, and done with one of its two signals. UI thread.
class WindowPicture : public QObject
{
    Q_OBJECT
public:
    /// `size` in logical pixels, `scale` device pixels for each.
    WindowPicture(Engine& engine, QSize size, qreal scale, QObject* parent = nullptr);
    ~WindowPicture() override;

    void start();

    static constexpr int patience = 15'000; ///< ms without a snapshot before failed()

signals:
    void taken(const QImage& picture);
    /// `picture-no-snapshot`: the engine gave no news.
    void failed(const Drover::Error& error);

private:
    void take();

    QSize m_size;
    qreal m_scale;
    std::unique_ptr<MainWindow> m_window;
    QTimer m_limit;
    bool m_done = false;
};

/// The widget as it is, at a scale of its own.
[[nodiscard]] QImage pictureOf(QWidget& widget, qreal scale);

} // namespace Drover
