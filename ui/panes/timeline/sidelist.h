#pragma once

#include "models/status.h"

#include <QAbstractListModel>
#include <QListView>
#include <QStyledItemDelegate>

namespace Drover {

/// A row beside the timeline: state, words, a figure at the right and, where `share` is set, a bar of that
/// length below the words.
struct SideRow
{
    QString key; ///< says which row was chosen
    Status status = Status::None;
    QString text;
    QString note; ///< behind the words, in the state's colour
    QString figure;
    double share = -1; ///< 0…1
    qint64 span = 0;
    bool operator==(const SideRow&) const = default;
};

/// The rows of a side list; told as a whole, changed row by row. UI thread.
class SideListModel : public QAbstractListModel
{
    Q_OBJECT
public:
    using QAbstractListModel::QAbstractListModel;

    void setRows(const QList<SideRow>& rows);
    [[nodiscard]] const QList<SideRow>& rows() const { return m_rows; }
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

private:
    QList<SideRow> m_rows;
};

/// The list itself: rows of 24, `chosen` by click or Enter. Owned by its parent; UI thread.
class SideList : public QListView
{
    Q_OBJECT
public:
    SideList(const QString& name, const QString& meaning, QWidget* parent);

    void setRows(const QList<SideRow>& rows);
    [[nodiscard]] QSize sizeHint() const override;

    static constexpr int rowHeight = 24;

signals:
    void chosen(const QString& key, qint64 span);

private:
    void choose(const QModelIndex& index);

    SideListModel m_model;
};

} // namespace Drover
