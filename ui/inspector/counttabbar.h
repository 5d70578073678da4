#pragma once

#include <QTabBar>

namespace Drover {

/// Tabs whose words are followed by a dim figure: how many of it there are. Owned by its tab widget; UI
/// thread.
class CountTabBar : public QTabBar
{
    Q_OBJECT
public:
    using QTabBar::QTabBar;

    /// Zero: nothing is shown.
    void setCount(int tab, int count);

protected:
    [[nodiscard]] QSize tabSizeHint(int tab) const override;
    [[nodiscard]] QSize minimumTabSizeHint(int tab) const override { return tabSizeHint(tab); }
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] QString countOf(int tab) const;
    [[nodiscard]] int countWidth(int tab) const;
};

} // namespace Drover
