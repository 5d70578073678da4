#include "ui/panes/content/codepair.h"

#include "models/content/contentcontroller.h"
#include "models/parammodel.h"
#include "ui/objectnames.h"
#include "ui/panes/panehead.h"
#include "ui/text/contenttext.h"
#include "ui/text/words.h"
#include "ui/theme/layerlook.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/iconlabel.h"

#include <QComboBox>
#include <QCompleter>
#include <QLineEdit>
#include <QSplitter>

using namespace Qt::StringLiterals;

namespace Drover {

CodePair::CodePair(ContentController& controller, QWidget* parent)
    : QWidget(parent), m_controller(controller), m_leftSide(new QWidget), m_rightSide(new QWidget),
      m_template(new CodeView(m_leftSide)), m_rendered(new CodeView(m_rightSide))
{
    m_template->setObjectName(ObjectNames::contentTemplate);
    m_template->setAccessibleName(tr("Template"));
    m_rendered->setObjectName(ObjectNames::contentRendered);
    m_rendered->setAccessibleName(tr("Rendered text"));
    m_template->tie(*m_rendered);
    auto* split = new QSplitter(Qt::Horizontal, this);
    split->setChildrenCollapsible(false);
    const auto side = [split](QWidget* widget, QWidget* head, CodeView* view) {
        auto* column = new QVBoxLayout(widget);
        column->setContentsMargins(0, 0, 0, 0);
        column->setSpacing(0);
        column->addWidget(head);
        column->addWidget(view, 1);
        widget->setMinimumWidth(180);
        split->addWidget(widget);
    };
    side(m_leftSide, buildTemplateHead(), m_template);
    side(m_rightSide, buildRenderedHead(), m_rendered);
    split->setSizes({400, 400});
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(split);
    setFocusProxy(m_template);
    for (CodeView* view : {m_template, m_rendered}) {
        connect(view, &CodeView::currentRowChanged, this, &CodePair::updatePosition);
        connect(view, &CodeView::markChosen, this, &CodePair::paramChosen);
        connect(view, &CodeView::foldOpened, this, [this](int row) {
            m_open.insert(m_rows.value(row).included);
            showRows();
        });
    }
    connect(&m_controller, &ContentController::renderingChanged, this, &CodePair::refresh);
}

QWidget* CodePair::buildTemplateHead()
{
    const PaneBar bar = makePaneBar(m_leftSide);
    bar.widget->setFixedHeight(33);
    bar.row->addWidget(new IconLabel(IconName::Param, ColorRole::Tx3, 14, bar.widget));
    bar.row->addWidget(makeLabel(tr("Template"), FontRole::SecondaryStrong, ColorRole::Tx1, bar.widget));
    m_lines = makeLabel({}, FontRole::Secondary, ColorRole::Tx3, bar.widget);
    m_position = makeLabel({}, FontRole::Secondary, ColorRole::Tx3, bar.widget);
    bar.row->addWidget(m_lines);
    bar.row->addStretch(1);
    bar.row->addWidget(m_position);
    return bar.widget;
}

QWidget* CodePair::buildRenderedHead()
{
    const PaneBar bar = makePaneBar(m_rightSide);
    bar.widget->setFixedHeight(33);
    bar.row->addWidget(makeLabel(tr("Rendered for"), FontRole::SecondaryStrong, ColorRole::Tx1, bar.widget));
    m_machine = new QComboBox(bar.widget);
    m_machine->setObjectName(ObjectNames::contentMachine);
    m_machine->setAccessibleName(tr("Machine to render for"));
    m_machine->setToolTip(tr("Choose or type any machine, cluster or broker (Ctrl+M: the next)"));
    m_machine->setEditable(true);
    m_machine->lineEdit()->setObjectName(m_machine->objectName() + u"/text"_s);
    m_machine->lineEdit()->setAccessibleName(tr("Machine to render for"));
    m_machine->setInsertPolicy(QComboBox::NoInsert);
    m_machine->setMaximumWidth(240);
    m_machine->setMinimumWidth(96);
    m_machine->setFixedHeight(24);
    const auto choose = [this] { m_controller.setMachine(m_machine->currentText().trimmed()); };
    connect(m_machine, &QComboBox::activated, this, choose);
    connect(m_machine->lineEdit(), &QLineEdit::editingFinished, this, choose);
    bar.row->addWidget(m_machine, 1);
    bar.row->addStretch(0);
    m_took = makeLabel({}, FontRole::Secondary, ColorRole::Tx3, bar.widget);
    bar.row->addWidget(m_took);
    return bar.widget;
}

void CodePair::setShown(Shown shown)
{
    m_leftSide->setVisible(shown != Shown::Rendered);
    m_rightSide->setVisible(shown != Shown::Template);
    setFocusProxy(shown == Shown::Rendered ? m_rendered : m_template);
}

const RenderedText* CodePair::text() const
{
    const auto& rendering = m_controller.rendering();
    return rendering && !rendering->texts.isEmpty() ? &rendering->texts.first() : nullptr;
}

QString CodePair::source() const
{
    if (const RenderedText* rendered = text())
        return rendered->source;
    const auto& object = m_controller.object();
    if (!object)
        return {};
    for (const Answers::ContentText& each : object->texts) {
        if (each.name == m_controller.key().templateName || object->section == "templates"_L1)
            return each.text;
    }
    return {};
}

void CodePair::refresh()
{
    showChooser();
    showRows();
}

void CodePair::showChooser()
{
    const QSignalBlocker quiet(m_machine);
    const QStringList machines = m_controller.machines();
    QStringList listed;
    for (int i = 0; i < m_machine->count(); ++i)
        listed.append(m_machine->itemText(i));
    if (listed != machines) {
        m_machine->clear();
        m_machine->addItems(machines);
        m_machine->completer()->setFilterMode(Qt::MatchContains);
    }
    if (!m_machine->lineEdit()->hasFocus() || m_controller.rendering())
        m_machine->setEditText(m_controller.machine());
    const auto& rendering = m_controller.rendering();
    m_took->setText(rendering ? preciseDurationText(Duration(qint64(rendering->seconds * 1000))) : QString());
}

void CodePair::showRows()
{
    const QStringList left = codeLines(source());
    const RenderedText none;
    const RenderedText* rendered = text();
    m_rows = alignCode(rendered ? *rendered : none, int(left.size()), m_open);
    const QStringList right =
        rendered && !rendered->text.isEmpty() ? codeLines(rendered->text) : QStringList();
    QList<CodeView::Row> templateRows;
    QList<CodeView::Row> renderedRows;
    for (const CodeRow& row : std::as_const(m_rows)) {
        templateRows.append({row.left, left.value(row.left - 1)});
        CodeView::Row line{row.right, row.folded > 0
                                          ? tr("… %1 lines of %2, folded").arg(row.folded).arg(row.included)
                                          : right.value(row.right - 1)};
        line.folded = row.folded > 0;
        renderedRows.append(line);
    }
    m_template->setRows(templateRows, CodeLanguage::Shell);
    m_rendered->setRows(renderedRows, CodeLanguage::Shell);
    m_lines->setText(left.size() == 1 ? tr("1 line") : tr("%1 lines").arg(countText(left.size())));
    showMarks();
    updatePosition();
}

void CodePair::showMarks()
{
    const RenderedText* rendered = text();
    if (!rendered)
        return;
    QHash<int, int> rowOf;
    int faultRow = -1;
    for (int i = 0; i < m_rows.size(); ++i) {
        if (m_rows.at(i).right > 0 && m_rows.at(i).folded == 0)
            rowOf.insert(m_rows.at(i).right, i);
        if (rendered->failed && m_rows.at(i).left == rendered->fault.outerLine)
            faultRow = i;
    }
    QHash<QString, QString> hints;
    for (const ParamUse& use : m_controller.rendering()->params)
        hints.insert(use.name, u"%1\n%2"_s.arg(use.name, layerText(use.layer, use.source)));
    QList<CodeView::Mark> marks;
    for (const ValueSpan& span : rendered->values) {
        const auto row = rowOf.constFind(span.line);
        if (row != rowOf.constEnd())
            marks.append({*row, span.column - 1, span.length, span.param, hints.value(span.param)});
    }
    m_rendered->setMarks(marks);
    if (!rendered->failed)
        return;
    m_template->setFault({faultRow, {}});
    m_rendered->setFault({faultRow, faultNote(rendered->fault)});
}

void CodePair::goToLine(int line)
{
    for (int i = 0; i < m_rows.size(); ++i) {
        if (m_rows.at(i).left == line) {
            m_template->setCurrentRow(i);
            m_rendered->setCurrentRow(i);
            updatePosition();
            return;
        }
    }
}

void CodePair::updatePosition()
{
    const int line = m_rows.value(m_template->currentRow()).left;
    m_position->setText(line > 0 ? tr("Ln %1").arg(line) : QString());
}

} // namespace Drover
