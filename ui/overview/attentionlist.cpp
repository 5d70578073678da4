#include "ui/overview/attentionlist.h"

#include "models/selection.h"
#include "ui/text/statustext.h"
#include "ui/text/words.h"
#include "ui/theme/statuslook.h"
#include "ui/widgets/card.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/iconlabel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

std::optional<ObjectActions::Id> actionOf(AttentionHelp help)
{
    switch (help) {
    case AttentionHelp::None:
        return std::nullopt;
    case AttentionHelp::RetryMachine:
        return ObjectActions::Id::RetryMachine;
    case AttentionHelp::ReturnMachine:
        return ObjectActions::Id::ReturnMachine;
    case AttentionHelp::ResumeOperation:
        return ObjectActions::Id::ResumeOperation;
    case AttentionHelp::RetryOperation:
        return ObjectActions::Id::RetryOperation;
    case AttentionHelp::LockMachine:
        return ObjectActions::Id::LockMachine;
    case AttentionHelp::UnlockMachine:
        return ObjectActions::Id::UnlockMachine;
    }
    Q_UNREACHABLE();
}

} // namespace

QString attentionText(const AttentionItem& item)
{
    if (item.locked && item.status == Status::Unhealthy)
        return AttentionList::tr("Unhealthy, and locked");
    if (item.locked)
        return AttentionList::tr("Locked: nothing starts on it");
    if (item.status == Status::Unhealthy)
        return AttentionList::tr("Unhealthy: its probes fail");
    if (item.status != Status::Failed || item.task.isEmpty())
        return item.task.isEmpty()
                   ? statusText(item.status)
                   : AttentionList::tr("%1, %2 failed").arg(statusText(item.status), item.task);
    QString text = AttentionList::tr("%1 failed").arg(item.task);
    if (item.exitCode != 0)
        text = AttentionList::tr("%1, exit %2").arg(text).arg(item.exitCode);
    return item.attempt > 1 ? AttentionList::tr("%1, attempt %2").arg(text).arg(item.attempt) : text;
}

AttentionList::AttentionList(const WindowContext& context, ObjectActions& actions, QWidget* parent)
    : QWidget(parent), m_context(context), m_actions(actions), m_column(new QVBoxLayout(this)),
      m_more(makeLabel({}, FontRole::Secondary, ColorRole::Tx3, this))
{
    setObjectName(u"overview/attention"_s);
    setAccessibleName(tr("Needs attention"));
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(0);
    m_more->setContentsMargins(12, 8, 12, 8);
    m_column->addWidget(m_more);
}

std::unique_ptr<AttentionList::Row> AttentionList::makeRow(int number)
{
    auto row = std::make_unique<Row>();
    const QString name = u"overview/attention/%1"_s.arg(number);
    row->widget = new QWidget(this);
    auto* outer = new QVBoxLayout(row->widget);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->setSpacing(0);
    auto* line = new QHBoxLayout;
    line->setContentsMargins(12, 6, 12, 6);
    line->setSpacing(9);
    row->icon = new IconLabel(IconName::StateWarning, ColorRole::Warn, 15, row->widget);
    line->addWidget(row->icon, 0, Qt::AlignTop);
    auto* texts = new QVBoxLayout;
    texts->setSpacing(0);
    auto* first = new QHBoxLayout;
    row->name = makeButton(name + u"/show"_s, tr("Show"), std::nullopt, ButtonKind::Link, row->widget);
    row->name->setProperty("named", u"true"_s);
    first->addWidget(row->name);
    first->addStretch(1);
    row->age = makeLabel({}, FontRole::FigureSmall, ColorRole::Tx3, row->widget);
    first->addWidget(row->age);
    texts->addLayout(first);
    // What it is stands above its details, both beside what helps.
    auto* last = new QHBoxLayout;
    last->setSpacing(8);
    auto* said = new QVBoxLayout;
    said->setSpacing(0);
    row->what = new ElidedLabel(FontRole::Secondary, ColorRole::Bad, row->widget);
    said->addWidget(row->what);
    row->detail = new ElidedLabel(FontRole::Label, ColorRole::Tx3, row->widget);
    said->addWidget(row->detail);
    last->addLayout(said, 1);
    row->log = makeButton(name + u"/log"_s, tr("Log"), std::nullopt, ButtonKind::Link, row->widget);
    last->addWidget(row->log);
    row->help = makeButton(name + u"/help"_s, tr("Retry"), std::nullopt, ButtonKind::Link, row->widget);
    last->addWidget(row->help);
    texts->addLayout(last);
    line->addLayout(texts, 1);
    outer->addLayout(line);
    outer->addWidget(makeLine(row->widget));
    return row;
}

void AttentionList::fill(Row& row, const AttentionItem& item)
{
    row.item = item;
    const StatusLook look = statusLook(item.status);
    const ColorRole tone = roleOf(look.tone, TonePart::Text);
    row.icon->setIcon(item.locked ? IconName::StateHold : look.icon, tone);
    const QString name = item.place.isEmpty() ? item.name : u"%1 / %2"_s.arg(item.place, item.name);
    row.name->setText(name);
    row.name->setAccessibleName(tr("Show %1").arg(name));
    row.age->setText(item.since.isSet() ? ageText(m_context.replica.now() - item.since) : QString());
    row.what->setText(attentionText(item));
    row.what->setColor(tone);
    row.detail->setText(item.detail);
    row.detail->setVisible(!item.detail.isEmpty());
    row.log->setVisible(item.job.isSet());
    row.log->setAccessibleName(tr("Log of %1").arg(name));
    const std::optional<ObjectActions::Id> action = actionOf(item.help);
    row.help->setVisible(action.has_value());
    if (!action)
        return;
    const QString word = m_actions.action(*action)->text();
    row.help->setText(word);
    row.help->setAccessibleName(u"%1 %2"_s.arg(word, name));
    row.help->setEnabled(!m_context.replica.isSilent());
}

void AttentionList::help(const Row& row)
{
    const std::optional<ObjectActions::Id> action = actionOf(row.item.help);
    m_context.selection.select(row.item.key);
    if (action && m_actions.action(*action)->isEnabled())
        m_actions.action(*action)->trigger();
}

void AttentionList::refresh()
{
    const QList<AttentionItem> items = attentionItems(m_context.replica);
    m_items = int(items.size());
    const qsizetype shown = std::min<qsizetype>(items.size(), rowsShown);
    while (qsizetype(m_rows.size()) < shown) {
        m_rows.push_back(makeRow(int(m_rows.size())));
        Row* row = m_rows.back().get();
        m_column->insertWidget(m_column->count() - 1, row->widget);
        connect(row->name, &QPushButton::clicked, this, [this, row] { emit objectChosen(row->item.key); });
        connect(row->log, &QPushButton::clicked, this,
                [this, row] { emit logWanted(row->item.key, row->item.job); });
        connect(row->help, &QPushButton::clicked, this, [this, row] { help(*row); });
    }
    for (qsizetype i = 0; i < qsizetype(m_rows.size()); ++i) {
        Row& row = *m_rows[std::size_t(i)];
        row.widget->setVisible(i < shown);
        if (i < shown)
            fill(row, items.at(i));
    }
    m_more->setVisible(shown == 0 || items.size() > shown);
    m_more->setText(
        shown == 0 ? tr("Nothing waits for you.")
                   : tr("%1 more; the bell at the top leads through all of them.").arg(items.size() - shown));
}

} // namespace Drover
