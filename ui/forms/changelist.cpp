#include "ui/forms/changelist.h"

#include "models/journal/eventmeaning.h"
#include "ui/text/eventtext.h"
#include "ui/text/formtext.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/emptystate.h"

#include <QLabel>
#include <QScrollArea>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

constexpr qsizetype valueLength = 240;
constexpr qsizetype namesAtMost = 40;

QLabel* addLine(QWidget* page, const QString& text, FontRole font, ColorRole color)
{
    QLabel* label = makeLabel(text, font, color, page);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    static_cast<QVBoxLayout*>(page->layout())->addWidget(label);
    return label;
}

} // namespace

ChangeList::ChangeList(QWidget* parent)
    : Card(IconName::Checks, tr("What will change"), parent), m_scroll(new QScrollArea(this)),
      m_nothing(new EmptyState(this))
{
    setAccessibleName(tr("What will change"));
    m_scroll->setObjectName(u"changes"_s);
    m_scroll->setAccessibleName(tr("What will change"));
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    body()->addWidget(m_scroll, 1);
    body()->addWidget(m_nothing, 1);
}

void ChangeList::showNothing(const QString& title, const QString& text)
{
    setSubtitle({});
    m_nothing->setMessage(IconName::Info, ColorRole::Tx3, title, text);
    m_nothing->show();
    m_scroll->hide();
}

void ChangeList::showChanges(const QList<EventRecord>& events, int total)
{
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(12, 8, 12, 10);
    column->setSpacing(1);
    int lines = 0;
    qsizetype shown = 0;
    for (; shown < events.size() && lines < linesAtMost; ++shown)
        addEvent(events.at(shown), page, lines);
    if (shown < total)
        addLine(page, tr("and %1 more").arg(total - shown), FontRole::Secondary, ColorRole::Tx3);
    column->addStretch(1);
    m_scroll->setWidget(page); // the page before goes with this
    setSubtitle(tr("%1 in the journal").arg(total));
    m_nothing->hide();
    m_scroll->show();
}

void ChangeList::addEvent(const EventRecord& event, QWidget* page, int& lines)
{
    QLabel* subject = addLine(page, event.subject, FontRole::SecondaryStrong, ColorRole::Tx1);
    subject->setContentsMargins(0, lines > 0 ? 8 : 0, 0, 0);
    lines += 1;
    const EventSides sides = eventSides(event.event).value_or(EventSides());
    QStringList names = sides.before.keys() + sides.after.keys();
    names.removeDuplicates();
    if (names.isEmpty() || names.size() > namesAtMost) {
        addLine(page, eventText(event, {}), FontRole::Secondary, ColorRole::Tx2);
        lines += 1;
        return;
    }
    const auto addSide = [&](const QJsonValue& value, const QString& sign, ColorRole role) {
        if (!value.isUndefined())
            addLine(page, sign + QString::fromUtf8(Json::toText(value)).left(valueLength),
                    FontRole::FigureSmall, role);
    };
    for (const QString& name : names) {
        addLine(page, name, FontRole::Label, ColorRole::Tx3);
        addSide(sides.before.value(name), u"− "_s, ColorRole::Bad);
        addSide(sides.after.value(name), u"+ "_s, ColorRole::Ok);
        lines += 3;
    }
}

} // namespace Drover
