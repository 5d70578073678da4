#include "ui/panes/timeline/sidelist.h"

#include "ui/text/statustext.h"
#include "ui/theme/iconcache.h"
#include "ui/theme/paint.h"
#include "ui/theme/statuslook.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

/// Icon, words, figure; the model is always a SideListModel.
class SideDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override
    {
        return {100, SideList::rowHeight};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const Theme& theme = Theme::current();
        const auto* model = static_cast<const SideListModel*>(index.model());
        const SideRow& row = model->rows().at(index.row());
        QStyleOptionViewItem ground = option;
        initStyleOption(&ground, index);
        option.widget->style()->drawPrimitive(QStyle::PE_PanelItemViewItem, &ground, painter, option.widget);
        const StatusLook look = statusLook(row.status);
        const QColor color = theme.color(look.tone, TonePart::Text);
        QRectF area = QRectF(option.rect).adjusted(12, 0, -12, 0);
        drawIcon(*painter, QPointF(area.left(), area.center().y() - 7), look.icon, 14, color);
        area.setLeft(area.left() + 22);
        const int figure = textWidth(FontRole::Figure, row.figure);
        drawText(*painter, area, Qt::AlignRight | Qt::AlignVCenter, row.figure, FontRole::Figure,
                 theme.color(ColorRole::Tx1));
        area.setRight(area.right() - figure - 8);
        drawText(*painter, area, Qt::AlignLeft | Qt::AlignVCenter, row.text, FontRole::Secondary,
                 theme.color(row.status == Status::Predicted ? ColorRole::Tx3 : ColorRole::Tx1));
        const QRectF note = area.adjusted(textWidth(FontRole::Secondary, row.text) + 8, 0, 0, 0);
        if (!row.note.isEmpty() && note.width() > 16)
            drawText(*painter, note, Qt::AlignLeft | Qt::AlignVCenter, row.note, FontRole::Secondary, color);
        if (row.share >= 0)
            painter->fillRect(
                QRectF(area.left(), option.rect.bottom() - 2, std::max(2.0, row.share * 160), 2),
                theme.color(look.tone, TonePart::Bar2));
    }
};

} // namespace

void SideListModel::setRows(const QList<SideRow>& rows)
{
    const int before = int(m_rows.size());
    const int after = int(rows.size());
    if (after < before) {
        beginRemoveRows({}, after, before - 1);
        m_rows.resize(after);
        endRemoveRows();
    } else if (after > before) {
        beginInsertRows({}, before, after - 1);
        m_rows += rows.mid(before);
        endInsertRows();
    }
    for (int i = 0; i < after; ++i) {
        if (m_rows.at(i) == rows.at(i))
            continue;
        m_rows[i] = rows.at(i);
        emit dataChanged(index(i), index(i));
    }
}

int SideListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant SideListModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const SideRow& row = m_rows.at(index.row());
    if (role == Qt::DisplayRole)
        return row.text;
    if (role == Qt::ToolTipRole || role == Qt::AccessibleTextRole)
        return QStringList{row.text, statusText(row.status), row.note, row.figure}
            .filter(QRegularExpression(u"."_s))
            .join(u", "_s);
    return {};
}

SideList::SideList(const QString& name, const QString& meaning, QWidget* parent) : QListView(parent)
{
    setObjectName(name);
    setAccessibleName(meaning);
    setModel(&m_model);
    setItemDelegate(new SideDelegate(this));
    setUniformItemSizes(true);
    setFrameShape(QFrame::NoFrame);
    setMouseTracking(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    connect(this, &QListView::clicked, this, &SideList::choose);
    connect(this, &QListView::activated, this, &SideList::choose);
}

void SideList::setRows(const QList<SideRow>& rows)
{
    const bool sized = rows.size() != m_model.rowCount();
    m_model.setRows(rows);
    if (sized)
        updateGeometry();
}

QSize SideList::sizeHint() const
{
    return {260, m_model.rowCount() * rowHeight};
}

void SideList::choose(const QModelIndex& index)
{
    if (!index.isValid())
        return;
    const SideRow row = m_model.rows().at(index.row());
    emit chosen(row.key, row.span);
}

} // namespace Drover
