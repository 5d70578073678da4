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
constexpr int partSpacing = 6;
constexpr int aroundParts = 2 * 12 + 13 + 6; ///< margins, icon and what the bar keeps between cells

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
    connect(&context.replica, &Replica::applied, this, &StatusLine::update);
    auto* clock = new QTimer(this);
    connect(clock, &QTimer::timeout, this, [this] {
        update();
        arrange(); // not with every batch: it measures all words
    });
    clock->start(1000);
    update();
    m_jobs.widget->layout()->addWidget(m_load);
    arrange();
}

StatusLine::Cell StatusLine::addCell(const QString& name, const QString& meaning, IconName icon, bool right)
{
    auto* widget = new QWidget(this);
    widget->setObjectName(name);
    widget->setToolTip(meaning);
    widget->setAccessibleDescription(meaning);
    auto* row = new QHBoxLayout(widget);
    row->setContentsMargins(12, 0, 12, 0);
    row->setSpacing(partSpacing);
    auto* mark = new IconLabel(icon, ColorRole::Tx3, 13, widget);
    row->addWidget(mark);
    if (right)
        addPermanentWidget(widget);
    else
        addWidget(widget);
    return {widget, mark, {}};
}

/// Words and figures in turn: "Jobs", "37 / 64", "running". Figures line up, so each has its own font.
void StatusLine::say(Cell& cell, const QStringList& parts)
{
    while (cell.labels.size() < parts.size()) {
        const bool figure = cell.labels.size() % 2 == 1;
        QLabel* label = makeLabel({}, figure ? FontRole::Figure : FontRole::Secondary,
                                  figure ? ColorRole::Tx1 : ColorRole::Tx2, cell.widget);
        label->setVisible(!parts.at(cell.labels.size()).isEmpty());
        cell.widget->layout()->addWidget(label);
        cell.labels.append(label);
    }
    for (qsizetype i = 0; i < parts.size(); ++i) {
        cell.labels.at(i)->setText(parts.at(i));
    }
    const QString spoken = parts.join(u' ').simplified();
    if (cell.widget->accessibleName() != spoken)
        cell.widget->setAccessibleName(spoken);
}

void StatusLine::resizeEvent(QResizeEvent* event)
{
    QStatusBar::resizeEvent(event);
    arrange();
}

/// Where it gets narrow, what says least goes first: the log's size, the rate, the load as a bar. Computed
/// from what the parts want: showing and hiding them to see would lay the window out again and again.
void StatusLine::arrange()
{
    const auto widthOf = [](const QList<QLabel*>& labels) {
        int sum = 0;
        for (const QLabel* label : labels)
            sum += label->text().isEmpty() ? 0 : label->sizeHint().width() + partSpacing;
        return sum;
    };
    int wanted = m_load->width() + partSpacing;
    for (const Cell* cell : {&m_jobs, &m_queued, &m_journal, &m_database, &m_attention, &m_uptime})
        wanted += widthOf(cell->labels) + aroundParts;
    const auto keep = [&](const QList<QLabel*>& labels) {
        const bool fits = wanted <= width();
        wanted -= fits ? 0 : widthOf(labels);
        for (QLabel* label : labels)
            label->setVisible(fits && !label->text().isEmpty());
    };
    keep(m_database.labels.mid(2));
    keep(m_journal.labels.mid(2));
    m_load->setVisible(wanted <= width());
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
    // The rate is that of the last events; when none came for a while, nothing goes on.
    if (now.seq != m_seq) {
        m_seq = now.seq;
        m_sinceNews.start();
    }
    const bool quiet = !m_sinceNews.isValid() || m_sinceNews.hasExpired(quietMs);
    const double perSecond = quiet ? 0 : now.eventsPerSecond;
    const QString rate = QString::number(perSecond, 'f', perSecond > 0 && perSecond < 10 ? 1 : 0);
    say(m_journal, {tr("Journal seq"), countText(now.seq), tr("·"), rate, tr("events/s")});
    say(m_database, {tr("Database"), sizeText(now.databaseBytes), tr("· WAL"), sizeText(now.walBytes)});
    const int attention = attentionCount(m_context.replica);
    say(m_attention,
        {{}, countText(attention), attention == 1 ? tr("needs attention") : tr("need attention")});
    m_attention.mark->setIcon(IconName::StateWarning, attention > 0 ? ColorRole::Warn : ColorRole::Tx3);
    const Duration up = now.started.isSet() ? m_context.replica.now() - now.started : Duration(0);
    say(m_uptime, {tr("Engine up"), durationText(up)});
}

} // namespace Drover
