#pragma once

#include "tests/support/fakeengine.h"
#include "tests/support/fleetscene.h"
#include "ui/shell/mainwindow.h"

#include <QTest>
#include <memory>

namespace Drover::Testing {

/// What tests of the whole window stand on, made anew for each test function: a fleet of values, an engine
/// that tells it, and, once opened, the window over it, dark and at 100 %.
class WindowTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

protected:
    static constexpr QSize Usual{1440, 900};
    static constexpr QSize Small{1280, 720};

    /// Before each test function, after the engine knows the fleet.
    virtual void prepare() {}
    /// What the engine answers.
    [[nodiscard]] virtual Result<Answer> answer(const Query& query) const { return m_scene.answer(query); }

    /// A window on its first page with everything loaded, in place of one that is there; `settings` is the
    /// path of its file.
    void open(const QString& settings = {}, QSize size = Usual);
    /// The same on this page, with the keyboard.
    void open(MainWindow::Pane pane, const QString& settings = {}, QSize size = Usual);
    /// Until everything that was made has been laid out.
    static void settle();

    /// A picture for the eye, when it has settled.
    static void shot(QWidget& widget, const QString& name, qreal scale = 1);
    void shot(const QString& name, qreal scale = 1) { shot(*m_window, name, scale); }
    /// One in each theme, dark last: NAME-light and NAME.
    static void shots(QWidget& widget, const QString& name);

    template <class T>
    [[nodiscard]] T* find(const QString& name) const
    {
        return m_window->findChild<T*>(name);
    }

    FleetScene m_scene;
    std::unique_ptr<FakeEngine> m_engine;
    std::unique_ptr<MainWindow> m_window;
};

} // namespace Drover::Testing
