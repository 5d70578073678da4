#pragma once

#include "engine/core/ids.h"
#include "ui/shell/windowcontext.h"

#include <QWidget>

class QVBoxLayout;

namespace Drover {

class Banner;
struct Operation;

/// Below the top bar, a banner for each operation that is paused: why, since when, and the ways on; more than
/// two fold into one. Pushes the page down. Owned by the window; UI thread.
class PausedBanners : public QWidget
{
    Q_OBJECT
public:
    explicit PausedBanners(const WindowContext& context, QWidget* parent = nullptr);

    static constexpr int shownEach = 2;

signals:
    void objectChosen(const QString& key);
    void overviewRequested();

private:
    void update();
    void show(Banner& banner, const Operation& operation);
    void fold(Banner& banner, int count);
    Banner* bannerAt(int number);

    WindowContext m_context;
    QVBoxLayout* m_column;
    QList<Banner*> m_banners;
    QList<OperationId> m_shown; ///< empty: folded or none
    int m_folded = 0;
};

} // namespace Drover
