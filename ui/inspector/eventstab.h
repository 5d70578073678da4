#pragma once

#include "models/journal/objectevents.h"
#include "ui/shell/windowcontext.h"

#include <QWidget>

class QListView;
class QStackedLayout;

namespace Drover {

class EmptyState;
struct ObjectKey;

/// Tab of the inspector: what happened to the object, newest first, from the journal. Reads only while it is
/// seen. Owned by the inspector; UI thread.
class EventsTab : public QWidget
{
    Q_OBJECT
public:
    explicit EventsTab(const WindowContext& context, QWidget* parent = nullptr);

    void show(const ObjectKey& object);

signals:
    /// The same in the journal, at this position.
    void journalRequested(qint64 seq);

protected:
    void showEvent(QShowEvent* event) override;

private:
    [[nodiscard]] QString subjectOf(const ObjectKey& object) const;
    void update();

    WindowContext m_context;
    ObjectEventsModel m_model;
    QString m_subject;
    bool m_stale = false;
    QListView* m_list;
    EmptyState* m_empty;
    QStackedLayout* m_stack;
};

} // namespace Drover
