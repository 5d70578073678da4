#pragma once

#include "ui/shell/windowcontext.h"
#include "ui/theme/icons.h"

#include <QElapsedTimer>
#include <QStatusBar>

class QLabel;

namespace Drover {

class IconLabel;
class MiniBar;

/// The status bar: figures as the engine gives them, nothing rounded into comfort. Owned by the window; UI
/// thread.
class StatusLine : public QStatusBar
{
    Q_OBJECT
public:
    explicit StatusLine(const WindowContext& context, QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    struct Cell
    {
        QWidget* widget = nullptr;
        IconLabel* mark = nullptr;
        QList<QLabel*> labels;
    };

    [[nodiscard]] Cell addCell(const QString& name, const QString& meaning, IconName icon, bool right);
    static void say(Cell& cell, const QStringList& parts);
    void update();
    void arrange();

    WindowContext m_context;
    MiniBar* m_load;
    qint64 m_seq = 0;
    QElapsedTimer m_sinceNews; ///< since the journal grew
    Cell m_jobs;
    Cell m_queued;
    Cell m_journal;
    Cell m_database;
    Cell m_attention;
    Cell m_uptime;
};

} // namespace Drover
