#include "ui/panes/journal/journalpane.h"

#include "engine/core/edits.h"
#include "models/journal/journalfilter.h"
#include "ui/lists/queryedit.h"
#include "ui/objectnames.h"
#include "ui/panes/journal/journaldetail.h"
#include "ui/panes/journal/journaltable.h"
#include "ui/panes/journal/volumestrip.h"
#include "ui/panes/panehead.h"
#include "ui/text/eventtext.h"
#include "ui/text/modelwordstext.h"
#include "ui/text/words.h"
#include "ui/theme/eventlook.h"
#include "ui/widgets/card.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/iconlabel.h"
#include "ui/widgets/segmentedcontrol.h"
#include "ui/widgets/statuspill.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QSplitter>
#include <QStackedLayout>

using namespace Qt::StringLiterals;

namespace Drover {

JournalPane::JournalPane(const WindowContext& context, QWidget* parent)
    : QWidget(parent), m_context(context),
      m_model(context.engine, context.replica, modelWords(), journalWords()), m_chain(context.engine),
      m_volume(context.engine, context.replica), m_export(context.engine)
{
    setObjectName(ObjectNames::journalPane);
    setAccessibleName(tr("Journal"));
    auto* split = new QSplitter(Qt::Horizontal, this);
    split->setChildrenCollapsible(false);
    auto* left = new QWidget(split);
    auto* column = new QVBoxLayout(left);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(buildHead());
    column->addWidget(buildFilters());
    m_strip = new VolumeStrip(m_volume, left);
    m_strip->setObjectName(ObjectNames::journalVolume);
    column->addWidget(m_strip);
    column->addWidget(buildTable(), 1);
    column->addWidget(buildFoot());
    m_detail = new JournalDetail(context, m_chain, split);
    m_detail->setMinimumWidth(320);
    split->addWidget(left);
    split->addWidget(m_detail);
    split->setStretchFactor(0, 1);
    split->setSizes({944, 424});
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(split);
    setFocusProxy(m_table);

    connect(&m_model, &JournalModel::stateChanged, this, &JournalPane::updateState);
    connect(&m_model, &JournalModel::failed, this, &JournalPane::showProblem);
    connect(&m_model, &QAbstractItemModel::dataChanged, this, &JournalPane::showCurrent);
    connect(m_table, &JournalTable::currentRowChanged, this, &JournalPane::showCurrent);
    connect(m_table, &JournalTable::openRequested, this, [this](const QModelIndex& index) {
        if (m_model.foldedAt(index.row()) > 1) {
            m_model.unfold(index.row());
            return;
        }
        const QString key = index.data(ObjectKeyRole).toString();
        if (!key.isEmpty())
            emit objectRequested(key);
    });
    connect(m_table->verticalScrollBar(), &QScrollBar::valueChanged, this, &JournalPane::scrolled);
    connect(m_detail, &JournalDetail::objectRequested, this, &JournalPane::objectRequested);
    connect(m_detail, &JournalDetail::filterRequested, this, &JournalPane::setFilterText);
    connect(m_detail, &JournalDetail::positionRequested, this, &JournalPane::showPosition);
    connect(m_detail, &JournalDetail::copyRequested, this, &JournalPane::copy);
    connect(m_detail, &JournalDetail::undoRequested, this, &JournalPane::undoRequested);
    connect(m_table, &JournalTable::rowsInViewChanged, this, &JournalPane::updateInView);
    connect(&m_volume, &JournalVolume::changed, this, &JournalPane::updateInView);
    connect(m_strip, &VolumeStrip::seqRequested, this, &JournalPane::showAround);
    connect(&m_chain, &JournalChain::changed, this, &JournalPane::updateChain);
    connect(&m_export, &JournalExport::progressed, this, &JournalPane::updateExport);
    connect(&m_export, &JournalExport::finished, this, &JournalPane::updateExport);
    connect(&m_export, &JournalExport::failed, this, &JournalPane::showProblem);
    updateChain();
    updateExport();
    updateState();
}

QWidget* JournalPane::buildHead()
{
    const PaneHead head = makePaneHead(tr("Journal"), this);
    m_total = head.count;
    m_new = makeLabel({}, FontRole::Secondary, ColorRole::Acc, head.widget);
    m_follow = makeButton(ObjectNames::journalFollow, tr("Follow"), IconName::Follow, ButtonKind::Plain,
                          head.widget);
    m_follow->setCheckable(true);
    m_follow->setChecked(true);
    m_follow->setProperty("toggle", u"true"_s);
    m_follow->setToolTip(tr("Show what happens as it happens (N)"));
    connect(m_follow, &QPushButton::clicked, this, &JournalPane::setFollowing);
    m_badge = new StatusPill(head.widget);
    m_badge->setObjectName(ObjectNames::journalChain);
    m_badgeNote = makeLabel({}, FontRole::Secondary, ColorRole::Tx3, head.widget);
    m_verify =
        makeButton(ObjectNames::journalVerify, tr("Verify now"), std::nullopt, ButtonKind::Link, head.widget);
    m_verify->setToolTip(
        tr("Check from the first event on that nothing was changed, added or taken out (Y)"));
    connect(m_verify, &QPushButton::clicked, &m_chain, &JournalChain::verify);
    m_exportButton = makeButton(ObjectNames::journalExport, tr("Export…"), IconName::Download,
                                ButtonKind::Plain, head.widget);
    connect(m_exportButton, &QPushButton::clicked, this, &JournalPane::askExport);
    head.row->addSpacing(4);
    head.row->addWidget(m_badge);
    head.row->addWidget(m_badgeNote);
    head.row->addWidget(m_verify);
    head.row->addStretch(1);
    head.row->addWidget(m_new);
    head.row->addWidget(m_exportButton);
    head.row->addWidget(m_follow);
    return head.widget;
}

QWidget* JournalPane::buildFilters()
{
    const PaneBar bar = makePaneBar(this);
    m_filter = new QueryEdit(tr("Text, kind:JobEnded, actor:user, object:web-1, or a position"), bar.widget);
    m_filter->setObjectName(ObjectNames::journalFilter);
    m_filter->setAccessibleName(tr("Filter the journal"));
    m_filter->setShortcutHint(u"/"_s);
    m_filter->setMaximumWidth(420);
    m_filter->setKeys(
        {journalFilterKeys(),
         tr("A word alone is looked for in everything recorded; a number goes to that position."),
         &journalFilterValues, false});
    connect(m_filter, &QueryEdit::filterChanged, this, &JournalPane::applyFilter);
    bar.row->addWidget(m_filter, 1);
    m_scope = new SegmentedControl(bar.widget);
    m_scope->setObjectName(ObjectNames::journalScope);
    m_scope->setAccessibleName(tr("Which events"));
    const auto segment = [this](JournalScope scope, const char* name, const QString& text) {
        m_scope->addSegment(int(scope),
                            ObjectNames::actionButton(ObjectNames::journalScope, QString::fromLatin1(name)),
                            text);
    };
    segment(JournalScope::All, "all", tr("All"));
    segment(JournalScope::People, "people", tr("By people"));
    segment(JournalScope::Operations, "operations", tr("Operations"));
    segment(JournalScope::Failures, "failures", tr("Failures"));
    segment(JournalScope::Changes, "changes", tr("With diff"));
    m_scope->setCurrent(int(JournalScope::All));
    connect(m_scope, &SegmentedControl::currentChanged, this, &JournalPane::applyFilter);
    bar.row->addWidget(m_scope);
    bar.row->addStretch();
    m_found = makeLabel({}, FontRole::Secondary, ColorRole::Tx3, bar.widget);
    bar.row->addWidget(m_found);
    return bar.widget;
}

QWidget* JournalPane::buildTable()
{
    auto* holder = new QWidget(this);
    m_stack = new QStackedLayout(holder);
    m_table = new JournalTable(holder);
    m_table->setObjectName(ObjectNames::journalTable);
    m_table->setAccessibleName(tr("Events, newest first"));
    m_table->setModel(&m_model);
    m_table->setItemDelegate(new JournalDelegate(m_table));
    QHeaderView* head = m_table->horizontalHeader();
    head->setMinimumSectionSize(56);
    const auto width = [head](JournalColumn column, int pixels) { head->resizeSection(int(column), pixels); };
    width(JournalColumn::Seq, 84);
    width(JournalColumn::Time, 78);
    width(JournalColumn::Actor, 104);
    width(JournalColumn::Object, 152);
    width(JournalColumn::Reason, 156);
    width(JournalColumn::Cause, 172);
    head->setSectionResizeMode(int(JournalColumn::What), QHeaderView::Stretch);
    m_nothing = new EmptyState(holder);
    m_showAll = m_nothing->addAction(ObjectNames::journalClearFilter, tr("Show all"), IconName::Close, false);
    connect(m_showAll, &QPushButton::clicked, this, [this] {
        m_scope->setCurrent(int(JournalScope::All));
        m_filter->clear();
        applyFilter();
    });
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_nothing);
    return holder;
}

QWidget* JournalPane::buildFoot()
{
    const PaneBar foot = makePaneFoot(this);
    const auto legend = [&](ActorKind kind, const QString& text) {
        const ActorLook look = actorLook(kind);
        foot.row->addWidget(new IconLabel(look.icon, roleOf(look.tone, TonePart::Text), 13, foot.widget));
        foot.row->addWidget(makeLabel(text, FontRole::Label, ColorRole::Tx3, foot.widget));
        foot.row->addSpacing(8);
    };
    legend(ActorKind::Person, tr("person"));
    legend(ActorKind::Engine, tr("engine"));
    legend(ActorKind::Job, tr("job"));
    legend(ActorKind::Rule, tr("rule"));
    m_note = new ElidedLabel(FontRole::Label, ColorRole::Tx3, foot.widget);
    foot.row->addStretch(1);
    foot.row->addWidget(m_note);
    return foot.widget;
}

void JournalPane::setFilterText(const QString& text)
{
    m_filter->setText(text);
    m_table->setFocus(Qt::OtherFocusReason);
}

void JournalPane::applyFilter()
{
    bool isPosition = false;
    const QString typed = m_filter->text().trimmed();
    const qint64 position = QString(typed).remove(QChar(QChar::Nbsp)).remove(u' ').toLongLong(&isPosition);
    m_failed = false;
    m_model.setTerms(
        eventTerms(JournalScope(m_scope->current()), isPosition ? TextFilter() : m_filter->filter()));
    if (isPosition)
        showPosition(position);
    updateState();
}

void JournalPane::showPosition(qint64 seq)
{
    int row = m_model.rowOf(seq);
    if (row < 0 && m_model.isFiltered() && seq > 0 && seq <= m_model.newest()) {
        m_scope->setCurrent(int(JournalScope::All));
        m_filter->clear();
        applyFilter();
        row = m_model.rowOf(seq);
    }
    if (row < 0)
        return;
    setFollowing(false);
    row = m_model.reveal(seq);
    m_table->setCurrentIndex(m_model.index(row, 0));
    m_table->scrollTo(m_model.index(row, 0), QAbstractItemView::PositionAtCenter);
}

void JournalPane::setFollowing(bool on)
{
    m_model.setFollowing(on);
    if (on)
        m_table->scrollToTop();
    updateState();
}

/// Whoever scrolls down reads: nothing moves until the top is reached again.
void JournalPane::scrolled(int value)
{
    const bool top = value == 0;
    if (top != m_model.isFollowing()) {
        m_model.setFollowing(top);
        updateState();
    }
}

void JournalPane::showCurrent()
{
    const int row = m_table->currentIndex().row();
    m_model.setReading(m_model.seqAt(row));
    if (row < 0) {
        m_detail->showNothing();
        return;
    }
    if (const EventRecord* event = m_model.eventAt(row))
        m_detail->showRecord(*event);
}

void JournalPane::updateState()
{
    m_total->setText(countText(m_model.newest()));
    m_follow->setChecked(m_model.isFollowing());
    const qint64 waiting = m_model.waiting();
    m_new->setText(waiting > 0 && !m_model.isFollowing() ? tr("%1 new").arg(countText(waiting)) : QString());
    const bool empty = m_model.rowCount() == 0;
    m_stack->setCurrentWidget(empty ? static_cast<QWidget*>(m_nothing) : m_table);
    m_found->setText(m_model.isFiltered() ? (m_model.searchedTo() > 1
                                                 ? tr("%1 found so far").arg(countText(m_model.rowCount()))
                                                 : tr("%1 found").arg(countText(m_model.rowCount())))
                                          : QString());
    updateInView();
    if (m_failed)
        return;
    m_showAll->setVisible(m_model.isFiltered());
    if (empty && m_model.isSearching())
        m_nothing->setMessage(IconName::Search, ColorRole::Tx3, tr("Searching…"),
                              tr("%1 events are left to look at.").arg(countText(m_model.searchedTo())));
    else if (empty && m_model.isFiltered())
        m_nothing->setMessage(IconName::Filter, ColorRole::Tx3, tr("Nothing in the journal matches"),
                              tr("All %1 events were looked at.").arg(countText(m_model.newest())));
    else if (empty)
        m_nothing->setMessage(IconName::Journal, ColorRole::Tx3, tr("Nothing has happened yet"),
                              tr("Every change is written here with who made it and why."));
    if (m_model.isFiltered())
        m_note->setText(
            m_model.searchedTo() > 1
                ? tr("Searched back to %1; scrolling to the end goes on").arg(countText(m_model.searchedTo()))
                : tr("Searched to the beginning"));
    else if (m_model.newest() > JournalModel::mostRows)
        m_note->setText(
            tr("The newest %1 are listed; a search looks at all").arg(countText(JournalModel::mostRows)));
    else
        m_note->setText(tr("↑ ↓ row, Enter opens object, Ctrl+↑ cause, Ctrl+↓ effect, [ ] same object"));
}

void JournalPane::showProblem(const Error& error)
{
    m_failed = true;
    m_showAll->setVisible(m_model.isFiltered());
    m_nothing->setMessage(IconName::StateFailed, ColorRole::Bad, tr("The journal could not be read"),
                          error.remedy.isEmpty() ? error.text : error.text + u' ' + error.remedy);
    m_note->setText(tr("Could not be read: %1").arg(error.text));
    updateState();
}

/// The chosen rows in order of their position: as text one line each, as JSON the document of `drover get
/// events`.
void JournalPane::copy(bool json)
{
    const auto [first, last] = m_table->selectedRows();
    if (first < 0)
        return;
    m_model.collect(first, last, this, [this, json](const QList<EventRecord>& events) {
        QString text;
        for (const EventRecord& event : events)
            text += json ? eventJsonLine(event) : eventCells(event, m_context.replica).join(u'\t') + u'\n';
        QGuiApplication::clipboard()->setText(text);
    });
}

void JournalPane::keyPressEvent(QKeyEvent* event)
{
    const bool plain = event->modifiers() == Qt::NoModifier;
    const bool control = event->modifiers() == Qt::ControlModifier;
    if (event->key() == Qt::Key_Slash)
        m_filter->setFocus(Qt::ShortcutFocusReason);
    else if (event->matches(QKeySequence::Copy))
        copy(false);
    else if (event->key() == Qt::Key_J && event->modifiers() == (Qt::ControlModifier | Qt::ShiftModifier))
        copy(true);
    else if (event->key() == Qt::Key_N && plain)
        setFollowing(true);
    else if (event->key() == Qt::Key_Y && plain)
        m_chain.verify();
    else if (event->key() == Qt::Key_D && plain)
        m_detail->toggleSides();
    else if (event->key() == Qt::Key_BracketLeft)
        m_detail->showPrevious();
    else if (event->key() == Qt::Key_BracketRight)
        m_detail->showNext();
    else if (event->key() == Qt::Key_Up && control)
        m_detail->followCause();
    else if (event->key() == Qt::Key_Down && control)
        m_detail->followEffect();
    else if (event->key() == Qt::Key_Right && plain)
        m_model.unfold(m_table->currentIndex().row());
    else if (event->key() == Qt::Key_Left && plain)
        m_model.foldAgain(m_table->currentIndex().row());
    else
        QWidget::keyPressEvent(event);
}

void JournalPane::contextMenuEvent(QContextMenuEvent* event)
{
    const QModelIndex at = m_table->currentIndex();
    if (!at.isValid())
        return;
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const QString key = at.data(ObjectKeyRole).toString();
    menu->addAction(tr("Open object"), this, [this, key] { emit objectRequested(key); })
        ->setEnabled(!key.isEmpty());
    if (const EventRecord* record = m_model.eventAt(at.row()); record && isUndoable(*record))
        menu->addAction(tr("Undo…"), this, [this, event = *record] { emit undoRequested(event); });
    if (m_model.foldedAt(at.row()) > 1)
        menu->addAction(tr("Unfold (→)"), this, [this] { m_model.unfold(m_table->currentIndex().row()); });
    menu->addAction(tr("Go to the cause (Ctrl+↑)"), m_detail, &JournalDetail::followCause);
    menu->addAction(tr("Go to what it led to (Ctrl+↓)"), m_detail, &JournalDetail::followEffect);
    menu->addSeparator();
    menu->addAction(tr("Copy as text"), this, [this] { copy(false); });
    menu->addAction(tr("Copy as JSON"), this, [this] { copy(true); });
    menu->popup(event->globalPos());
}

void JournalPane::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_table->setColumnHidden(int(JournalColumn::Reason), width() < 1440);
    m_table->setColumnHidden(int(JournalColumn::Cause), width() < 1120);
    m_badgeNote->setVisible(width() >= 1240);
}

} // namespace Drover
