#pragma once

#include "models/poollistmodel.h"
#include "ui/shell/windowcontext.h"

#include <QWidget>

class QLabel;
class QStackedLayout;

namespace Drover {

class EditActions;
class ElidedLabel;
class EmptyState;
class ObjectTreeView;
class PoolDetail;
class PoolLegend;
class QueryEdit;
class SegmentedControl;

/// The pools below their parents: a bar of what their machines do, and the counts by status; below, the
/// chosen pool in full. Owned by the window; UI thread.
class PoolsPane : public QWidget
{
    Q_OBJECT
public:
    PoolsPane(const WindowContext& context, EditActions& edits, QWidget* parent = nullptr);

signals:
    void objectRequested(const QString& key);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    [[nodiscard]] QWidget* buildHead();
    void buildTree();
    void buildKeys();
    [[nodiscard]] QWidget* buildFoot();
    [[nodiscard]] QString shortageText(const QString& name, int missing) const;
    void updateCounts();
    void showSelected();

    WindowContext m_context;
    EditActions& m_edits;
    PoolListModel m_model;
    QLabel* m_total = nullptr;
    QueryEdit* m_filter = nullptr;
    SegmentedControl* m_shape = nullptr;
    PoolLegend* m_legend = nullptr;
    ObjectTreeView* m_tree = nullptr;
    EmptyState* m_nothing = nullptr;
    QStackedLayout* m_stack = nullptr;
    ElidedLabel* m_note = nullptr;
    PoolDetail* m_detail = nullptr;
};

} // namespace Drover
