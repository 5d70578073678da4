#pragma once

#include "models/journal/journalchain.h"
#include "models/journal/journalexport.h"
#include "models/journal/journalmodel.h"
#include "models/journal/journalvolume.h"
#include "ui/shell/windowcontext.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QStackedLayout;

namespace Drover {

class ElidedLabel;
class EmptyState;
class JournalDetail;
class JournalTable;
class QueryEdit;
class SegmentedControl;
class StatusPill;
class VolumeStrip;

/// What happened, newest first: the whole journal as a table that follows live, searched by object, actor,
/// kind and text, over it how much happened when, with one event in full at the right. Its chain of hashes is
/// checked on demand; what is shown can be saved. Owned by the window; UI thread.
class JournalPane : public QWidget
{
    Q_OBJECT
public:
    explicit JournalPane(const WindowContext& context, QWidget* parent = nullptr);

    /// Goes to an event, taking the filter away when that hides it.
    void showPosition(qint64 seq);
    void setFilterText(const QString& text);

signals:
    void objectRequested(const QString& key);
    void undoRequested(const Drover::EventRecord& event);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    [[nodiscard]] QWidget* buildHead();
    [[nodiscard]] QWidget* buildFilters();
    [[nodiscard]] QWidget* buildTable();
    [[nodiscard]] QWidget* buildFoot();
    void applyFilter();
    void setFollowing(bool on);
    void scrolled(int value);
    void showCurrent();
    void updateState();
    void updateChain();
    void showAround(qint64 seq);
    void updateInView();
    void askExport();
    void exportTo(const QString& path);
    void updateExport();
    void showProblem(const Error& error);
    void copy(bool json);

    WindowContext m_context;
    JournalModel m_model;
    JournalChain m_chain;
    JournalVolume m_volume;
    JournalExport m_export;
    StatusPill* m_badge = nullptr;
    QLabel* m_badgeNote = nullptr;
    QPushButton* m_verify = nullptr;
    QPushButton* m_exportButton = nullptr;
    VolumeStrip* m_strip = nullptr;
    QLabel* m_total = nullptr;
    QLabel* m_new = nullptr;
    QPushButton* m_follow = nullptr;
    QueryEdit* m_filter = nullptr;
    SegmentedControl* m_scope = nullptr;
    QLabel* m_found = nullptr;
    ElidedLabel* m_note = nullptr;
    JournalTable* m_table = nullptr;
    EmptyState* m_nothing = nullptr;
    QPushButton* m_showAll = nullptr;
    QStackedLayout* m_stack = nullptr;
    JournalDetail* m_detail = nullptr;
    bool m_failed = false;
    std::function<void()> m_exported; ///< closes the file of the export that runs
};

} // namespace Drover
