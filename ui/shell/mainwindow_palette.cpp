#include "models/attention.h"
#include "ui/forms/editactions.h"
#include "ui/palette/commandpalette.h"
#include "ui/panes/journal/journalpane.h"
#include "ui/shell/keyssheet.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/objectactions.h"
#include "ui/shell/settingsdialog.h"
#include "ui/shell/topbar.h"
#include "ui/theme/themehub.h"
#include "ui/widgets/navbutton.h"

#include <QDockWidget>

using namespace Qt::StringLiterals;

// What the window opens on top of itself: the palette with all that can be done, keys, settings, the way out.
namespace Drover {

namespace {

/// "Retry" → "Retry cp-3", "Destroy…" → "Destroy blue…".
QString withSubject(const QString& text, const QString& subject)
{
    if (subject.isEmpty())
        return text;
    return text.endsWith(u'…') ? text.chopped(1) + u' ' + subject + u'…' : text + u' ' + subject;
}

} // namespace

QString MainWindow::selectedName() const
{
    const ObjectKey object = m_selection.object();
    if (object.kind == ObjectKey::Kind::Machine) {
        const Machine* machine = m_replica.machine(object.machine);
        return machine ? machine->isMember() ? machine->memberName : machine->name : QString();
    }
    return object.name;
}

QList<PaletteEntry> MainWindow::paletteActions()
{
    QList<PaletteEntry> entries;
    const auto add = [&](IconName icon, const QString& title, const QString& keys, auto run) {
        PaletteEntry entry{.icon = icon, .title = title, .keys = keys};
        entry.hint = title.endsWith(u'…') ? tr("Opens a dialog; nothing starts yet.")
                                          : tr("Only changes what is shown.");
        entry.run = run;
        entries.append(entry);
    };
    const QString subject = selectedName();
    const auto offer = [&](QAction* action, const QString& about) {
        if (!action->isVisible() || !action->isEnabled())
            return;
        PaletteEntry entry{.icon = m_actions->icon(ObjectActions::idOf(action)),
                           .title = withSubject(action->text(), about),
                           .keys = action->shortcut().toString(QKeySequence::NativeText)};
        const auto id = ObjectActions::idOf(action);
        entry.hint = action->text().endsWith(u'…') ? tr("Opens a dialog; nothing starts yet.")
                                                   : tr("Happens at once.");
        entry.command = m_actions->commandText(id);
        entry.about = about;
        entry.destructive = id == ObjectActions::Id::Destroy || id == ObjectActions::Id::AbortOperation;
        entry.run = [action] { action->trigger(); };
        entries.append(entry);
    };
    offer(m_actions->action(ObjectActions::Id::Provision), {});
    const QList<QAction*> actions = m_actions->objectActions();
    for (QAction* action : actions)
        offer(action, subject);
    const auto offerEdit = [&](QAction* action, const QString& about) {
        if (!action->isVisible() || !action->isEnabled())
            return;
        add(EditActions::icon(EditActions::idOf(action)),
            m_edits->textAbout(EditActions::idOf(action), about), {}, [action] { action->trigger(); });
        entries.last().about = about;
    };
    for (QAction* action : m_edits->objectActions())
        offerEdit(action, subject);
    for (QAction* action : m_edits->makingActions())
        offerEdit(action, {});
    for (const auto& [name, profile] : m_replica.profiles())
        add(IconName::Profile, withSubject(tr("Edit profile…"), name), {},
            [this, profile = name] { m_edits->editProfile(profile); });
    const auto page = [&](Pane pane, IconName icon) {
        const QString name = m_paneButtons.value(int(pane))->text();
        add(icon, tr("Page %1").arg(name), m_paneButtons.value(int(pane))->toolTip(),
            [this, pane] { showPane(pane); });
        entries.last().name = name;
    };
    page(Pane::Overview, IconName::Overview);
    page(Pane::Clusters, IconName::Clusters);
    page(Pane::Pools, IconName::Pools);
    page(Pane::Machines, IconName::Machines);
    page(Pane::WorkOrders, IconName::WorkOrders);
    page(Pane::Timeline, IconName::Timeline);
    page(Pane::Content, IconName::Content);
    page(Pane::Journal, IconName::Journal);
    if (attentionCount(m_replica) > 0)
        add(IconName::Alerts, tr("Go to what needs attention"), {}, [this] { goToAttention(); });
    add(IconName::Info, tr("Show or hide the inspector"), u"Ctrl+I"_s,
        [this] { toggleDock(m_inspectorDock); });
    add(IconName::Timeline, tr("Show or hide the timeline"), u"Ctrl+T"_s,
        [this] { toggleDock(m_timelineDock); });
    add(IconName::Play, tr("First steps"), {}, [this] { showPane(Pane::FirstRun); });
    add(IconName::Content, tr("Load a content pack…"), {}, [this] { askContent(); });
    add(IconName::Folder, tr("Open a data directory…"), {}, [this] { askDirectory(false); });
    add(IconName::RemoteEngine, tr("Attach to a running engine…"), {}, [this] { askDirectory(true); });
    add(IconName::Demo, tr("Simulated fleet"), {}, [this] { leaveFor([this] { emit demoRequested(); }); });
    entries.last().hint = tr("Goes to a directory of its own with a simulated fleet.");
    if (ThemeHub::instance().name() == ThemeName::Dark)
        add(IconName::LightTheme, tr("Light theme"), {}, [this] { m_theme.setChoice(ThemeChoice::Light); });
    else
        add(IconName::DarkTheme, tr("Dark theme"), {}, [this] { m_theme.setChoice(ThemeChoice::Dark); });
    add(IconName::Settings, tr("Settings…"), u"Ctrl+,"_s, [this] { openSettings(); });
    add(IconName::Keys, tr("Keys"), u"F1"_s, [this] { openKeys(); });
    add(IconName::Power, tr("Quit"), u"Ctrl+Q"_s, [this] { close(); });
    entries.last().hint = tr("Says first what becomes of operations under way.");
    const QStringList clusters = m_replica.clusterNames();
    for (const QString& name : clusters) {
        if (name == subject || m_replica.isSilent())
            continue;
        add(IconName::Destroy, withSubject(tr("Destroy…"), name), {}, [this, name] { openDestroy(name); });
        entries.last().destructive = true;
        entries.last().command = ObjectActions::destroyCommand(name);
    }
    return entries;
}

void MainWindow::openPalette()
{
    auto* palette = new CommandPalette(m_context, paletteActions(), m_recentlyUsed, this);
    connect(palette, &CommandPalette::objectChosen, this, &MainWindow::showObject);
    connect(palette, &CommandPalette::actionsWanted, this, [this, palette](const QString& key) {
        m_selection.select(key);
        palette->showActions(paletteActions(), selectedName());
    });
    connect(palette, &CommandPalette::journalWanted, this, &MainWindow::searchJournal);
    palette->openAt(m_topBar->paletteField());
}

void MainWindow::searchJournal(const QString& text)
{
    showPane(Pane::Journal);
    m_journal->setFilterText(text);
}

void MainWindow::openKeys()
{
    (new KeysSheet(this))->open();
}

void MainWindow::openSettings()
{
    auto* settings = new SettingsDialog(m_theme, m_replica.figures(), m_settingsPath, this);
    settings->setShowsFirstSteps(showsFirstSteps());
    connect(settings, &SettingsDialog::firstStepsWanted, this, &MainWindow::setShowsFirstSteps);
    connect(settings, &SettingsDialog::docksResetRequested, this, &MainWindow::resetDocks);
    connect(settings, &SettingsDialog::columnsResetRequested, this, &MainWindow::resetColumns);
    settings->open();
}

void MainWindow::closeNow()
{
    m_quits = true;
    close();
}

} // namespace Drover
