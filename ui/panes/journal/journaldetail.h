#pragma once

#include "engine/core/event.h"
#include "models/status.h"
#include "ui/shell/windowcontext.h"

#include <QWidget>

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QStackedLayout;
class QStandardItemModel;
class QTreeView;

namespace Drover {

class ElidedLabel;
class EmptyState;
class FactGrid;
class IconLabel;
class SectionHead;

/// One event in full: who, what, why, before and after, what was recorded, and what happened to the same
/// object before. Owned by the journal pane; UI thread.
class JournalDetail : public QWidget
{
    Q_OBJECT
public:
    explicit JournalDetail(const WindowContext& context, QWidget* parent = nullptr);

    void showRecord(const EventRecord& event);
    void showNothing();
    [[nodiscard]] qint64 seq() const { return m_seq; }

signals:
    void objectRequested(const QString& key);  ///< show the object itself
    void filterRequested(const QString& text); ///< show only what this filter lets through
    void positionRequested(qint64 seq);        ///< show this event
    void copyRequested(bool json);
    void undoRequested(const Drover::EventRecord& event); ///< it is an edit that can be undone

private:
    [[nodiscard]] QWidget* buildHead();
    [[nodiscard]] QWidget* buildBody();
    void showFacts(const EventRecord& event);
    void showChanges(const EventRecord& event);
    void colourChanges();
    void askForEarlier(const EventRecord& event);
    void follow(const QString& fact);

    WindowContext m_context;
    qint64 m_seq = 0;
    EventRecord m_event;
    QString m_subject;
    QString m_actor;
    QString m_cause;
    QList<Tone> m_tones; ///< of the lines of before and after
    QStackedLayout* m_stack;
    EmptyState* m_nothing;
    IconLabel* m_icon = nullptr;
    ElidedLabel* m_kind = nullptr;
    QLabel* m_position = nullptr;
    QPushButton* m_open = nullptr;
    QPushButton* m_undo = nullptr;
    QLabel* m_words = nullptr;
    FactGrid* m_facts = nullptr;
    QLabel* m_reason = nullptr;
    SectionHead* m_changesHead = nullptr;
    QPlainTextEdit* m_changes = nullptr;
    QPlainTextEdit* m_recorded = nullptr;
    SectionHead* m_earlierHead = nullptr;
    QTreeView* m_earlier = nullptr;
    QStandardItemModel* m_earlierRows = nullptr;
};

} // namespace Drover
