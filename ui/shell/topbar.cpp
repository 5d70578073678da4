#include "ui/shell/topbar.h"

#include "models/replica.h"
#include "ui/objectnames.h"
#include "ui/palette/commandpalette.h"
#include "ui/shell/bellbutton.h"
#include "ui/theme/iconcache.h"
#include "ui/theme/themehub.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/iconlabel.h"
#include "ui/widgets/liveindicator.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace Drover {

TopBar::TopBar(const WindowContext& context, QWidget* parent)
    : QToolBar(parent), m_context(context), m_directory(new ElidedLabel(FontRole::Figure, ColorRole::Tx3)),
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
    row->addSpacing(20);
    auto* box = new QFrame(page);
    box->setObjectName(ObjectNames::topEngine);
    box->setProperty("card", u"true"_s);
    box->setFixedHeight(32);
    auto* engine = new QHBoxLayout(box);
    engine->setContentsMargins(10, 0, 12, 0);
    engine->setSpacing(8);
    engine->addWidget(new IconLabel(IconName::EmbeddedEngine, ColorRole::Ok, 16, box));
    engine->addWidget(makeLabel(tr("Engine"), FontRole::BodyMedium, ColorRole::Tx1, box));
    m_directory->setElideMode(Qt::ElideMiddle);
    engine->addWidget(m_directory);
    row->addWidget(box);
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

    connect(m_attention, &QToolButton::clicked, this, &TopBar::attentionRequested);
    connect(m_palette, &QAbstractButton::clicked, this, &TopBar::paletteRequested);
    connect(m_theme, &QToolButton::clicked, this, &TopBar::themeRequested);
    connect(&ThemeHub::instance(), &ThemeHub::changed, this, &TopBar::wearTheme);
    wearTheme();
    connect(&context.replica, &Replica::applied, this, &TopBar::update);
    auto* clock = new QTimer(this);
    connect(clock, &QTimer::timeout, this, &TopBar::update);
    clock->start(250);
    update();
}

QRect TopBar::paletteField() const
{
    return {m_palette->mapToGlobal(QPoint(0, 0)), m_palette->size()};
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
    m_directory->setText(replica.figures().directory);
    m_live->setMode(!replica.isReady() || replica.isSilent() ? LiveIndicator::Mode::Disconnected
                                                             : LiveIndicator::Mode::Live);
    m_live->setTime(replica.now());
    static_cast<BellButton*>(m_attention)->setCount(int(replica.attention().size()));
}

} // namespace Drover
