#pragma once

#include "models/content/contentdetailmodel.h"
#include "ui/panes/content/codepair.h"

class QStackedLayout;
class QTreeView;

namespace Drover {

class EmptyState;
class IconLabel;
class SegmentedControl;
class Replica;

/// The middle of the content pane: the opened object as code beside what it becomes, as a page to read, or as
/// it was written. Owned by the pane; UI thread.
class ContentPage : public QWidget
{
    Q_OBJECT
public:
    ContentPage(ContentController& controller, const Replica& replica, QWidget* parent = nullptr);

    void goToLine(int line);

signals:
    void opened(const Drover::ContentKey& key);
    void paramChosen(const QString& name);
    void loadRequested();

private:
    enum class View { Template, Both, Rendered, Page, Written };
    [[nodiscard]] QWidget* buildHead();
    void buildDetail();
    void refresh();
    void offerViews(const QList<View>& views);
    void show(View view);
    void showWritten();
    void showNothing();

    ContentController& m_controller;
    const Replica& m_replica;
    ContentDetailModel m_detail;
    View m_codeView = View::Both; ///< as was chosen last, for templates
    View m_pageView = View::Page; ///< and for everything else
    QList<View> m_offered;
    IconLabel* m_icon = nullptr;
    ElidedLabel* m_name = nullptr;
    ElidedLabel* m_where = nullptr;
    SegmentedControl* m_views = nullptr;
    QStackedLayout* m_stack = nullptr;
    CodePair* m_pair = nullptr;
    QTreeView* m_page = nullptr;
    CodeView* m_written = nullptr;
    EmptyState* m_nothing = nullptr;
};

} // namespace Drover
