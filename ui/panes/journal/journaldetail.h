#pragma once

#include "engine/core/event.h"
#include "models/journal/causetrail.h"
#include "ui/shell/windowcontext.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QStackedLayout;
class QStandardItemModel;
class QTreeView;

namespace Drover {

class CauseList;
class DiffView;
class ElidedLabel;
class EmptyState;
class FactGrid;
class HashChainView;
class IconLabel;
class JournalChain;
class SectionHead;

/// One event in full: who, what, why step by step, before and after, its place in the chain of hashes, and
/// what happened to the same object before. Owned by the journal pane; UI thread.
class JournalDetail : public QWidget
{
    Q_OBJECT
public:
    JournalDetail(const WindowContext& context, JournalChain& chain, QWidget* parent = nullptr);

    void showRecord(const EventRecord& event);
    void showNothing();
    [[nodiscard]] qint64 seq() const { return m_event.seq; }

    /// To what it follows from; to the first event that follows from it; nothing when there is none.
    void followCause();
    void followEffect();
    /// To the event before or after it about the same object.
    void showPrevious();
    void showNext();
    void toggleSides();

signals:
    void objectRequested(const QString& key);  ///< show the object itself
    void filterRequested(const QString& text); ///< show only what this filter lets through
    void positionRequested(qint64 seq);        ///< show this event
    void copyRequested(bool json);
    void undoRequested(const Drover::EventRecord& event); ///< it is an edit that can be undone

private:
    [[nodiscard]] QWidget* buildHead();
    [[nodiscard]] QWidget* buildActions();
    [[nodiscard]] QWidget* buildBody();
    void buildEarlier(QWidget* body);
    void showFacts();
    void showSides();
    void showCauses();
    void askForLinks();
    void askForEarlier();
    void showEarlier(const QList<EventRecord>& events);
    void follow(const QString& fact);

    WindowContext m_context;
    JournalChain& m_chain;
    CauseTrail m_trail;
    EventRecord m_event;
    qint64 m_previous = 0; ///< about the same object
    QStackedLayout* m_stack;
    EmptyState* m_nothing;
    IconLabel* m_icon = nullptr;
    ElidedLabel* m_kind = nullptr;
    QLabel* m_position = nullptr;
    QPushButton* m_open = nullptr;
    QPushButton* m_undo = nullptr;
    QLabel* m_words = nullptr;
    FactGrid* m_facts = nullptr;
    SectionHead* m_causesHead = nullptr;
    CauseList* m_causes = nullptr;
    SectionHead* m_sidesHead = nullptr;
    QPushButton* m_sidesLink = nullptr;
    DiffView* m_sides = nullptr;
    SectionHead* m_linksHead = nullptr;
    HashChainView* m_links = nullptr;
    SectionHead* m_earlierHead = nullptr;
    QTreeView* m_earlier = nullptr;
    QStandardItemModel* m_earlierRows = nullptr;
};

} // namespace Drover
