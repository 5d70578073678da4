#pragma once

#include "models/parammodel.h"
#include "ui/shell/windowcontext.h"

#include <QWidget>

class QHBoxLayout;
class QStackedLayout;
class QTreeView;

namespace Drover {

class EditActions;
class EmptyState;
class SearchField;
class SegmentedControl;

/// Every effective param of the object with where its value comes from; a param opens to the layers that set
/// it. Asks the engine when it is shown and when the object's params changed. Owned by the inspector; UI
/// thread.
class ParamsTab : public QWidget
{
    Q_OBJECT
public:
    explicit ParamsTab(const WindowContext& context, QWidget* parent = nullptr);

    void show(MachineId machine);
    /// Adds the way to edit them, and to edit the profile that a layer's row names.
    void setEdits(EditActions& edits);
    /// Asks if what it has is out of date, also while it isn't seen.
    void read();
    [[nodiscard]] const Answers::Params& params() const { return m_model.params(); }
    [[nodiscard]] int count() const { return m_model.count(); }

signals:
    void countChanged();

protected:
    void showEvent(QShowEvent* event) override;

private:
    enum class Scope { Effective, Changed };
    void buildScope();
    void ask();
    void showTree();
    void take(const Result<Answer>& answer);

    WindowContext m_context;
    ParamModel m_model;
    MachineId m_machine;
    int m_generation = 0;
    bool m_stale = true;
    QHBoxLayout* m_bar;
    SearchField* m_filter;
    SegmentedControl* m_scope;
    QTreeView* m_tree;
    EmptyState* m_trouble;
    QStackedLayout* m_stack;
};

} // namespace Drover
