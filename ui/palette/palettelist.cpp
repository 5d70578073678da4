#include "ui/palette/palettelist.h"

#include "ui/text/statustext.h"
#include "ui/theme/iconcache.h"
#include "ui/theme/paint.h"
#include "ui/theme/statuslook.h"
#include "ui/theme/theme.h"

#include <QFontMetricsF>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

constexpr int paletteRowHeight = 32;
constexpr int paletteHeadHeight = 24;
constexpr int palettePadding = 12;

/// Typed letters stand out: heavier, in the accent, underlined. Answers the x behind the title.
double drawMarked(QPainter& painter, const QRectF& area, const PaletteEntry& entry, const QColor& color)
{
    const Theme& theme = Theme::current();
    double x = area.x();
    const QString shown =
        QFontMetricsF(themeFont(FontRole::BodyMedium)).elidedText(entry.title, Qt::ElideRight, area.width());
    qsizetype at = 0;
    while (at < shown.size()) {
        const bool marked = entry.marks.contains(int(at));
        qsizetype end = at + 1;
        while (end < shown.size() && entry.marks.contains(int(end)) == marked)
            ++end;
        const QString part = shown.sliced(at, end - at);
        const FontRole font = marked ? FontRole::BodyStrong : FontRole::Body;
        const double wide = QFontMetricsF(themeFont(font)).horizontalAdvance(part);
        const QColor ink = marked ? theme.color(ColorRole::Acc) : color;
        drawText(painter, QRectF(x, area.y(), wide + 2, area.height()), Qt::AlignLeft | Qt::AlignVCenter,
                 part, font, ink);
        if (marked)
            painter.fillRect(QRectF(x, area.center().y() + 9, wide, 1), ink);
        x += wide;
        at = end;
    }
    return x;
}

/// Answers the left end of what was drawn.
double drawKeys(QPainter& painter, const QRectF& area, const QString& keys)
{
    const Theme& theme = Theme::current();
    const int wide = textWidth(FontRole::FigureSmall, keys) + 12;
    const QRectF box(area.right() - wide, area.center().y() - 10, wide, 20);
    drawBox(painter, box, 3, theme.color(ColorRole::Bg2), theme.color(ColorRole::Line2));
    drawText(painter, box, Qt::AlignCenter, keys, FontRole::FigureSmall, theme.color(ColorRole::Tx2));
    return box.left();
}

double drawStatus(QPainter& painter, const QRectF& area, Status status)
{
    const StatusLook look = statusLook(status);
    const QColor color = Theme::current().color(look.tone, TonePart::Text);
    const QString word = statusText(status);
    const int wide = textWidth(FontRole::Secondary, word);
    drawText(painter, area, Qt::AlignRight | Qt::AlignVCenter, word, FontRole::Secondary, color);
    drawIcon(painter, QPointF(area.right() - wide - 19, area.center().y() - 6.5), look.icon, 13, color);
    return area.right() - wide - 19;
}

} // namespace

void PaletteModel::setSections(const QList<Section>& sections)
{
    // Another question has another answer: nothing of the old rows is kept.
    beginResetModel();
    m_rows.clear();
    m_found = 0;
    for (const Section& section : sections) {
        if (section.entries.isEmpty())
            continue;
        const QString count = section.found > section.entries.size()
                                  ? tr("%1 of %2").arg(section.entries.size()).arg(section.found)
                                  : QString::number(section.found);
        m_found += section.found;
        m_rows.append({section.title, count, {}, true});
        for (const PaletteEntry& entry : section.entries)
            m_rows.append({{}, {}, entry, false});
    }
    endResetModel();
}

const PaletteEntry* PaletteModel::entry(const QModelIndex& index) const
{
    if (!index.isValid() || m_rows.at(index.row()).isHead)
        return nullptr;
    return &m_rows.at(index.row()).entry;
}

int PaletteModel::nextEntry(int row, int step) const
{
    for (int at = row; at >= 0 && at < m_rows.size(); at += step) {
        if (!m_rows.at(at).isHead)
            return at;
    }
    return -1;
}

int PaletteModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant PaletteModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const Row& row = m_rows.at(index.row());
    if (role == Qt::DisplayRole)
        return row.isHead ? row.head : row.entry.title;
    if (role != Qt::AccessibleTextRole)
        return {};
    if (row.isHead)
        return u"%1, %2"_s.arg(row.head, row.count);
    QStringList parts{row.entry.title, row.entry.detail};
    if (row.entry.status)
        parts.append(statusText(*row.entry.status));
    parts.append(row.entry.keys);
    parts.removeAll(QString());
    return parts.join(u", "_s);
}

Qt::ItemFlags PaletteModel::flags(const QModelIndex& index) const
{
    return entry(index) ? Qt::ItemIsEnabled | Qt::ItemIsSelectable : Qt::NoItemFlags;
}

PaletteDelegate::PaletteDelegate(const PaletteModel& model, QObject* parent)
    : QStyledItemDelegate(parent), m_model(model)
{
}

QSize PaletteDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    return {option.rect.width(), m_model.entry(index) ? paletteRowHeight : paletteHeadHeight};
}

void PaletteDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                            const QModelIndex& index) const
{
    const Theme& theme = Theme::current();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QRectF area = QRectF(option.rect).adjusted(palettePadding, 0, -palettePadding, 0);
    const PaletteEntry* entry = m_model.entry(index);
    if (!entry) {
        if (index.row() > 0)
            painter->fillRect(QRect(option.rect.x(), option.rect.y(), option.rect.width(), 1),
                              theme.color(ColorRole::Line));
        drawText(*painter, area, Qt::AlignLeft | Qt::AlignVCenter, m_model.headText(index.row()),
                 FontRole::LabelStrong, theme.color(ColorRole::Tx3));
        drawText(*painter, area, Qt::AlignRight | Qt::AlignVCenter, m_model.headCount(index.row()),
                 FontRole::FigureSmall, theme.color(ColorRole::Tx3));
        painter->restore();
        return;
    }
    if (option.state.testFlag(QStyle::State_Selected)) {
        painter->fillRect(option.rect, theme.color(ColorRole::Sel));
        painter->fillRect(QRect(option.rect.x(), option.rect.y(), 2, option.rect.height()),
                          theme.color(ColorRole::SelLine));
    } else if (option.state.testFlag(QStyle::State_MouseOver)) {
        painter->fillRect(option.rect, theme.color(ColorRole::Bg4));
    }
    const QColor ink = theme.color(entry->destructive ? ColorRole::Bad : ColorRole::Tx1);
    drawIcon(*painter, QPointF(area.x(), area.center().y() - 7.5), entry->icon, 15,
             entry->destructive ? ink : theme.color(ColorRole::Tx2));
    double right = area.right();
    if (!entry->keys.isEmpty())
        right = drawKeys(*painter, area, entry->keys) - 8;
    else if (entry->status && *entry->status != Status::None)
        right = drawStatus(*painter, area, *entry->status) - 8;
    const QRectF words(area.x() + 26, area.y(), right - area.x() - 26, area.height());
    const double x = drawMarked(*painter, words, *entry, ink) + 10;
    if (x < words.right())
        drawText(*painter, QRectF(x, area.y(), words.right() - x, area.height()),
                 Qt::AlignLeft | Qt::AlignVCenter, entry->detail, FontRole::Secondary,
                 theme.color(ColorRole::Tx3));
    painter->restore();
}

} // namespace Drover
