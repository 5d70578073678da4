#include "ui/palette/commandpalette.h"

#include "ui/palette/palettefoot.h"
#include "ui/palette/palettesearch.h"
#include "ui/theme/iconcache.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"
#include "ui/widgets/card.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/searchfield.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QListView>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

constexpr int allShown = 40;
constexpr int nothingHeight = 44;

} // namespace

CommandPalette::CommandPalette(const WindowContext& context, const QList<PaletteEntry>& actions,
                               QStringList& recent, QWidget* window)
    : QFrame(window, Qt::Popup), m_context(context), m_actions(actions), m_recent(recent),
      m_field(new SearchField(IconName::Search, tr("Search or run a command"), this)),
      m_list(new QListView(this)), m_nothing(makeLabel({}, FontRole::Body, ColorRole::Tx2, this)),
      m_foot(new PaletteFoot(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(u"palette"_s);
    setAccessibleName(tr("Command palette"));
    setProperty("card", u"true"_s);
    m_field->setObjectName(u"palette/field"_s);
    m_field->setAccessibleName(tr("Search or run a command"));
    m_field->setMinimumHeight(34);
    m_field->setShortcutHint(u"Esc"_s);
    m_field->installEventFilter(this);
    m_list->setObjectName(u"palette/list"_s);
    m_list->setAccessibleName(tr("What was found"));
    m_list->setModel(&m_model);
    m_list->setItemDelegate(new PaletteDelegate(m_model, m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMouseTracking(true);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_nothing->setObjectName(u"palette/nothing"_s);
    m_nothing->setContentsMargins(14, 12, 14, 12);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(1, 1, 1, 1);
    column->setSpacing(0);
    auto* top = new QVBoxLayout;
    top->setContentsMargins(8, 8, 8, 8);
    top->addWidget(m_field);
    column->addLayout(top);
    column->addWidget(makeLine(this));
    column->addWidget(m_list, 1);
    column->addWidget(m_nothing);
    column->addWidget(m_foot);
    connect(m_field, &QLineEdit::textChanged, this, &CommandPalette::find);
    connect(m_list, &QListView::clicked, this, &CommandPalette::run);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex& current) { m_foot->show(m_model.entry(current)); });
}

void CommandPalette::openAt(const QRect& field)
{
    const QWidget* window = parentWidget();
    const int wide = std::min(640, window->width() - 32);
    m_most = std::max(240, window->height() - 80);
    resize(wide, m_most);
    find({});
    move(field.center().x() - wide / 2, field.top() - 5);
    show();
    m_field->setFocus(Qt::PopupFocusReason);
}

void CommandPalette::showActions(const QList<PaletteEntry>& actions, const QString& about)
{
    m_actions = actions;
    m_about = about;
    m_field->setPlaceholderText(about.isEmpty() ? tr("Search or run a command")
                                                : tr("Do with %1").arg(about));
    if (m_field->text().isEmpty())
        find({});
    else
        m_field->clear();
}

void CommandPalette::find(const QString& typed)
{
    const QString text = typed.trimmed();
    m_model.setSections(sectionsFor(text));
    const int first = m_model.nextEntry(0, 1);
    m_list->setCurrentIndex(first < 0 ? QModelIndex() : m_model.index(first));
    m_foot->show(m_model.entry(m_list->currentIndex()));
    m_field->setResult(first < 0 ? QString() : tr("%1 found").arg(m_model.found()));
    m_nothing->setVisible(first < 0);
    m_nothing->setText(text.isEmpty() ? tr("Nothing can be done with %1 now.").arg(m_about)
                                      : tr("Nothing is called “%1”.").arg(text));
    m_list->setVisible(first >= 0);
    fitHeight();
}

QList<PaletteModel::Section> CommandPalette::sectionsFor(const QString& text)
{
    if (!m_about.isEmpty())
        return {PaletteSearch::actions(m_actions, text, allShown, m_about)};
    const QString words = text.sliced(text.isEmpty() ? 0 : 1).trimmed(); // behind a prefix
    if (text.startsWith(u'>'))
        return {PaletteSearch::actions(m_actions, words, allShown)};
    if (text.startsWith(u'@'))
        return {PaletteSearch::objects(m_context.replica, words, allShown)};
    if (text.startsWith(u'#'))
        return {journal(words)};
    if (text.startsWith(u'?'))
        return {help()};
    QList<PaletteModel::Section> sections{PaletteSearch::actions(m_actions, text, actionsShown),
                                          PaletteSearch::objects(m_context.replica, text, objectsShown)};
    if (text.isEmpty()) {
        sections.prepend(PaletteSearch::recent(m_context.replica, m_actions, m_recent));
        return sections;
    }
    // The nearest answer leads: "wold" is the cluster wold-prod-06 before what can be done with it.
    if (!sections.at(0).entries.isEmpty() && !sections.at(1).entries.isEmpty() &&
        sections.at(1).entries.constFirst().score > sections.at(0).entries.constFirst().score)
        sections.swapItemsAt(0, 1);
    const bool isKnown = !sections.at(0).entries.isEmpty() || !sections.at(1).entries.isEmpty();
    if (isKnown)
        sections.append(journal(text));
    return sections;
}

PaletteModel::Section CommandPalette::journal(const QString& words)
{
    PaletteEntry entry{
        .icon = IconName::Journal, .title = tr("All events"), .hint = tr("Opens the journal.")};
    if (!words.isEmpty()) {
        entry.title = tr("All events with “%1”").arg(words);
        entry.hint = tr("Searches the whole journal.");
    }
    entry.keys = u"#"_s;
    entry.run = [this, words] { emit journalWanted(words); };
    return {tr("In the journal"), {entry}, 1};
}

PaletteModel::Section CommandPalette::help()
{
    PaletteModel::Section section{tr("Begin with"), {}, 0};
    const auto add = [&](IconName icon, const QString& title, const QString& prefix) {
        PaletteEntry entry{.icon = icon, .title = title, .keys = prefix};
        entry.hint = tr("Writes the sign; go on with a name.");
        section.entries.append(entry);
    };
    add(IconName::Play, tr("Only what can be done"), u">"_s);
    add(IconName::Search, tr("Only clusters, pools and machines"), u"@"_s);
    add(IconName::Journal, tr("Events of the journal with a text"), u"#"_s);
    section.found = section.entries.size();
    return section;
}

void CommandPalette::fitHeight()
{
    int rows = 0;
    for (int row = 0; row < m_model.rowCount(); ++row)
        rows += m_list->sizeHintForRow(row);
    constexpr int linesAndFrames = 12;
    const int around = m_field->minimumHeight() + 16 + PaletteFoot::previewHeight + PaletteFoot::hintsHeight +
                       linesAndFrames;
    resize(width(), std::min(m_most, around + (rows > 0 ? rows : nothingHeight)));
}

void CommandPalette::step(int direction)
{
    const int from = m_list->currentIndex().isValid() ? m_list->currentIndex().row() + direction : 0;
    const int row = m_model.nextEntry(from, direction);
    if (row < 0)
        return;
    m_list->setCurrentIndex(m_model.index(row));
    m_list->scrollTo(m_list->currentIndex());
}

void CommandPalette::run(const QModelIndex& index)
{
    const PaletteEntry* entry = m_model.entry(index);
    if (!entry)
        return;
    if (!entry->run && entry->object.isEmpty()) { // a line of the help
        m_field->setText(entry->keys);
        return;
    }
    const QString name = entry->object.isEmpty() ? entry->title : entry->object;
    m_recent.removeOne(name);
    m_recent.prepend(name);
    m_recent.resize(std::min<qsizetype>(m_recent.size(), recentKept));
    // What it opens must not open below a popup.
    if (entry->object.isEmpty())
        QTimer::singleShot(0, parentWidget(), entry->run);
    else
        QTimer::singleShot(0, this, [this, key = entry->object] { emit objectChosen(key); });
    hide();
    QTimer::singleShot(0, this, &QWidget::close);
}

/// Tab: what can be done with the object of the row; on an action there is nothing more to show.
void CommandPalette::toActions()
{
    const PaletteEntry* entry = m_model.entry(m_list->currentIndex());
    if (entry && !entry->object.isEmpty())
        emit actionsWanted(QString(entry->object));
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != m_field || event->type() != QEvent::KeyPress)
        return QFrame::eventFilter(watched, event);
    auto* key = static_cast<QKeyEvent*>(event);
    if (key->matches(QKeySequence::Copy) && !m_field->hasSelectedText()) {
        const PaletteEntry* entry = m_model.entry(m_list->currentIndex());
        if (entry && !entry->command.isEmpty())
            QGuiApplication::clipboard()->setText(entry->command);
        return true;
    }
    switch (key->key()) {
    case Qt::Key_Up:
        step(-1);
        return true;
    case Qt::Key_Down:
        step(1);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        run(m_list->currentIndex());
        return true;
    case Qt::Key_Tab:
        toActions();
        return true;
    case Qt::Key_Backspace:
        if (m_about.isEmpty() || !m_field->text().isEmpty())
            return QFrame::eventFilter(watched, event);
        showActions(m_actions, {});
        return true;
    case Qt::Key_Escape:
        close();
        return true;
    default:
        return QFrame::eventFilter(watched, event);
    }
}

PaletteField::PaletteField(QWidget* parent) : QAbstractButton(parent)
{
    setText(tr("Search or run a command"));
    setAccessibleName(text());
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setMaximumWidth(480);
}

void PaletteField::paintEvent(QPaintEvent*)
{
    const Theme& theme = Theme::current();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    drawBox(painter, rect(), 4, theme.color(underMouse() ? ColorRole::Bg4 : ColorRole::Bg1),
            theme.color(ColorRole::Ctl));
    drawIcon(painter, QPointF(11, 9), IconName::Search, 14, theme.color(ColorRole::Tx2));
    const QString keys = u"Ctrl+K"_s;
    const int wide = textWidth(FontRole::FigureSmall, keys) + 12;
    const QRectF box(width() - wide - 7, 6, wide, 20);
    drawBox(painter, box, 3, theme.color(ColorRole::Bg2), theme.color(ColorRole::Line2));
    drawText(painter, box, Qt::AlignCenter, keys, FontRole::FigureSmall, theme.color(ColorRole::Tx3));
    drawText(painter, QRectF(34, 0, box.left() - 40, height()), Qt::AlignLeft | Qt::AlignVCenter, text(),
             FontRole::Body, theme.color(ColorRole::Tx3));
    if (hasFocus())
        drawFocusRing(painter, rect(), 4);
}

} // namespace Drover
