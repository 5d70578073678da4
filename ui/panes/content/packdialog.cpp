#include "ui/panes/content/packdialog.h"

#include "models/commandsender.h"
#include "models/request.h"
#include "models/roles.h"
#include "ui/delegates/rowdelegate.h"
#include "ui/objectnames.h"
#include "ui/text/words.h"
#include "ui/widgets/controls.h"

#include <QDir>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStandardItemModel>
#include <QTreeView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace Drover {

PackDialog::PackDialog(const WindowContext& context, QWidget* parent) : QDialog(parent), m_context(context)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(ObjectNames::packDialog);
    setWindowTitle(tr("Load a content pack"));
    setAccessibleName(windowTitle());
    resize(820, 440);
    buildForm();
}

void PackDialog::buildForm()
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(20, 18, 20, 16);
    column->setSpacing(10);
    column->addWidget(makeLabel(windowTitle(), FontRole::PanelTitle, ColorRole::Tx1, this));
    QLabel* about =
        makeLabel(tr("A bundle (one YAML or JSON file), or a folder with a file per object. It is checked "
                     "together with all that is loaded; a pack of the same name is replaced."),
                  FontRole::Body, ColorRole::Tx2, this);
    about->setWordWrap(true);
    column->addWidget(about);
    auto* field = new QHBoxLayout;
    field->setSpacing(8);
    m_path = new QLineEdit(this);
    m_path->setObjectName(ObjectNames::packDialogPath);
    m_path->setAccessibleName(tr("File or folder of the pack"));
    m_path->setPlaceholderText(tr("File or folder"));
    QPushButton* file =
        makeButton(ObjectNames::packDialogFile, tr("File…"), IconName::File, ButtonKind::Plain, this);
    QPushButton* folder =
        makeButton(ObjectNames::packDialogFolder, tr("Folder…"), IconName::Folder, ButtonKind::Plain, this);
    m_check =
        makeButton(ObjectNames::packDialogCheck, tr("Check"), IconName::Checks, ButtonKind::Plain, this);
    field->addWidget(m_path, 1);
    field->addWidget(file);
    field->addWidget(folder);
    field->addWidget(m_check);
    column->addLayout(field);
    m_told = makeLabel({}, FontRole::BodyMedium, ColorRole::Tx2, this);
    m_told->setObjectName(ObjectNames::packDialogResult);
    m_told->setWordWrap(true);
    column->addWidget(m_told);
    m_rows = new QStandardItemModel(0, 3, this);
    m_rows->setHorizontalHeaderLabels({tr("Where"), tr("What"), tr("Mend")});
    m_problems = new QTreeView(this);
    m_problems->setObjectName(ObjectNames::packDialogProblems);
    m_problems->setAccessibleName(tr("Faults, with their place and mend"));
    m_problems->setRootIsDecorated(false);
    m_problems->setUniformRowHeights(true);
    m_problems->setModel(m_rows);
    m_problems->setItemDelegate(new TextDelegate(m_problems));
    m_problems->header()->resizeSection(0, 220);
    m_problems->header()->resizeSection(1, 320);
    m_problems->hide();
    column->addWidget(m_problems, 1);
    column->addStretch(0);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    QPushButton* close =
        makeButton(ObjectNames::packDialogClose, tr("Close"), std::nullopt, ButtonKind::Plain, this);
    m_load = makeButton(ObjectNames::packDialogLoad, tr("Load"), IconName::Upload, ButtonKind::Primary, this);
    setButtonSize(close, ButtonSize::Large);
    setButtonSize(m_load, ButtonSize::Large);
    m_load->setEnabled(false);
    m_check->setEnabled(false);
    row->addStretch();
    row->addWidget(close);
    row->addWidget(m_load);
    column->addLayout(row);
    connect(file, &QPushButton::clicked, this, [this] { browse(false); });
    connect(folder, &QPushButton::clicked, this, [this] { browse(true); });
    connect(m_path, &QLineEdit::textChanged, this, [this](const QString& text) {
        ++m_generation;
        m_files.clear();
        m_load->setEnabled(false);
        m_check->setEnabled(!text.trimmed().isEmpty());
    });
    connect(m_path, &QLineEdit::returnPressed, this, &PackDialog::check);
    connect(m_check, &QPushButton::clicked, this, &PackDialog::check);
    connect(m_load, &QPushButton::clicked, this, &PackDialog::load);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    for (QPushButton* button : {file, folder, m_check, close, m_load})
        button->setAutoDefault(false); // Enter in the field checks
}

void PackDialog::browse(bool folder)
{
    auto* dialog = new QFileDialog(this, folder ? tr("Folder of the pack") : tr("Bundle"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(folder ? QFileDialog::Directory : QFileDialog::ExistingFile);
    if (!folder)
        dialog->setNameFilters({tr("Bundles (*.yaml *.yml *.json)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, this, &PackDialog::choose);
    dialog->open();
}

void PackDialog::choose(const QString& path)
{
    m_path->setText(QDir::toNativeSeparators(path));
    check();
}

void PackDialog::check()
{
    const QString path = m_path->text().trimmed();
    if (path.isEmpty())
        return;
    const int generation = ++m_generation;
    m_files.clear();
    m_load->setEnabled(false);
    m_problems->hide();
    tell(tr("It is being read and checked…"), false);
    onAnswer(readPackLater(path), this, [this, generation](const Result<PackOnDisk>& pack) {
        if (generation == m_generation)
            take(pack);
    });
}

void PackDialog::take(const Result<PackOnDisk>& pack)
{
    if (!pack)
        return tell(pack.error().text, true);
    if (!pack->problems.isEmpty()) {
        QList<Answers::ContentProblem> problems;
        for (const Problem& each : pack->problems)
            problems.append({each.file, each.line, each.column, each.what, each.mend});
        return showProblems(problems);
    }
    m_files = pack->files;
    onAnswer(m_context.engine.ask(Queries::CheckPack{m_files}), this,
             [this, generation = m_generation](const Result<Answer>& answer) {
                 if (generation != m_generation)
                     return;
                 if (const auto* check = answer ? std::get_if<Answers::PackCheck>(&*answer) : nullptr)
                     showCheck(*check);
                 else if (!answer)
                     tell(answer.error().text, true);
             });
}

void PackDialog::showCheck(const Answers::PackCheck& check)
{
    if (!check.problems.isEmpty())
        return showProblems(check.problems);
    const QString what =
        tr("%1 %2 is good: %3 objects.").arg(check.name, check.version, countText(check.objects));
    tell(check.replaces.isEmpty() ? what + u' ' + tr("It is new here.")
                                  : what + u' ' + tr("It replaces %1.").arg(check.replaces),
         false);
    m_load->setEnabled(true);
    m_load->setFocus();
}

void PackDialog::showProblems(const QList<Answers::ContentProblem>& problems)
{
    m_rows->removeRows(0, m_rows->rowCount());
    for (const Answers::ContentProblem& each : problems) {
        const QString place = each.line > 0 ? u"%1:%2"_s.arg(each.file).arg(each.line) : each.file;
        auto* where = new QStandardItem(place);
        where->setData(true, FigureRole);
        auto* what = new QStandardItem(each.what);
        auto* mend = new QStandardItem(each.mend);
        mend->setData(true, DimRole);
        for (QStandardItem* item : {where, what, mend}) {
            item->setEditable(false);
            item->setToolTip(item->text());
        }
        m_rows->appendRow({where, what, mend});
    }
    m_problems->show();
    tell(
        problems.size() == 1
            ? tr("1 fault. Nothing was loaded; mend it and check again.")
            : tr("%1 faults. Nothing was loaded; mend them and check again.").arg(countText(problems.size())),
        true);
}

void PackDialog::tell(const QString& text, bool bad)
{
    m_told->setText(text);
    setLabelColor(m_told, bad ? ColorRole::Bad : ColorRole::Tx1);
}

void PackDialog::load()
{
    m_load->setEnabled(false);
    tell(tr("It is being loaded…"), false);
    m_context.sender.send(Commands::LoadContent{{{m_files}}}, {}, this,
                          [this](const Result<Receipt>& receipt) {
                              if (receipt)
                                  return accept();
                              tell(receipt.error().text, true);
                          });
}

} // namespace Drover
