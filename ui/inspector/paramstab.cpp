#include "ui/inspector/paramstab.h"

#include "engine/api/engine.h"
#include "models/replica.h"
#include "models/request.h"
#include "ui/forms/editactions.h"
#include "ui/inspector/paramdelegate.h"
#include "ui/objectnames.h"
#include "ui/text/words.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/searchfield.h"
#include "ui/widgets/segmentedcontrol.h"

#include <QMenu>
#include <QStackedLayout>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace Drover {

ParamsTab::ParamsTab(const WindowContext& context, QWidget* parent)
    : QWidget(parent), m_context(context), m_bar(new QHBoxLayout),
      m_filter(new SearchField(IconName::Search, tr("Find a param"), this)),
      m_scope(new SegmentedControl(this)), m_tree(new QTreeView(this)), m_trouble(new EmptyState(this)),
      m_stack(new QStackedLayout)
{
    setObjectName(ObjectNames::inspectorParams);
    setAccessibleName(tr("Params"));
    m_filter->setObjectName(ObjectNames::inspectorParamsFilter);
    m_filter->setAccessibleName(tr("Find a param"));
    m_tree->setObjectName(ObjectNames::inspectorParamsTree);
    m_tree->setAccessibleName(tr("Params and the layers that set them"));
    m_tree->setModel(&m_model);
    m_tree->setItemDelegate(new ParamDelegate(m_tree));
    m_tree->setHeaderHidden(true);
    m_tree->setIndentation(18);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_tree->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_tree->setMouseTracking(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_bar->setContentsMargins(12, 8, 12, 8);
    m_bar->setSpacing(8);
    m_bar->addWidget(m_filter, 1);
    buildScope();
    m_bar->addWidget(m_scope);
    column->addLayout(m_bar);
    m_stack->addWidget(m_tree);
    m_stack->addWidget(m_trouble);
    column->addLayout(m_stack, 1);

    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_model.setFilter(TextFilter::parse(text));
        showTree();
    });
    connect(m_tree, &QTreeView::clicked, m_tree, [this](const QModelIndex& index) {
        if (!index.parent().isValid())
            m_tree->setExpanded(index, !m_tree->isExpanded(index));
    });
    connect(&context.replica, &Replica::applied, this, [this](const ReplicaChanges& changes) {
        if (changes.snapshot || changes.machines.contains(m_machine) || !changes.profiles.isEmpty()) {
            m_stale = true;
            if (isVisible())
                ask();
        }
    });
}

void ParamsTab::buildScope()
{
    m_scope->setObjectName(ObjectNames::inspectorParamsScope);
    m_scope->setAccessibleName(tr("Which params"));
    m_scope->addSegment(int(Scope::Effective),
                        ObjectNames::actionButton(ObjectNames::inspectorParamsScope, u"effective"_s),
                        tr("Effective"));
    m_scope->addSegment(int(Scope::Changed),
                        ObjectNames::actionButton(ObjectNames::inspectorParamsScope, u"changed"_s),
                        tr("Changed"));
    m_scope->setToolTip(tr("Changed: the value takes the place of another one, a default included"));
    m_scope->setCurrent(int(Scope::Effective));
    connect(m_scope, &SegmentedControl::currentChanged, this, [this](int id) {
        m_model.setChangedOnly(Scope(id) == Scope::Changed);
        showTree();
    });
}

void ParamsTab::setEdits(EditActions& edits)
{
    QAction* action = edits.action(EditActions::Id::EditParams);
    QToolButton* edit =
        makeIconButton(ObjectNames::inspectorParamsEdit, IconName::Param, tr("Edit params…"), this);
    m_bar->addWidget(edit);
    connect(edit, &QToolButton::clicked, action, &QAction::trigger);
    connect(&edits, &EditActions::changed, edit, [edit, action] { edit->setEnabled(action->isEnabled()); });
    edit->setEnabled(action->isEnabled());
    m_tree->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_tree, &QTreeView::customContextMenuRequested, this, [this, action, &edits](const QPoint& at) {
        auto* menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        menu->addAction(action);
        const QString profile = m_tree->indexAt(at).data(ParamModel::LayerNameRole).toString();
        if (m_context.replica.profile(profile))
            menu->addAction(tr("Edit profile %1…").arg(profile), &edits,
                            [&edits, profile] { edits.editProfile(profile); });
        menu->popup(m_tree->viewport()->mapToGlobal(at));
    });
}

void ParamsTab::show(MachineId machine)
{
    if (machine == m_machine)
        return;
    m_machine = machine;
    ++m_generation;
    m_stale = true;
    m_model.setParams({});
    emit countChanged();
    if (isVisible())
        ask();
}

void ParamsTab::read()
{
    if (m_stale)
        ask();
}

void ParamsTab::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    read();
}

void ParamsTab::ask()
{
    if (!m_machine.isSet())
        return;
    m_stale = false;
    const int generation = ++m_generation;
    onAnswer(m_context.engine.ask(Queries::EffectiveParams{m_machine.toString()}), this,
             [this, generation](const Result<Answer>& answer) {
                 if (generation == m_generation)
                     take(answer);
             });
}

/// The tree, or why there is nothing in it.
void ParamsTab::showTree()
{
    const int hidden = m_model.count();
    if (m_model.rowCount() > 0 || hidden == 0) {
        m_stack->setCurrentWidget(m_tree);
        return;
    }
    const bool changed = Scope(m_scope->current()) == Scope::Changed && m_filter->text().isEmpty();
    m_trouble->setMessage(
        IconName::Filter, ColorRole::Tx3, changed ? tr("Nothing is changed") : tr("Nothing matches"),
        changed ? tr("No value takes the place of another one; %1 are effective.").arg(countText(hidden))
                : pluralText(hidden, tr("1 param is hidden by the filter."),
                             tr("%1 params are hidden by the filter.")));
    m_stack->setCurrentWidget(m_trouble);
}

void ParamsTab::take(const Result<Answer>& answer)
{
    const auto* params = answer ? std::get_if<Answers::Params>(&*answer) : nullptr;
    if (params) {
        m_model.setParams(*params);
        m_scope->setCount(int(Scope::Changed), m_model.changedCount());
        showTree();
    } else {
        const Error error = answer ? Error{} : answer.error();
        m_trouble->setMessage(IconName::StateFailed, ColorRole::Bad, tr("Could not read the params"),
                              error.text + QLatin1Char(' ') + error.remedy);
        m_stack->setCurrentWidget(m_trouble);
    }
    emit countChanged();
}

} // namespace Drover
