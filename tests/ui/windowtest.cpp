#include "tests/ui/windowtest.h"

#include "tests/ui/screens.h"
#include "ui/theme/themehub.h"

#include <QSignalSpy>

using namespace Qt::StringLiterals;

namespace Drover::Testing {

void WindowTest::init()
{
    ThemeHub::instance().apply(ThemeName::Dark, 1.0);
    m_engine = std::make_unique<FakeEngine>();
    m_engine->snapshot = m_scene.snapshot();
    m_engine->onAsk = [this](const Query& query) { return answer(query); };
    prepare();
}

void WindowTest::cleanup()
{
    m_window.reset();
    m_engine.reset();
}

void WindowTest::open(const QString& settings, QSize size)
{
    m_window.reset(); // which writes its settings
    m_window = std::make_unique<MainWindow>(*m_engine, settings);
    QSignalSpy settled(m_window.get(), &MainWindow::settled);
    m_window->resize(size);
    m_window->show();
    QTRY_COMPARE(settled.size(), 1);
}

void WindowTest::open(MainWindow::Pane pane, const QString& settings, QSize size)
{
    open(settings, size);
    m_window->showPane(pane);
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    settle();
}

void WindowTest::settle()
{
    for (int i = 0; i < 4; ++i) // a layout may post another
        QCoreApplication::sendPostedEvents();
}

void WindowTest::shot(QWidget& widget, const QString& name, qreal scale)
{
    settle();
    takeScreen(widget, name, scale);
}

void WindowTest::shots(QWidget& widget, const QString& name)
{
    for (const ThemeName theme : {ThemeName::Light, ThemeName::Dark}) {
        ThemeHub::instance().apply(theme, 1.0);
        shot(widget, theme == ThemeName::Light ? name + u"-light"_s : name);
    }
}

} // namespace Drover::Testing
