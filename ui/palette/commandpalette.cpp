#include "ui/palette/commandpalette.h"

#include "models/clusterstate.h"
#include "models/fuzzymatch.h"
#include "models/objectkey.h"
#include "ui/text/words.h"
#include "ui/theme/iconcache.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"
#include "ui/widgets/card.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/searchfield.h"

#include <QKeyEvent>
#include <QLabel>
#include <QListView>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>
#include <vector>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

/// Keeps the best `limit`, best first; of equals the first one stays first.
void keepBest(PaletteModel::Section& section, int limit)
{
    section.found = section.entries.size();
    std::stable_sort(section.entries.begin(), section.entries.end(),
                     [](const PaletteEntry& a, const PaletteEntry& b) { return a.score > b.score; });
    if (section.entries.size() > limit)
        section.entries.resize(limit);
}

/// By its title, or by a name of its own where that is nearer to what was typed. The title has the marks.
std::optional<FuzzyMatch> matchOf(const QString& typed, const QString& title, const QStringList& names)
{
    std::optional<FuzzyMatch> best = fuzzyMatch(typed, title);
    for (const QString& name : names) {
        const auto match = best ? fuzzyMatch(typed, name) : std::nullopt;
        if (match)
            best->score = std::max(best->score, match->score);
    }
    return best;
}

} // namespace

CommandPalette::CommandPalette(const WindowContext& context, const QList<PaletteEntry>& actions,
                               QWidget* window)
    : QFrame(window, Qt::Popup), m_context(context), m_actions(actions),
      m_field(new SearchField(IconName::Search, tr("Search or run a command"), this)),
      m_list(new QListView(this)), m_nothing(makeLabel({}, FontRole::Body, ColorRole::Tx2, this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(u"palette"_s);
    setAccessibleName(tr("Command palette"));
    setProperty("card", u"true"_s);
    m_field->setObjectName(u"palette/field"_s);
    m_field->setAccessibleName(tr("Search or run a command"));
    m_field->setMinimumHeight(34);
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
    column->addWidget(makeLine(this));
    QLabel* hint = makeLabel(tr("↑ ↓ choose · Enter run · Esc close · > only actions · @ only objects"),
                             FontRole::Label, ColorRole::Tx3, this);
    hint->setContentsMargins(12, 7, 12, 7);
    column->addWidget(hint);
    connect(m_field, &QLineEdit::textChanged, this, &CommandPalette::find);
    connect(m_list, &QListView::clicked, this, &CommandPalette::run);
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

void CommandPalette::find(const QString& typed)
{
    const QString text = typed.trimmed();
    const bool actionsOnly = text.startsWith(u'>');
    const bool objectsOnly = text.startsWith(u'@');
    const QString words = actionsOnly || objectsOnly ? text.sliced(1).trimmed() : text;
    QList<PaletteModel::Section> sections;
    if (!objectsOnly)
        sections.append(findActions(words, actionsOnly ? 40 : actionsShown));
    if (!actionsOnly)
        sections.append(findObjects(words, objectsOnly ? 40 : objectsShown));
    // The nearest answer leads: "wold" is the cluster wold-prod-06 before what can be done with it.
    if (sections.size() == 2 && !sections.at(0).entries.isEmpty() && !sections.at(1).entries.isEmpty() &&
        sections.at(1).entries.constFirst().score > sections.at(0).entries.constFirst().score)
        sections.swapItemsAt(0, 1);
    m_model.setSections(sections);
    const int first = m_model.nextEntry(0, 1);
    m_list->setCurrentIndex(first < 0 ? QModelIndex() : m_model.index(first));
    m_nothing->setVisible(first < 0);
    m_nothing->setText(tr("Nothing is called “%1”.").arg(words));
    m_list->setVisible(first >= 0);
    fitHeight();
}

PaletteModel::Section CommandPalette::findActions(const QString& typed, int limit) const
{
    PaletteModel::Section section{tr("Do"), {}, 0};
    for (const PaletteEntry& action : m_actions) {
        const auto match = matchOf(typed, action.title, {action.name});
        if (!match)
            continue;
        PaletteEntry entry = action;
        entry.marks = match->marks;
        // What takes away is never the first answer.
        entry.score = typed.isEmpty() ? 0 : match->score - (action.destructive ? 1000 : 0);
        section.entries.append(entry);
    }
    keepBest(section, limit);
    return section;
}

PaletteModel::Section CommandPalette::findObjects(const QString& typed, int limit)
{
    const Replica& replica = m_context.replica;
    PaletteModel::Section section{tr("Go to"), {}, 0};
    struct Candidate
    {
        int score = 0;
        QString title;
        QString key;
        IconName icon = IconName::Machines;
        QStringList names;
    };
    std::vector<Candidate> found;
    const auto add = [&](const QString& title, IconName icon, const QString& key, int bonus,
                         const QStringList& names = {}) {
        if (const auto match = matchOf(typed, title, names))
            found.push_back({match->score + bonus, title, key, icon, names});
    };
    const QStringList clusters = replica.clusterNames();
    for (const QString& name : clusters)
        add(name, IconName::Clusters, clusterKey(name), 8);
    for (const auto& [name, pool] : replica.pools())
        add(name, IconName::Pools, poolKey(name), 4);
    // Machines are many: they come when they are asked for.
    if (!typed.isEmpty()) {
        for (const auto& [id, machine] : replica.machines()) {
            if (machine.kind != MachineKind::Machine)
                continue;
            if (machine.isMember())
                add(u"%1 / %2  %3"_s.arg(machine.cluster, machine.memberName, machine.name),
                    IconName::Machines, machineKey(id), 0, {machine.memberName, machine.name});
            else
                add(machine.name, IconName::Machines, machineKey(id), 0);
        }
    }
    section.found = qsizetype(found.size());
    const auto last = found.begin() + std::min<qsizetype>(limit, section.found);
    std::partial_sort(found.begin(), last, found.end(), [](const Candidate& a, const Candidate& b) {
        return a.score != b.score ? a.score > b.score : a.title < b.title;
    });
    for (auto it = found.begin(); it != last; ++it) {
        PaletteEntry entry = objectEntry(it->title, it->icon, it->key);
        if (const auto match = matchOf(typed, it->title, it->names)) {
            entry.marks = match->marks;
            entry.score = typed.isEmpty() ? 0 : it->score;
        }
        section.entries.append(entry);
    }
    return section;
}

PaletteEntry CommandPalette::objectEntry(const QString& title, IconName icon, const QString& key)
{
    const Replica& replica = m_context.replica;
    PaletteEntry entry{.icon = icon, .title = title};
    entry.run = [this, key] { emit objectChosen(key); };
    const ObjectKey object = ObjectKey::parse(key);
    if (object.kind == ObjectKey::Kind::Cluster) {
        const ClusterState state = clusterState(replica, *replica.cluster(object.name));
        entry.detail = tr("cluster, %1 ready").arg(ofText(state.ready, state.desired));
        entry.status = state.state.status;
    } else if (object.kind == ObjectKey::Kind::Machine) {
        const Machine& machine = *replica.machine(object.machine);
        entry.detail = machine.pool.isEmpty() ? tr("machine") : tr("machine of pool %1").arg(machine.pool);
        entry.status = memberState(replica, machine).state.status;
    } else {
        entry.detail = tr("pool");
    }
    return entry;
}

void CommandPalette::fitHeight()
{
    int rows = 0;
    for (int row = 0; row < m_model.rowCount(); ++row)
        rows += m_list->sizeHintForRow(row);
    // Field, lines and hint stand around the list.
    const int around = m_field->minimumHeight() + 16 + 2 + 30 + 2;
    resize(width(), std::min(m_most, around + (rows > 0 ? rows : 44)));
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
    if (!entry || !entry->run)
        return;
    // What it opens must not open below a popup.
    QTimer::singleShot(0, parentWidget(), entry->run);
    hide();
    QTimer::singleShot(0, this, &QWidget::close);
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != m_field || event->type() != QEvent::KeyPress)
        return QFrame::eventFilter(watched, event);
    switch (static_cast<QKeyEvent*>(event)->key()) {
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
