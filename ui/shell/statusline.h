#pragma once

#include "ui/shell/windowcontext.h"

#include <QStatusBar>

class QLabel;

namespace Drover {

class MiniBar;

/// The status bar: figures as the engine gives them, nothing rounded into comfort. Owned by the window; UI
/// thread.
class StatusLine : public QStatusBar
{
    Q_OBJECT
public:
    explicit StatusLine(const WindowContext& context, QWidget* parent = nullptr);

private:
    [[nodiscard]] QLabel* addCell(const QString& name, const QString& meaning, int icon, bool right);
    void update();

    WindowContext m_context;
    QLabel* m_jobs;
    MiniBar* m_load;
    QLabel* m_queued;
    QLabel* m_journal;
    QLabel* m_database;
    QLabel* m_attention;
    QLabel* m_uptime;
};

} // namespace Drover
