#include "ui/shell/settingsdialog.h"

#include "ui/theme/themechoice.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/segmentedcontrol.h"

#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

constexpr int textPercents[] = {90, 100, 115, 130};

} // namespace

SettingsDialog::SettingsDialog(ThemeKeeper& theme, QWidget* window) : QDialog(window)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(u"settings"_s);
    setWindowTitle(tr("Settings"));
    setAccessibleName(tr("Settings"));
    setModal(true);
    auto* page = new QVBoxLayout(this);
    page->setContentsMargins(24, 18, 24, 18);
    page->setSpacing(16);
    page->addWidget(makeLabel(tr("Settings"), FontRole::PageTitle, ColorRole::Tx1, this));
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(20);
    grid->setVerticalSpacing(12);
    grid->addWidget(makeLabel(tr("Theme"), FontRole::Body, ColorRole::Tx2, this), 0, 0);
    auto* themes = new SegmentedControl(this);
    themes->setObjectName(u"settings/theme"_s);
    themes->setAccessibleName(tr("Theme"));
    themes->addSegment(int(ThemeChoice::Dark), u"settings/theme/dark"_s, tr("Dark"));
    themes->addSegment(int(ThemeChoice::Light), u"settings/theme/light"_s, tr("Light"));
    themes->addSegment(int(ThemeChoice::System), u"settings/theme/system"_s, tr("As the desktop"));
    themes->setCurrent(int(theme.choice()));
    grid->addWidget(themes, 0, 1, Qt::AlignLeft);
    grid->addWidget(makeLabel(tr("Text size"), FontRole::Body, ColorRole::Tx2, this), 1, 0);
    auto* sizes = new SegmentedControl(this);
    sizes->setObjectName(u"settings/text-size"_s);
    sizes->setAccessibleName(tr("Text size"));
    for (const int percent : textPercents)
        sizes->addSegment(percent, u"settings/text-size/%1"_s.arg(percent), tr("%1 %").arg(percent));
    sizes->setCurrent(qRound(theme.textScale() * 100));
    grid->addWidget(sizes, 1, 1, Qt::AlignLeft);
    grid->setColumnStretch(1, 1);
    page->addLayout(grid);
    page->addWidget(makeLabel(tr("Choices hold at once. They are kept for you, not in the data directory."),
                              FontRole::Secondary, ColorRole::Tx3, this));
    QPushButton* close = makeButton(u"settings/close"_s, tr("Close"), std::nullopt, ButtonKind::Plain, this);
    close->setDefault(true);
    page->addWidget(close, 0, Qt::AlignRight);
    connect(themes, &SegmentedControl::currentChanged, &theme,
            [&theme](int choice) { theme.setChoice(ThemeChoice(choice)); });
    connect(sizes, &SegmentedControl::currentChanged, &theme,
            [&theme](int percent) { theme.setTextScale(percent / 100.0); });
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
}

} // namespace Drover
