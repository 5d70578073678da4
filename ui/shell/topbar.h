#pragma once

#include "ui/shell/windowcontext.h"

#include <QToolBar>

class QLabel;
class QToolButton;

namespace Drover {

class ElidedLabel;
class LiveIndicator;

/// The line at the top: which directory this is, whether what one sees is live, what needs a person. 48 high.
/// Owned by the window; UI thread.
class TopBar : public QToolBar
{
    Q_OBJECT
public:
    explicit TopBar(const WindowContext& context, QWidget* parent = nullptr);

signals:
    void attentionRequested();

private:
    void update();

    WindowContext m_context;
    ElidedLabel* m_directory;
    LiveIndicator* m_live;
    QToolButton* m_attention;
};

} // namespace Drover
