#include "ui/panes/pools/poolhead.h"

#include "models/pools/poolpast.h"
#include "models/replica.h"
#include "ui/objectnames.h"
#include "ui/text/words.h"
#include "ui/theme/iconcache.h"
#include "ui/widgets/card.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/iconlabel.h"
#include "ui/widgets/statuspill.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>
#include <QToolTip>

using namespace Qt::StringLiterals;

namespace Drover {

using Id = EditActions::Id;

PoolHead::PoolHead(const WindowContext& context, EditActions& edits, QWidget* parent)
    : QWidget(parent), m_context(context), m_edits(edits),
      m_name(new ElidedLabel(FontRole::PanelTitle, ColorRole::Tx1, this)),
      m_family(new ElidedLabel(FontRole::Secondary, ColorRole::Tx3, this)), m_free(new StatusPill(this)),
      m_held(new StatusPill(this))
{
    setProperty("ground", u"panel"_s);
    setAttribute(Qt::WA_StyledBackground);
    setFixedHeight(40);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(12, 0, 12, 0);
    row->setSpacing(8);
    row->addWidget(new IconLabel(IconName::Pools, ColorRole::Acc, 16, this));
    row->addWidget(m_name);
    row->addWidget(m_family);
    row->addWidget(m_free);
    row->addWidget(m_held);
    row->addStretch(1);
    addButton(*row, Id::AddMachines, u"add"_s, u"E"_s);
    addButton(*row, Id::AllocateMachines, u"allocate"_s, u"A"_s);
    addButton(*row, Id::ReleaseMachines, u"release"_s, u"L"_s);
    row->addSpacing(8);
    addButton(*row, Id::EditPool, u"edit"_s);
    row->addWidget(makeMore());
    connect(&context.replica, &Replica::applied, this, [this](const ReplicaChanges& changes) {
        if (changes.snapshot || !changes.pools.isEmpty())
            update();
        else if (!changes.machines.isEmpty()) // a lock is no change of the pool
            updateButtons();
    });
    connect(&context.replica, &Replica::silentChanged, this, &PoolHead::updateButtons);
}

void PoolHead::addButton(QHBoxLayout& row, Id id, const QString& name, const QString& key)
{
    QPushButton* button =
        makeButton(ObjectNames::actionButton(ObjectNames::poolsDetail, name), m_edits.action(id)->text(),
                   EditActions::icon(id), ButtonKind::Plain, this);
    connect(button, &QPushButton::clicked, this, [this, id] { m_edits.runOnPool(id, m_pool); });
    row.addWidget(button);
    m_buttons.insert(id, button);
    m_keys.insert(id, key);
}

QToolButton* PoolHead::makeMore()
{
    QToolButton* more = makeIconButton(ObjectNames::actionButton(ObjectNames::poolsDetail, u"more"_s),
                                       IconName::More, tr("More"), this);
    more->setPopupMode(QToolButton::InstantPopup);
    auto* menu = new QMenu(more);
    menu->setToolTipsVisible(true);
    for (const Id id : {Id::RemoveMachines, Id::NewPool, Id::DeletePool}) {
        QAction* action =
            menu->addAction(themeIcon(EditActions::icon(id), ColorRole::Tx1),
                            id == Id::NewPool ? tr("New pool below it…") : m_edits.action(id)->text());
        action->setObjectName(
            ObjectNames::actionButton(ObjectNames::poolsDetail, m_edits.action(id)->objectName()));
        connect(action, &QAction::triggered, this, [this, id] { m_edits.runOnPool(id, m_pool); });
        m_more.insert(id, action);
    }
    more->setMenu(menu);
    return more;
}

void PoolHead::showPool(const QString& pool)
{
    m_pool = pool;
    update();
}

void PoolHead::update()
{
    const auto it = m_context.replica.pools().find(m_pool);
    const Pool pool = it == m_context.replica.pools().end() ? Pool{.name = m_pool} : it->second;
    const PoolCounts counts = m_context.replica.poolCounts(m_pool);
    int children = 0;
    for (const auto& [name, each] : m_context.replica.pools())
        children +=
            int(name != "default"_L1 && (each.parent.isEmpty() ? u"default"_s : each.parent) == m_pool);
    m_name->setText(m_pool);
    QStringList family;
    if (m_pool != "default"_L1)
        family.append(tr("parent %1").arg(pool.parent.isEmpty() ? u"default"_s : pool.parent));
    if (children > 0)
        family.append(children == 1 ? tr("1 child") : tr("%1 children").arg(children));
    m_family->setText(family.join(u", "_s));
    m_family->setVisible(!family.isEmpty());
    const int freeNow = counts[std::size_t(PoolStatus::Free)];
    const bool low = freeNow < pool.minFree;
    m_free->setTag(pool.minFree > 0
                       ? tr("Free %1, minimum %2").arg(countText(freeNow), countText(pool.minFree))
                       : tr("Free %1").arg(countText(freeNow)),
                   low ? IconName::StateWarning : IconName::StateOk, low ? Tone::Warn : Tone::Ok);
    const int held = heldOf(counts);
    m_held->setVisible(held > 0);
    m_held->setTag(tr("%1 on hold").arg(countText(held)), IconName::StateHold, Tone::Hold);
    updateButtons();
}

void PoolHead::updateButtons()
{
    // It may cost a look at every machine; while nobody sees it, it can wait.
    if (!isVisible())
        return;
    for (auto it = m_buttons.cbegin(); it != m_buttons.cend(); ++it) {
        const QString why = m_edits.hindrance(it.key(), m_pool);
        QPushButton* button = it.value();
        button->setEnabled(why.isEmpty());
        button->setToolTip(why.isEmpty() ? m_keys.value(it.key()) : why);
        button->setAccessibleDescription(why);
    }
    for (auto it = m_more.cbegin(); it != m_more.cend(); ++it) {
        const QString why = m_edits.hindrance(it.key(), m_pool);
        it.value()->setEnabled(why.isEmpty());
        it.value()->setToolTip(why);
    }
}

void PoolHead::run(Id id)
{
    updateButtons();
    QPushButton* button = m_buttons.value(id);
    if (button->isEnabled())
        m_edits.runOnPool(id, m_pool);
    else
        QToolTip::showText(button->mapToGlobal(QPoint(0, button->height())), button->toolTip(), button);
}

void PoolHead::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    updateButtons();
}

} // namespace Drover
