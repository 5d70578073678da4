#include "ui/wizards/pages/parameterspage.h"

#include "models/wizards/provisioncontroller.h"
#include "ui/forms/paramform.h"
#include "ui/objectnames.h"
#include "ui/text/formtext.h"
#include "ui/widgets/card.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/factgrid.h"

#include <QLabel>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace Drover {

ParametersPage::ParametersPage(ProvisionController& controller, QWidget* parent)
    : QWidget(parent), m_controller(controller), m_card(new Card(IconName::Policy, tr("Parameters"), this)),
      m_form(new ParamForm(controller.params(), ObjectNames::provisionWizard + "/parameters"_L1,
                           {.scopes = {ParamForm::All, ParamForm::Changed, ParamForm::Required}}, m_card)),
      m_help(new Card(IconName::Param, tr("About this param"), this)),
      m_helpText(makeLabel({}, FontRole::Secondary, ColorRole::Tx2, m_help)),
      m_helpFacts(new FactGrid(m_help))
{
    m_form->setNothing(tr("No params to set"), tr("This application asks for nothing."));
    m_card->body()->addWidget(m_form, 1);
    setFocusProxy(m_form);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_card);

    m_helpText->setWordWrap(true);
    auto* help = new QVBoxLayout;
    help->setContentsMargins(12, 10, 12, 12);
    help->setSpacing(8);
    help->addWidget(m_helpFacts);
    help->addWidget(m_helpText);
    m_help->body()->addLayout(help);
    m_help->hide();

    connect(m_form, &ParamForm::focused, this, &ParametersPage::showHelp);
    connect(&controller.params(), &ParamDraft::changed, this, &ParametersPage::update);
    update();
}

QWidget* ParametersPage::help() const
{
    return m_help;
}

void ParametersPage::update()
{
    const QList<ParamField>& fields = m_controller.params().fields();
    m_card->setSubtitle(
        tr("%1 from the schemas of %2").arg(fields.size()).arg(m_controller.request().application));
    if (!m_controller.params().field(m_helpFor))
        showHelp(fields.isEmpty() ? QString() : fields.constFirst().name);
}

void ParametersPage::showHelp(const QString& param)
{
    m_helpFor = param;
    const ParamField* shown = m_controller.params().field(param);
    m_help->setVisible(shown);
    if (!shown)
        return;
    const ParamField& field = *shown;
    QList<Fact> facts{{.key = u"param"_s, .label = tr("Param"), .value = field.name, .figure = true},
                      {.key = u"type"_s, .label = tr("Type"), .value = fieldTypeText(field)}};
    if (!field.pattern.isEmpty())
        facts.append({.key = u"pattern"_s, .label = tr("Pattern"), .value = field.pattern, .figure = true});
    if (!field.secure)
        facts.append({.key = u"inherited"_s,
                      .label = tr("Inherited"),
                      .value = fieldText(field, field.inherited),
                      .figure = true});
    m_helpFacts->setFacts(facts);
    m_helpText->setText(field.secure ? field.description + u' ' +
                                           tr("A secret: sealed where it is stored, never shown or copied.")
                                     : field.description);
    m_helpText->setVisible(!m_helpText->text().isEmpty());
}

void ParametersPage::focusProblem()
{
    const QList<FormIssue> issues = m_controller.issuesOf(ProvisionPage::Parameters);
    if (issues.isEmpty())
        return;
    m_form->focusField(issues.constFirst().field);
}

} // namespace Drover
