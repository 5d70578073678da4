#include "ui/shell/statusline.h"

#include "models/replica.h"
#include "ui/objectnames.h"
#include "ui/text/words.h"
#include "ui/theme/iconcache.h"
#include "ui/theme/theme.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/minibar.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

/// Numbers in the figures' font between words; both are ours, so nothing is left to escape but what comes
/// from outside.
QString figure(const QString& text)
{
    return u"<span style=\"font-family:'JetBrains Mono'; color:%1\">%2</span>"_s.arg(
        Theme::current().color(ColorRole::Tx1).name(), text.toHtmlEscaped());
}

QFrame* makeDivider(QWidget* parent)
{
    auto* line = new QFrame(parent);
    line->setFixedSize(1, 24);
    line->setStyleSheet(u"background: %1"_s.arg(Theme::current().color(ColorRole::Line).name()));
    return line;
}

} // namespace

StatusLine::StatusLine(const WindowContext& context, QWidget* parent)
    : QStatusBar(parent), m_context(context), m_load(new MiniBar)
{
    setObjectName(ObjectNames::statusBar);
    setAccessibleName(tr("Status bar"));
    setSizeGripEnabled(false);
    setFixedHeight(25);
    setContentsMargins(0, 0, 0, 0);
    m_jobs = addCell(ObjectNames::statusJobs, tr("Jobs that run now, of how many may run at once"),
                     int(IconName::Activity), false);
    m_load->setFixedWidth(64);
    m_jobs->parentWidget()->layout()->addWidget(m_load);
    m_queued = addCell(ObjectNames::statusQueued, tr("Tasks that are ready and wait for a free slot"),
                       int(IconName::StateQueued), false);
    m_journal = addCell(ObjectNames::statusJournal, tr("Newest event of the journal, and how fast it grows"),
                        int(IconName::Journal), false);
    m_database = addCell(ObjectNames::statusDatabase, tr("Size of the database and of its write-ahead log"),
                         int(IconName::Database), false);
    m_attention = addCell(ObjectNames::statusAttention, tr("Operations that wait for a person"),
                          int(IconName::StateWarning), true);
    m_uptime = addCell(ObjectNames::statusUptime, tr("How long this engine runs, in its own time"),
                       int(IconName::EmbeddedEngine), true);
    connect(&context.replica, &Replica::applied, this, &StatusLine::update);
    auto* clock = new QTimer(this);
    connect(clock, &QTimer::timeout, this, &StatusLine::update);
    clock->start(1000);
    update();
}

QLabel* StatusLine::addCell(const QString& name, const QString& meaning, int icon, bool right)
{
    auto* cell = new QWidget(this);
    auto* row = new QHBoxLayout(cell);
    row->setContentsMargins(12, 0, 4, 0);
    row->setSpacing(8);
    auto* mark = new QLabel(cell);
    mark->setPixmap(themeIcon(IconName(icon), ColorRole::Tx3).pixmap(QSize(13, 13), devicePixelRatioF()));
    row->addWidget(mark);
    QLabel* label = makeLabel({}, FontRole::Secondary, ColorRole::Tx2, cell);
    label->setObjectName(name);
    label->setTextFormat(Qt::RichText);
    cell->setToolTip(meaning);
    label->setAccessibleDescription(meaning);
    row->addWidget(label);
    if (right) {
        addPermanentWidget(makeDivider(this));
        addPermanentWidget(cell);
    } else {
        addWidget(cell);
        addWidget(makeDivider(this));
    }
    return label;
}

void StatusLine::update()
{
    const Figures& now = m_context.replica.figures();
    const auto say = [](QLabel* label, const QString& text, const QString& spoken) {
        if (label->text() != text) {
            label->setText(text);
            label->setAccessibleName(spoken);
        }
    };
    const QString jobs = ofText(now.runningJobs, now.jobLimit);
    say(m_jobs, tr("Jobs %1 running").arg(figure(jobs)), tr("Jobs %1 running").arg(jobs));
    m_load->setValue(now.jobLimit > 0 ? double(now.runningJobs) / now.jobLimit : 0);
    say(m_queued, tr("%1 queued").arg(figure(countText(now.queuedJobs))),
        tr("%1 queued").arg(now.queuedJobs));
    const QString rate = QString::number(now.eventsPerSecond, 'f', now.eventsPerSecond < 10 ? 1 : 0);
    say(m_journal, tr("Journal seq %1 · %2 events/s").arg(figure(countText(now.seq)), figure(rate)),
        tr("Journal seq %1, %2 events per second").arg(now.seq).arg(rate));
    say(m_database,
        tr("Database %1 · WAL %2").arg(figure(sizeText(now.databaseBytes)), figure(sizeText(now.walBytes))),
        tr("Database %1, WAL %2").arg(sizeText(now.databaseBytes), sizeText(now.walBytes)));
    const int waiting = m_context.replica.attentionCount();
    say(m_attention, tr("%1 need attention").arg(figure(QString::number(waiting))),
        tr("%1 need attention").arg(waiting));
    const Duration up = now.started.isSet() ? m_context.replica.now() - now.started : Duration(0);
    say(m_uptime, tr("Engine up %1").arg(figure(durationText(up))), tr("Engine up %1").arg(durationText(up)));
}

} // namespace Drover
