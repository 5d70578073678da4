#include "ui/wizards/pages/parameterspage.h"

#include "models/wizards/provisioncontroller.h"
#include "ui/objectnames.h"
#include "ui/text/formtext.h"
#include "ui/widgets/card.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/factgrid.h"
#include "ui/widgets/searchfield.h"
#include "ui/widgets/segmentedcontrol.h"
#include "ui/wizards/pages/paramrow.h"

#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace Drover {

ParametersPage::ParametersPage(ProvisionController& controller, QWidget* parent)
    : QWidget(parent), m_controller(controller), m_card(new Card(IconName::Policy, tr("Parameters"), this)),
      m_find(new SearchField(IconName::Search, tr("Find a param"), this)),
      m_scope(new SegmentedControl(this)), m_list(new QWidget), m_rowsLayout(new QVBoxLayout(m_list)),
      m_nothing(new EmptyState(this)), m_help(new Card(IconName::Param, tr("About this param"), this)),
      m_helpText(makeLabel({}, FontRole::Secondary, ColorRole::Tx2, m_help)),
      m_helpFacts(new FactGrid(m_help))
{
    m_find->setObjectName(ObjectNames::provisionField(u"parameters"_s, u"find"_s));
    m_find->setAccessibleName(tr("Find a param"));
    m_find->setMinimumWidth(120);
    m_find->setMaximumWidth(230);
    m_scope->setAccessibleName(tr("Which params"));
    m_scope->addSegment(All, ObjectNames::provisionField(u"parameters"_s, u"all"_s), tr("All"));
    m_scope->addSegment(Changed, ObjectNames::provisionField(u"parameters"_s, u"changed"_s), tr("Changed"));
    m_scope->addSegment(Required, ObjectNames::provisionField(u"parameters"_s, u"required"_s),
                        tr("Required"));
    m_scope->setCurrent(All);
    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(12, 8, 12, 8);
    bar->setSpacing(8);
    bar->addWidget(m_find, 1);
    bar->addWidget(m_scope);
    bar->addStretch(1);
    QLabel* dot = makeLabel(tr("•"), FontRole::BodyStrong, ColorRole::Warn, m_card);
    bar->addWidget(dot);
    bar->addWidget(makeLabel(tr("required"), FontRole::Label, ColorRole::Tx3, m_card));
    m_card->body()->addLayout(bar);
    m_card->body()->addWidget(makeLine(m_card));
    m_rowsLayout->setContentsMargins(0, 0, 0, 0);
    m_rowsLayout->setSpacing(0);
    auto* scroll = new QScrollArea(m_card);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(m_list);
    m_card->body()->addWidget(scroll, 1);
    m_card->body()->addWidget(m_nothing, 1);
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

    connect(m_find, &QLineEdit::textChanged, this, &ParametersPage::filter);
    connect(m_scope, &SegmentedControl::currentChanged, this, &ParametersPage::filter);
    connect(&controller, &PlanController::changed, this, &ParametersPage::update);
    update();
}

QWidget* ParametersPage::help() const
{
    return m_help;
}

void ParametersPage::buildRows()
{
    qDeleteAll(m_rows);
    m_rows.clear();
    while (QLayoutItem* item = m_rowsLayout->takeAt(0))
        delete item;
    for (const ParamField& field : m_controller.fields()) {
        auto* row = new ParamRow(field, m_controller, m_list);
        connect(row, &ParamRow::focused, this, &ParametersPage::showHelp);
        m_rowsLayout->addWidget(row);
        m_rows.append(row);
    }
    m_rowsLayout->addStretch();
    showHelp(m_rows.isEmpty() ? QString() : m_rows.constFirst()->field().name);
}

void ParametersPage::update()
{
    if (m_shownApplication != m_controller.request().application) {
        m_shownApplication = m_controller.request().application;
        buildRows();
    }
    for (ParamRow* row : std::as_const(m_rows))
        row->refresh();
    m_card->setSubtitle(
        tr("%1 from the schemas of %2").arg(m_rows.size()).arg(m_controller.request().application));
    m_scope->setCount(All, int(m_rows.size()));
    m_scope->setCount(Changed, m_controller.fieldsSet());
    m_scope->setCount(Required, int(std::count_if(m_rows.begin(), m_rows.end(), [](const ParamRow* row) {
                          return row->field().required;
                      })));
    filter();
}

void ParametersPage::filter()
{
    const QString wanted = m_find->text().trimmed();
    bool any = false;
    for (ParamRow* row : std::as_const(m_rows)) {
        bool shown = wanted.isEmpty() || row->field().name.contains(wanted, Qt::CaseInsensitive) ||
                     row->field().description.contains(wanted, Qt::CaseInsensitive);
        if (m_scope->current() == Changed)
            shown = shown && m_controller.isFieldSet(row->field().name);
        else if (m_scope->current() == Required)
            shown = shown && row->field().required;
        row->setVisible(shown);
        any = any || shown;
    }
    m_list->parentWidget()->parentWidget()->setVisible(any);
    m_nothing->setVisible(!any);
    if (m_rows.isEmpty())
        m_nothing->setMessage(IconName::Param, ColorRole::Tx3, tr("No params to set"),
                              tr("This application asks for nothing."));
    else
        m_nothing->setMessage(IconName::Filter, ColorRole::Tx3, tr("Nothing matches"),
                              tr("Params hidden: %1.").arg(m_rows.size()));
}

void ParametersPage::showHelp(const QString& param)
{
    m_helpFor = param;
    const auto row = std::find_if(m_rows.begin(), m_rows.end(),
                                  [&](const ParamRow* each) { return each->field().name == param; });
    m_help->setVisible(row != m_rows.end());
    if (row == m_rows.end())
        return;
    const ParamField& field = (*row)->field();
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
    m_find->clear();
    m_scope->setCurrent(All);
    filter();
    for (ParamRow* row : std::as_const(m_rows)) {
        if (row->field().name == issues.constFirst().field)
            row->focusEditor();
    }
}

} // namespace Drover
