#include "ui/wizards/bulkdialog.h"

#include "models/roles.h"
#include "models/status.h"
#include "ui/delegates/rowdelegate.h"
#include "ui/text/words.h"
#include "ui/widgets/controls.h"

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

QString verbTitle(BulkVerb verb, int machines)
{
    switch (verb) {
    case BulkVerb::Lock:
        return BulkDialog::tr("Lock %1 machines").arg(machines);
    case BulkVerb::Unlock:
        return BulkDialog::tr("Unlock %1 machines").arg(machines);
    case BulkVerb::Retry:
        return BulkDialog::tr("Retry %1 machines").arg(machines);
    case BulkVerb::Return:
        return BulkDialog::tr("Return %1 machines").arg(machines);
    }
    Q_UNREACHABLE();
}

QString verbMeaning(BulkVerb verb)
{
    switch (verb) {
    case BulkVerb::Lock:
        return BulkDialog::tr(
            "What runs on them ends normally; nothing new starts, every command but unlock is refused.");
    case BulkVerb::Unlock:
        return BulkDialog::tr("They take commands again, and what waits for them goes on.");
    case BulkVerb::Retry:
        return BulkDialog::tr(
            "The task that stopped each of them is tried once more, its retries counted afresh.");
    case BulkVerb::Return:
        return BulkDialog::tr(
            "The transition that each is held in runs again; it becomes Free when that ends well.");
    }
    Q_UNREACHABLE();
}

QString hindranceText(BulkHindrance hindrance, BulkVerb verb)
{
    switch (hindrance) {
    case BulkHindrance::None:
        return {};
    case BulkHindrance::Locked:
        return verb == BulkVerb::Lock ? BulkDialog::tr("is locked already")
                                      : BulkDialog::tr("is locked: unlock it first");
    case BulkHindrance::NotLocked:
        return BulkDialog::tr("is not locked");
    case BulkHindrance::NothingToRetry:
        return BulkDialog::tr("has not stopped");
    case BulkHindrance::IsMember:
        return BulkDialog::tr("is a member: destroy or resize its cluster");
    case BulkHindrance::NotHeld:
        return BulkDialog::tr("is not on hold");
    }
    Q_UNREACHABLE();
}

} // namespace

QString BulkResultModel::resultText(const BulkItem& item) const
{
    switch (item.state) {
    case BulkState::Waiting:
        return m_model.hasStarted() ? BulkDialog::tr("waits") : BulkDialog::tr("will be done");
    case BulkState::LeftOut:
        return BulkDialog::tr("left out: %1").arg(hindranceText(item.hindrance, m_model.verb()));
    case BulkState::Sent:
        return BulkDialog::tr("sent…");
    case BulkState::Done:
        return BulkDialog::tr("done");
    case BulkState::Refused:
        return u"%1 %2"_s.arg(item.error.text, item.error.remedy).trimmed();
    }
    Q_UNREACHABLE();
}

QVariant BulkResultModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.column() != BulkModel::Outcome)
        return QIdentityProxyModel::data(index, role);
    const BulkItem& item = m_model.item(index.row());
    if (role == Qt::DisplayRole || role == Qt::ToolTipRole)
        return resultText(item);
    if (role == ToneRole && item.state == BulkState::Refused)
        return int(Tone::Bad);
    if (role == ToneRole && item.state == BulkState::Done)
        return int(Tone::Ok);
    return QIdentityProxyModel::data(index, role);
}

QVariant BulkResultModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case BulkModel::Machine:
        return BulkDialog::tr("Machine");
    case BulkModel::Place:
        return BulkDialog::tr("Where");
    default:
        return BulkDialog::tr("What happens");
    }
}

BulkDialog::BulkDialog(const Replica& replica, CommandSender& sender, BulkVerb verb,
                       const QList<MachineId>& machines, QWidget* window)
    : QDialog(window), m_model(replica, sender, verb, machines), m_shown(m_model),
      m_summary(makeLabel({}, FontRole::Body, ColorRole::Tx2, this)), m_reason(new QLineEdit(this)),
      m_close(makeButton(u"bulk/close"_s, tr("Cancel"), std::nullopt, ButtonKind::Plain, this)),
      m_again(
          makeButton(u"bulk/retry-refused"_s, tr("Retry refused"), IconName::Retry, ButtonKind::Plain, this)),
      m_start(makeButton(u"bulk/start"_s, tr("Start"), std::nullopt, ButtonKind::Primary, this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(u"bulk"_s);
    setModal(true);
    const QString title = verbTitle(verb, m_model.rowCount());
    setWindowTitle(title);
    setAccessibleName(title);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(20, 18, 20, 16);
    column->setSpacing(10);
    column->addWidget(makeLabel(title, FontRole::PanelTitle, ColorRole::Tx1, this));
    QLabel* meaning = makeLabel(verbMeaning(verb), FontRole::Body, ColorRole::Tx2, this);
    meaning->setWordWrap(true);
    column->addWidget(meaning);
    auto* list = new QTreeView(this);
    list->setObjectName(u"bulk/list"_s);
    list->setAccessibleName(tr("The machines, and what happens to each"));
    list->setModel(&m_shown);
    list->setRootIsDecorated(false);
    list->setUniformRowHeights(true);
    list->setSelectionMode(QAbstractItemView::NoSelection);
    auto* text = new TextDelegate(list);
    text->setRowHeight(bulkRow);
    auto* names = new NameDelegate(list);
    names->setRowHeight(bulkRow);
    list->setItemDelegate(text);
    list->setItemDelegateForColumn(BulkModel::Machine, names);
    list->header()->resizeSection(BulkModel::Machine, 180);
    list->header()->resizeSection(BulkModel::Place, 170);
    list->header()->setStretchLastSection(true);
    column->addWidget(list, 1);
    column->addWidget(m_summary);
    m_reason->setObjectName(u"bulk/reason"_s);
    m_reason->setAccessibleName(tr("Reason"));
    m_reason->setPlaceholderText(tr("Reason, kept in the journal beside your name"));
    column->addWidget(m_reason);
    auto* row = new QHBoxLayout;
    row->addStretch(1);
    for (QPushButton* button : {m_close, m_again, m_start}) {
        setButtonSize(button, ButtonSize::Large);
        row->addWidget(button);
    }
    column->addLayout(row);
    resize(680, 520);
    connect(m_reason, &QLineEdit::textChanged, this, &BulkDialog::update);
    connect(m_close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_again, &QPushButton::clicked, &m_model, &BulkModel::retryRefused);
    connect(m_start, &QPushButton::clicked, this, [this] {
        m_model.start(m_reason->text().trimmed());
        update();
    });
    connect(&m_model, &BulkModel::progressed, this, &BulkDialog::update);
    connect(&m_model, &BulkModel::finished, this, &BulkDialog::update);
    update();
}

void BulkDialog::update()
{
    const int waiting = m_model.count(BulkState::Waiting);
    const int leftOut = m_model.count(BulkState::LeftOut);
    const int refused = m_model.count(BulkState::Refused);
    if (!m_model.hasStarted()) {
        m_summary->setText(
            leftOut == 0
                ? tr("This list is fixed: what changes meanwhile does not change it.")
                : tr("%1 will be done, %2 are left out. This list is fixed.").arg(waiting).arg(leftOut));
    } else {
        m_summary->setText(tr("%1 done, %2 refused, %3 left out")
                               .arg(m_model.count(BulkState::Done))
                               .arg(refused)
                               .arg(leftOut));
    }
    const bool started = m_model.hasStarted();
    m_reason->setVisible(!started);
    m_start->setVisible(!started);
    m_start->setText(verbTitle(m_model.verb(), waiting));
    m_start->setAccessibleName(m_start->text());
    // The same rule as for one machine: only a retry needs no reason.
    const bool reasoned = m_model.verb() == BulkVerb::Retry || !m_reason->text().trimmed().isEmpty();
    m_start->setEnabled(waiting > 0 && reasoned);
    m_again->setVisible(started && refused > 0);
    m_again->setEnabled(!m_model.isRunning());
    m_close->setText(started ? tr("Close") : tr("Cancel"));
    m_close->setAccessibleName(m_close->text());
}

} // namespace Drover
