#include "ui/panes/journal/causelist.h"

#include "models/journal/eventmeaning.h"
#include "models/replica.h"
#include "ui/delegates/rowdelegate.h"
#include "ui/objectnames.h"
#include "ui/text/commandtitle.h"
#include "ui/text/eventtext.h"
#include "ui/text/words.h"
#include "ui/theme/eventlook.h"
#include "ui/theme/iconcache.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QStandardItemModel>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

constexpr int kStepRow = 36;
constexpr int kStepIcon = 14;

enum StepRole {
    IconRole = Qt::UserRole + 300,
    ToneOfIconRole,
    AsideRole,
    PositionRole,
};

class StepDelegate final : public RowDelegate
{
public:
    explicit StepDelegate(QObject* parent) : RowDelegate(parent) { setRowHeight(kStepRow); }

protected:
    void paintCell(QPainter& painter, const QRectF& area, const QModelIndex& index) const override
    {
        const Theme& theme = Theme::current();
        const double x = area.left() + 4 + kStepIcon / 2.0;
        const double iconTop = area.top() + 4;
        painter.setPen(QPen(theme.color(ColorRole::Line2), 1.5));
        if (index.row() > 0)
            painter.drawLine(QPointF(x, area.top()), QPointF(x, iconTop - 2));
        if (index.row() + 1 < index.model()->rowCount())
            painter.drawLine(QPointF(x, iconTop + kStepIcon + 2), QPointF(x, area.bottom()));
        drawIcon(painter, QPointF(area.left() + 4, iconTop), IconName(index.data(IconRole).toInt()),
                 kStepIcon, theme.color(Tone(index.data(ToneOfIconRole).toInt()), TonePart::Text));
        const qint64 seq = index.data(PositionRole).toLongLong();
        const QString position = seq > 0 ? countText(seq) : QString();
        const int aside = position.isEmpty() ? 0 : textWidth(FontRole::FigureSmall, position) + 8;
        const QRectF words = area.adjusted(28, 1, -aside, 0);
        drawText(painter, QRectF(words.topLeft(), QSizeF(words.width(), 18)),
                 Qt::AlignLeft | Qt::AlignVCenter, index.data().toString(), FontRole::SecondaryMedium,
                 theme.color(ColorRole::Tx1));
        drawText(painter, QRectF(words.left(), words.top() + 17, area.right() - words.left(), 16),
                 Qt::AlignLeft | Qt::AlignVCenter, index.data(AsideRole).toString(), FontRole::Label,
                 theme.color(ColorRole::Tx3));
        drawText(painter, QRectF(area.right() - aside, words.top(), aside, 18),
                 Qt::AlignRight | Qt::AlignVCenter, position, FontRole::FigureSmall,
                 theme.color(ColorRole::Acc));
    }
    [[nodiscard]] int contentWidth(const QModelIndex& index) const override
    {
        return 28 + textWidth(FontRole::SecondaryMedium, index.data().toString());
    }
};

} // namespace

CauseList::CauseList(const Replica& replica, QWidget* parent)
    : QListView(parent), m_replica(replica), m_rows(new QStandardItemModel(this))
{
    setObjectName(ObjectNames::journalDetailCauses);
    setAccessibleName(tr("Why it happened, the earliest first"));
    setFrameShape(QFrame::NoFrame);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setUniformItemSizes(true);
    setModel(m_rows);
    setItemDelegate(new StepDelegate(this));
    const auto go = [this](const QModelIndex& index) {
        if (const qint64 seq = index.data(PositionRole).toLongLong(); seq > 0)
            emit positionRequested(seq);
    };
    connect(this, &QListView::clicked, this, go);
    connect(this, &QListView::activated, this, go);
}

void CauseList::add(const CauseStep& step)
{
    const auto row = [this](const QString& text, const QString& aside, IconName icon, Tone tone, qint64 seq) {
        auto* item = new QStandardItem(text);
        item->setData(int(icon), IconRole);
        item->setData(int(tone), ToneOfIconRole);
        item->setData(aside, AsideRole);
        item->setData(seq, PositionRole);
        item->setData(QString(text + u", "_s + aside), Qt::AccessibleTextRole);
        item->setToolTip(text);
        m_rows->appendRow(item);
    };
    const EventRecord& event = step.event;
    switch (step.kind) {
    case CauseStep::Kind::Asked: {
        const CommandRequest& request = step.command->request;
        QString aside = clockText(step.command->at) + u", "_s + commandOriginText(request);
        if (!request.reason.isEmpty())
            aside += u", “"_s + request.reason + u'”';
        const ActorLook look = actorLook(actorKind(request.actor));
        row(commandTitle(request.command), aside, look.icon, look.tone, 0);
        return;
    }
    case CauseStep::Kind::Away:
        row(tr("The engine had not worked for a while"), tr("when it began again it looked at what was open"),
            IconName::StateWaiting, Tone::Idle, 0);
        return;
    case CauseStep::Kind::Earlier:
    case CauseStep::Kind::Shown: {
        const EventMeaning meaning = eventMeaning(event.event);
        const QString name = event.subject.section(u' ', 1);
        const QString aside = step.kind == CauseStep::Kind::Shown
                                  ? clockText(event.at) + u", "_s + tr("this event")
                                  : clockText(event.at) + u", "_s + actorText(event.actor);
        row((name.isEmpty() ? event.subject : name) + u": "_s +
                eventText(event, eventTask(m_replica, event.event)),
            aside, topicIcon(meaning.topic), meaning.tone, event.seq);
        return;
    }
    case CauseStep::Kind::Effects:
        row(step.count == 1
                ? tr("Led to: %1").arg(eventText(event, eventTask(m_replica, event.event)))
                : tr("Led to %1 events, first: %2")
                      .arg(countText(step.count), eventText(event, eventTask(m_replica, event.event))),
            step.count == 1 ? clockText(event.at)
                            : tr("%1 to %2").arg(clockText(event.at), clockText(step.until)),
            IconName::ChevronRight, Tone::Idle, event.seq);
        return;
    }
}

void CauseList::setSteps(const QList<CauseStep>& steps)
{
    m_rows->clear();
    for (const CauseStep& step : steps)
        add(step);
    setFixedHeight(std::max<int>(1, int(steps.size())) * kStepRow + 8);
}

} // namespace Drover
