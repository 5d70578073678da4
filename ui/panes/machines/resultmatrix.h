#pragma once

#include "models/bulkmodel.h"

#include <QTableView>
#include <memory>

namespace Drover {

/// The machines of a bulk action in lines, those of one rack together: as many in a line as it is told; the
/// first line of a rack is headed by its name. Answers with the data of the row that a cell stands for. Both
/// models must outlive it; UI thread.
class ResultLines final : public QAbstractTableModel
{
    Q_OBJECT
public:
    ResultLines(const BulkModel& action, const QAbstractItemModel& shown);

    void setPerLine(int machines);
    /// Row of the action; -1: the cell is empty.
    [[nodiscard]] int itemAt(const QModelIndex& index) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;

private:
    struct Line
    {
        QString rack; ///< of the first line of a rack
        QList<int> items;
    };
    void arrange();

    const BulkModel& m_action;
    const QAbstractItemModel& m_shown;
    int m_perLine = 1;
    QList<Line> m_lines;
    QList<QPoint> m_places; ///< by row of the action: column and line
};

/// What became of each machine of a bulk action: a cell for each, in lines by rack; small ones without words
/// where there are many. Owned by the result; UI thread.
class ResultMatrix : public QTableView
{
    Q_OBJECT
public:
    explicit ResultMatrix(QWidget* parent = nullptr);

    /// Both must live until clear().
    void show(const BulkModel& action, const QAbstractItemModel& shown);
    void clear();

    /// From so many machines on cells are as small as in the fleet map.
    static constexpr int smallFrom = 400;

signals:
    void machineChosen(Drover::MachineId machine);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void arrange();
    void choose(const QModelIndex& index);

    const BulkModel* m_action = nullptr;
    std::unique_ptr<ResultLines> m_lines;
};

} // namespace Drover
