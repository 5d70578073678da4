#include "ui/wizards/liveplan.h"

#include "ui/text/words.h"
#include "ui/widgets/card.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/factgrid.h"
#include "ui/wizards/plantables.h"

#include <QGraphicsOpacityEffect>
#include <QGridLayout>
#include <QLabel>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

Status checkStatus(Severity severity)
{
    switch (severity) {
    case Severity::Info:
        return Status::Passed;
    case Severity::Warn:
        return Status::Warning;
    case Severity::Block:
        return Status::Error;
    }
    return Status::Passed;
}

} // namespace

QList<CheckLine> checkLines(const PlanController& controller)
{
    QList<CheckLine> lines;
    if (!controller.plan())
        return lines;
    for (const PlanCheck& check : controller.plan()->checks)
        lines.append({checkStatus(check.severity), check.text, check.object,
                      controller.difference().checks.contains(check.text)});
    return lines;
}

QString checkCountText(const PlanController& controller)
{
    if (!controller.plan())
        return {};
    const int warnings = controller.warnings();
    const int blocks = controller.blocks();
    QStringList parts;
    if (blocks > 0)
        parts.append(blocks == 1 ? LivePlan::tr("1 block") : LivePlan::tr("%1 blocks").arg(blocks));
    if (warnings > 0)
        parts.append(warnings == 1 ? LivePlan::tr("1 warning") : LivePlan::tr("%1 warnings").arg(warnings));
    return parts.isEmpty() ? LivePlan::tr("all passed") : parts.join(u", "_s);
}

LivePlan::LivePlan(PlanController& controller, QWidget* parent)
    : QWidget(parent), m_controller(controller),
      m_card(new Card(IconName::CriticalPath, tr("Live plan"), this)), m_figures(new QWidget(this)),
      m_steps(new FactGrid(this)), m_checks(new CheckList(this)), m_body(new QWidget(this)),
      m_message(makeLabel({}, FontRole::Secondary, ColorRole::Tx2, this))
{
    setObjectName(u"live-plan"_s);
    setAccessibleName(tr("Live plan"));
    setFixedWidth(284);
    auto* grid = new QGridLayout(m_figures);
    grid->setContentsMargins(12, 10, 12, 10);
    grid->setVerticalSpacing(2);
    int place = 0;
    const auto figure = [&](const QString& title) {
        const int row = place / 2 * 2;
        const int column = place % 2;
        ++place;
        grid->addWidget(makeLabel(title, FontRole::LabelMedium, ColorRole::Tx3, m_figures), row, column);
        QLabel* label = makeLabel({}, FontRole::FigureLarge, ColorRole::Tx1, m_figures);
        label->setAccessibleDescription(title);
        grid->addWidget(label, row + 1, column);
        return label;
    };
    m_machines = figure(tr("Machines"));
    m_jobs = figure(tr("Jobs"));
    m_tasks = figure(tr("Tasks"));
    m_gates = figure(tr("Gates"));
    m_message->setWordWrap(true);
    m_message->setContentsMargins(12, 12, 12, 12);
    m_steps->setLabelWidth(18);

    auto* body = new QVBoxLayout(m_body);
    body->setContentsMargins(0, 0, 0, 0);
    body->setSpacing(0);
    body->addWidget(m_figures);
    body->addWidget(makeLine(m_body));
    auto* steps = new QVBoxLayout;
    steps->setContentsMargins(12, 8, 12, 10);
    steps->setSpacing(6);
    steps->addWidget(makeLabel(tr("Steps, from start"), FontRole::LabelStrong, ColorRole::Tx3, m_body));
    steps->addWidget(m_steps);
    body->addLayout(steps);
    body->addWidget(makeLine(m_body));
    body->addWidget(m_checks);
    body->addStretch();
    auto* scroll = new QScrollArea(this);
    prepareScrollArea(scroll, ScrollUse::Reading, tr("Live plan"));
    scroll->viewport()->setAutoFillBackground(false);
    m_body->setAutoFillBackground(false);
    scroll->setWidget(m_body);
    m_card->body()->addWidget(m_message);
    m_card->body()->addWidget(scroll, 1);
    m_card->body()->addStretch();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_card);
    connect(&controller, &PlanController::changed, this, &LivePlan::update);
    update();
}

void LivePlan::setWaitingFor(const QString& text)
{
    if (text == m_waitingFor)
        return;
    m_waitingFor = text;
    update();
}

void LivePlan::update()
{
    const bool hasPlan = m_controller.plan().has_value();
    m_body->parentWidget()->parentWidget()->setVisible(hasPlan);
    m_message->setVisible(!hasPlan || m_controller.planError());
    if (m_controller.planError()) {
        setLabelColor(m_message, ColorRole::Bad);
        m_message->setText(m_controller.planError()->text + u' ' + m_controller.planError()->remedy);
    } else {
        setLabelColor(m_message, ColorRole::Tx2);
        m_message->setText(m_controller.isPlanning() ? tr("Planning…") : m_waitingFor);
    }
    m_card->setSubtitle(m_controller.isPlanning() ? tr("planning…")
                        : hasPlan                 ? m_controller.plan()->id.left(8)
                                                  : QString());
    if (hasPlan)
        showPlan(*m_controller.plan());
    // Figures of an older edit stay readable but step back.
    const bool old = hasPlan && !m_controller.isCurrent();
    if (old && !m_figures->graphicsEffect()) {
        auto* dim = new QGraphicsOpacityEffect(m_figures);
        dim->setOpacity(0.5);
        m_figures->setGraphicsEffect(dim);
    } else if (!old) {
        m_figures->setGraphicsEffect(nullptr);
    }
}

void LivePlan::showPlan(const Plan& plan)
{
    int tasks = 0;
    int jobs = 0;
    for (const PlanStage& stage : plan.stages) {
        tasks += stage.tasks;
        jobs += stage.jobs;
    }
    m_machines->setText(countText(plan.add.size() + plan.remove.size()));
    m_jobs->setText(countText(jobs));
    m_tasks->setText(countText(tasks));
    m_gates->setText(countText(plan.gates.size()));
    m_steps->setFacts(stepFacts(plan, true));
    m_checks->setLines(checkLines(m_controller));
}

} // namespace Drover
