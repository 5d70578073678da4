#include "ui/wizards/provisionwizard.h"

#include "models/replica.h"
#include "ui/forms/formdialog.h"
#include "ui/objectnames.h"
#include "ui/text/formtext.h"
#include "ui/theme/iconcache.h"
#include "ui/widgets/card.h"
#include "ui/widgets/controls.h"
#include "ui/wizards/liveplan.h"
#include "ui/wizards/pages/identitypage.h"
#include "ui/wizards/pages/parameterspage.h"
#include "ui/wizards/pages/reviewpage.h"
#include "ui/wizards/pages/sourcepage.h"
#include "ui/wizards/pages/topologypage.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace Drover {

ProvisionWizard::ProvisionWizard(const WindowContext& context, const ProvisionDraft& draft, QWidget* parent)
    : WizardDialog(ObjectNames::provisionWizard, IconName::Provision, tr("Provision cluster"), parent),
      m_context(context), m_controller(context.engine, context.replica, context.sender)
{
    m_controller.setDraft(draft);
    m_firstName = m_controller.request().cluster;
    addPages();
    buildFoot();
    connect(&m_controller, &PlanController::changed, this, &ProvisionWizard::update);
    connect(&m_controller, &PlanController::started, this, [this] {
        emit provisionStarted(m_controller.request().cluster);
        accept();
    });
    m_controller.load();
    goTo(0);
    update();
}

void ProvisionWizard::addPages()
{
    m_parameters = new ParametersPage(m_controller);
    const auto add = [this](ProvisionPage page, const char* name, const QString& title, QWidget* content,
                            bool withPlan) {
        auto* holder = new QWidget(this);
        auto* row = new QHBoxLayout(holder);
        row->setContentsMargins(16, 16, 16, 16);
        row->setSpacing(12);
        row->addWidget(content, 1);
        if (withPlan) {
            auto* side = new QVBoxLayout;
            side->setSpacing(12);
            if (page == ProvisionPage::Parameters) {
                m_parameters->help()->setFixedWidth(284);
                side->addWidget(m_parameters->help());
            }
            auto* plan = new LivePlan(m_controller, holder);
            m_livePlans.append(plan);
            side->addWidget(plan, 1);
            row->addLayout(side);
        }
        holder->setFocusProxy(content);
        addPage(QString::fromLatin1(name), title, holder);
    };
    add(ProvisionPage::Identity, "identity", tr("Identity"), new IdentityPage(m_controller), true);
    add(ProvisionPage::Source, "source", tr("Source"), new SourcePage(m_controller), true);
    add(ProvisionPage::Topology, "topology", tr("Topology"), new TopologyPage(m_controller), true);
    add(ProvisionPage::Parameters, "parameters", tr("Parameters"), m_parameters, true);
    add(ProvisionPage::Review, "review", tr("Review"), new ReviewPage(m_controller), false);
}

void ProvisionWizard::buildFoot()
{
    m_copy = addFootButton(u"copy-command"_s, tr("Copy as command"), IconName::Log);
    connect(m_copy, &QPushButton::clicked, this,
            [this] { QApplication::clipboard()->setText(m_controller.commandText()); });
    m_template = addFootButton(u"save-template"_s, tr("Save as template…"), IconName::Save);
    connect(m_template, &QPushButton::clicked, this, &ProvisionWizard::saveTemplate);
    QHBoxLayout* row = footRow();
    int place = 3; // behind the stretch
    m_problem = makeLabel({}, FontRole::Body, ColorRole::Bad, this);
    m_problem->setObjectName(fieldName(u"problem"_s));
    row->insertWidget(place++, m_problem);
    m_show = makeButton(fieldName(u"show-problem"_s), tr("Show"), std::nullopt, ButtonKind::Link, this);
    connect(m_show, &QPushButton::clicked, this, [this] {
        const QList<FormIssue> issues = m_controller.issues();
        if (issues.isEmpty())
            return;
        goTo(int(issues.constFirst().page));
        if (issues.constFirst().page == ProvisionPage::Parameters)
            m_parameters->focusProblem();
    });
    row->insertWidget(place++, m_show);
    m_accept = new QCheckBox(this);
    m_accept->setObjectName(fieldName(u"accept-warnings"_s));
    connect(m_accept, &QCheckBox::toggled, this, [this](bool on) { m_controller.setAcceptsWarnings(on); });
    row->insertWidget(place, m_accept);
    connect(primaryButton(), &QPushButton::clicked, &m_controller, &PlanController::start);
}

void ProvisionWizard::saveTemplate()
{
    auto* dialog =
        new FormDialog(m_context.engine, m_context.sender, templateForm(m_controller.asTemplate()), this);
    connect(dialog, &FormDialog::applied, this, [this, dialog] {
        m_saved = dialog->controller().draft().value(u"name"_s).toString();
        m_controller.load();
        update();
    });
    dialog->open();
}

bool ProvisionWizard::mayGoTo(int step) const
{
    if (step <= currentStep())
        return true;
    // Forward only over pages without a fault.
    const QList<FormIssue> issues = m_controller.issues();
    return std::none_of(issues.begin(), issues.end(),
                        [&](const FormIssue& issue) { return int(issue.page) < step; });
}

void ProvisionWizard::stepShown(int step)
{
    m_visited = std::max(m_visited, step);
    m_saved.clear();
    update();
}

bool ProvisionWizard::hasInput() const
{
    return m_visited > 0 || m_controller.request().cluster != m_firstName;
}

QString ProvisionWizard::stepText(ProvisionPage page) const
{
    const QList<FormIssue> issues = m_controller.issuesOf(page);
    const bool seen = m_visited >= int(page);
    switch (page) {
    case ProvisionPage::Identity:
        return m_controller.request().cluster.isEmpty() ? tr("name and reason")
                                                        : m_controller.request().cluster;
    case ProvisionPage::Source:
        return m_controller.request().application.isEmpty() ? tr("application, broker")
                                                            : m_controller.request().application;
    case ProvisionPage::Topology:
        return m_controller.application() ? topologyText(m_controller.topology()) : tr("roles and counts");
    case ProvisionPage::Parameters:
        if (!issues.isEmpty() && seen)
            return issues.size() == 1 ? tr("1 error") : tr("%1 errors").arg(issues.size());
        if (m_controller.params().fields().isEmpty())
            return m_controller.application() ? tr("none asked for") : tr("what the application asks");
        return m_controller.params().changedCount() == 0
                   ? tr("%1, none changed").arg(m_controller.params().fields().size())
                   : tr("%1, %2 changed")
                         .arg(m_controller.params().fields().size())
                         .arg(m_controller.params().changedCount());
    case ProvisionPage::Review:
        if (!m_controller.plan())
            return tr("the plan");
        if (m_controller.blocks() > 0)
            return tr("blocked");
        return m_controller.warnings() == 0   ? tr("ready to start")
               : m_controller.warnings() == 1 ? tr("1 warning")
                                              : tr("%1 warnings").arg(m_controller.warnings());
    }
    return {};
}

void ProvisionWizard::updateSteps()
{
    for (int step = 0; step < ProvisionPageCount; ++step) {
        const auto page = ProvisionPage(step);
        const bool problem = !m_controller.issuesOf(page).isEmpty() ||
                             (page == ProvisionPage::Review && m_controller.blocks() > 0);
        StepState state = StepState::ToDo;
        if (step == currentStep())
            state = StepState::Current;
        else if (problem && m_visited >= step)
            state = StepState::Problem;
        else if (step < m_visited && page != ProvisionPage::Review)
            state = StepState::Done;
        setStepState(step, state);
        setStepText(step, stepText(page));
    }
}

void ProvisionWizard::update()
{
    updateSteps();
    const bool review = currentStep() == int(ProvisionPage::Review);
    setSubtitle(m_controller.request().cluster);
    if (!m_saved.isEmpty())
        setNote(IconName::Save, tr("Template saved"),
                tr("%1 is offered on the page Source, here and from now on.").arg(m_saved));
    else if (review)
        setNote(IconName::StateHold, tr("This plan is what starts"),
                tr("Plan %1. Start checks it again; if the world has changed, the new plan comes back with "
                   "the differences marked.")
                    .arg(m_controller.plan() ? m_controller.plan()->id.left(8) : QString()));
    else
        setNote(IconName::Info, tr("Nothing is reserved yet"),
                tr("Machines shown are the ones that would be taken now."));

    const QList<FormIssue> issues = m_controller.issues();
    const bool here = !issues.isEmpty() && int(issues.constFirst().page) <= currentStep() &&
                      int(issues.constFirst().page) < m_visited;
    m_problem->setVisible(here || (review && m_controller.blocks() > 0));
    m_show->setVisible(here);
    if (here)
        m_problem->setText(issueText(issues.constFirst()));
    else if (review && m_controller.blocks() > 0)
        m_problem->setText(tr("Blocked: see the checks"));
    QString missing;
    if (!issues.isEmpty())
        missing = issues.constFirst().code == "name-missing"_L1
                      ? tr("The plan appears here as soon as the cluster has a name.")
                      : tr("No plan while this is open: %1").arg(issueText(issues.constFirst()));
    for (LivePlan* plan : std::as_const(m_livePlans))
        plan->setWaitingFor(missing);
    const int warnings = m_controller.warnings();
    m_accept->setVisible(review && warnings > 0 && m_controller.blocks() == 0);
    m_accept->setText(warnings == 1 ? tr("Accept 1 warning") : tr("Accept %1 warnings").arg(warnings));
    m_accept->setAccessibleName(m_accept->text());
    m_accept->setChecked(m_controller.acceptsWarnings());
    m_copy->setEnabled(issues.isEmpty());
    m_template->setEnabled(m_controller.canBeTemplate());
    nextButton()->setEnabled(mayGoTo(currentStep() + 1));
    primaryButton()->setText(m_controller.isStarting()
                                 ? tr("Starting…")
                                 : pluralText(m_controller.plan() ? m_controller.plan()->add.size() : 0,
                                              tr("Start provisioning 1 machine"),
                                              tr("Start provisioning %1 machines")));
    primaryButton()->setAccessibleName(primaryButton()->text());
    // While it is on its way the button stays: a disabled one would hand the focus to whatever comes next.
    primaryButton()->setEnabled(m_controller.canStart() || m_controller.isStarting());
}

} // namespace Drover
