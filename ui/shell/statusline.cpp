#include "ui/shell/statusline.h"

#include "models/attention.h"
#include "models/replica.h"
#include "ui/objectnames.h"
#include "ui/text/words.h"
#include "ui/theme/theme.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/iconlabel.h"
#include "ui/widgets/minibar.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

constexpr int quietMs = 2500;

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
                     IconName::Activity, false);
    m_load->setFixedWidth(64);
    m_queued = addCell(ObjectNames::statusQueued, tr("Tasks that are ready and wait for a free slot"),
                       IconName::StateQueued, false);
    m_journal = addCell(ObjectNames::statusJournal, tr("Newest event of the journal, and how fast it grows"),
                        IconName::Journal, false);
    m_database = addCell(ObjectNames::statusDatabase, tr("Size of the database and of its write-ahead log"),
                         IconName::Database, false);
    m_attention = addCell(ObjectNames::statusAttention, tr("Machines and operations that wait for a person"),
                          IconName::StateWarning, true);
    m_uptime = addCell(ObjectNames::statusUptime, tr("How long this engine runs, in its own time"),
                       IconName::EmbeddedEngine, true);
    connect(&context.replica, &Replica::applied, this, [this] {
        m_sinceNews.start();
        update();
    });
    auto* clock = new QTimer(this);
    connect(clock, &QTimer::timeout, this, &StatusLine::update);
    clock->start(1000);
    update();
    m_jobs.widget->layout()->addWidget(m_load);
}

StatusLine::Cell StatusLine::addCell(const QString& name, const QString& meaning, IconName icon, bool right)
{
    auto* widget = new QWidget(this);
    widget->setObjectName(name);
    widget->setToolTip(meaning);
    widget->setAccessibleDescription(meaning);
    auto* row = new QHBoxLayout(widget);
    row->setContentsMargins(12, 0, 12, 0);
    row->setSpacing(6);
    row->addWidget(new IconLabel(icon, ColorRole::Tx3, 13, widget));
    if (right)
        addPermanentWidget(widget);
    else
        addWidget(widget);
    return {widget, {}};
}

/// Words and figures in turn: "Jobs", "37 / 64", "running". Figures line up, so each has its own font.
void StatusLine::say(Cell& cell, const QStringList& parts)
{
    while (cell.labels.size() < parts.size()) {
        const bool figure = cell.labels.size() % 2 == 1;
        QLabel* label = makeLabel({}, figure ? FontRole::Figure : FontRole::Secondary,
                                  figure ? ColorRole::Tx1 : ColorRole::Tx2, cell.widget);
        cell.widget->layout()->addWidget(label);
        cell.labels.append(label);
    }
    for (qsizetype i = 0; i < parts.size(); ++i) {
        cell.labels.at(i)->setText(parts.at(i));
        cell.labels.at(i)->setVisible(!parts.at(i).isEmpty());
    }
    const QString spoken = parts.join(u' ').simplified();
    if (cell.widget->accessibleName() != spoken)
        cell.widget->setAccessibleName(spoken);
}

void StatusLine::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Theme& theme = Theme::current();
    painter.fillRect(rect(), theme.color(ColorRole::Bg2));
    painter.fillRect(QRect(0, 0, width(), 1), theme.color(ColorRole::Line));
    for (const Cell* cell : {&m_jobs, &m_queued, &m_journal, &m_database})
        painter.fillRect(QRect(cell->widget->geometry().right(), 0, 1, height()),
                         theme.color(ColorRole::Line));
    for (const Cell* cell : {&m_attention, &m_uptime})
        painter.fillRect(QRect(cell->widget->x(), 0, 1, height()), theme.color(ColorRole::Line));
}

void StatusLine::update()
{
    const Figures& now = m_context.replica.figures();
    say(m_jobs, {tr("Jobs"), ofText(now.runningJobs, now.jobLimit), tr("running")});
    m_load->setValue(now.jobLimit > 0 ? double(now.runningJobs) / now.jobLimit : 0);
    say(m_queued, {{}, countText(now.queuedJobs), tr("queued")});
    // An engine with nothing to do sends nothing: what it said last is not what goes on now.
    const bool quiet = !m_sinceNews.isValid() || m_sinceNews.hasExpired(quietMs);
    const double perSecond = quiet ? 0 : now.eventsPerSecond;
    const QString rate = QString::number(perSecond, 'f', perSecond > 0 && perSecond < 10 ? 1 : 0);
    say(m_journal, {tr("Journal seq"), countText(now.seq), tr("·"), rate, tr("events/s")});
    say(m_database, {tr("Database"), sizeText(now.databaseBytes), tr("· WAL"), sizeText(now.walBytes)});
    say(m_attention, {{}, countText(attentionCount(m_context.replica)), tr("need attention")});
    const Duration up = now.started.isSet() ? m_context.replica.now() - now.started : Duration(0);
    say(m_uptime, {tr("Engine up"), durationText(up)});
}

} // namespace Drover
