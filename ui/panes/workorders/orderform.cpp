#include "ui/panes/workorders/orderform.h"

#include "models/forms/editforms.h"
#include "models/replica.h"
#include "ui/forms/paramform.h"
#include "ui/objectnames.h"
#include "ui/panes/panehead.h"
#include "ui/text/words.h"
#include "ui/theme/iconcache.h"
#include "ui/widgets/card.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/factgrid.h"
#include "ui/widgets/iconlabel.h"
#include "ui/widgets/sectionhead.h"

#include <QApplication>
#include <QClipboard>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

constexpr qsizetype tasksShown = 8;

QString part(const char* tail)
{
    return ObjectNames::actionButton(ObjectNames::orderForm, QLatin1StringView(tail));
}

} // namespace

OrderForm::OrderForm(const WindowContext& context, QWidget* parent)
    : QWidget(parent), m_context(context), m_place(new QVBoxLayout),
      m_runHead(new SectionHead(tr("What will run, in this order"), this)), m_run(new FactGrid(this)),
      m_runNote(makeLabel({}, FontRole::Label, ColorRole::Tx3, this)),
      m_trouble(makeLabel({}, FontRole::Secondary, ColorRole::Bad, this))
{
    setObjectName(ObjectNames::orderForm);
    setAccessibleName(tr("New work order"));
    setProperty("ground", u"panel"_s);
    setAttribute(Qt::WA_StyledBackground);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(buildHead());
    column->addLayout(m_place, 1);
    column->addWidget(m_runHead);
    auto* run = new QVBoxLayout;
    run->setContentsMargins(12, 6, 12, 8);
    run->setSpacing(4);
    m_run->setLabelWidth(20);
    m_runNote->setWordWrap(true);
    run->addWidget(m_run);
    run->addWidget(m_runNote);
    column->addLayout(run);
    column->addWidget(buildFoot());
}

OrderForm::~OrderForm() = default;

QWidget* OrderForm::buildHead()
{
    const PaneHead head = makePaneHead({}, this);
    head.row->insertWidget(0, new IconLabel(IconName::Plus, ColorRole::Acc, 16, head.widget));
    head.row->insertWidget(
        1, makeLabel(tr("New work order"), FontRole::BodyStrong, ColorRole::Tx1, head.widget));
    head.row->addStretch(1);
    QToolButton* close =
        makeIconButton(part("close"), IconName::Close, tr("Close; what is typed stays"), head.widget);
    connect(close, &QToolButton::clicked, this, &OrderForm::closed);
    head.row->addWidget(close);
    return head.widget;
}

QWidget* OrderForm::buildFoot()
{
    auto* foot = new QWidget(this);
    auto* column = new QVBoxLayout(foot);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeLine(foot));
    auto* inside = new QVBoxLayout;
    inside->setContentsMargins(12, 8, 12, 10);
    inside->setSpacing(8);
    m_trouble->setObjectName(part("trouble"));
    m_trouble->setWordWrap(true);
    m_trouble->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_reason = new QLineEdit(foot);
    m_reason->setObjectName(part("reason"));
    m_reason->setAccessibleName(tr("Reason"));
    m_reason->setPlaceholderText(tr("Reason, kept in the journal beside your name"));
    inside->addWidget(m_trouble);
    inside->addWidget(m_reason);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    m_discard = makeButton(part("discard"), tr("Discard"), std::nullopt, ButtonKind::Quiet, foot);
    m_copy = makeButton(part("copy"), tr("Copy"), IconName::Log, ButtonKind::Quiet, foot);
    m_copy->setToolTip(tr("Copy as a drover command"));
    m_create = makeButton(part("apply"), tr("Create order"), IconName::Play, ButtonKind::Primary, foot);
    m_create->setToolTip(tr("Ctrl+Enter"));
    row->addWidget(m_discard);
    row->addWidget(m_copy);
    row->addStretch(1);
    row->addWidget(m_create);
    inside->addLayout(row);
    column->addLayout(inside);
    connect(m_reason, &QLineEdit::textChanged, this, [this](const QString& text) {
        if (m_controller)
            m_controller->setReason(text.trimmed());
    });
    connect(m_copy, &QPushButton::clicked, this,
            [this] { QApplication::clipboard()->setText(m_controller->commandText()); });
    connect(m_create, &QPushButton::clicked, this, [this] { m_controller->apply(); });
    connect(m_discard, &QPushButton::clicked, this, [this] {
        drop();
        emit closed();
    });
    return foot;
}

void OrderForm::begin(const QString& target)
{
    if (m_controller && m_controller->isDirty()) {
        m_form->focusFirst();
        return;
    }
    drop();
    m_controller = std::make_unique<FormController>(m_context.engine, m_context.sender,
                                                    orderForm(m_context.replica, target));
    m_form = new ParamForm(m_controller->draft(), ObjectNames::orderForm,
                           {.scopes = {}, .hints = true, .narrow = true}, this);
    m_place->addWidget(m_form, 1);
    m_form->setNothing(tr("One moment"), tr("Asking the engine what can be run."));
    FormController* controller = m_controller.get();
    connect(controller, &FormController::loaded, m_form, &ParamForm::focusFirst);
    connect(controller, &FormController::loadFailed, m_form,
            [form = m_form](const Error& error) { form->setNothing(error.text, error.remedy); });
    connect(controller, &FormController::changed, this, &OrderForm::update);
    connect(
        controller, &FormController::applied, this,
        [this](const Receipt& receipt) {
            drop();
            emit created(receipt.workOrder);
        },
        Qt::QueuedConnection); // it is on the stack below us
    update();
    m_controller->load();
}

void OrderForm::drop()
{
    delete std::exchange(m_form, nullptr);
    m_controller.reset();
    m_reason->clear();
}

void OrderForm::update()
{
    const std::optional<Error>& refusal = m_controller->refusal();
    m_trouble->setText(refusal ? u"%1 %2"_s.arg(refusal->text, refusal->remedy).trimmed() : QString());
    m_trouble->setVisible(refusal.has_value());
    m_discard->setVisible(m_controller->isDirty());
    m_copy->setEnabled(!m_controller->commandText().isEmpty());
    m_create->setEnabled(m_controller->canApply());
    m_reason->setEnabled(!m_controller->isApplying());
    showRun();
}

/// The blueprint's tasks, and what the target has to do before.
void OrderForm::showRun()
{
    const ParamDraft& draft = m_controller->draft();
    const bool chosen = m_controller->isLoaded() && draft.field(u"blueprint"_s);
    const QString blueprint = chosen ? draft.value(u"blueprint"_s).toString() : QString();
    const FormContent& content = m_controller->content();
    const QJsonArray tasks = content.document(u"blueprints"_s, blueprint).value("Tasks"_L1).toArray();
    QList<Fact> facts;
    for (const QJsonValue task : tasks) {
        if (facts.size() == tasksShown)
            break;
        const QString name = task.toString();
        facts.append({.key = u"task-%1"_s.arg(facts.size() + 1),
                      .label = QString::number(facts.size() + 1),
                      .value = name,
                      .figure = true,
                      .hint = content.document(u"tasks"_s, name).value("Description"_L1).toString()});
    }
    m_run->setFacts(facts);
    m_run->setVisible(!facts.isEmpty());
    const QString target = chosen ? draft.value(u"target"_s).toString() : QString();
    const Machine* machine = m_context.replica.machineNamed(target);
    QStringList notes;
    if (tasks.size() > tasksShown)
        notes.append(tr("and %1 more").arg(countText(tasks.size() - tasksShown)));
    if (machine && draft.value(u"eachMember"_s).toBool())
        notes.append(
            tr("on each of its %1 members").arg(countText(m_context.replica.members(target).size())));
    const auto& orders = m_context.replica.workOrders();
    const auto before = std::ranges::count_if(orders, [&](const auto& each) {
        return machine && each.second.target == machine->id && each.second.isOpen();
    });
    if (before > 0)
        notes.append(before == 1 ? tr("after the order that is open there")
                                 : tr("after the %1 orders that are open there").arg(countText(before)));
    m_runHead->setSubtitle(tasks.isEmpty() ? QString() : countText(tasks.size()));
    m_runNote->setText(blueprint.isEmpty() ? tr("Its tasks stand here once a blueprint is chosen.")
                       : tasks.isEmpty()   ? tr("This blueprint has no tasks.")
                                           : notes.join(u"; "_s));
    m_runNote->setVisible(!m_runNote->text().isEmpty());
}

void OrderForm::keyPressEvent(QKeyEvent* event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && event->modifiers().testFlag(Qt::ControlModifier) && m_controller)
        m_controller->apply();
    else if (event->key() == Qt::Key_Escape)
        emit closed();
    else
        QWidget::keyPressEvent(event);
}

} // namespace Drover
