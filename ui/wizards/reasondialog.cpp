#include "ui/wizards/reasondialog.h"

#include "ui/objectnames.h"
#include "ui/widgets/card.h"
#include "ui/widgets/untilfield.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace Drover {

ReasonDialog* ReasonDialog::ask(QWidget* parent, const ReasonQuestion& question, Answer answer)
{
    auto* dialog = new ReasonDialog(parent, question, std::move(answer));
    dialog->open();
    return dialog;
}

void ReasonDialog::setOutcome(const QString& text)
{
    m_outcome->setText(text);
    m_outcome->setVisible(!text.isEmpty());
    layout()->activate();
    resize(width(), layout()->totalHeightForWidth(width()));
}

ReasonDialog::ReasonDialog(QWidget* parent, const ReasonQuestion& question, Answer answer) : QDialog(parent)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(ObjectNames::reasonDialog);
    setWindowTitle(question.title);
    setAccessibleName(question.title);
    setModal(true);
    setMinimumWidth(480);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(20, 18, 20, 16);
    column->setSpacing(8);
    column->addWidget(makeLabel(question.title, FontRole::PanelTitle, ColorRole::Tx1, this));
    QLabel* text = makeLabel(question.text, FontRole::Body, ColorRole::Tx2, this);
    text->setWordWrap(true);
    text->setVisible(!question.text.isEmpty());
    column->addWidget(text);
    m_outcome = makeLabel({}, FontRole::BodyMedium, ColorRole::Tx1, this);
    m_outcome->setObjectName(ObjectNames::reasonDialog + "/outcome"_L1);
    m_outcome->setWordWrap(true);
    m_outcome->hide();
    column->addWidget(m_outcome);
    column->addSpacing(4);
    QLabel* label = makeLabel(question.required ? tr("Reason") : tr("Reason (may be left empty)"),
                              FontRole::LabelMedium, ColorRole::Tx3, this);
    auto* reason = new QLineEdit(this);
    reason->setObjectName(ObjectNames::reasonDialogReason);
    reason->setAccessibleName(tr("Reason"));
    reason->setPlaceholderText(tr("Kept in the journal beside your name"));
    label->setBuddy(reason);
    column->addWidget(label);
    column->addWidget(reason);
    QCheckBox* choice = nullptr;
    if (!question.choice.isEmpty()) {
        choice = new QCheckBox(question.choice, this);
        choice->setObjectName(ObjectNames::reasonDialog + "/choice"_L1);
        choice->setAccessibleName(question.choice);
        connect(choice, &QCheckBox::toggled, this, &ReasonDialog::choiceChanged);
        column->addWidget(choice);
    }
    UntilField* until = nullptr;
    if (!question.until.isEmpty()) {
        until = new UntilField(ObjectNames::reasonDialog, question.until, question.now, this);
        column->addWidget(until);
    }
    column->addSpacing(8);

    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addStretch();
    QPushButton* cancel =
        makeButton(ObjectNames::reasonDialogCancel, tr("Cancel"), std::nullopt, ButtonKind::Plain, this);
    QPushButton* confirm =
        makeButton(ObjectNames::reasonDialogConfirm, question.confirm, std::nullopt, question.kind, this);
    setButtonSize(cancel, ButtonSize::Large);
    setButtonSize(confirm, ButtonSize::Large);
    row->addWidget(cancel);
    row->addWidget(confirm);
    column->addLayout(row);

    confirm->setDefault(true);
    confirm->setEnabled(!question.required);
    if (question.required) {
        connect(reason, &QLineEdit::textChanged, confirm,
                [confirm](const QString& typed) { confirm->setEnabled(!typed.trimmed().isEmpty()); });
    }
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(confirm, &QPushButton::clicked, this, [this, reason, choice, until, answer = std::move(answer)] {
        answer({reason->text().trimmed(), choice && choice->isChecked(), until ? until->until() : Instant()});
        accept();
    });
    reason->setFocus();
}

} // namespace Drover
