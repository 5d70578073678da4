#include "ui/shell/quitdialog.h"

#include "ui/text/statustext.h"
#include "ui/text/words.h"
#include "ui/theme/icons.h"
#include "ui/widgets/card.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/iconlabel.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

constexpr int operationsListed = 6;

QList<const Operation*> openOperations(const Replica& replica)
{
    QList<const Operation*> open;
    for (const auto& [id, operation] : replica.operations()) {
        if (operation.isOpen())
            open.append(&operation);
    }
    return open;
}

int runningJobsOf(const Replica& replica, const QString& cluster)
{
    int jobs = 0;
    for (const MachineId id : replica.members(cluster))
        jobs += replica.openJob(id) ? 1 : 0;
    const Machine* self = replica.cluster(cluster);
    return jobs + (self && replica.openJob(self->id) ? 1 : 0);
}

/// Real time has real machines; a simulated directory's clock runs at its own pace.
bool isSimulated(const Replica& replica)
{
    for (const auto& [id, machine] : replica.machines()) {
        if (machine.kind == MachineKind::Machine)
            return machine.runner == RunnerKind::Simulated;
    }
    return false;
}

} // namespace

QString quitText(const Operation& operation, bool simulated, int runningJobs)
{
    switch (operation.state) {
    case OperationState::Queued:
        return QuitDialog::tr("It has not begun and stays in the queue.");
    case OperationState::Paused:
        return QuitDialog::tr("It is paused and stays so.");
    case OperationState::NeedsAttention:
        return QuitDialog::tr("It waits for you and goes on waiting.");
    case OperationState::Running:
    case OperationState::Finished:
    case OperationState::Failed:
    case OperationState::Aborted:
        break;
    }
    if (simulated)
        return QuitDialog::tr("The simulation stands still and goes on when it is opened again.");
    if (runningJobs == 0)
        return QuitDialog::tr("No job runs just now. The next step starts when a console is opened again.");
    return runningJobs == 1 ? QuitDialog::tr("The job that runs now ends without us. The next one starts "
                                             "when a console is opened again.")
                            : QuitDialog::tr("The %1 jobs that run now end without us. The next ones start "
                                             "when a console is opened again.")
                                  .arg(runningJobs);
}

bool QuitDialog::isNeeded(const Replica& replica, EngineOwner owner)
{
    return owner == EngineOwner::ThisWindow && !openOperations(replica).isEmpty();
}

QuitDialog::QuitDialog(const Replica& replica, Leaving leaving, QWidget* window) : QDialog(window)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(u"quit"_s);
    setModal(true);
    const QList<const Operation*> open = openOperations(replica);
    const bool quits = leaving == Leaving::Quits;
    const QString count = open.size() == 1 ? tr("an operation is") : tr("%1 operations are").arg(open.size());
    const QString title =
        quits ? tr("Quit while %1 open?").arg(count) : tr("Leave this directory while %1 open?").arg(count);
    setWindowTitle(quits ? tr("Quit Drover") : tr("Open another directory"));
    setAccessibleName(title);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(20, 18, 20, 16);
    column->setSpacing(10);
    column->addWidget(makeLabel(title, FontRole::PanelTitle, ColorRole::Tx1, this));
    const bool simulated = isSimulated(replica);
    for (const Operation* operation : open.first(std::min<qsizetype>(open.size(), operationsListed))) {
        auto* row = new QHBoxLayout;
        row->setSpacing(10);
        const bool destroys = operation->kind == OperationKind::Destroy;
        row->addWidget(new IconLabel(destroys ? IconName::StateDestroying : IconName::StateRunning,
                                     destroys ? ColorRole::Wipe : ColorRole::Run, 14, this),
                       0, Qt::AlignTop);
        auto* texts = new QVBoxLayout;
        texts->setSpacing(0);
        QString head = tr("%1 of %2").arg(operationText(operation->kind), operation->cluster);
        if (operation->total > 0)
            head = tr("%1, %2 done").arg(head, ofText(operation->done, operation->total));
        texts->addWidget(makeLabel(head, FontRole::BodyStrong, ColorRole::Tx1, this));
        QLabel* what = makeLabel(quitText(*operation, simulated, runningJobsOf(replica, operation->cluster)),
                                 FontRole::Body, ColorRole::Tx2, this);
        what->setWordWrap(true);
        what->setMinimumWidth(420);
        texts->addWidget(what);
        row->addLayout(texts, 1);
        column->addLayout(row);
    }
    if (open.size() > operationsListed)
        column->addWidget(makeLabel(tr("… and %1 more, likewise.").arg(open.size() - operationsListed),
                                    FontRole::Body, ColorRole::Tx2, this));
    column->addWidget(makeLine(this));
    QLabel* serve = makeLabel(tr("“drover serve” on this directory keeps everything going without a window."),
                              FontRole::Secondary, ColorRole::Tx3, this);
    serve->setWordWrap(true);
    column->addWidget(serve);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    QPushButton* stay = makeButton(u"quit/stay"_s, tr("Stay"), std::nullopt, ButtonKind::Plain, this);
    QPushButton* quit =
        makeButton(u"quit/quit"_s, quits ? tr("Quit") : tr("Leave"), std::nullopt, ButtonKind::Primary, this);
    setButtonSize(stay, ButtonSize::Large);
    setButtonSize(quit, ButtonSize::Large);
    buttons->addWidget(stay);
    buttons->addWidget(quit);
    column->addLayout(buttons);
    stay->setDefault(true);
    stay->setFocus();
    connect(stay, &QPushButton::clicked, this, &QDialog::reject);
    connect(quit, &QPushButton::clicked, this, &QDialog::accept);
}

} // namespace Drover
