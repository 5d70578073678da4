#include "ui/shell/settingsdialog.h"

#include "ui/text/words.h"
#include "ui/theme/iconcache.h"
#include "ui/theme/themechoice.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/factgrid.h"
#include "ui/widgets/sectionhead.h"
#include "ui/widgets/segmentedcontrol.h"
#include "ui/widgets/toggle.h"

#include <QDir>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

constexpr int textPercents[] = {90, 100, 115, 130};
constexpr int labelWidth = 132;

} // namespace

SettingsDialog::SettingsDialog(ThemeKeeper& theme, const Figures& figures, const QString& settingsPath,
                               QWidget* window)
    : QDialog(window)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(u"settings"_s);
    setWindowTitle(tr("Settings"));
    setAccessibleName(tr("Settings"));
    setModal(true);
    setFixedWidth(620);
    auto* page = new QVBoxLayout(this);
    page->setContentsMargins(24, 18, 24, 18);
    page->setSpacing(10);
    page->addWidget(makeLabel(tr("Settings"), FontRole::PageTitle, ColorRole::Tx1, this));
    page->addWidget(new SectionHead(tr("Look"), this));
    page->addWidget(buildLook(theme));
    page->addWidget(new SectionHead(tr("Window"), this));
    page->addWidget(buildWindow());
    page->addWidget(new SectionHead(tr("This data directory"), this));
    page->addWidget(buildDirectory(figures, settingsPath));
    page->addSpacing(6);
    page->addWidget(makeLabel(tr("Changes apply at once. They are kept for you, not in the data directory."),
                              FontRole::Secondary, ColorRole::Tx3, this));
    QPushButton* close = makeButton(u"settings/close"_s, tr("Close"), std::nullopt, ButtonKind::Plain, this);
    close->setDefault(true);
    page->addWidget(close, 0, Qt::AlignRight);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
}

QGridLayout* SettingsDialog::gridIn(QWidget* part)
{
    auto* grid = new QGridLayout(part);
    grid->setContentsMargins(12, 2, 12, 8);
    grid->setHorizontalSpacing(20);
    grid->setVerticalSpacing(12);
    grid->setColumnMinimumWidth(0, labelWidth);
    grid->setColumnStretch(1, 1);
    return grid;
}

void SettingsDialog::addRow(QGridLayout* grid, const QString& label, QWidget* control)
{
    const int row = grid->rowCount();
    grid->addWidget(makeLabel(label, FontRole::Body, ColorRole::Tx2, this), row, 0);
    grid->addWidget(control, row, 1, Qt::AlignLeft);
}

QWidget* SettingsDialog::buildLook(ThemeKeeper& theme)
{
    auto* part = new QWidget(this);
    QGridLayout* grid = gridIn(part);
    auto* themes = new SegmentedControl(part);
    themes->setObjectName(u"settings/theme"_s);
    themes->setAccessibleName(tr("Theme"));
    themes->addSegment(int(ThemeChoice::Dark), u"settings/theme/dark"_s, tr("Dark"));
    themes->addSegment(int(ThemeChoice::Light), u"settings/theme/light"_s, tr("Light"));
    themes->addSegment(int(ThemeChoice::System), u"settings/theme/system"_s, tr("As the desktop"));
    themes->setCurrent(int(theme.choice()));
    addRow(grid, tr("Theme"), themes);
    auto* sizes = new SegmentedControl(part);
    sizes->setObjectName(u"settings/text-size"_s);
    sizes->setAccessibleName(tr("Text size"));
    for (const int percent : textPercents)
        sizes->addSegment(percent, u"settings/text-size/%1"_s.arg(percent), tr("%1 %").arg(percent));
    sizes->setCurrent(qRound(theme.textScale() * 100));
    addRow(grid, tr("Text size"), sizes);
    connect(themes, &SegmentedControl::currentChanged, &theme,
            [&theme](int choice) { theme.setChoice(ThemeChoice(choice)); });
    connect(sizes, &SegmentedControl::currentChanged, &theme,
            [&theme](int percent) { theme.setTextScale(percent / 100.0); });
    return part;
}

QWidget* SettingsDialog::buildWindow()
{
    auto* part = new QWidget(this);
    QGridLayout* grid = gridIn(part);
    m_firstSteps = new Toggle(part);
    m_firstSteps->setObjectName(u"settings/first-steps"_s);
    m_firstSteps->setText(tr("Show while a directory has no machines"));
    m_firstSteps->setAccessibleName(tr("Show the first steps while a directory has no machines"));
    connect(m_firstSteps, &QCheckBox::toggled, this, &SettingsDialog::firstStepsWanted);
    addRow(grid, tr("First steps"), m_firstSteps);
    QPushButton* docks = makeButton(u"settings/reset-docks"_s, tr("Reset inspector and timeline"),
                                    IconName::Undo, ButtonKind::Plain, part);
    connect(docks, &QPushButton::clicked, this, &SettingsDialog::docksResetRequested);
    addRow(grid, tr("Arrangement"), docks);
    QPushButton* columns = makeButton(u"settings/reset-columns"_s, tr("Reset the columns of all lists"),
                                      IconName::Undo, ButtonKind::Plain, part);
    connect(columns, &QPushButton::clicked, this, &SettingsDialog::columnsResetRequested);
    addRow(grid, {}, columns);
    for (QPushButton* button : {docks, columns})
        button->setAutoDefault(false);
    return part;
}

QWidget* SettingsDialog::buildDirectory(const Figures& figures, const QString& settingsPath)
{
    auto* part = new QWidget(this);
    auto* column = new QVBoxLayout(part);
    column->setContentsMargins(12, 2, 12, 8);
    auto* grid = new FactGrid(part);
    grid->setLabelWidth(labelWidth + 12);
    const auto fact = [](const char* key, const QString& label, const QString& value) {
        return Fact{.key = u"settings/"_s + QLatin1StringView(key),
                    .label = label,
                    .value = value.isEmpty() ? u"—"_s : value,
                    .aside = {},
                    .figure = true,
                    .status = {},
                    .hint = value};
    };
    grid->setFacts({fact("directory", tr("Directory"), QDir::toNativeSeparators(figures.directory)),
                    fact("jobs", tr("Jobs at once"), countText(figures.jobLimit)),
                    fact("database", tr("Database"), sizeText(figures.databaseBytes)),
                    fact("path", tr("Your choices"), QDir::toNativeSeparators(settingsPath))});
    column->addWidget(grid);
    return part;
}

void SettingsDialog::setShowsFirstSteps(bool shows)
{
    const QSignalBlocker quiet(m_firstSteps);
    m_firstSteps->setChecked(shows);
}

} // namespace Drover
