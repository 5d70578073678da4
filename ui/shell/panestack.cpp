#include "ui/shell/panestack.h"

namespace Drover {

void PaneStack::addPane(int pane, std::function<QWidget*()> make)
{
    m_makers.insert(pane, std::move(make));
}

void PaneStack::showPane(int pane)
{
    QWidget* page = m_made.value(pane);
    if (!page) {
        page = m_makers.value(pane)();
        m_made.insert(pane, page);
        addWidget(page);
        emit paneMade(page);
    }
    // Only the page that is seen says how small it may get; the others take no room from the docks.
    for (QWidget* each : std::as_const(m_made)) {
        const auto policy = each == page ? QSizePolicy::Preferred : QSizePolicy::Ignored;
        each->setSizePolicy(policy, policy);
    }
    m_shown = pane;
    setCurrentWidget(page);
}

} // namespace Drover
