#pragma once

#include "models/content/contenttreemodel.h"
#include "ui/delegates/rowdelegate.h"

#include <QTreeView>

class QLabel;
class QPushButton;

namespace Drover {

class ContentController;
class ElidedLabel;
class IconLabel;
class SearchField;

/// Rows of the tree: icon, name, at the right a count, the faults or the version.
class ContentTreeDelegate final : public RowDelegate
{
    Q_OBJECT
public:
    explicit ContentTreeDelegate(const ContentTreeModel& model, QObject* parent);

protected:
    void paintCell(QPainter& painter, const QRectF& area, const QModelIndex& index) const override;
    [[nodiscard]] int contentWidth(const QModelIndex& index) const override;

private:
    const ContentTreeModel& m_model;
};

/// The left column of the content pane: what is loaded, searched by name or text, and how much of it is well.
/// Owned by the pane; UI thread.
class ContentTree : public QWidget
{
    Q_OBJECT
public:
    explicit ContentTree(ContentController& controller, QWidget* parent = nullptr);

    /// Opens the way to it and selects it; it need not be listed yet. Doesn't emit.
    void showKey(const ContentKey& key);
    void focusFilter();

signals:
    void opened(const Drover::ContentKey& key);
    void loadRequested();

private:
    [[nodiscard]] QWidget* buildHead();
    [[nodiscard]] QWidget* buildFoot();
    void refresh();
    void updateFoot();

    ContentController& m_controller;
    ContentTreeModel m_model;
    QLabel* m_count = nullptr;
    SearchField* m_filter = nullptr;
    QTreeView* m_tree = nullptr;
    IconLabel* m_footIcon = nullptr;
    ElidedLabel* m_foot = nullptr;
    QPushButton* m_checkAll = nullptr;
    bool m_showing = false;
};

} // namespace Drover
