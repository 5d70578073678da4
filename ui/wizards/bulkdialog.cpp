#include "ui/wizards/bulkdialog.h"

#include "ui/delegates/rowdelegate.h"
#include "ui/forms/paramform.h"
#include "ui/text/bulktext.h"
#include "ui/text/words.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/untilfield.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTreeView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

constexpr int bulkRow = 24;

} // namespace

BulkDialog::BulkDialog(std::unique_ptr<BulkModel> action, QWidget* window)
    : QDialog(window), m_action(std::move(action)), m_shown(std::make_unique<BulkResultModel>(*m_action)),
      m_list(new QTreeView(this)), m_summary(makeLabel({}, FontRole::Body, ColorRole::Tx2, this)),
      m_middle(new QHBoxLayout), m_trouble(makeLabel({}, FontRole::Secondary, ColorRole::Bad, this)),
      m_workflow(new QComboBox(this)), m_reason(new QLineEdit(this)),
      m_start(makeButton(
          u"bulk/start"_s, tr("Start"), std::nullopt,
          m_action->verb() == BulkVerb::Delete ? ButtonKind::DestructiveArmed : ButtonKind::Primary, this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(u"bulk"_s);
    setModal(true);
    const QString title = bulkTitle(m_action->verb(), m_action->rowCount());
    setWindowTitle(title);
    setAccessibleName(title);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(20, 18, 20, 16);
    column->setSpacing(10);
    column->addWidget(makeLabel(title, FontRole::PanelTitle, ColorRole::Tx1, this));
    QLabel* meaning = makeLabel(bulkMeaning(m_action->verb()), FontRole::Body, ColorRole::Tx2, this);
    meaning->setWordWrap(true);
    column->addWidget(meaning);
    m_list->setObjectName(u"bulk/list"_s);
    m_list->setAccessibleName(tr("The machines, and what happens to each"));
    m_list->setModel(m_shown.get());
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setSelectionMode(QAbstractItemView::NoSelection);
    auto* text = new TextDelegate(m_list);
    text->setRowHeight(bulkRow);
    auto* names = new NameDelegate(m_list);
    names->setRowHeight(bulkRow);
    m_list->setItemDelegate(text);
    m_list->setItemDelegateForColumn(BulkModel::Machine, names);
    m_list->header()->resizeSection(BulkModel::Machine, 180);
    m_list->header()->resizeSection(BulkModel::Place, 170);
    m_list->header()->setStretchLastSection(true);
    m_middle->setSpacing(12);
    m_middle->addWidget(m_list, 4);
    column->addLayout(m_middle, 1);
    m_trouble->setObjectName(u"bulk/trouble"_s);
    m_trouble->setWordWrap(true);
    m_trouble->hide();
    column->addWidget(m_trouble);
    column->addWidget(m_summary);
    m_workflow->setObjectName(u"bulk/workflow"_s);
    m_workflow->setAccessibleName(tr("Workflow"));
    m_workflow->setVisible(m_action->verb() == BulkVerb::RunWorkflow);
    column->addWidget(m_workflow);
    m_reason->setObjectName(u"bulk/reason"_s);
    m_reason->setAccessibleName(tr("Reason"));
    m_reason->setPlaceholderText(tr("Reason, kept in the journal beside your name"));
    column->addWidget(m_reason);
    auto* row = new QHBoxLayout;
    row->addStretch(1);
    QPushButton* cancel = makeButton(u"bulk/close"_s, tr("Cancel"), std::nullopt, ButtonKind::Plain, this);
    for (QPushButton* button : {cancel, m_start}) {
        setButtonSize(button, ButtonSize::Large);
        row->addWidget(button);
    }
    column->addLayout(row);
    resize(680, 520);
    connect(m_reason, &QLineEdit::textChanged, this, &BulkDialog::update);
    connect(m_workflow, &QComboBox::currentTextChanged, this, &BulkDialog::update);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_start, &QPushButton::clicked, this, [this] {
        m_action->start(m_reason->text().trimmed(), chosenRun().value_or(BulkRun()));
        accept();
    });
    update();
}

void BulkDialog::setWorkflows(const QStringList& names)
{
    m_workflow->addItems(names);
    update();
}

void BulkDialog::offerEnd(Instant now)
{
    m_until = new UntilField(u"bulk"_s, tr("Unlock them by itself at"), now, this);
    auto* column = static_cast<QVBoxLayout*>(layout());
    column->insertWidget(column->indexOf(m_reason), m_until);
}

void BulkDialog::setOrder(std::unique_ptr<FormController> order)
{
    m_order = std::move(order);
    auto* form = new ParamForm(m_order->draft(), u"bulk"_s, {.scopes = {}, .hints = true}, this);
    form->setNothing(tr("One moment"), tr("Asking the engine what can be run."));
    connect(m_order.get(), &FormController::loaded, form, [form] { form->focusFirst(); });
    connect(m_order.get(), &FormController::loadFailed, form,
            [form](const Error& error) { form->setNothing(error.text, error.remedy); });
    connect(m_order.get(), &FormController::changed, this, &BulkDialog::update);
    m_middle->addWidget(form, 6);
    m_list->header()->resizeSection(BulkModel::Machine, 120);
    m_list->header()->resizeSection(BulkModel::Place, 130);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff); // the whole is in the tool tip
    resize(QSize(1160, 600).boundedTo(parentWidget()->size() - QSize(48, 48)));
    m_order->load();
    update();
}

/// What to run; nothing while that is not chosen, or is wrong.
std::optional<BulkRun> BulkDialog::chosenRun() const
{
    if (m_action->verb() == BulkVerb::RunWorkflow) {
        const QString name = m_workflow->currentText();
        return name.isEmpty()
                   ? std::nullopt
                   : std::optional(BulkRun{.name = name, .params = {}, .secrets = {}, .until = {}});
    }
    if (m_action->verb() != BulkVerb::RunBlueprint) {
        BulkRun run;
        if (m_until)
            run.until = m_until->until();
        return run;
    }
    const auto* order = m_order && m_order->command()
                            ? std::get_if<Commands::CreateWorkOrder>(&*m_order->command())
                            : nullptr;
    if (!order)
        return {};
    return BulkRun{order->blueprint, order->params, m_order->draft().changedSecrets(), {}};
}

std::unique_ptr<BulkModel> BulkDialog::takeAction()
{
    m_list->setModel(nullptr);
    m_shown.reset();
    return std::move(m_action);
}

void BulkDialog::update()
{
    const int waiting = m_action->count(BulkState::Waiting);
    const int leftOut = m_action->count(BulkState::LeftOut);
    m_summary->setText(leftOut == 0 ? tr("This list is fixed: what changes meanwhile does not change it.")
                                    : tr("%1 will be done, %2 are left out. This list is fixed.")
                                          .arg(countText(waiting), countText(leftOut)));
    m_start->setText(bulkTitle(m_action->verb(), waiting));
    m_start->setAccessibleName(m_start->text());
    // The same rule as for one machine: only a retry needs no reason.
    const bool reasoned = m_action->verb() == BulkVerb::Retry || !m_reason->text().trimmed().isEmpty();
    m_start->setEnabled(waiting > 0 && reasoned && chosenRun().has_value());
    // What the engine says to the first may hold for it alone: it is told, and keeps nobody from starting.
    const std::optional<Error> refusal = m_order ? m_order->refusal() : std::nullopt;
    m_trouble->setVisible(refusal.has_value());
    if (refusal)
        m_trouble->setText(
            tr("It would be refused for the first: %1 %2").arg(refusal->text, refusal->remedy).trimmed());
}

} // namespace Drover
