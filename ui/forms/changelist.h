#pragma once

#include "engine/core/event.h"
#include "ui/widgets/card.h"

class QScrollArea;

namespace Drover {

class EmptyState;

/// What a command would record: object by object, value by value, before and after. Owned by its dialog; UI
/// thread.
class ChangeList : public Card
{
    Q_OBJECT
public:
    explicit ChangeList(QWidget* parent = nullptr);

    void showNothing(const QString& title, const QString& text);
    /// `total` may be more than the events that came.
    void showChanges(const QList<EventRecord>& events, int total);

    static constexpr int linesAtMost = 120;

private:
    void addEvent(const EventRecord& event, QWidget* page, int& lines);

    QScrollArea* m_scroll;
    EmptyState* m_nothing;
};

} // namespace Drover
