#include "ui/panes/machines/bulkresult.h"

#include "models/roles.h"
#include "ui/delegates/rowdelegate.h"
#include "ui/panes/copyrows.h"
#include "ui/panes/machines/resultmatrix.h"
#include "ui/text/bulktext.h"
#include "ui/text/words.h"
#include "ui/widgets/card.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/iconlabel.h"
#include "ui/wizards/bulkresultmodel.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>
#include <QTreeView>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

constexpr int resultHeight = 166;

/// Those that were refused or left out.
class RefusedRows final : public QSortFilterProxyModel
{
public:
    explicit RefusedRows(const BulkModel& action) : m_action(action) {}

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex&) const override
    {
        const BulkState state = m_action.item(row).state;
        return state == BulkState::Refused || state == BulkState::LeftOut;
    }

private:
    const BulkModel& m_action;
};

} // namespace

BulkResult::BulkResult(const QString& name, QWidget* parent) : QWidget(parent)
{
    setObjectName(name);
    setAccessibleName(tr("Last bulk action"));
    setProperty("ground", u"panel"_s);
    setAttribute(Qt::WA_StyledBackground);
    setFixedHeight(resultHeight);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeLine(this));
    column->addWidget(buildHead());
    column->addWidget(makeLine(this));
    auto* body = new QHBoxLayout;
    body->setSpacing(0);
    m_cells = new ResultMatrix(this);
    m_cells->setObjectName(objectName() + u"/cells"_s);
    m_cells->setAccessibleName(tr("What became of each machine, by rack"));
    connect(m_cells, &ResultMatrix::machineChosen, this, &BulkResult::machineChosen);
    body->addWidget(m_cells, 6);
    body->addWidget(buildReasons(), 5);
    column->addLayout(body, 1);
    hide();
}

BulkResult::~BulkResult()
{
    // The views look at the models until they are gone themselves.
    m_cells->clear();
    m_reasons->setModel(nullptr);
}

QWidget* BulkResult::buildHead()
{
    auto* head = new QWidget(this);
    head->setFixedHeight(31);
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(12, 0, 8, 0);
    row->setSpacing(8);
    row->addWidget(new IconLabel(IconName::WorkOrders, ColorRole::Tx3, 14, head));
    row->addWidget(makeLabel(tr("Last bulk action"), FontRole::BodyStrong, ColorRole::Tx1, head));
    m_what = makeLabel({}, FontRole::Secondary, ColorRole::Tx2, head);
    row->addWidget(m_what);
    row->addStretch(1);
    m_done = makeLabel({}, FontRole::Secondary, ColorRole::Ok, head);
    row->addWidget(m_done);
    m_refusedCount = makeLabel({}, FontRole::Secondary, ColorRole::Bad, head);
    row->addWidget(m_refusedCount);
    m_again =
        makeButton(objectName() + u"/retry"_s, tr("Retry failed"), IconName::Retry, ButtonKind::Plain, head);
    setButtonSize(m_again, ButtonSize::Small);
    connect(m_again, &QPushButton::clicked, this, [this] {
        m_timer.start();
        m_action->retryRefused();
        update();
    });
    row->addWidget(m_again);
    auto* copies =
        makeButton(objectName() + u"/copy"_s, tr("Copy list"), IconName::Copy, ButtonKind::Quiet, head);
    setButtonSize(copies, ButtonSize::Small);
    auto* forms = new QMenu(copies);
    const auto add = [&](const QString& words, CopyForm form) {
        connect(forms->addAction(words), &QAction::triggered, this,
                [this, form] { copy(copyRows(*m_shown, *m_reasons->header(), form, {})); });
    };
    add(tr("As text"), CopyForm::Text);
    add(tr("As CSV"), CopyForm::Csv);
    add(tr("As JSON"), CopyForm::Json);
    QAction* lines = forms->addAction(tr("As commands"));
    connect(lines, &QAction::triggered, this, [this] { copy(m_action->commandLines().join(u'\n')); });
    connect(forms, &QMenu::aboutToShow, this,
            [this, lines] { lines->setEnabled(!m_action->commandLines().isEmpty()); });
    copies->setMenu(forms);
    row->addWidget(copies);
    QToolButton* close = makeIconButton(objectName() + u"/close"_s, IconName::Close, tr("Close"), head);
    connect(close, &QToolButton::clicked, this, [this] {
        hide();
        emit closed();
    });
    row->addWidget(close);
    return head;
}

QWidget* BulkResult::buildReasons()
{
    auto* side = new QWidget(this);
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_reasons = new QTreeView(side);
    m_reasons->setObjectName(objectName() + u"/reasons"_s);
    m_reasons->setAccessibleName(tr("Refused and left out, with the reason"));
    m_reasons->setRootIsDecorated(false);
    m_reasons->setUniformRowHeights(true);
    m_reasons->setFrameShape(QFrame::NoFrame);
    auto* text = new TextDelegate(m_reasons);
    text->setRowHeight(28);
    m_reasons->setItemDelegate(text);
    column->addWidget(m_reasons, 1);
    m_mend = makeButton(objectName() + u"/mend"_s, tr("Unlock…"), std::nullopt, ButtonKind::Link, side);
    column->addWidget(m_mend, 0, Qt::AlignRight);
    connect(m_reasons, &QTreeView::activated, this, [this] { emit machineChosen(reasonMachine()); });
    connect(m_mend, &QPushButton::clicked, this, [this] {
        if (reasonMachine().isSet())
            emit mendWanted(BulkVerb::Unlock, reasonMachine());
    });
    return side;
}

MachineId BulkResult::reasonMachine() const
{
    const QModelIndex row = m_reasons->currentIndex();
    return row.isValid() ? m_action->item(m_refused->mapToSource(row).row()).machine : MachineId();
}

void BulkResult::show(std::unique_ptr<BulkModel> action)
{
    m_cells->clear();
    m_reasons->setModel(nullptr);
    m_refused.reset();
    m_shown.reset();
    m_action = std::move(action);
    m_shown = std::make_unique<BulkResultModel>(*m_action);
    m_refused = std::make_unique<RefusedRows>(*m_action);
    m_refused->setSourceModel(m_shown.get());
    m_cells->show(*m_action, *m_shown);
    m_reasons->setModel(m_refused.get());
    m_reasons->header()->resizeSection(BulkModel::Machine, 130);
    m_reasons->header()->setStretchLastSection(true);
    m_reasons->setColumnHidden(BulkModel::Place, true);
    connect(m_action.get(), &BulkModel::progressed, this, &BulkResult::update);
    connect(m_action.get(), &BulkModel::finished, this, &BulkResult::update);
    connect(m_reasons->selectionModel(), &QItemSelectionModel::currentChanged, this, &BulkResult::update);
    m_timer.start();
    update();
    QWidget::show();
}

void BulkResult::update()
{
    const int refused = m_action->count(BulkState::Refused);
    const int leftOut = m_action->count(BulkState::LeftOut);
    const bool running = m_action->isRunning();
    if (running || m_took == 0)
        m_took = std::max<qint64>(1, m_timer.elapsed());
    const QString title = bulkTitle(m_action->verb(), m_action->rowCount());
    m_what->setText(running ? tr("%1, under way").arg(title)
                            : tr("%1, finished in %2").arg(title, preciseDurationText(Duration(m_took))));
    m_done->setText(tr("%1 done").arg(countText(m_action->count(BulkState::Done))));
    m_refusedCount->setText(leftOut > 0
                                ? tr("%1 refused, %2 left out").arg(countText(refused), countText(leftOut))
                                : tr("%1 refused").arg(countText(refused)));
    m_refusedCount->setVisible(refused + leftOut > 0);
    m_again->setText(tr("Retry failed %1").arg(countText(refused)));
    m_again->setAccessibleName(m_again->text());
    m_again->setVisible(refused > 0);
    m_again->setEnabled(!running);
    m_refused->invalidate();
    m_reasons->parentWidget()->setVisible(refused + leftOut > 0);
    const QModelIndex row = m_reasons->currentIndex();
    const bool locked =
        row.isValid() &&
        m_action->item(m_refused->mapToSource(row).row()).hindrance == BulkHindrance::Locked &&
        m_action->verb() != BulkVerb::Lock;
    m_mend->setVisible(locked);
    if (locked) {
        m_mend->setText(tr("Unlock %1…").arg(row.siblingAtColumn(BulkModel::Machine).data().toString()));
        m_mend->setAccessibleName(m_mend->text());
    }
}

void BulkResult::copy(const QString& text) const
{
    QApplication::clipboard()->setText(text);
}

} // namespace Drover
