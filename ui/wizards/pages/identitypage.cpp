#include "ui/wizards/pages/identitypage.h"

#include "models/wizards/provisioncontroller.h"
#include "ui/objectnames.h"
#include "ui/text/formtext.h"
#include "ui/widgets/card.h"
#include "ui/widgets/controls.h"

#include <QLabel>
#include <QLineEdit>
#include <QStyle>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace Drover {

IdentityPage::IdentityPage(ProvisionController& controller, QWidget* parent)
    : QWidget(parent), m_controller(controller), m_name(new QLineEdit),
      m_problem(makeLabel({}, FontRole::Label, ColorRole::Bad, this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    auto* card = new Card(IconName::Tag, tr("Identity"), this);
    card->setSubtitle(tr("what it is called, and why it is made"));
    auto* form = new QVBoxLayout;
    form->setContentsMargins(16, 16, 16, 20);
    form->setSpacing(6);
    QLabel* nameLabel = makeLabel(tr("Name of the cluster"), FontRole::LabelMedium, ColorRole::Tx2, card);
    m_name->setParent(card);
    m_name->setObjectName(ObjectNames::provisionField(u"identity"_s, u"name"_s));
    m_name->setAccessibleName(tr("Name of the cluster"));
    m_name->setFont(themeFont(FontRole::Figure));
    m_name->setMaximumWidth(420);
    m_name->setText(controller.request().cluster);
    m_name->setPlaceholderText(tr("for example dale-prod-03"));
    nameLabel->setBuddy(m_name);
    form->addWidget(nameLabel);
    form->addWidget(m_name);
    form->addWidget(m_problem);
    form->addWidget(
        makeLabel(tr("Its members, profile and journal carry this name. It can't be changed later."),
                  FontRole::Label, ColorRole::Tx3, card));
    form->addSpacing(14);
    QLabel* reasonLabel =
        makeLabel(tr("Reason (may be left empty)"), FontRole::LabelMedium, ColorRole::Tx2, card);
    auto* reason = new QLineEdit(card);
    reason->setObjectName(ObjectNames::provisionField(u"identity"_s, u"reason"_s));
    reason->setAccessibleName(tr("Reason"));
    reason->setMaximumWidth(640);
    reason->setPlaceholderText(tr("Kept in the journal beside your name"));
    reasonLabel->setBuddy(reason);
    form->addWidget(reasonLabel);
    form->addWidget(reason);
    form->addStretch();
    card->body()->addLayout(form, 1);
    column->addWidget(card);
    setFocusProxy(m_name);

    connect(m_name, &QLineEdit::textEdited, this, [this](const QString& text) {
        m_touched = true;
        m_controller.setName(text);
    });
    connect(reason, &QLineEdit::textEdited, this,
            [this](const QString& text) { m_controller.setReason(text); });
    connect(&controller, &PlanController::changed, this, &IdentityPage::update);
    update();
}

void IdentityPage::update()
{
    const QList<FormIssue> issues = m_controller.issuesOf(ProvisionPage::Identity);
    // Nobody has done anything wrong before the first letter.
    const bool problem = m_touched && !issues.isEmpty();
    m_problem->setText(problem ? issueText(issues.constFirst()) : QString());
    m_problem->setVisible(problem);
    const QString state = problem ? u"error"_s : QString();
    if (m_name->property("problem").toString() != state) {
        m_name->setProperty("problem", state);
        m_name->style()->unpolish(m_name);
        m_name->style()->polish(m_name);
    }
}

} // namespace Drover
