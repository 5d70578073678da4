#include "ui/panes/machines/resultmatrix.h"

#include "models/memberstate.h"
#include "ui/theme/fonts.h"
#include "ui/theme/iconcache.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"

#include <QAbstractButton>
#include <QHeaderView>
#include <QStyledItemDelegate>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

constexpr QSize resultCell(88, 26);
constexpr int cellGap = 6;
constexpr int smallCell = 14;

/// One machine of the action: check or cross and its name, or only the colour where there are many.
class CellDelegate final : public QStyledItemDelegate
{
public:
    CellDelegate(const BulkModel& action, const ResultLines& lines, QObject* parent)
        : QStyledItemDelegate(parent), m_action(action), m_lines(lines)
    {
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const int item = m_lines.itemAt(index);
        if (item < 0)
            return;
        const Theme& theme = Theme::current();
        const bool small = m_action.rowCount() > ResultMatrix::smallFrom;
        const BulkState state = m_action.item(item).state;
        const int gap = small ? 2 : cellGap;
        const QRectF box = QRectF(option.rect).adjusted(0, 0, -gap, -gap);
        const bool bad = state == BulkState::Refused;
        const bool done = state == BulkState::Done;
        const Tone tone = bad                        ? Tone::Bad
                          : done                     ? Tone::Ok
                          : state == BulkState::Sent ? Tone::Run
                                                     : Tone::Idle;
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        const bool waits = state == BulkState::Waiting || state == BulkState::LeftOut;
        drawBox(*painter, box, small ? 2 : 3,
                waits ? theme.color(ColorRole::Bg1)
                      : theme.color(tone, bad && small ? TonePart::Bar2 : TonePart::Bar),
                bad || waits ? theme.color(tone, TonePart::Text) : theme.color(tone, TonePart::Bar));
        if (done)
            painter->fillRect(QRectF(box.x(), box.y(), 2, box.height()), theme.color(ColorRole::Ok));
        if (!small) {
            const QColor words = waits ? theme.color(ColorRole::Tx3) : theme.color(tone, TonePart::On);
            if (done || bad)
                drawIcon(*painter, QPointF(box.x() + 8, box.center().y() - 5.5),
                         bad ? IconName::BarCross : IconName::BarCheck, 11, words);
            drawText(*painter, box.adjusted(24, 0, -4, 0), Qt::AlignLeft | Qt::AlignVCenter,
                     index.data().toString(), FontRole::FigureSmall, words);
        }
        if (option.state.testFlag(QStyle::State_HasFocus) && option.state.testFlag(QStyle::State_Active))
            drawFocusRing(*painter, box, 3);
        painter->restore();
    }

private:
    const BulkModel& m_action;
    const ResultLines& m_lines;
};

} // namespace

ResultLines::ResultLines(const BulkModel& action, const QAbstractItemModel& shown)
    : m_action(action), m_shown(shown)
{
    arrange();
    connect(&shown, &QAbstractItemModel::dataChanged, this,
            [this](const QModelIndex& first, const QModelIndex& last) {
                for (int item = first.row(); item <= last.row(); ++item) {
                    const QModelIndex cell = index(m_places.at(item).y(), m_places.at(item).x());
                    emit dataChanged(cell, cell);
                }
            });
}

void ResultLines::setPerLine(int machines)
{
    if (machines == m_perLine)
        return;
    beginResetModel();
    m_perLine = machines;
    arrange();
    endResetModel();
}

void ResultLines::arrange()
{
    QMap<QString, QList<int>> racks;
    for (int item = 0; item < m_action.rowCount(); ++item)
        racks[naturalKey(m_action.item(item).rack)].append(item);
    m_lines.clear();
    m_places.resize(m_action.rowCount());
    for (const QList<int>& items : std::as_const(racks)) {
        for (qsizetype i = 0; i < items.size(); ++i) {
            if (i % m_perLine == 0)
                m_lines.append({.rack = i == 0 ? m_action.item(items.first()).rack : QString(), .items = {}});
            m_places[items.at(i)] = {int(i % m_perLine), int(m_lines.size()) - 1};
            m_lines.last().items.append(items.at(i));
        }
    }
}

int ResultLines::itemAt(const QModelIndex& index) const
{
    if (!index.isValid())
        return -1;
    const QList<int>& items = m_lines.at(index.row()).items;
    return index.column() < items.size() ? items.at(index.column()) : -1;
}

int ResultLines::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_lines.size());
}

int ResultLines::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : m_perLine;
}

QVariant ResultLines::data(const QModelIndex& index, int role) const
{
    const int item = itemAt(index);
    return item < 0 ? QVariant() : m_shown.index(item, BulkModel::Machine).data(role);
}

QVariant ResultLines::headerData(int section, Qt::Orientation orientation, int role) const
{
    return orientation == Qt::Vertical && role == Qt::DisplayRole ? m_lines.at(section).rack : QVariant();
}

Qt::ItemFlags ResultLines::flags(const QModelIndex& index) const
{
    return itemAt(index) < 0 ? Qt::NoItemFlags : Qt::ItemIsEnabled | Qt::ItemIsSelectable;
}

ResultMatrix::ResultMatrix(QWidget* parent) : QTableView(parent)
{
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setTabKeyNavigation(false);
    setCornerButtonEnabled(false);
    setSelectionMode(QAbstractItemView::NoSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setProperty("ground", u"panel"_s);
    horizontalHeader()->hide();
    horizontalHeader()->setMinimumSectionSize(smallCell);
    verticalHeader()->setMinimumSectionSize(smallCell);
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    verticalHeader()->setFont(themeFont(FontRole::FigureSmall));
    verticalHeader()->setProperty("plain", u"true"_s);
    // The view makes it by itself; beside a hidden head it is found all the same.
    for (auto* corner : findChildren<QAbstractButton*>(QString(), Qt::FindDirectChildrenOnly)) {
        corner->setObjectName(u"result/corner"_s);
        corner->setAccessibleName(tr("Select all"));
    }
    connect(this, &QTableView::activated, this, &ResultMatrix::choose);
    connect(this, &QTableView::clicked, this, &ResultMatrix::choose);
}

void ResultMatrix::show(const BulkModel& action, const QAbstractItemModel& shown)
{
    clear();
    m_action = &action;
    m_lines = std::make_unique<ResultLines>(action, shown);
    setModel(m_lines.get());
    setItemDelegate(new CellDelegate(action, *m_lines, m_lines.get()));
    int widest = 0;
    for (int item = 0; item < action.rowCount(); ++item)
        widest = std::max(widest, textWidth(FontRole::FigureSmall, action.item(item).rack));
    constexpr int around = 24;
    verticalHeader()->setFixedWidth(std::min(widest + around, resultCell.width()));
    arrange();
}

void ResultMatrix::clear()
{
    setModel(nullptr);
    setItemDelegate(nullptr);
    m_lines.reset();
    m_action = nullptr;
}

void ResultMatrix::resizeEvent(QResizeEvent* event)
{
    QTableView::resizeEvent(event);
    arrange();
}

void ResultMatrix::arrange()
{
    if (!m_action)
        return;
    const bool small = m_action->rowCount() > smallFrom;
    const QSize cell = small ? QSize(smallCell, smallCell) : resultCell + QSize(cellGap, cellGap);
    horizontalHeader()->setDefaultSectionSize(cell.width());
    verticalHeader()->setDefaultSectionSize(cell.height());
    m_lines->setPerLine(std::max(1, viewport()->width() / cell.width()));
}

void ResultMatrix::choose(const QModelIndex& index)
{
    if (const int item = m_lines->itemAt(index); item >= 0)
        emit machineChosen(m_action->item(item).machine);
}

} // namespace Drover
