#pragma once

#include "models/clustertreemodel.h"
#include "ui/shell/windowcontext.h"

#include <QListView>
#include <QStyledItemDelegate>

namespace Drover {

/// One cluster as a card: name, health, ready of desired, what it does and how far. Reads the first level of
/// a ClusterTreeModel by its columns. Owned by the view; UI thread.
class ClusterCardDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

/// All clusters as cards, as many beside each other as fit. Owned by its page; UI thread.
class ClusterCards : public QListView
{
    Q_OBJECT
public:
    explicit ClusterCards(const WindowContext& context, QWidget* parent = nullptr);

    /// Off: nobody looks.
    void setFollowing(bool following) { m_model.setFollowing(following); }
    /// As high as its cards, of many as two rows.
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] int cardCount() const { return m_model.rowCount(); }

signals:
    void objectChosen(const QString& key);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void arrange();

    ClusterTreeModel m_model;
    int m_rows = 1;
};

} // namespace Drover
