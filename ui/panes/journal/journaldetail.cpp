#include "ui/panes/journal/journaldetail.h"

#include "engine/core/edits.h"
#include "models/journal/eventmeaning.h"
#include "models/journal/journalchain.h"
#include "models/replica.h"
#include "models/request.h"
#include "models/roles.h"
#include "ui/delegates/rowdelegate.h"
#include "ui/objectnames.h"
#include "ui/panes/journal/causelist.h"
#include "ui/panes/journal/diffview.h"
#include "ui/panes/journal/hashchainview.h"
#include "ui/text/eventtext.h"
#include "ui/text/words.h"
#include "ui/theme/eventlook.h"
#include "ui/widgets/card.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/factgrid.h"
#include "ui/widgets/iconlabel.h"
#include "ui/widgets/sectionhead.h"

#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedLayout>
#include <QStandardItemModel>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

constexpr int earlierShown = 6;
constexpr int contextLines = 2;
constexpr int seqRole = Qt::UserRole + 300;

} // namespace

JournalDetail::JournalDetail(const WindowContext& context, JournalChain& chain, QWidget* parent)
    : QWidget(parent), m_context(context), m_chain(chain), m_trail(context.engine),
      m_stack(new QStackedLayout(this)), m_nothing(new EmptyState(this))
{
    setObjectName(ObjectNames::journalDetail);
    setAccessibleName(tr("Event"));
    setProperty("ground", u"panel"_s);
    setAttribute(Qt::WA_StyledBackground);
    m_nothing->setMessage(IconName::Journal, ColorRole::Tx3, tr("No event chosen"),
                          tr("Choose a row to see who did it, why, and what was before."));
    auto* page = new QWidget(this);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(buildHead());
    column->addWidget(makeLine(page));
    auto* scroll = new QScrollArea(page);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(buildBody());
    column->addWidget(scroll, 1);
    m_stack->addWidget(m_nothing);
    m_stack->addWidget(page);
    connect(&m_trail, &CauseTrail::changed, this, &JournalDetail::showCauses);
}

QWidget* JournalDetail::buildHead()
{
    auto* head = new QWidget(this);
    head->setFixedHeight(40);
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(12, 0, 8, 0);
    row->setSpacing(4);
    m_icon = new IconLabel(IconName::Journal, ColorRole::Tx2, 18, head);
    m_kind = new ElidedLabel(FontRole::PanelTitle, ColorRole::Tx1, head);
    m_position = makeLabel({}, FontRole::Figure, ColorRole::Tx3, head);
    row->addWidget(m_icon);
    row->addSpacing(4);
    row->addWidget(m_kind, 1);
    row->addWidget(m_position);
    row->addSpacing(4);
    const auto button = [&](const QString& name, IconName icon, const QString& text, auto pressed) {
        QToolButton* made = makeIconButton(name, icon, text, head);
        connect(made, &QToolButton::clicked, this, pressed);
        row->addWidget(made);
    };
    button(ObjectNames::journalDetailPrevious, IconName::ChevronUp,
           tr("The event before it about the same object ([)"), &JournalDetail::showPrevious);
    button(ObjectNames::journalDetailNext, IconName::ChevronDown,
           tr("The event after it about the same object (])"), &JournalDetail::showNext);
    button(ObjectNames::journalDetailCopy, IconName::Copy, tr("Copy as text (Ctrl+C)"),
           [this] { emit copyRequested(false); });
    button(ObjectNames::journalDetailCopyJson, IconName::ExportJson, tr("Copy as JSON (Ctrl+Shift+J)"),
           [this] { emit copyRequested(true); });
    return head;
}

QWidget* JournalDetail::buildActions()
{
    auto* top = new QWidget(this);
    auto* column = new QVBoxLayout(top);
    column->setContentsMargins(12, 10, 12, 10);
    column->setSpacing(8);
    m_open =
        makeButton(ObjectNames::journalDetailOpen, tr("Open object"), IconName::Link, ButtonKind::Plain, top);
    QPushButton* only = makeButton(ObjectNames::journalDetailOnly, tr("Only this object"), IconName::Filter,
                                   ButtonKind::Plain, top);
    connect(m_open, &QPushButton::clicked, this, [this] { follow(u"object"_s); });
    connect(only, &QPushButton::clicked, this,
            [this] { emit filterRequested(u"object:"_s + m_event.subject.section(u' ', -1)); });
    auto* actions = new QHBoxLayout;
    actions->setSpacing(8);
    actions->addWidget(m_open);
    actions->addWidget(only);
    m_undo = makeButton(ObjectNames::journalDetailUndo, tr("Undo…"), IconName::Undo, ButtonKind::Plain, top);
    connect(m_undo, &QPushButton::clicked, this, [this] { emit undoRequested(m_event); });
    actions->addWidget(m_undo);
    actions->addStretch();
    m_words = makeLabel({}, FontRole::BodyMedium, ColorRole::Tx1, top);
    m_words->setObjectName(ObjectNames::journalDetailWords);
    m_words->setWordWrap(true);
    m_words->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_facts = new FactGrid(top);
    m_facts->setLabelWidth(56);
    connect(m_facts, &FactGrid::linkActivated, this, &JournalDetail::follow);
    column->addLayout(actions);
    column->addWidget(m_words);
    column->addWidget(m_facts);
    return top;
}

QWidget* JournalDetail::buildBody()
{
    auto* body = new QWidget(this);
    auto* column = new QVBoxLayout(body);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(buildActions());

    m_causesHead = new SectionHead(tr("Why it happened"), body);
    m_causes = new CauseList(m_context.replica, body);
    connect(m_causes, &CauseList::positionRequested, this, &JournalDetail::positionRequested);
    column->addWidget(m_causesHead);
    column->addWidget(m_causes);

    m_sidesHead = new SectionHead(tr("Before and after"), body);
    m_sidesLink = m_sidesHead->addLink(ObjectNames::journalDetailSides, tr("Side by side"));
    m_sidesLink->setToolTip(tr("One column or two (D)"));
    connect(m_sidesLink, &QPushButton::clicked, this, &JournalDetail::toggleSides);
    m_sides = new DiffView(body);
    column->addWidget(m_sidesHead);
    column->addWidget(m_sides);

    m_linksHead = new SectionHead(tr("Hash chain"), body);
    m_links = new HashChainView(body);
    column->addWidget(m_linksHead);
    column->addWidget(m_links);

    m_earlierHead = new SectionHead(tr("Same object, up to here"), body);
    column->addWidget(m_earlierHead);
    buildEarlier(body);
    column->addWidget(m_earlier);
    column->addStretch(1);
    return body;
}

void JournalDetail::buildEarlier(QWidget* body)
{
    m_earlierRows = new QStandardItemModel(0, 3, this);
    m_earlier = new QTreeView(body);
    m_earlier->setObjectName(ObjectNames::journalDetailEarlier);
    m_earlier->setAccessibleName(tr("Earlier events of the same object"));
    m_earlier->setRootIsDecorated(false);
    m_earlier->setUniformRowHeights(true);
    m_earlier->setIndentation(0);
    m_earlier->setHeaderHidden(true);
    m_earlier->setFrameShape(QFrame::NoFrame);
    m_earlier->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_earlier->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_earlier->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_earlier->setModel(m_earlierRows);
    auto* delegate = new TextDelegate(m_earlier);
    delegate->setRowHeight(24);
    m_earlier->setItemDelegate(delegate);
    m_earlier->header()->setMinimumSectionSize(40);
    m_earlier->header()->resizeSection(0, 84);
    m_earlier->header()->resizeSection(1, 76);
    const auto go = [this](const QModelIndex& index) {
        emit positionRequested(index.siblingAtColumn(0).data(seqRole).toLongLong());
    };
    connect(m_earlier, &QTreeView::activated, this, go);
    connect(m_earlier, &QTreeView::clicked, this, go);
}

void JournalDetail::showNothing()
{
    m_event = {};
    m_trail.clear();
    m_stack->setCurrentIndex(0);
}

void JournalDetail::showRecord(const EventRecord& event)
{
    m_stack->setCurrentIndex(1);
    if (event.seq == m_event.seq)
        return;
    m_event = event;
    m_previous = 0;
    m_undo->setVisible(isUndoable(event));
    const EventMeaning meaning = eventMeaning(event.event);
    m_icon->setIcon(topicIcon(meaning.topic), roleOf(meaning.tone, TonePart::Text));
    m_kind->setText(eventKind(event.event));
    m_position->setText(countText(event.seq));
    m_words->setText(eventText(event, eventTask(m_context.replica, event.event)));
    m_open->setEnabled(!subjectKey(m_context.replica, event.subject).isEmpty());
    m_open->setToolTip(m_open->isEnabled() ? QString() : tr("It is gone, or has no page of its own."));
    showFacts();
    showSides();
    m_trail.show(event);
    askForLinks();
    askForEarlier();
}

void JournalDetail::showFacts()
{
    const Job* job = m_context.replica.job(causeJob(m_event.cause));
    QList<Fact> facts;
    facts.append(
        {.key = u"time"_s,
         .label = tr("Time"),
         .value = dateTimeText(m_event.at) + clockText(m_event.at, ClockPrecision::Milliseconds).last(4),
         .aside = tr("UTC"),
         .figure = true});
    facts.append(
        {.key = u"object"_s, .label = tr("Object"), .value = m_event.subject, .link = m_open->isEnabled()});
    facts.append({.key = u"actor"_s, .label = tr("Actor"), .value = actorText(m_event.actor), .link = true});
    facts.append({.key = u"cause"_s,
                  .label = tr("Cause"),
                  .value = causeText(m_event, 0, job ? job->task : QString()),
                  .link = !m_event.cause.isEmpty(),
                  .hint = m_event.cause});
    if (const QString reason = eventReason(m_event.event); !reason.isEmpty())
        facts.append(
            {.key = ObjectNames::journalDetailReason, .label = tr("Reason"), .value = reason, .wrap = true});
    m_facts->setFacts(facts);
}

/// Both sides where the event tells them; else what was recorded.
void JournalDetail::showSides()
{
    const std::optional<EventSides> sides = eventSides(m_event.event);
    m_sidesLink->setVisible(sides.has_value());
    if (!sides) {
        const QStringList recorded = documentLines(eventDocument(m_event).value("data"_L1).toObject());
        QList<DiffLine> lines;
        for (int i = 0; i < recorded.size(); ++i)
            lines.append({DiffLine::Kind::Same, 0, i + 1, recorded.at(i), 0});
        m_sidesHead->setTitle(tr("Recorded"));
        m_sidesHead->setSubtitle({});
        m_sides->setSideBySide(false);
        m_sides->setLines(lines);
        return;
    }
    const QList<DiffLine> lines =
        textDiff(documentLines(sides->before), documentLines(sides->after), contextLines);
    const auto count = [&lines](DiffLine::Kind kind) {
        return std::ranges::count(lines, kind, &DiffLine::kind);
    };
    m_sidesHead->setTitle(tr("Before and after"));
    m_sidesHead->setSubtitle(
        u"−%1  +%2"_s.arg(count(DiffLine::Kind::Removed)).arg(count(DiffLine::Kind::Added)));
    m_sides->setLines(lines);
}

void JournalDetail::toggleSides()
{
    if (m_sidesLink->isHidden())
        return;
    m_sides->setSideBySide(!m_sides->isSideBySide());
    m_sidesLink->setText(m_sides->isSideBySide() ? tr("One column") : tr("Side by side"));
}

void JournalDetail::showCauses()
{
    m_causesHead->setSubtitle(m_trail.isComplete() ? tr("Ctrl+↑ to the cause, Ctrl+↓ to what it led to")
                                                   : tr("looking back…"));
    m_causes->setSteps(m_trail.steps());
}

void JournalDetail::askForLinks()
{
    m_linksHead->setSubtitle({});
    m_chain.links(m_event.seq, this, [this, seq = m_event.seq](const QList<Answers::ChainLink>& links) {
        if (seq != m_event.seq)
            return;
        const auto link = std::ranges::find(links, seq, &Answers::ChainLink::seq);
        if (link != links.end())
            m_linksHead->setSubtitle(link->holds ? tr("this event holds")
                                                 : tr("this event is not as it was written"));
        m_links->setLinks(links, seq);
    });
}

void JournalDetail::askForEarlier()
{
    const Queries::FindEvents query{.after = 0,
                                    .before = m_event.seq + 1,
                                    .subject = m_event.subject,
                                    .limit = earlierShown,
                                    .terms = {}};
    onAnswer(m_context.engine.ask(query), this, [this, seq = m_event.seq](const Result<Answer>& answer) {
        const auto* page = answer ? std::get_if<Answers::Events>(&*answer) : nullptr;
        if (page && seq == m_event.seq)
            showEarlier(page->events);
    });
}

void JournalDetail::showEarlier(const QList<EventRecord>& events)
{
    m_earlierRows->removeRows(0, m_earlierRows->rowCount());
    for (auto it = events.crbegin(); it != events.crend(); ++it) {
        auto* position = new QStandardItem(countText(it->seq));
        position->setData(it->seq, seqRole);
        position->setData(true, FigureRole);
        auto* time = new QStandardItem(eventTimeText(it->at, m_context.replica.now()));
        time->setData(true, FigureRole);
        time->setData(true, DimRole);
        auto* words = new QStandardItem(eventText(*it, eventTask(m_context.replica, it->event)));
        words->setToolTip(words->text());
        if (eventMeaning(it->event).failure)
            words->setData(int(Tone::Bad), ToneRole);
        m_earlierRows->appendRow({position, time, words});
        if (m_previous == 0 && it->seq < m_event.seq)
            m_previous = it->seq;
    }
    m_earlier->setFixedHeight(24 * std::max(1, m_earlierRows->rowCount()) + 8);
}

void JournalDetail::followCause()
{
    if (const qint64 seq = m_trail.causeSeq(); seq > 0)
        emit positionRequested(seq);
}

void JournalDetail::followEffect()
{
    if (const qint64 seq = m_trail.effectSeq(); seq > 0)
        emit positionRequested(seq);
}

void JournalDetail::showPrevious()
{
    if (m_previous > 0)
        emit positionRequested(m_previous);
}

/// Forwards there is no thread to go along: the journal is searched, as far as one answer looks.
void JournalDetail::showNext()
{
    if (m_event.seq == 0)
        return;
    const EventTerm any{.field = u"object"_s, .values = {m_event.subject}};
    const Queries::FindEvents query{
        .after = m_event.seq, .before = 0, .subject = m_event.subject, .limit = 1, .terms = {any}};
    onAnswer(m_context.engine.ask(query), this, [this, seq = m_event.seq](const Result<Answer>& answer) {
        const auto* page = answer ? std::get_if<Answers::Events>(&*answer) : nullptr;
        if (page && seq == m_event.seq && !page->events.isEmpty())
            emit positionRequested(page->events.constFirst().seq);
    });
}

void JournalDetail::follow(const QString& fact)
{
    if (fact == "object"_L1)
        emit objectRequested(subjectKey(m_context.replica, m_event.subject));
    else if (fact == "actor"_L1)
        emit filterRequested(u"actor:"_s + m_event.actor);
    else if (fact == "cause"_L1)
        emit filterRequested(u"cause:"_s + m_event.cause);
}

} // namespace Drover
