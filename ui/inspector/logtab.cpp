#include "ui/inspector/logtab.h"

#include "models/selection.h"
#include "models/timeline/jobspans.h"
#include "ui/objectnames.h"
#include "ui/panes/panehead.h"
#include "ui/shell/objectactions.h"
#include "ui/text/modelwordstext.h"
#include "ui/text/words.h"
#include "ui/theme/iconcache.h"
#include "ui/widgets/card.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/logview.h"
#include "ui/widgets/searchfield.h"

#include <QPushButton>
#include <QStackedLayout>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace Drover {

LogTab::LogTab(const WindowContext& context, ObjectActions& actions, QWidget* parent)
    : QWidget(parent), m_context(context), m_feed(context.engine, context.replica)
{
    setObjectName(ObjectNames::inspectorLog);
    setAccessibleName(tr("Log"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_view = new LogView(this);
    column->addWidget(buildBar(actions));
    m_view->setObjectName(ObjectNames::inspectorLogView);
    m_view->setAccessibleName(tr("Output of the job"));
    m_view->setSource(&m_feed);
    m_empty = new EmptyState(this);
    m_stack = new QStackedLayout;
    m_stack->addWidget(m_view);
    m_stack->addWidget(m_empty);
    column->addLayout(m_stack, 1);

    connect(&m_feed, &OutputFeed::changed, this, &LogTab::outputChanged);
    connect(&context.selection, &Selection::jobChanged, this, &LogTab::pickJob);
    connect(&m_feed, &OutputFeed::linesBefore, m_view, &LogView::shiftLines);
    connect(m_find, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_find->setResult(m_view->setFindText(text) ? QString() : tr("unfinished"));
    });
    connect(m_find, &QLineEdit::returnPressed, m_view, &LogView::findNext);
    connect(m_view, &LogView::followChanged, m_follow, &QPushButton::setChecked);
    connect(m_follow, &QPushButton::clicked, m_view, &LogView::setFollow);
    connect(m_view, &LogView::notFound, this, [this] { m_find->setResult(tr("not found")); });
    connect(m_view, &LogView::found, this,
            [this](qint64 line) { m_find->setResult(tr("line %1").arg(countText(line + 1))); });
    outputChanged();
}

QWidget* LogTab::buildBar(ObjectActions& actions)
{
    auto* bar = new QWidget(this);
    auto* column = new QVBoxLayout(bar);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* search = new QHBoxLayout;
    search->setContentsMargins(12, 8, 12, 8);
    search->setSpacing(4);
    m_find = new SearchField(IconName::Search, tr("Find in the log"), bar);
    m_find->setObjectName(ObjectNames::inspectorLogFind);
    m_find->setAccessibleName(tr("Find in the log"));
    m_find->setToolTip(tr("A text, or a /regular expression/. Enter: next"));
    search->addWidget(m_find, 1);
    QToolButton* up =
        makeIconButton(u"inspector/log/previous"_s, IconName::ChevronUp, tr("Previous match"), bar);
    QToolButton* down = makeIconButton(u"inspector/log/next"_s, IconName::ChevronDown, tr("Next match"), bar);
    connect(up, &QToolButton::clicked, this, [this] { m_view->findPrevious(); });
    connect(down, &QToolButton::clicked, this, [this] { m_view->findNext(); });
    search->addWidget(up);
    search->addWidget(down);
    QToolButton* error =
        makeIconButton(u"inspector/log/first-error"_s, IconName::StateFailed, tr("First error"), bar);
    connect(error, &QToolButton::clicked, m_view, &LogView::findFirstError);
    search->addWidget(error);
    QToolButton* wrap = makeIconButton(u"inspector/log/wrap"_s, IconName::Wrap, tr("Wrap long lines"), bar);
    wrap->setCheckable(true);
    connect(wrap, &QToolButton::toggled, m_view, &LogView::setWrap);
    search->addWidget(wrap);
    column->addLayout(search);
    column->addWidget(makeLine(bar));
    auto* head = new QHBoxLayout;
    head->setContentsMargins(12, 5, 12, 5);
    head->setSpacing(6);
    m_title = new ElidedLabel(FontRole::SecondaryMedium, ColorRole::Tx1, bar);
    head->addWidget(m_title, 1);
    QPushButton* cancel = makeActionButton(u"inspector/log/cancel-job"_s, actions,
                                           ObjectActions::Id::CancelJob, ButtonKind::Destructive, bar);
    setButtonSize(cancel, ButtonSize::Small);
    head->addWidget(cancel);
    m_follow = makeButton(u"inspector/log/follow"_s, tr("Follow"), IconName::Follow, ButtonKind::Quiet, bar);
    m_follow->setCheckable(true);
    m_follow->setChecked(true);
    m_follow->setProperty("toggle", u"true"_s);
    setButtonSize(m_follow, ButtonSize::Small);
    head->addWidget(m_follow);
    column->addLayout(head);
    column->addWidget(makeLine(bar));
    m_skipped = makeLabel({}, FontRole::Label, ColorRole::Tx3, bar);
    m_skipped->setContentsMargins(12, 4, 12, 4);
    m_skipped->hide();
    column->addWidget(m_skipped);
    return bar;
}

void LogTab::show(MachineId machine)
{
    m_machine = machine;
    pickJob();
}

void LogTab::refresh()
{
    // A new job of the machine takes over, unless an older one was chosen.
    pickJob();
    updateHead();
}

void LogTab::pickJob()
{
    const Replica& replica = m_context.replica;
    const Job* chosen = replica.job(m_context.selection.job());
    if (!chosen) {
        chosen = replica.openJob(m_machine);
        if (!chosen)
            chosen = replica.newestJob(m_machine);
    }
    m_feed.show(chosen ? chosen->id : JobId());
    updateHead();
}

void LogTab::updateHead()
{
    const Job* job = m_context.replica.job(m_feed.job());
    if (!job) {
        m_title->setText({});
        return;
    }
    m_title->setText(entryLabel(job->task) + u"  "_s +
                     stateText({statusOf(*job), job->attempt > 1 ? job->attempt : 0}));
}

void LogTab::outputChanged()
{
    m_view->refresh();
    const qint64 left = m_feed.uncountedBytes();
    m_skipped->setVisible(left > 0);
    if (left > 0)
        m_skipped->setText(
            tr("Counting what is before: %1 of %2 left").arg(sizeText(left), sizeText(m_feed.size())));
    const Job* job = m_context.replica.job(m_feed.job());
    if (m_feed.lineCount() > 0) {
        m_stack->setCurrentWidget(m_view);
        return;
    }
    if (m_feed.error())
        m_empty->setMessage(IconName::StateFailed, ColorRole::Bad, tr("Could not read this log"),
                            m_feed.error()->text + u' ' + m_feed.error()->remedy);
    else if (!job)
        m_empty->setMessage(IconName::Log, ColorRole::Tx3, tr("No job to show"),
                            tr("Choose a job in the Jobs tab or a bar in the timeline."));
    else if (job->isOpen())
        m_empty->setMessage(IconName::Log, ColorRole::Tx3, tr("Nothing printed yet"),
                            tr("Output of %1 appears here as it comes.").arg(entryLabel(job->task)));
    else
        m_empty->setMessage(IconName::Log, ColorRole::Tx3, tr("This job printed nothing"), job->message);
    m_stack->setCurrentWidget(m_empty);
}

} // namespace Drover
