#include "ui/panes/pools/pooldelegates.h"

#include "models/pools/poolallocationsmodel.h"
#include "models/pools/poolmembersmodel.h"
#include "models/pools/pooltransitionsmodel.h"
#include "ui/text/statustext.h"
#include "ui/text/words.h"
#include "ui/theme/iconcache.h"
#include "ui/theme/paint.h"
#include "ui/theme/statuslook.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

constexpr int kPoolIcon = 13;

QColor toneColor(const QModelIndex& index, ColorRole otherwise)
{
    const QVariant tone = index.data(ToneRole);
    if (tone.isValid())
        return Theme::current().color(Tone(tone.toInt()), TonePart::Text);
    return Theme::current().color(index.data(DimRole).toBool() ? ColorRole::Tx3 : otherwise);
}

void plainCell(QPainter& painter, const QRectF& area, const QModelIndex& index)
{
    const bool figure = index.data(FigureRole).toBool();
    const QVariant align = index.data(Qt::TextAlignmentRole);
    drawText(painter, area,
             align.isValid() ? Qt::Alignment(align.toInt()) : Qt::Alignment(Qt::AlignLeft | Qt::AlignVCenter),
             index.data().toString(),
             index.data(EmphasisRole).toBool() ? FontRole::SecondaryStrong
             : figure                          ? FontRole::FigureSmall
                                               : FontRole::Secondary,
             toneColor(index, ColorRole::Tx1));
}

} // namespace

void TransitionDelegate::paintCell(QPainter& painter, const QRectF& area, const QModelIndex& index) const
{
    const Theme& theme = Theme::current();
    if (const QVariant status = index.data(StatusRole); status.isValid()) {
        const StatusLook look = statusLook(Status(status.toInt()));
        const QColor color = theme.color(look.tone, TonePart::Text);
        drawIcon(painter, QPointF(area.left(), area.center().y() - kPoolIcon / 2.0 + 0.5), look.icon,
                 kPoolIcon, color);
        drawText(painter, area.adjusted(kPoolIcon + 7, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
                 index.data().toString(), FontRole::SecondaryMedium, color);
        return;
    }
    const QStringList added = index.data(PoolTransitionsModel::AddedRole).toStringList();
    const QStringList removed = index.data(PoolTransitionsModel::RemovedRole).toStringList();
    if (added.isEmpty() && removed.isEmpty()) {
        plainCell(painter, area, index);
        return;
    }
    double left = area.left();
    const auto draw = [&](const QString& sign, Tone tone, const QString& name) {
        drawText(painter, QRectF(left, area.top(), 12, area.height()), Qt::AlignLeft | Qt::AlignVCenter, sign,
                 FontRole::FigureSmall, theme.color(tone, TonePart::Text));
        const double room = area.right() - left - 12;
        drawText(painter, QRectF(left + 12, area.top(), std::max(0.0, room), area.height()),
                 Qt::AlignLeft | Qt::AlignVCenter, name, FontRole::FigureSmall, theme.color(ColorRole::Tx1));
        left += 12 + textWidth(FontRole::FigureSmall, name) + 8;
    };
    for (const QString& name : added) {
        if (left < area.right() - 16)
            draw(u"+"_s, Tone::Ok, name);
    }
    for (const QString& name : removed) {
        if (left < area.right() - 16)
            draw(u"−"_s, Tone::Bad, name);
    }
}

int TransitionDelegate::contentWidth(const QModelIndex& index) const
{
    return kPoolIcon + 7 + textWidth(FontRole::FigureSmall, index.data().toString());
}

PoolMemberDelegate::PoolMemberDelegate(QObject* parent) : RowDelegate(parent)
{
    setRowHeight(24);
}

void PoolMemberDelegate::paintCell(QPainter& painter, const QRectF& area, const QModelIndex& index) const
{
    const Theme& theme = Theme::current();
    const auto kind = PoolMemberRow::Kind(index.data(PoolMembersModel::MemberKindRole).toInt());
    if (kind == PoolMemberRow::Kind::More) {
        if (index.column() == PoolMembersModel::Name)
            drawText(painter, area, Qt::AlignLeft | Qt::AlignVCenter,
                     QCoreApplication::translate("Drover::Pools", "and %1 more")
                         .arg(countText(index.data(PoolMembersModel::CountRole).toInt())),
                     FontRole::Secondary, theme.color(ColorRole::Tx3));
        return;
    }
    if (kind != PoolMemberRow::Kind::Group) {
        plainCell(painter, area, index);
        return;
    }
    if (index.column() != PoolMembersModel::Name)
        return;
    const QVariant status = index.data(StatusRole);
    double left = area.left();
    QString word = index.data().toString();
    QColor color = theme.color(ColorRole::Tx1);
    if (status.isValid()) {
        const StatusLook look = statusLook(Status(status.toInt()));
        color = theme.color(look.tone, TonePart::Text);
        word = statusText(Status(status.toInt()));
        drawIcon(painter, QPointF(left, area.center().y() - kPoolIcon / 2.0 + 0.5), look.icon, kPoolIcon,
                 color);
        left += kPoolIcon + 6;
    } else if (word.isEmpty()) {
        word = u"—"_s;
    }
    const auto draw = [&](const QString& text, FontRole font, const QColor& ink) {
        drawText(painter, QRectF(left, area.top(), area.right() - left, area.height()),
                 Qt::AlignLeft | Qt::AlignVCenter, text, font, ink);
        left += textWidth(font, text) + 8;
    };
    draw(word, FontRole::SecondaryMedium, color);
    draw(countText(index.data(PoolMembersModel::CountRole).toInt()), FontRole::Figure,
         theme.color(ColorRole::Tx2));
    draw(index.data(SecondaryTextRole).toString(), FontRole::Label, theme.color(ColorRole::Tx3));
}

int PoolMemberDelegate::contentWidth(const QModelIndex& index) const
{
    return textWidth(FontRole::FigureSmall, index.data().toString());
}

AllocationDelegate::AllocationDelegate(QObject* parent) : RowDelegate(parent)
{
    setRowHeight(24);
}

void AllocationDelegate::paintCell(QPainter& painter, const QRectF& area, const QModelIndex& index) const
{
    if (index.column() == PoolAllocationsModel::Machine &&
        !index.data(PoolAllocationsModel::RequestRole).toBool()) {
        drawText(painter, area, Qt::AlignLeft | Qt::AlignVCenter, index.data().toString(),
                 FontRole::FigureSmall, Theme::current().color(ColorRole::Acc));
        return;
    }
    if (index.column() == PoolAllocationsModel::Machine) {
        drawText(painter, area, Qt::AlignLeft | Qt::AlignVCenter,
                 QCoreApplication::translate("Drover::Pools", "%n machines", nullptr,
                                             index.data(PoolAllocationsModel::CountRole).toInt()),
                 FontRole::Secondary, Theme::current().color(ColorRole::Tx3));
        return;
    }
    plainCell(painter, area, index);
}

int AllocationDelegate::contentWidth(const QModelIndex& index) const
{
    return textWidth(FontRole::Secondary, index.data().toString());
}

} // namespace Drover
