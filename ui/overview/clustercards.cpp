#include "ui/overview/clustercards.h"

#include "models/roles.h"
#include "ui/text/modelwordstext.h"
#include "ui/text/statustext.h"
#include "ui/text/words.h"
#include "ui/theme/iconcache.h"
#include "ui/theme/paint.h"
#include "ui/theme/statuslook.h"
#include "ui/theme/theme.h"

#include <QResizeEvent>
#include <QScrollBar>
#include <QStyle>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

constexpr int cardHeight = 108;
constexpr int cardGap = 12;
constexpr int leastCardWidth = 204;
constexpr int mostCardWidth = 320;
constexpr int mostRows = 2; ///< beyond them it scrolls
constexpr int cardPadding = 12;

Status statusIn(const QModelIndex& index, ClusterColumn column)
{
    const QVariant value = index.siblingAtColumn(int(column)).data(StatusRole);
    return value.isValid() ? Status(value.toInt()) : Status::None;
}

QString textIn(const QModelIndex& index, ClusterColumn column)
{
    const QString text = index.siblingAtColumn(int(column)).data().toString();
    return text == u"—"_s ? QString() : text;
}

} // namespace

QSize ClusterCardDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const
{
    // As wide as its cell, or the view would centre it there.
    const auto* view = qobject_cast<const QListView*>(option.widget);
    return {view && view->gridSize().isValid() ? view->gridSize().width() : leastCardWidth, cardHeight};
}

void ClusterCardDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                                const QModelIndex& index) const
{
    const Theme& theme = Theme::current();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QRectF card = QRectF(option.rect).adjusted(0, 0, -cardGap, -cardGap);
    const StatusLook health = statusLook(statusIn(index, ClusterColumn::Health));
    const Status state = statusIn(index, ClusterColumn::State);
    const bool troubled = health.tone == Tone::Bad || health.tone == Tone::Warn ||
                          statusLook(state).tone == Tone::Bad || state == Status::WaitingForPerson;
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const bool hovered = option.state.testFlag(QStyle::State_MouseOver);
    drawBox(*painter, card, 6, theme.color(hovered ? ColorRole::Bg3 : ColorRole::Bg1),
            theme.color(selected   ? ColorRole::SelLine
                        : troubled ? ColorRole::WarnBar2
                                   : ColorRole::Line));
    if (option.state.testFlag(QStyle::State_HasFocus))
        drawFocusRing(*painter, card, 6);
    const QRectF in = card.adjusted(cardPadding, 9, -cardPadding, -9);
    // Name, and how it is.
    const Status healthStatus = statusIn(index, ClusterColumn::Health);
    double right = in.right();
    if (healthStatus != Status::None) {
        const QString word = statusText(healthStatus);
        const QColor color = theme.color(health.tone, TonePart::Text);
        const int wide = textWidth(FontRole::Secondary, word);
        drawText(*painter, QRectF(in.x(), in.y(), in.width(), 20), Qt::AlignRight | Qt::AlignVCenter, word,
                 FontRole::Secondary, color);
        drawIcon(*painter, QPointF(in.right() - wide - 18, in.y() + 3.5), health.icon, 13, color);
        right -= wide + 26;
    }
    drawText(*painter, QRectF(in.x(), in.y(), right - in.x(), 20), Qt::AlignLeft | Qt::AlignVCenter,
             index.data().toString(), FontRole::BodyStrong, theme.color(ColorRole::Tx1));
    // Ready of desired, version.
    const QString ready = textIn(index, ClusterColumn::Ready);
    const QString first = ready.section(u'/', 0, 0).trimmed();
    const int firstWide = textWidth(FontRole::FigureLarge, first);
    const QRectF second(in.x(), in.y() + 22, in.width(), 28);
    drawText(*painter, second, Qt::AlignLeft | Qt::AlignVCenter, first, FontRole::FigureLarge,
             theme.color(ColorRole::Tx1));
    drawText(*painter, second.adjusted(firstWide + 8, 3, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
             tr("/ %1 ready").arg(ready.section(u'/', 1).trimmed()), FontRole::Figure,
             theme.color(ColorRole::Tx2));
    drawText(*painter, second.adjusted(0, 3, 0, 0), Qt::AlignRight | Qt::AlignVCenter,
             textIn(index, ClusterColumn::Version), FontRole::Figure, theme.color(ColorRole::Tx3));
    // What it does.
    const StatusLook look = statusLook(state);
    const QRectF third(in.x(), in.y() + 52, in.width(), 20);
    drawIcon(*painter, QPointF(third.x(), third.y() + 3.5), look.icon, 13,
             theme.color(look.tone, TonePart::Text));
    QString doing = index.siblingAtColumn(int(ClusterColumn::State)).data().toString();
    const QString stage = textIn(index, ClusterColumn::Stage);
    if (!stage.isEmpty())
        doing = u"%1 · %2"_s.arg(doing, stage);
    drawText(*painter, third.adjusted(20, 0, -60, 0), Qt::AlignLeft | Qt::AlignVCenter, doing,
             FontRole::Secondary, theme.color(ColorRole::Tx2));
    const QVariant progress = index.siblingAtColumn(int(ClusterColumn::Progress)).data(ProgressRole);
    if (progress.isValid()) {
        drawText(*painter, third, Qt::AlignRight | Qt::AlignVCenter, percentText(progress.toDouble()),
                 FontRole::Figure, theme.color(ColorRole::Tx2));
        const QVariant tone = index.siblingAtColumn(int(ClusterColumn::Progress)).data(ToneRole);
        drawProgress(*painter, QRectF(in.x(), in.y() + 74, in.width(), 4), progress.toDouble(),
                     progressColor(tone.isValid() ? Tone(tone.toInt()) : Tone::Run, progress.toDouble()));
    }
    painter->restore();
}

ClusterCards::ClusterCards(const WindowContext& context, QWidget* parent)
    : QListView(parent), m_model(context.replica, modelWords())
{
    setObjectName(u"overview/clusters"_s);
    setAccessibleName(tr("Clusters as cards"));
    setModel(&m_model);
    setItemDelegate(new ClusterCardDelegate(this));
    setViewMode(QListView::IconMode);
    setMovement(QListView::Static);
    setResizeMode(QListView::Adjust);
    setUniformItemSizes(true);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFrameShape(QFrame::NoFrame);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Maximum);
    setMouseTracking(true);
    setProperty("ground", u"page"_s);
    viewport()->setProperty("ground", u"page"_s);
    const auto choose = [this](const QModelIndex& index) {
        emit objectChosen(index.data(ObjectKeyRole).toString());
    };
    for (const auto change : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(&m_model, change, this, &ClusterCards::arrange);
    connect(&m_model, &QAbstractItemModel::modelReset, this, &ClusterCards::arrange);
    connect(this, &QListView::clicked, this, choose);
    connect(this, &QListView::activated, this, choose);
}

QSize ClusterCards::sizeHint() const
{
    return {leastCardWidth, std::clamp(m_rows, 1, mostRows) * cardHeight - cardGap};
}

void ClusterCards::resizeEvent(QResizeEvent* event)
{
    arrange();
    QListView::resizeEvent(event);
}

/// Cards end where the page's other cards do: the gap behind the last column hangs out of the view.
void ClusterCards::arrange()
{
    // Few cards share the width, up to a measure.
    const int cards = std::max(1, m_model.rowCount());
    const auto columnsIn = [cards](int room) {
        return std::clamp(room / (leastCardWidth + cardGap), 1,
                          std::max(cards, room / (mostCardWidth + cardGap)));
    };
    const int columns = columnsIn(width() + cardGap);
    const int rows = (m_model.rowCount() + columns - 1) / columns;
    const bool fits = rows * cardHeight - cardGap <= height();
    setVerticalScrollBarPolicy(fits ? Qt::ScrollBarAlwaysOff : Qt::ScrollBarAlwaysOn);
    const int bar = style()->pixelMetric(QStyle::PM_ScrollBarExtent, nullptr, verticalScrollBar());
    const int room = fits ? width() + cardGap : width() - bar;
    setViewportMargins(0, 0, fits ? -cardGap : 0, 0);
    setGridSize({(room - 1) / columnsIn(room), cardHeight});
    if (m_rows != rows) {
        m_rows = rows;
        updateGeometry();
    }
}

} // namespace Drover
