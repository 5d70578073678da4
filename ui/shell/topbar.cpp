#include "ui/shell/topbar.h"

#include "models/attention.h"
#include "models/objectkey.h"
#include "models/replica.h"
#include "models/whywaits.h"
#include "ui/objectnames.h"
#include "ui/overview/attentionlist.h"
#include "ui/palette/commandpalette.h"
#include "ui/shell/bellbutton.h"
#include "ui/shell/enginebutton.h"
#include "ui/text/whytext.h"
#include "ui/text/words.h"
#include "ui/theme/iconcache.h"
#include "ui/theme/themehub.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/liveindicator.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

constexpr qsizetype alertsListed = 10;
constexpr int alertWidth = 520;

} // namespace

TopBar::TopBar(const WindowContext& context, QWidget* parent)
    : QToolBar(parent), m_context(context), m_engine(new EngineButton), m_menu(new QMenu(this)),
      m_live(new LiveIndicator), m_attention(new BellButton(ObjectNames::topAttention)),
      m_palette(new PaletteField),
      m_theme(makeIconButton(ObjectNames::topTheme, IconName::LightTheme, tr("Light theme"), nullptr))
{
    setObjectName(ObjectNames::topBar);
    setAccessibleName(tr("Top bar"));
    setWindowTitle(tr("Top bar"));
    setMovable(false);
    setFloatable(false);
    setContextMenuPolicy(Qt::PreventContextMenu);
    auto* page = new QWidget(this);
    page->setFixedHeight(48);
    page->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    auto* row = new QHBoxLayout(page);
    row->setContentsMargins(24, 0, 12, 0);
    row->setSpacing(8);
    auto* mark = new QLabel(page);
    mark->setPixmap(applicationIcon().pixmap(QSize(24, 24), devicePixelRatioF()));
    row->addWidget(mark);
    row->addSpacing(12);
    QToolButton* menu = makeIconButton(ObjectNames::topMenu, IconName::Menu, tr("Menu"), page);
    menu->setMenu(m_menu);
    menu->setPopupMode(QToolButton::InstantPopup);
    menu->setFixedSize(34, 34);
    m_menu->setObjectName(u"menu"_s);
    row->addWidget(menu);
    m_engine->setObjectName(ObjectNames::topEngine);
    connect(m_engine, &QAbstractButton::clicked, this, &TopBar::openDirectories);
    row->addWidget(m_engine);
    row->addStretch(1);
    m_palette->setObjectName(ObjectNames::topPalette);
    row->addWidget(m_palette, 4);
    row->addStretch(1);
    m_live->setObjectName(ObjectNames::topLive);
    row->addWidget(m_live);
    row->addWidget(m_attention);
    m_theme->setFixedSize(34, 34);
    row->addWidget(m_theme);
    addWidget(page);

    connect(m_attention, &QToolButton::clicked, this, &TopBar::openAlerts);
    connect(m_palette, &QAbstractButton::clicked, this, &TopBar::paletteRequested);
    connect(m_theme, &QToolButton::clicked, this, &TopBar::themeRequested);
    connect(&ThemeHub::instance(), &ThemeHub::changed, this, &TopBar::wearTheme);
    wearTheme();
    connect(&context.replica, &Replica::applied, this, &TopBar::update);
    connect(&context.replica, &Replica::silentChanged, this, &TopBar::update);
    auto* clock = new QTimer(this);
    connect(clock, &QTimer::timeout, this, &TopBar::update);
    clock->start(250);
    update();
}

QRect TopBar::paletteField() const
{
    return {m_palette->mapToGlobal(QPoint(0, 0)), m_palette->size()};
}

void TopBar::setSurroundings(const Surroundings& around)
{
    m_around = around;
    update();
}

void TopBar::openDirectories()
{
    emit surroundingsWanted();
    auto* menu = new QMenu(this);
    menu->setObjectName(u"top-bar/engine/menu"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto add = [menu](IconName icon, const QString& text, auto run) {
        QAction* action = menu->addAction(themeIcon(icon, ColorRole::Tx2), text);
        connect(action, &QAction::triggered, menu, run);
        return action;
    };
    menu->addAction(themeIcon(IconName::StateOk, ColorRole::Ok),
                    homePath(m_context.replica.figures().directory))
        ->setEnabled(false);
    for (const KnownDirectory& known : std::as_const(m_around.recent)) {
        const QString path = homePath(known.path);
        add(known.served ? IconName::RemoteEngine : IconName::Folder,
            known.served ? tr("%1, an engine runs there").arg(path) : path,
            [this, path = known.path] { emit directoryChosen(path); });
    }
    menu->addSeparator();
    add(IconName::Folder, tr("Open a data directory…"), [this] { emit openRequested(); });
    add(IconName::RemoteEngine, tr("Attach to a running engine…"), [this] { emit attachRequested(); });
    add(IconName::Demo, m_around.demoThere ? tr("Open the simulated fleet") : tr("Make a simulated fleet"),
        [this] { emit demoRequested(); });
    menu->popup(m_engine->mapToGlobal(QPoint(0, m_engine->height() + 2)));
}

/// Those that wait for a person, each with why it does.
void TopBar::openAlerts()
{
    auto* menu = new QMenu(this);
    menu->setObjectName(u"top-bar/attention/menu"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const QList<AttentionItem> items = attentionItems(m_context.replica);
    for (const AttentionItem& item : items.first(std::min(items.size(), alertsListed))) {
        const QString name = item.place.isEmpty() ? item.name : u"%1 / %2"_s.arg(item.place, item.name);
        const QString what =
            item.detail.isEmpty() ? attentionText(item) : u"%1: %2"_s.arg(attentionText(item), item.detail);
        const QString line = QFontMetrics(menu->font()).elidedText(what, Qt::ElideRight, alertWidth);
        QAction* action = menu->addAction(themeIcon(IconName::StateWarning, ColorRole::Warn),
                                          u"%1  %2"_s.arg(name, line).replace(u'&', u"&&"_s));
        action->setToolTip(what);
        connect(action, &QAction::triggered, this, [this, key = item.key] { emit objectChosen(key); });
    }
    if (items.isEmpty())
        menu->addAction(tr("Nothing waits for you"))->setEnabled(false);
    menu->addSeparator();
    const QString all =
        items.size() > alertsListed ? tr("All %1 in Overview").arg(items.size()) : tr("Overview");
    connect(menu->addAction(themeIcon(IconName::Overview, ColorRole::Tx2), all), &QAction::triggered, this,
            &TopBar::overviewRequested);
    menu->popup(m_attention->mapToGlobal(
        QPoint(m_attention->width() - menu->sizeHint().width(), m_attention->height() + 2)));
}

/// The button shows what it leads to.
void TopBar::wearTheme()
{
    const bool dark = ThemeHub::instance().name() == ThemeName::Dark;
    const QString text = dark ? tr("Light theme") : tr("Dark theme");
    m_theme->setIcon(themeIcon(dark ? IconName::LightTheme : IconName::DarkTheme));
    m_theme->setToolTip(text);
    m_theme->setAccessibleName(text);
}

void TopBar::update()
{
    const Replica& replica = m_context.replica;
    m_engine->setPlace(replica.figures().directory, m_around.owner, replica.isSilent());
    m_live->setMode(!replica.isReady() || replica.isSilent() ? LiveIndicator::Mode::Disconnected
                                                             : LiveIndicator::Mode::Live);
    m_live->setTime(replica.now());
    static_cast<BellButton*>(m_attention)->setCount(attentionCount(replica));
}

} // namespace Drover
