#include "ui/inspector/eventstab.h"

#include "models/objectkey.h"
#include "ui/inspector/eventdelegate.h"
#include "ui/objectnames.h"
#include "ui/text/eventtext.h"
#include "ui/widgets/emptystate.h"

#include <QListView>
#include <QStackedLayout>

using namespace Qt::StringLiterals;

namespace Drover {

EventsTab::EventsTab(const WindowContext& context, QWidget* parent)
    : QWidget(parent), m_context(context), m_model(context.engine, context.replica, journalWords()),
      m_list(new QListView(this)), m_empty(new EmptyState(this)), m_stack(new QStackedLayout(this))
{
    setObjectName(ObjectNames::inspectorEvents);
    setAccessibleName(tr("Events"));
    m_list->setObjectName(ObjectNames::inspectorEventsList);
    m_list->setAccessibleName(tr("What happened to it, newest first"));
    m_list->setModel(&m_model);
    m_list->setItemDelegate(new EventDelegate(m_list));
    m_list->setUniformItemSizes(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMouseTracking(true);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_stack->addWidget(m_list);
    m_stack->addWidget(m_empty);
    connect(m_list, &QListView::activated, this,
            [this](const QModelIndex& index) { emit journalRequested(m_model.seqAt(index)); });
    connect(&m_model, &ObjectEventsModel::changed, this, &EventsTab::update);
    connect(&m_model, &ObjectEventsModel::failed, this, [this](const Error& error) {
        m_empty->setMessage(IconName::StateFailed, ColorRole::Bad, tr("Could not read the journal"),
                            error.text + u' ' + error.remedy);
        m_stack->setCurrentWidget(m_empty);
    });
    connect(&context.replica, &Replica::applied, this, [this](const ReplicaChanges& changes) {
        if (changes.snapshot || !changes.machines.isEmpty() || !changes.jobs.isEmpty() ||
            !changes.pools.isEmpty())
            m_stale = true;
        if (m_stale && isVisible() && !m_model.isReading()) {
            m_stale = false;
            m_model.lookForNew();
        }
    });
    update();
}

QString EventsTab::subjectOf(const ObjectKey& object) const
{
    switch (object.kind) {
    case ObjectKey::Kind::None:
    case ObjectKey::Kind::Role:
        return {};
    case ObjectKey::Kind::Cluster:
        return u"cluster "_s + object.name;
    case ObjectKey::Kind::Pool:
        return u"pool "_s + object.name;
    case ObjectKey::Kind::Machine: {
        const Machine* machine = m_context.replica.machine(object.machine);
        return machine ? enumText(machine->kind) + u' ' + machine->name : QString();
    }
    }
    Q_UNREACHABLE();
}

void EventsTab::show(const ObjectKey& object)
{
    m_subject = subjectOf(object);
    m_model.show(isVisible() ? m_subject : QString());
}

void EventsTab::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_model.show(m_subject);
}

void EventsTab::update()
{
    if (m_model.rowCount() > 0) {
        m_stack->setCurrentWidget(m_list);
        return;
    }
    m_empty->setMessage(IconName::Journal, ColorRole::Tx3,
                        m_model.isReading() ? tr("Reading the journal…") : tr("Nothing happened to it yet"),
                        m_model.isReading() ? QString() : tr("Events appear here as they are recorded."));
    m_stack->setCurrentWidget(m_empty);
}

} // namespace Drover
