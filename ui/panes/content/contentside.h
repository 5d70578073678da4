#pragma once

#include "models/content/contentusemodel.h"
#include "models/content/paramusemodel.h"

#include <QStyledItemDelegate>
#include <QWidget>

class QLabel;
class QListView;
class QPushButton;

namespace Drover {

class ContentController;
class SectionHead;

/// A param in two lines: its name and line of the template, its value and the layer it comes from.
class ParamUseDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

/// Who uses it in two lines: its name, and in which way.
class ContentUseDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

/// The right column of the content pane: the params that went in, and where the object is used. Owned by the
/// pane; UI thread.
class ContentSide : public QWidget
{
    Q_OBJECT
public:
    explicit ContentSide(ContentController& controller, QWidget* parent = nullptr);

    void showParam(const QString& name);
    void focusUses();
    /// The chosen param; empty: none.
    [[nodiscard]] QString currentParam() const;

signals:
    void lineRequested(int line);
    void useOpened(const Drover::ContentUse& use);
    void paramOpened(const QString& name);
    void tryRequested(const QString& param);

private:
    void buildParams(QWidget* part);
    void buildUses(QWidget* part);
    void refreshParams();
    void refreshUses();

    ContentController& m_controller;
    ParamUseModel m_paramModel;
    ContentUseModel m_useModel;
    QLabel* m_paramCount = nullptr;
    QListView* m_params = nullptr;
    QLabel* m_noParams = nullptr;
    QPushButton* m_try = nullptr;
    QPushButton* m_drop = nullptr;
    QLabel* m_trying = nullptr;
    SectionHead* m_useHead = nullptr;
    QListView* m_uses = nullptr;
    QLabel* m_noUses = nullptr;
};

} // namespace Drover
