#include "ui/shell/keyssheet.h"

#include "ui/widgets/controls.h"
#include "ui/widgets/keycaps.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

struct KeyLine
{
    const char* keys; ///< alternatives are parted by two spaces
    const char* what;
};
struct KeyGroup
{
    const char* title;
    QList<KeyLine> lines;
};

// What the window, its panes and the timeline listen to; see MainWindow, ObjectActions and TimelineCanvas.
const QList<QList<KeyGroup>>& keyColumns()
{
    static const QList<QList<KeyGroup>> columns{
        {{QT_TRANSLATE_NOOP("Drover::KeysSheet", "Everywhere"),
          {{"Ctrl+K", QT_TRANSLATE_NOOP("Drover::KeysSheet", "Find any action or object")},
           {"Ctrl+1 … Ctrl+4", QT_TRANSLATE_NOOP("Drover::KeysSheet", "Overview, Clusters, Pools, Machines")},
           {"Ctrl+5 … Ctrl+8",
            QT_TRANSLATE_NOOP("Drover::KeysSheet", "Work orders, Timeline, Content, Journal")},
           {"Ctrl+Shift+N", QT_TRANSLATE_NOOP("Drover::KeysSheet", "Provision a cluster")},
           {"Ctrl+Shift+W", QT_TRANSLATE_NOOP("Drover::KeysSheet", "A new work order")},
           {"Ctrl+I", QT_TRANSLATE_NOOP("Drover::KeysSheet", "Show or hide the inspector")},
           {"Ctrl+T", QT_TRANSLATE_NOOP("Drover::KeysSheet", "Show or hide the timeline")},
           {"Ctrl+,", QT_TRANSLATE_NOOP("Drover::KeysSheet", "Settings")},
           {"F1  ?", QT_TRANSLATE_NOOP("Drover::KeysSheet", "This page")},
           {"Ctrl+Q", QT_TRANSLATE_NOOP("Drover::KeysSheet", "Quit")}}},
         {QT_TRANSLATE_NOOP("Drover::KeysSheet", "Lists and trees"),
          {{"↑  ↓", QT_TRANSLATE_NOOP("Drover::KeysSheet", "Row")},
           {"←  →", QT_TRANSLATE_NOOP("Drover::KeysSheet", "Close or open a row")},
           {"/", QT_TRANSLATE_NOOP("Drover::KeysSheet", "To the filter; Esc empties it")},
           {"Ctrl+C", QT_TRANSLATE_NOOP("Drover::KeysSheet", "Copy the row; the list, by its menu")}}},
         {QT_TRANSLATE_NOOP("Drover::KeysSheet", "Content"),
          {{"Ctrl+M", QT_TRANSLATE_NOOP("Drover::KeysSheet", "Render for the next machine")},
           {"F8", QT_TRANSLATE_NOOP("Drover::KeysSheet", "The next problem")},
           {"Ctrl+.", QT_TRANSLATE_NOOP("Drover::KeysSheet", "Copy the mended line")},
           {"Ctrl+B", QT_TRANSLATE_NOOP("Drover::KeysSheet", "To what uses it")}}}},
        {{QT_TRANSLATE_NOOP("Drover::KeysSheet", "Timeline"),
          {{"↑  ↓", QT_TRANSLATE_NOOP("Drover::KeysSheet", "Lane")},
           {"←  →", QT_TRANSLATE_NOOP("Drover::KeysSheet", "Earlier, later")},
           {".  ,", QT_TRANSLATE_NOOP("Drover::KeysSheet", "Next or previous bar of the lane")},
           {"+  −", QT_TRANSLATE_NOOP("Drover::KeysSheet", "Zoom; also Ctrl and the wheel, at the pointer")},
           {"F", QT_TRANSLATE_NOOP("Drover::KeysSheet", "The whole run")},
           {"Shift+F", QT_TRANSLATE_NOOP("Drover::KeysSheet", "The selected bar or range")},
           {"N  End", QT_TRANSLATE_NOOP("Drover::KeysSheet", "Follow the present")},
           {"Home", QT_TRANSLATE_NOOP("Drover::KeysSheet", "The beginning")},
           {"Space + drag", QT_TRANSLATE_NOOP("Drover::KeysSheet", "Pan")},
           {"Enter", QT_TRANSLATE_NOOP("Drover::KeysSheet", "Open the bar's job; zoom to the range")},
           {"O", QT_TRANSLATE_NOOP("Drover::KeysSheet", "Log of the bar")},
           {"Esc", QT_TRANSLATE_NOOP("Drover::KeysSheet", "Let go of the range or the bar")}}},
         {QT_TRANSLATE_NOOP("Drover::KeysSheet", "Fleet map"),
          {{"↑  ↓  ←  →", QT_TRANSLATE_NOOP("Drover::KeysSheet", "Cell by cell")},
           {"Enter", QT_TRANSLATE_NOOP("Drover::KeysSheet", "Show the machine")}}}},
        {{QT_TRANSLATE_NOOP("Drover::KeysSheet", "Journal"),
          {{"Ctrl+↑", QT_TRANSLATE_NOOP("Drover::KeysSheet", "To what the event follows from")},
           {"Ctrl+↓", QT_TRANSLATE_NOOP("Drover::KeysSheet", "To what it led to first")},
           {"[  ]", QT_TRANSLATE_NOOP("Drover::KeysSheet", "Previous, next event of the same object")},
           {"D", QT_TRANSLATE_NOOP("Drover::KeysSheet", "Before and after in one column or two")},
           {"Y", QT_TRANSLATE_NOOP("Drover::KeysSheet", "Verify the chain of hashes")},
           {"N", QT_TRANSLATE_NOOP("Drover::KeysSheet", "Follow what happens")}}},
         {QT_TRANSLATE_NOOP("Drover::KeysSheet", "Pools"),
          {{"A", QT_TRANSLATE_NOOP("Drover::KeysSheet", "Allocate machines")},
           {"E", QT_TRANSLATE_NOOP("Drover::KeysSheet", "Add machines")},
           {"L", QT_TRANSLATE_NOOP("Drover::KeysSheet", "Release machines")},
           {"Ctrl+→", QT_TRANSLATE_NOOP("Drover::KeysSheet", "The next group of machines")}}},
         {QT_TRANSLATE_NOOP("Drover::KeysSheet", "Work orders"),
          {{"Enter", QT_TRANSLATE_NOOP("Drover::KeysSheet", "Show the target")},
           {"X", QT_TRANSLATE_NOOP("Drover::KeysSheet", "Cancel the order; asks first")}}}}};
    return columns;
}

} // namespace

KeysSheet::KeysSheet(QWidget* window) : QDialog(window)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(u"keys"_s);
    setWindowTitle(tr("Keys"));
    setAccessibleName(tr("Keys"));
    setModal(true);
    auto* page = new QVBoxLayout(this);
    page->setContentsMargins(24, 18, 24, 18);
    page->setSpacing(14);
    page->addWidget(makeLabel(tr("Keys"), FontRole::PageTitle, ColorRole::Tx1, this));
    auto* columns = new QHBoxLayout;
    columns->setSpacing(40);
    for (const QList<KeyGroup>& groups : keyColumns()) {
        auto* column = new QGridLayout;
        column->setHorizontalSpacing(16);
        column->setVerticalSpacing(4);
        int row = 0;
        for (const KeyGroup& group : groups) {
            if (row > 0)
                column->setRowMinimumHeight(row++, 10);
            column->addWidget(makeLabel(tr(group.title), FontRole::LabelStrong, ColorRole::Tx3, this), row++,
                              0, 1, 2);
            for (const KeyLine& line : group.lines) {
                column->addWidget(new KeyCaps(QString::fromUtf8(line.keys), this), row, 0);
                column->addWidget(makeLabel(tr(line.what), FontRole::Body, ColorRole::Tx1, this), row++, 1);
            }
        }
        column->setRowStretch(row, 1);
        columns->addLayout(column);
    }
    page->addLayout(columns);
    QPushButton* close = makeButton(u"keys/close"_s, tr("Close"), std::nullopt, ButtonKind::Plain, this);
    close->setDefault(true);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    page->addWidget(close, 0, Qt::AlignRight);
}

} // namespace Drover
