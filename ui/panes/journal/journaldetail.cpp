#include "ui/panes/journal/journaldetail.h"

#include "engine/core/edits.h"
#include "models/journal/eventmeaning.h"
#include "models/replica.h"
#include "models/request.h"
#include "models/roles.h"
#include "ui/delegates/rowdelegate.h"
#include "ui/objectnames.h"
#include "ui/text/eventtext.h"
#include "ui/text/words.h"
#include "ui/theme/eventlook.h"
#include "ui/theme/paint.h"
#include "ui/theme/themehub.h"
#include "ui/widgets/card.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/factgrid.h"
#include "ui/widgets/iconlabel.h"
#include "ui/widgets/sectionhead.h"

#include <QHeaderView>
#include <QJsonDocument>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStackedLayout>
#include <QStandardItemModel>
#include <QTextBlock>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

constexpr int earlierShown = 8;
constexpr int seqRole = Qt::UserRole + 300;

QPlainTextEdit* makeCode(const QString& name, const QString& spoken, QWidget* parent)
{
    auto* code = new QPlainTextEdit(parent);
    code->setObjectName(name);
    code->setAccessibleName(spoken);
    code->setReadOnly(true);
    code->setFrameShape(QFrame::NoFrame);
    code->setLineWrapMode(QPlainTextEdit::NoWrap);
    code->setFont(themeFont(FontRole::FigureSmall));
    code->setStyleSheet(u"QPlainTextEdit { border: 0; border-radius: 0; }"_s);
    code->setTabChangesFocus(true);
    return code;
}

} // namespace

JournalDetail::JournalDetail(const WindowContext& context, QWidget* parent)
    : QWidget(parent), m_context(context), m_stack(new QStackedLayout(this)), m_nothing(new EmptyState(this))
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
    column->addWidget(buildBody(), 1);
    m_stack->addWidget(m_nothing);
    m_stack->addWidget(page);
    connect(&ThemeHub::instance(), &ThemeHub::changed, this, &JournalDetail::colourChanges);
}

QWidget* JournalDetail::buildHead()
{
    auto* head = new QWidget(this);
    head->setFixedHeight(40);
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(12, 0, 8, 0);
    row->setSpacing(8);
    m_icon = new IconLabel(IconName::Journal, ColorRole::Tx2, 18, head);
    m_kind = new ElidedLabel(FontRole::PanelTitle, ColorRole::Tx1, head);
    m_position = makeLabel({}, FontRole::Figure, ColorRole::Tx3, head);
    row->addWidget(m_icon);
    row->addWidget(m_kind, 1);
    row->addWidget(m_position);
    const auto copy = [&](const QString& name, IconName icon, const QString& text, bool json) {
        QToolButton* button = makeIconButton(name, icon, text, head);
        connect(button, &QToolButton::clicked, this, [this, json] { emit copyRequested(json); });
        row->addWidget(button);
    };
    copy(ObjectNames::journalDetailCopy, IconName::Copy, tr("Copy as text (Ctrl+C)"), false);
    copy(ObjectNames::journalDetailCopyJson, IconName::ExportJson, tr("Copy as JSON (Ctrl+Shift+J)"), true);
    return head;
}

QWidget* JournalDetail::buildBody()
{
    auto* body = new QWidget(this);
    auto* column = new QVBoxLayout(body);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeLine(body));

    auto* top = new QVBoxLayout;
    top->setContentsMargins(12, 10, 12, 10);
    top->setSpacing(8);
    m_words = makeLabel({}, FontRole::BodyMedium, ColorRole::Tx1, body);
    m_words->setObjectName(ObjectNames::journalDetailWords);
    m_words->setWordWrap(true);
    m_words->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_facts = new FactGrid(body);
    m_facts->setLabelWidth(64);
    m_reason = makeLabel({}, FontRole::Secondary, ColorRole::Tx2, body);
    m_reason->setObjectName(ObjectNames::journalDetailReason);
    m_reason->setWordWrap(true);
    m_reason->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* actions = new QHBoxLayout;
    actions->setSpacing(8);
    m_open = makeButton(ObjectNames::journalDetailOpen, tr("Open object"), IconName::Link, ButtonKind::Plain,
                        body);
    QPushButton* only = makeButton(ObjectNames::journalDetailOnly, tr("Only this object"), IconName::Filter,
                                   ButtonKind::Plain, body);
    connect(m_open, &QPushButton::clicked, this,
            [this] { emit objectRequested(subjectKey(m_context.replica, m_subject)); });
    connect(only, &QPushButton::clicked, this,
            [this] { emit filterRequested(u"object:"_s + m_subject.section(u' ', -1)); });
    actions->addWidget(m_open);
    actions->addWidget(only);
    m_undo = makeButton(ObjectNames::journalDetailUndo, tr("Undo…"), IconName::Undo, ButtonKind::Plain, body);
    connect(m_undo, &QPushButton::clicked, this, [this] { emit undoRequested(m_event); });
    actions->addWidget(m_undo);
    actions->addStretch();
    top->addLayout(actions);
    top->addWidget(m_words);
    top->addWidget(m_facts);
    top->addWidget(m_reason);
    column->addLayout(top);
    connect(m_facts, &FactGrid::linkActivated, this, &JournalDetail::follow);

    m_changesHead = new SectionHead(tr("Before and after"), body);
    m_changes = makeCode(ObjectNames::journalDetailChanges, tr("Before and after"), body);
    column->addWidget(m_changesHead);
    column->addWidget(m_changes, 2);
    column->addWidget(new SectionHead(tr("Recorded"), body));
    m_recorded = makeCode(ObjectNames::journalDetailRecorded, tr("What was recorded"), body);
    column->addWidget(m_recorded, 3);

    m_earlierHead = new SectionHead(tr("Same object, up to here"), body);
    column->addWidget(m_earlierHead);
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
    m_earlier->setModel(m_earlierRows);
    auto* delegate = new TextDelegate(m_earlier);
    delegate->setRowHeight(24);
    m_earlier->setItemDelegate(delegate);
    m_earlier->header()->setMinimumSectionSize(40);
    m_earlier->header()->resizeSection(0, 84);
    m_earlier->header()->resizeSection(1, 76);
    m_earlier->setFixedHeight(24 * earlierShown + 2);
    connect(m_earlier, &QTreeView::activated, this, [this](const QModelIndex& index) {
        emit positionRequested(index.siblingAtColumn(0).data(seqRole).toLongLong());
    });
    connect(m_earlier, &QTreeView::clicked, this, [this](const QModelIndex& index) {
        emit positionRequested(index.siblingAtColumn(0).data(seqRole).toLongLong());
    });
    column->addWidget(m_earlier);
    return body;
}

void JournalDetail::showNothing()
{
    m_seq = 0;
    m_stack->setCurrentIndex(0);
}

void JournalDetail::showRecord(const EventRecord& event)
{
    m_stack->setCurrentIndex(1);
    if (event.seq == m_seq)
        return;
    m_seq = event.seq;
    m_event = event;
    m_undo->setVisible(isUndoable(event));
    m_subject = event.subject;
    m_actor = event.actor;
    m_cause = event.cause;
    const EventMeaning meaning = eventMeaning(event.event);
    m_icon->setIcon(topicIcon(meaning.topic), roleOf(meaning.tone, TonePart::Text));
    m_kind->setText(eventKind(event.event));
    m_position->setText(countText(event.seq));
    m_words->setText(eventText(event, eventTask(m_context.replica, event.event)));
    m_open->setEnabled(!subjectKey(m_context.replica, m_subject).isEmpty());
    m_open->setToolTip(m_open->isEnabled() ? QString() : tr("It is gone, or has no page of its own."));
    showFacts(event);
    showChanges(event);
    m_recorded->setPlainText(QString::fromUtf8(
        QJsonDocument(eventDocument(event).value("data"_L1).toObject()).toJson(QJsonDocument::Indented)));
    askForEarlier(event);
}

void JournalDetail::showFacts(const EventRecord& event)
{
    QList<Fact> facts;
    facts.append({.key = u"time"_s,
                  .label = tr("Time"),
                  .value = dateTimeText(event.at) + clockText(event.at, ClockPrecision::Milliseconds).last(4),
                  .aside = tr("UTC"),
                  .figure = true});
    facts.append(
        {.key = u"object"_s, .label = tr("Object"), .value = event.subject, .link = m_open->isEnabled()});
    facts.append({.key = u"actor"_s, .label = tr("Actor"), .value = actorText(event.actor), .link = true});
    facts.append({.key = u"cause"_s,
                  .label = tr("Cause"),
                  .value = event.cause,
                  .figure = true,
                  .link = !event.cause.isEmpty()});
    m_facts->setFacts(facts);
    const QString reason = eventReason(event.event);
    m_reason->setText(reason.isEmpty() ? QString() : tr("Reason: %1").arg(reason));
    m_reason->setVisible(!reason.isEmpty());
}

void JournalDetail::showChanges(const EventRecord& event)
{
    const QList<EventChange> changes = eventChanges(event.event);
    m_changesHead->setVisible(!changes.isEmpty());
    m_changes->setVisible(!changes.isEmpty());
    if (changes.isEmpty())
        return;
    QStringList lines;
    QList<Tone> tones;
    const auto add = [&](QChar sign, Tone tone, const QString& name, const QString& value) {
        if (value.isEmpty())
            return;
        lines.append(sign + u' ' + name + u": "_s + value);
        tones.append(tone);
    };
    for (const EventChange& change : changes) {
        add(u'-', Tone::Bad, change.name, change.before);
        add(u'+', Tone::Ok, change.name, change.after);
    }
    m_changes->setPlainText(lines.join(u'\n'));
    const qsizetype gone = tones.count(Tone::Bad);
    m_changesHead->setSubtitle(u"−%1  +%2"_s.arg(gone).arg(tones.size() - gone));
    m_tones = tones;
    colourChanges();
}

void JournalDetail::colourChanges()
{
    const Theme& theme = Theme::current();
    QList<QTextEdit::ExtraSelection> grounds;
    for (qsizetype line = 0; line < m_tones.size(); ++line) {
        QTextEdit::ExtraSelection ground;
        ground.cursor = QTextCursor(m_changes->document()->findBlockByNumber(int(line)));
        ground.format.setBackground(theme.color(m_tones.at(line), TonePart::Tint));
        ground.format.setProperty(QTextFormat::FullWidthSelection, true);
        grounds.append(ground);
    }
    m_changes->setExtraSelections(grounds);
}

void JournalDetail::askForEarlier(const EventRecord& event)
{
    const Queries::FindEvents query{
        .after = 0, .before = event.seq + 1, .subject = event.subject, .limit = earlierShown, .terms = {}};
    onAnswer(m_context.engine.ask(query), this, [this, seq = event.seq](const Result<Answer>& answer) {
        const auto* page = answer ? std::get_if<Answers::Events>(&*answer) : nullptr;
        if (!page || seq != m_seq)
            return;
        m_earlierRows->removeRows(0, m_earlierRows->rowCount());
        for (auto it = page->events.crbegin(); it != page->events.crend(); ++it) {
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
        }
    });
}

void JournalDetail::follow(const QString& fact)
{
    if (fact == "object"_L1)
        emit objectRequested(subjectKey(m_context.replica, m_subject));
    else if (fact == "actor"_L1)
        emit filterRequested(u"actor:"_s + m_actor);
    else if (fact == "cause"_L1)
        emit filterRequested(u"cause:"_s + m_cause);
}

} // namespace Drover
