#include "ui/forms/formdialog.h"

#include "models/inputfile.h"
#include "ui/forms/changelist.h"
#include "ui/forms/paramform.h"
#include "ui/text/formtext.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/iconlabel.h"

#include <QApplication>
#include <QClipboard>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScreen>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

constexpr qint64 inventoryLimit = 16LL << 20;

QString kindName(FormKind kind)
{
    switch (kind) {
    case FormKind::Params:
        return u"edit-params"_s;
    case FormKind::ProfileParams:
        return u"edit-profile"_s;
    case FormKind::Machine:
        return u"edit-machine"_s;
    case FormKind::Broker:
        return u"edit-broker"_s;
    case FormKind::NewBroker:
        return u"new-broker"_s;
    case FormKind::NewProfile:
        return u"new-profile"_s;
    case FormKind::NewTemplate:
        return u"save-template"_s;
    case FormKind::Pool:
        return u"edit-pool"_s;
    case FormKind::NewPool:
        return u"new-pool"_s;
    case FormKind::AddMachines:
        return u"add-machines"_s;
    case FormKind::RemoveMachines:
        return u"remove-machines"_s;
    case FormKind::AllocateMachines:
        return u"allocate-machines"_s;
    case FormKind::ReleaseMachines:
        return u"release-machines"_s;
    case FormKind::RunBlueprint:
        return u"run-blueprint"_s;
    case FormKind::NewOrder:
        return u"new-order"_s;
    case FormKind::Import:
        return u"import-machines"_s;
    case FormKind::Undo:
        return u"undo-change"_s;
    }
    Q_UNREACHABLE();
}

IconName kindIcon(FormKind kind)
{
    switch (kind) {
    case FormKind::Params:
        return IconName::Param;
    case FormKind::ProfileParams:
    case FormKind::NewProfile:
    case FormKind::NewTemplate:
        return IconName::Profile;
    case FormKind::Machine:
        return IconName::Machines;
    case FormKind::Broker:
    case FormKind::NewBroker:
        return IconName::Broker;
    case FormKind::Pool:
    case FormKind::NewPool:
    case FormKind::AddMachines:
    case FormKind::RemoveMachines:
    case FormKind::AllocateMachines:
    case FormKind::ReleaseMachines:
        return IconName::Pools;
    case FormKind::RunBlueprint:
        return IconName::Blueprint;
    case FormKind::NewOrder:
        return IconName::WorkOrders;
    case FormKind::Import:
        return IconName::Upload;
    case FormKind::Undo:
        return IconName::Undo;
    }
    Q_UNREACHABLE();
}

ParamForm::Looks looksOf(FormKind kind)
{
    const bool many =
        kind == FormKind::Params || kind == FormKind::ProfileParams || kind == FormKind::NewProfile;
    return {.scopes =
                many ? QList{ParamForm::Own, ParamForm::Changed, ParamForm::All} : QList<ParamForm::Scope>(),
            .hints = true};
}

QSize sizeOf(FormKind kind)
{
    switch (kind) {
    case FormKind::Undo:
        return {760, 440};
    case FormKind::Machine:
    case FormKind::Broker:
    case FormKind::NewBroker:
        return {940, 520};
    default:
        return {1080, 660};
    }
}

} // namespace

FormDialog::FormDialog(Engine& engine, CommandSender& sender, EditForm form, QWidget* parent)
    : QDialog(parent), m_controller(engine, sender, std::move(form)),
      m_form(new ParamForm(m_controller.draft(), kindName(m_controller.form().kind),
                           looksOf(m_controller.form().kind), this)),
      m_note(makeLabel({}, FontRole::Secondary, ColorRole::Tx2, this)), m_changes(new ChangeList(this))
{
    const FormText words = formText(m_controller.form().kind);
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(kindName(m_controller.form().kind));
    setWindowTitle(words.title);
    setAccessibleName(words.title);
    setModal(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(buildHead());
    column->addWidget(makeLine(this));
    column->addWidget(buildMiddle(), 1);
    column->addWidget(buildTrouble());
    column->addWidget(makeLine(this));
    column->addWidget(buildFoot());
    const QSize room = parent ? parent->window()->size() - QSize(48, 48) : QSize(1232, 672);
    resize(sizeOf(m_controller.form().kind).boundedTo(room));
    m_form->setNothing(tr("One moment"), tr("Asking the engine what can be edited."));
    connect(&m_controller, &FormController::changed, this, &FormDialog::update);
    connect(&m_controller, &FormController::loaded, this, [this] {
        m_form->setNothing(tr("Nothing to fill in"), {});
        m_form->focusFirst();
        update();
    });
    connect(&m_controller, &FormController::loadFailed, this,
            [this](const Error& error) { m_form->setNothing(error.text, error.remedy); });
    connect(&m_controller, &FormController::applied, this, [this](const Receipt& receipt) {
        emit applied(receipt);
        accept();
    });
    addExtras();
    update();
    m_controller.load();
}

QString FormDialog::name(const QString& tail) const
{
    return objectName() + u'/' + tail;
}

bool FormDialog::isParams() const
{
    const FormKind kind = m_controller.form().kind;
    return kind == FormKind::Params || kind == FormKind::ProfileParams || kind == FormKind::NewProfile;
}

QWidget* FormDialog::buildHead()
{
    const FormText words = formText(m_controller.form().kind);
    auto* head = new QWidget(this);
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(20, 12, 20, 12);
    row->setSpacing(10);
    row->addWidget(new IconLabel(kindIcon(m_controller.form().kind), ColorRole::Acc, 18, head));
    row->addWidget(makeLabel(words.title, FontRole::PanelTitle, ColorRole::Tx1, head));
    auto* object = new ElidedLabel(FontRole::Body, ColorRole::Tx2, head);
    object->setObjectName(name(u"object"_s));
    object->setText(m_controller.form().object);
    row->addWidget(object, 1);
    QLabel* meaning = makeLabel(words.meaning, FontRole::Secondary, ColorRole::Tx3, head);
    row->addWidget(meaning);
    return head;
}

QWidget* FormDialog::buildMiddle()
{
    auto* middle = new QWidget(this);
    middle->setProperty("ground", u"page"_s);
    middle->setAttribute(Qt::WA_StyledBackground);
    auto* row = new QHBoxLayout(middle);
    row->setContentsMargins(12, 12, 12, 12);
    row->setSpacing(12);
    if (m_controller.form().kind != FormKind::Undo) {
        auto* card = new QFrame(middle);
        card->setProperty("card", u"true"_s);
        auto* inside = new QVBoxLayout(card);
        inside->setContentsMargins(1, 1, 1, 1);
        inside->addWidget(m_form, 1);
        m_note->setObjectName(name(u"left-out"_s));
        m_note->setWordWrap(true);
        m_note->setContentsMargins(12, 8, 12, 8);
        inside->addWidget(m_note);
        row->addWidget(card, 1);
        m_changes->setFixedWidth(300);
        row->addWidget(m_changes);
    } else {
        m_form->hide();
        row->addWidget(m_changes, 1);
    }
    return middle;
}

QWidget* FormDialog::buildTrouble()
{
    m_trouble = new QWidget(this);
    m_trouble->setObjectName(name(u"trouble"_s));
    auto* row = new QHBoxLayout(m_trouble);
    row->setContentsMargins(20, 8, 20, 8);
    row->setSpacing(10);
    row->addWidget(new IconLabel(IconName::StateCancelled, ColorRole::Bad, 16, m_trouble), 0, Qt::AlignTop);
    auto* words = new QVBoxLayout;
    words->setSpacing(2);
    m_troubleTitle = makeLabel({}, FontRole::BodyMedium, ColorRole::Bad, m_trouble);
    m_troubleTitle->setWordWrap(true);
    m_troubleTitle->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_troubleText = makeLabel({}, FontRole::Secondary, ColorRole::Tx2, m_trouble);
    m_troubleText->setWordWrap(true);
    m_troubleText->setTextInteractionFlags(Qt::TextSelectableByMouse);
    words->addWidget(m_troubleTitle);
    words->addWidget(m_troubleText);
    row->addLayout(words, 1);
    m_discard =
        makeButton(name(u"discard"_s), tr("Discard"), std::nullopt, ButtonKind::Destructive, m_trouble);
    row->addWidget(m_discard);
    connect(m_discard, &QPushButton::clicked, this, [this] { QDialog::reject(); });
    return m_trouble;
}

QWidget* FormDialog::buildFoot()
{
    auto* foot = new QWidget(this);
    auto* row = new QHBoxLayout(foot);
    row->setContentsMargins(20, 10, 20, 12);
    row->setSpacing(8);
    m_reason = new QLineEdit(foot);
    m_reason->setObjectName(name(u"reason"_s));
    m_reason->setAccessibleName(tr("Reason"));
    m_reason->setPlaceholderText(tr("Reason, kept in the journal beside your name"));
    m_copy = makeButton(name(u"copy"_s), tr("Copy as command"), IconName::Log, ButtonKind::Quiet, foot);
    m_cancel = makeButton(name(u"cancel"_s), tr("Cancel"), std::nullopt, ButtonKind::Plain, foot);
    m_apply = makeButton(name(u"apply"_s), formText(m_controller.form().kind).apply, std::nullopt,
                         ButtonKind::Primary, foot);
    for (QPushButton* button : {m_copy, m_cancel, m_apply})
        setButtonSize(button, ButtonSize::Large);
    row->addWidget(m_reason, 1);
    row->addWidget(m_copy);
    row->addSpacing(8);
    row->addWidget(m_cancel);
    row->addWidget(m_apply);
    m_apply->setToolTip(tr("Ctrl+Enter"));
    connect(m_reason, &QLineEdit::textChanged, this,
            [this](const QString& text) { m_controller.setReason(text.trimmed()); });
    connect(m_copy, &QPushButton::clicked, this,
            [this] { QApplication::clipboard()->setText(m_controller.commandText()); });
    connect(m_cancel, &QPushButton::clicked, this, &FormDialog::reject);
    connect(m_apply, &QPushButton::clicked, &m_controller, &FormController::apply);
    return foot;
}

void FormDialog::addExtras()
{
    if (isParams()) {
        QPushButton* add =
            makeButton(name(u"add-param"_s), tr("Free-form param"), IconName::Plus, ButtonKind::Quiet, this);
        add->setToolTip(tr("A param that no content declares, under the name in the search field"));
        m_form->addToBar(add);
        connect(add, &QPushButton::clicked, this, &FormDialog::askParam);
    }
    if (m_controller.form().kind == FormKind::Import) {
        auto* open = makeButton(name(u"open"_s), tr("Open file…"), IconName::Folder, ButtonKind::Plain, this);
        setButtonSize(open, ButtonSize::Large);
        static_cast<QHBoxLayout*>(m_copy->parentWidget()->layout())->insertWidget(0, open);
        connect(open, &QPushButton::clicked, this, &FormDialog::openFile);
    }
}

void FormDialog::askParam()
{
    const auto* find = findChild<QLineEdit*>(name(u"find"_s));
    const QString wanted = find ? find->text().trimmed() : QString();
    if (wanted.isEmpty()) {
        m_form->focusField({});
        if (find)
            const_cast<QLineEdit*>(find)->setFocus(Qt::OtherFocusReason);
        return;
    }
    m_controller.addParam(wanted);
    m_form->focusField(wanted);
}

void FormDialog::openFile()
{
    auto* chooser =
        new QFileDialog(this, tr("Inventory"), {}, tr("Inventories (*.yaml *.yml *.json);;All files (*)"));
    chooser->setAttribute(Qt::WA_DeleteOnClose);
    chooser->setFileMode(QFileDialog::ExistingFile);
    connect(chooser, &QFileDialog::fileSelected, this, [this](const QString& path) {
        const Result<QByteArray> bytes = readInputFile(path, inventoryLimit);
        if (!bytes) {
            m_troubleTitle->setText(tr("%1 can’t be read").arg(path));
            m_troubleText->setText(bytes.error().text);
            m_trouble->show();
            return;
        }
        m_controller.draft().setText(u"inventory"_s, QString::fromUtf8(*bytes));
    });
    chooser->open();
}

void FormDialog::update()
{
    m_closing = false;
    if (m_controller.trialTotal() > 0)
        m_changes->showChanges(m_controller.trial(), m_controller.trialTotal());
    else if (m_controller.isTrying())
        m_changes->showNothing(tr("Looking…"), tr("The engine tries it without changing anything."));
    else if (m_controller.refusal())
        m_changes->showNothing(tr("Nothing"), tr("It would be refused; see below."));
    else if (m_controller.isDirty() && !m_controller.draft().faultyFields().isEmpty())
        m_changes->showNothing(tr("Not yet"), tr("A field is still missing or wrong."));
    else
        m_changes->showNothing(tr("Nothing yet"), tr("What you change shows here, before and after."));
    const QStringList secrets = m_controller.leftOut();
    m_note->setVisible(!secrets.isEmpty());
    m_note->setText(tr("Secrets are never copied: %1. The template is without them until somebody sets them.")
                        .arg(secrets.join(u", "_s)));
    showRefusal();
    m_copy->setVisible(!m_controller.commandText().isEmpty());
    m_apply->setEnabled(m_controller.canApply());
    m_reason->setEnabled(!m_controller.isApplying());
}

void FormDialog::showRefusal()
{
    const std::optional<Error>& refusal = m_controller.refusal();
    m_trouble->setVisible(refusal.has_value());
    m_discard->hide();
    if (!refusal)
        return;
    m_troubleTitle->setText(refusal->text);
    m_troubleText->setText(refusal->remedy);
    m_troubleText->setVisible(!refusal->remedy.isEmpty());
    m_trouble->setAccessibleName(refusal->text + u' ' + refusal->remedy);
}

void FormDialog::reject()
{
    // What is typed goes only when that was asked for.
    if (!m_controller.isDirty() || m_closing) {
        QDialog::reject();
        return;
    }
    m_closing = true;
    m_troubleTitle->setText(tr("What you changed is not applied."));
    m_troubleText->setText(tr("Discard it, or go on editing. Esc once more discards, too."));
    m_troubleText->show();
    m_trouble->show();
    m_discard->show();
    m_discard->setFocus(Qt::OtherFocusReason);
}

void FormDialog::keyPressEvent(QKeyEvent* event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && event->modifiers().testFlag(Qt::ControlModifier))
        m_controller.apply();
    else if (!enter) // Enter ends a field, it does not send a form
        QDialog::keyPressEvent(event);
}

} // namespace Drover
